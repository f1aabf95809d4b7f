/** What nobody sees, or takes for a common blank; a joiner of emoji is seen. */
const invisible =
  /(?!(?<=\p{Extended_Pictographic}\p{M}?)\u200d(?=\p{Extended_Pictographic}))(?! )[\p{Zs}\p{Zl}\p{Zp}\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Plain text needs no closer look, and most texts are. */
const plain = /^[ -~]*$/

/** In a text in quotes, whose backslashes are escaped: shown as what it is. */
export function escapeInvisible(quoted: string): string {
  return plain.test(quoted)
    ? quoted
    : quoted.replace(invisible, escapeCharacter)
}

/** The same with everything that is not ASCII. */
export function escapeForeign(quoted: string): string {
  return quoted.replace(/[^ -~]/gu, escapeCharacter)
}

/** Is there something in it that only an escape shows? */
export function hasInvisible(text: string): boolean {
  return !plain.test(text) && text.replaceAll('\t', '').search(invisible) >= 0
}

/** Equal for texts that a reader may take for the same. */
export function lookOf(text: string): string {
  return text
    .replace(invisible, ' ')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
}

function escapeCharacter(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
