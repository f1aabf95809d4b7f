import { createHash } from 'node:crypto'
import type { Drawing } from './drawing.ts'
import { escapeInvisible, hasInvisible } from './invisible.ts'
import { isExactNumber, parseExactJson } from './exact-number.ts'
import { looksRandom } from './scrub.ts'
import {
  absent,
  isSame,
  isSameScalar,
  parseValue,
  type Scalar,
  type Value
} from './value.ts'

/** Strings longer than this are cut, in UTF-16 code units. */
const maxStringLength = 500

/** A scalar as Terraform writes it, scrubbed and of bounded length. */
export function renderScalar(drawing: Drawing, value: Scalar): string {
  if (typeof value === 'string') return quote(drawing, value)
  return drawing.scrub(isExactNumber(value) ? value.rawJSON : String(value))
}

/** The name of a member: in quotes unless it is an identifier. */
export function renderKey(drawing: Drawing, key: string): string {
  return isIdentifier(key) ? drawing.scrub(key) : quote(drawing, key)
}

/**
 * The same of an attribute or block of a resource. Its provider named it: a word
 * in it that is a secret elsewhere (`password`) is there by chance, but for what
 * looks like one.
 */
export function renderName(drawing: Drawing, name: string): string {
  return isIdentifier(name) && !looksRandom(name)
    ? name
    : renderKey(drawing, name)
}

function isIdentifier(key: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(key)
}

/** A text in quotes, scrubbed and of bounded length. */
export function quote(drawing: Drawing, text: string): string {
  return escapeInvisible(JSON.stringify(cut(drawing.scrub(text))))
}

/**
 * Cut at 500 code units, never inside a surrogate pair, saying so; what differs
 * after the cut looks different by its hash.
 */
export function cut(text: string): string {
  if (text.length <= maxStringLength) return text
  const last = text.charCodeAt(maxStringLength - 1)
  const end =
    last >= 0xd800 && last <= 0xdbff ? maxStringLength - 1 : maxStringLength
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return `${text.slice(0, end)}… (${text.length - end} more characters, SHA-256 ${hash})`
}

/** Is it drawn as a heredoc? */
export function isMultiLine(value: Scalar): value is string {
  return typeof value === 'string' && value.includes('\n')
}

/** Does each of its lines end with CRLF? */
export function isAllCrLf(text: string): boolean {
  return text.includes('\n') && !/(?<!\r)\n/.test(text)
}

/** The lines of a text without its last line feed; CRLF where all end so. */
export function linesOf(text: string, isCrLf: boolean): readonly string[] {
  const lines = isCrLf ? text.replaceAll('\r\n', '\n') : text
  return lines.replace(/\n$/, '').split('\n')
}

/** A line as it stands, in quotes where something in it would not be seen. */
export function renderLine(line: string): string {
  // A line that is written as one in quotes would be taken for another.
  return hasInvisible(line) || /[ \t]$|^".*\\/s.test(line)
    ? escapeInvisible(JSON.stringify(cut(line)))
    : cut(line)
}

/**
 * The document in a string that is JSON of an object or list with members, to
 * be drawn. What is secret is taken out of the string before it is parsed: a
 * whole document may be, and nothing of it is left when its parts are looked at.
 * Where that comes to the same as taking it out of the parts, they are as they
 * are, to be compared.
 */
export function parseEmbedded(
  drawing: Drawing,
  value: Scalar
): Value | undefined {
  if (!isEmbedded(value)) return undefined
  const text = drawing.scrub(value)
  const shown = parseDocument(text)
  if (shown === undefined || text === value) return shown
  const whole = parseDocument(value)
  return whole !== undefined && isShownAs(drawing, whole, shown) ? whole : shown
}

/** Are its parts, without what is secret, these? */
function isShownAs(drawing: Drawing, value: Value, shown: Value): boolean {
  if (value.kind === 'scalar') {
    if (shown.kind !== 'scalar') return false
    return typeof value.value === 'string'
      ? drawing.scrub(value.value) === shown.value
      : isSameScalar(value.value, shown.value)
  }
  if (value.kind === 'list') {
    return (
      shown.kind === 'list' &&
      value.items.length === shown.items.length &&
      value.items.every((item, index) =>
        isShownAs(drawing, item, shown.items[index] ?? absent)
      )
    )
  }
  if (value.kind !== 'map') return isSame(value, shown)
  if (shown.kind !== 'map' || value.entries.size !== shown.entries.size) {
    return false
  }
  return [...value.entries].every(([key, entry]) =>
    isShownAs(drawing, entry, shown.entries.get(key) ?? absent)
  )
}

/** Do two strings hold the same document, secrets included? */
export function isSameDocument(one: Scalar, other: Scalar): boolean {
  const [a, b] = [one, other].map((value) =>
    isEmbedded(value) ? parseDocument(value) : undefined
  )
  return a !== undefined && b !== undefined && isSame(a, b)
}

/** Are two strings with JSON in them the same but for blanks between tokens? */
export function isSameButBlanks(one: Scalar, other: Scalar): boolean {
  const [a, b] = [one, other].map((value) =>
    (typeof value === 'string' ? value : '').replace(
      /("(?:[^"\\]|\\.)*")|\s+/g,
      '$1'
    )
  )
  return isEmbedded(one) && isEmbedded(other) && a === b
}

function isEmbedded(value: Scalar): value is string {
  return (
    typeof value === 'string' &&
    value.length <= 1_000_000 &&
    /^\s*[[{]/.test(value)
  )
}

function parseDocument(text: string): Value | undefined {
  try {
    const parsed = parseExactJson(text)
    // Of a name that is there twice, only the last would be drawn.
    if (countNames(text) !== countMembers(parsed)) return undefined
    const document = parseValue(parsed, false, false)
    const size =
      document.kind === 'map'
        ? document.entries.size
        : document.kind === 'list'
          ? document.items.length
          : 0
    return size > 0 ? document : undefined
  } catch {
    // No JSON after all, or nested too deep to draw: it is a string like others.
    return undefined
  }
}

/** How many members the objects of a JSON text have, as written. */
function countNames(text: string): number {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1
}

function countMembers(parsed: unknown): number {
  let count = 0
  const waiting: unknown[] = [parsed]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null || isExactNumber(next)) {
      continue
    }
    const members = Object.values(next)
    if (!Array.isArray(next)) count += members.length
    for (const member of members) waiting.push(member)
  }
  return count
}
