/** What stands where a secret stood. Shorter than any secret it replaces. */
const scrubbed = '***'

/** Below this a value is too common in ordinary text to be taken out of it. */
const minSecretLength = 4

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
