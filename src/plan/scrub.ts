/** What stands where a secret stood. Shorter than any secret it replaces. */
const scrubbed = '***'

/** Below this a value is too common in ordinary text to be taken out of it. */
const minSecretLength = 4

/** Lines of a secret are only looked for from this length on. */
const minLineLength = 8

/** The same for base64, where a few letters are there by chance. */
const minCodedLength = 6

/** So common that taking them out would only make texts unreadable. */
const commonWords = new Set(['true', 'false', 'null', 'none', 'undefined'])

/**
 * A function that replaces every occurrence of the given secrets by `***`:
 * the text as it is and trimmed, its longer lines, and their base64, base64url,
 * URL-encoded and JSON-escaped forms. Values under 4 characters and words such
 * as `true` are left alone. Works in linear time for any number of secrets.
 */
export function createScrub(
  secrets: Iterable<string>
): (text: string) => string {
  const forms = new Set<string>()
  // What is a form of one secret may be another, with forms of its own.
  for (const secret of wholesOf(secrets)) addForms(forms, secret)
  if (forms.size === 0) return (text) => text
  const buckets = new Map<string, Bucket>()
  const firstUnits = new Uint8Array(65_536)
  for (const form of forms) {
    const prefix = form.slice(0, minSecretLength)
    firstUnits[form.charCodeAt(0)] = 1
    const bucket = buckets.get(prefix)
    if (bucket === undefined) {
      buckets.set(prefix, { lengths: [form.length], forms: new Set([form]) })
    } else {
      bucket.forms.add(form)
      if (!bucket.lengths.includes(form.length)) {
        bucket.lengths.push(form.length)
      }
    }
  }
  for (const { lengths } of buckets.values()) lengths.sort((a, b) => b - a)
  const secretAt = (text: string, at: number): number | undefined => {
    const bucket = buckets.get(text.slice(at, at + minSecretLength))
    return bucket?.lengths.find((length) =>
      bucket.forms.has(text.slice(at, at + length))
    )
  }
  return (text) => {
    let result = ''
    let copied = 0
    let at = 0
    while (at <= text.length - minSecretLength) {
      const length =
        firstUnits[text.charCodeAt(at)] === 1 ? secretAt(text, at) : undefined
      if (length === undefined) {
        at++
      } else {
        result += text.slice(copied, at) + scrubbed
        at += length
        copied = at
      }
    }
    return copied === 0 ? text : result + text.slice(copied)
  }
}

/** Forms that begin alike, and how long they are, longest first. */
interface Bucket {
  readonly lengths: number[]
  readonly forms: Set<string>
}

/** The secrets, what is left of them when trimmed, and their longer lines. */
function wholesOf(secrets: Iterable<string>): ReadonlySet<string> {
  const wholes = new Set<string>()
  for (const secret of secrets) {
    wholes.add(secret).add(secret.trim())
    if (!secret.includes('\n')) continue
    for (const line of secret.split('\n')) {
      const text = line.trim()
      if (text.length >= minLineLength) wholes.add(text)
    }
  }
  return wholes
}

function addForms(forms: Set<string>, secret: string): void {
  if (secret.length < minSecretLength || commonWords.has(secret)) return
  forms.add(secret)
  const json = escapeJson(secret)
  // As `jsonencode` writes it.
  const terraformJson = json.replace(/[<>&\u2028\u2029]/g, unicode)
  const url = encodeURIComponent(secret.toWellFormed())
  const strictUrl = url.replace(/[!'()*]/g, percent)
  for (const form of [
    json,
    terraformJson,
    // A document in a document.
    escapeJson(json),
    escapeJson(terraformJson),
    url,
    strictUrl,
    // As `urlencode` writes it.
    strictUrl.replaceAll('%20', '+')
  ]) {
    forms.add(form)
  }
  // In base64 a text looks different at each of three offsets; what is around
  // it changes the outermost characters, which are left out.
  const bytes = Buffer.from(secret)
  forms.add(bytes.toString('base64'))
  for (const offset of [0, 1, 2]) {
    const coded = Buffer.concat([Buffer.alloc(offset), bytes]).toString(
      'base64'
    )
    const head = offset === 0 ? 0 : offset + 1
    const tail = [0, 3, 2][(bytes.length + offset) % 3] ?? 0
    const inner = coded.slice(head, coded.length - tail)
    if (inner.length < minCodedLength) continue
    forms.add(inner)
    forms.add(inner.replaceAll('+', '-').replaceAll('/', '_'))
  }
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
