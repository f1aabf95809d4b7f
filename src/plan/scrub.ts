/** What stands where a secret stood. Shorter than any secret it replaces. */
export const scrubbed = '***'

/** Below this a value is too common in ordinary text to be taken out of it. */
export const minSecretLength = 4

/** Lines and encoded forms are only looked for from this length on. */
const minDerivedLength = 8

/** So common that taking them out would only make texts unreadable. */
const commonWords = new Set(['true', 'false', 'null', 'none', 'undefined'])

/**
 * A function that replaces every occurrence of the given secrets by `***`:
 * the text as it is, its longer lines, and its base64, base64url, URL-encoded
 * and JSON-escaped forms. Values under 4 characters and words such as `true`
 * are left alone. Works in linear time for any number of secrets.
 */
export function createScrub(
  secrets: Iterable<string>
): (text: string) => string {
  const forms = new Set<string>()
  for (const secret of secrets) addForms(forms, secret)
  if (forms.size === 0) return (text) => text
  const byPrefix = new Map<string, string[]>()
  const firstUnits = new Uint8Array(65_536)
  for (const form of forms) {
    const prefix = form.slice(0, minSecretLength)
    firstUnits[form.charCodeAt(0)] = 1
    const list = byPrefix.get(prefix)
    if (list === undefined) byPrefix.set(prefix, [form])
    else list.push(form)
  }
  for (const list of byPrefix.values()) list.sort((a, b) => b.length - a.length)
  return (text) => {
    let result = ''
    let copied = 0
    let at = 0
    while (at <= text.length - minSecretLength) {
      if (firstUnits[text.charCodeAt(at)] === 1) {
        const found = byPrefix
          .get(text.slice(at, at + minSecretLength))
          ?.find((form) => text.startsWith(form, at))
        if (found !== undefined) {
          result += text.slice(copied, at) + scrubbed
          at += found.length
          copied = at
          continue
        }
      }
      at++
    }
    return copied === 0 ? text : result + text.slice(copied)
  }
}

function addForms(forms: Set<string>, secret: string): void {
  if (forms.has(secret)) return
  addPlain(forms, secret)
  if (secret.length < minDerivedLength) return
  addPlain(forms, secret.trim())
  if (secret.includes('\n')) {
    for (const line of secret.split(/\r?\n/)) {
      if (line.trim().length >= minDerivedLength) addPlain(forms, line.trim())
    }
  }
  addPlain(forms, JSON.stringify(secret).slice(1, -1))
  addPlain(forms, encodeURIComponent(secret.toWellFormed()))
  // In base64 a text looks different at each of three offsets; what is around
  // it changes the outermost characters, which are left out.
  const bytes = Buffer.from(secret)
  for (const offset of [0, 1, 2]) {
    const coded = Buffer.concat([Buffer.alloc(offset), bytes]).toString(
      'base64'
    )
    const head = offset === 0 ? 0 : offset + 1
    const tail = [0, 3, 2][(bytes.length + offset) % 3] ?? 0
    const inner = coded.slice(head, coded.length - tail)
    addPlain(forms, inner)
    addPlain(forms, inner.replaceAll('+', '-').replaceAll('/', '_'))
  }
}

function addPlain(forms: Set<string>, text: string): void {
  if (text.length >= minSecretLength && !commonWords.has(text)) forms.add(text)
}
