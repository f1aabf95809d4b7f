/** What nobody sees, or takes for a common blank; a joiner of emoji is seen. */
const invisible =
  /(?!(?<=\p{Extended_Pictographic}\p{M}?)\u200d(?=\p{Extended_Pictographic}))(?! )[\p{Zs}\p{Zl}\p{Zp}\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Plain text needs no closer look, and most texts are. */
const plain = /^[ -~]*$/

/** Letters of other scripts that look like those of ASCII, and which. */
const lookalikes =
  '\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u04ae\u04c0\u03bf\u03bd\u03c1\u03b9\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u0585'
const likened = 'aceopxyijshdqwlABCEHIJKMOPSTXYIovpiABEZHIKMNOPTYXo'
const oneOfThem = new RegExp(`[${lookalikes}]`, 'g')
const otherScript = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/gu

/**
 * In a text in quotes, whose backslashes are escaped: what nobody sees is shown
 * as what it is, and so is what passes for a letter of ASCII.
 */
export function escapeInvisible(quoted: string): string {
  return plain.test(quoted)
    ? quoted
    : escapeLookalikes(
        quoted.replace(invisible, escapeCharacter),
        escapeCharacter
      )
}

/**
 * Escapes letters that pass for others: in a word of ASCII, where no letter of
 * their own script gives them away, or where none does in all of the text; and
 * marks that could be one with their letter.
 */
export function escapeLookalikes(
  text: string,
  escape: (character: string) => string
): string {
  const marked =
    text === text.normalize('NFC') ? text : text.replace(/\p{M}/gu, escape)
  if (marked.search(oneOfThem) < 0) return marked
  if (isDisguised(marked)) return marked.replace(oneOfThem, escape)
  return marked.replace(/[\p{L}\p{N}_]+/gu, (word) =>
    /[A-Za-z]/.test(word) && isDisguised(word)
      ? word.replace(oneOfThem, escape)
      : word
  )
}

/** Are there no letters of their script but those that look like others? */
function isDisguised(text: string): boolean {
  return text.replace(oneOfThem, '').search(otherScript) < 0
}

/** The same with everything that is not ASCII. */
export function escapeForeign(quoted: string): string {
  return quoted.replace(/[^ -~]/gu, escapeCharacter)
}

/** Is there something in it that only an escape shows? */
export function hasInvisible(text: string): boolean {
  if (plain.test(text)) return false
  const line = text.replaceAll('\t', '')
  return escapeInvisible(line) !== line
}

/** Equal for texts that a reader may take for the same. */
export function lookOf(text: string): string {
  return seenAs(text).replace(/\s+/g, ' ').trim()
}

/** Are these texts of one look told from each other without quotes? */
export function areToldApart(texts: ReadonlySet<string>): boolean {
  const looks = new Set<string>()
  for (const text of texts) {
    // A tab is as wide as any number of blanks.
    if (text.includes('\t')) return texts.size === 1
    looks.add(seenAs(text).trimEnd())
  }
  return looks.size === texts.size
}

/** What a reader takes each character for. */
function seenAs(text: string): string {
  return text
    .replace(invisible, ' ')
    .normalize('NFKC')
    .replace(oneOfThem, (letter) => likened[lookalikes.indexOf(letter)] ?? '')
}

function escapeCharacter(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
