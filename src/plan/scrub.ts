/** What stands where a secret stood. Shorter than any secret it replaces. */
const scrubbed = '***'

/** Below this a value is too common in ordinary text to be taken out of it. */
const minSecretLength = 4

/** Lines of a secret are only looked for from this length on. */
const minLineLength = 8

/** The same for base64, where a few letters are there by chance. */
const minCodedLength = 6

/** Compared at every place of a text; what is longer, only where this fits. */
const maxHeadLength = 256

/** So common that taking them out would only make texts unreadable. */
const commonWords = new Set(['true', 'false', 'null', 'none', 'undefined'])

/**
 * A function that replaces every occurrence of the given secrets by `***`:
 * the text as it is and trimmed, its longer lines, and their base64, base64url,
 * URL-encoded and JSON-escaped forms. Values under 4 characters and words such
 * as `true` are left alone; of a long one its first 256 characters suffice.
 * Works in linear time for any number and length of secrets.
 * Where `mayStay` says so of a place in a text, what is there stays.
 */
export function createScrub(
  secrets: Iterable<string>,
  mayStay?: MayStay
): (text: string) => string {
  return createScrubs(secrets)(mayStay)
}

type MayStay = (text: string, from: number, to: number) => boolean

/** The same for several kinds of text: the secrets are looked at once. */
export function createScrubs(
  secrets: Iterable<string>
): (mayStay?: MayStay) => (text: string) => string {
  const index = openIndex()
  learn(index, secrets)
  return (mayStay) => scrubBy(index, mayStay)
}

/** A scrub that gets to know more secrets; each is looked at once. */
export interface LearningScrub {
  learn(secrets: Iterable<string>): void
  readonly redact: (text: string) => string
}

/** As `createScrub`, and knows nothing yet. */
export function createLearningScrub(mayStay?: MayStay): LearningScrub {
  const index = openIndex()
  return {
    learn(secrets) {
      learn(index, secrets)
    },
    redact: scrubBy(index, mayStay)
  }
}

function scrubBy(
  index: FormIndex,
  mayStay: MayStay = () => false
): (text: string) => string {
  const { beginnings } = index
  return (text) => {
    if (index.buckets.size === 0) return text
    let result = ''
    let copied = 0
    let at = 0
    while (at <= text.length - minSecretLength) {
      const length =
        beginnings[beginningAt(text, at)] === 1
          ? secretAt(index, text, at)
          : undefined
      if (length === undefined || mayStay(text, at, at + length)) {
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

/** The forms to look for, to be found by how they begin. */
interface FormIndex {
  /** What it was made of. */
  readonly wholes: Set<string>
  /** 1 where a form may begin so: by far most places need no closer look. */
  readonly beginnings: Uint8Array
  /** Heads of forms by their first few code units. */
  readonly buckets: Map<string, Set<string>>
  /** The same sorted, once they were asked for. */
  readonly sorted: Map<string, Heads>
  /** Forms that are longer than their head. */
  readonly tails: Map<string, Set<string>>
}

function openIndex(): FormIndex {
  return {
    wholes: new Set(),
    beginnings: new Uint8Array(beginningCount),
    buckets: new Map(),
    sorted: new Map(),
    tails: new Map()
  }
}

/** Adds the forms of secrets that are not in the index yet. */
function learn(index: FormIndex, secrets: Iterable<string>): void {
  // What is a form of one secret may be another, with forms of its own.
  for (const secret of wholesOf(secrets)) {
    if (index.wholes.has(secret)) continue
    index.wholes.add(secret)
    const forms = new Set<string>()
    addForms(forms, secret)
    for (const form of forms) addForm(index, form)
  }
}

function addForm(index: FormIndex, form: string): void {
  const { beginnings, buckets, sorted, tails } = index
  beginnings[beginningAt(form, 0)] = 1
  const head = form.slice(0, maxHeadLength)
  const bucket = form.slice(0, minSecretLength)
  addTo(buckets, bucket, head)
  sorted.delete(bucket)
  if (form.length > head.length) addTo(tails, head, form)
}

function addTo(
  sets: Map<string, Set<string>>,
  key: string,
  member: string
): void {
  const known = sets.get(key)
  if (known === undefined) sets.set(key, new Set([member]))
  else known.add(member)
}

const beginningCount = 65_536

/** A number below that for the four code units at this place of a text. */
function beginningAt(text: string, at: number): number {
  const first = text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)
  const second = text.charCodeAt(at + 2) * 31 + text.charCodeAt(at + 3)
  return (first * 3_079 + second) % beginningCount
}

/** How long the secret is that begins at this place; undefined for none. */
function secretAt(
  index: FormIndex,
  text: string,
  at: number
): number | undefined {
  const heads = headsAt(index, text.slice(at, at + minSecretLength))
  const head = heads && findHead(heads, text.slice(at, at + maxHeadLength))
  if (head === undefined) return undefined
  // What begins like a long secret is taken out for as long as it is one.
  let length = head.length
  for (const form of index.tails.get(head) ?? []) {
    length = Math.max(length, sharedLength(form, text, at))
  }
  return length
}

function headsAt(
  { buckets, sorted }: FormIndex,
  bucket: string
): Heads | undefined {
  const known = sorted.get(bucket)
  const all = buckets.get(bucket)
  if (known !== undefined || all === undefined) return known
  const heads = sortHeads(all)
  sorted.set(bucket, heads)
  return heads
}

/** Beginnings of forms, sorted, each with the longest that is its prefix. */
interface Heads {
  readonly sorted: readonly string[]
  /** Places in `sorted`; -1 where none is a prefix. */
  readonly prefixes: Int32Array
}

function sortHeads(all: Iterable<string>): Heads {
  const sorted = [...all].sort()
  const prefixes = new Int32Array(sorted.length).fill(-1)
  for (let index = 1; index < sorted.length; index++) {
    let prefix = index - 1
    while (prefix >= 0 && !sorted[index]?.startsWith(sorted[prefix] ?? '')) {
      prefix = prefixes[prefix] ?? -1
    }
    prefixes[index] = prefix
  }
  return { sorted, prefixes }
}

/**
 * The longest head that the text begins with. It is the last one in the order
 * that is not after the text, or a prefix of that one.
 */
function findHead(
  { sorted, prefixes }: Heads,
  text: string
): string | undefined {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') <= text) low = middle + 1
    else high = middle
  }
  const last = low - 1
  const shared = sharedLength(sorted[last] ?? '', text, 0)
  let found = last
  while (found >= 0 && (sorted[found]?.length ?? 0) > shared) {
    found = prefixes[found] ?? -1
  }
  return found < 0 ? undefined : sorted[found]
}

/** How much of a form there is at this place of a text. */
function sharedLength(form: string, text: string, at: number): number {
  let length = 0
  while (
    length < form.length &&
    form.charCodeAt(length) === text.charCodeAt(at + length)
  ) {
    length++
  }
  return length
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

/** How much of a text its looks are judged by. */
const longestLook = 400

/**
 * Letters and digits in turn, or digits without end: nobody names a thing so.
 * `postgres`, `eu-central-1a` and `db2-prod-v1` are names.
 */
export function looksRandom(text: string): boolean {
  return (
    /\d{9}/.test(text) ||
    (text.length >= 8 && turnsOf(text.slice(0, longestLook)) >= 3)
  )
}

function turnsOf(text: string): number {
  let turns = 0
  for (let at = 1; at < text.length; at++) {
    const before = kindOf(text.charCodeAt(at - 1))
    const kind = kindOf(text.charCodeAt(at))
    // A capital begins a word, and a mark ends one.
    const isWord = before === 'upper' && kind === 'lower'
    if (before !== kind && !isWord && before !== 'mark' && kind !== 'mark') {
      turns++
    }
  }
  return turns
}

function kindOf(code: number): 'lower' | 'upper' | 'digit' | 'mark' {
  if (code >= 97 && code <= 122) return 'lower'
  if (code >= 65 && code <= 90) return 'upper'
  return code >= 48 && code <= 57 ? 'digit' : 'mark'
}
