import type { Drawing } from './drawing.ts'
import { escapeInvisible, hasInvisible } from './invisible.ts'
import { isExactNumber, parseExactJson } from './exact-number.ts'
import { isSame, parseValue, type Scalar, type Value } from './value.ts'

/** Strings longer than this are cut, in UTF-16 code units. */
const maxStringLength = 500

/** A scalar as Terraform writes it, scrubbed and of bounded length. */
export function renderScalar(drawing: Drawing, value: Scalar): string {
  if (typeof value === 'string') return quote(drawing, value)
  return drawing.scrub(isExactNumber(value) ? value.rawJSON : String(value))
}

/** The name of a member: in quotes unless it is an identifier. */
export function renderKey(drawing: Drawing, key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key)
    ? drawing.scrub(key)
    : quote(drawing, key)
}

/** A text in quotes, scrubbed and of bounded length. */
export function quote(drawing: Drawing, text: string): string {
  return escapeInvisible(JSON.stringify(cut(drawing.scrub(text))))
}

/** Cut at 500 code units, never inside a surrogate pair, saying so. */
export function cut(text: string): string {
  if (text.length <= maxStringLength) return text
  const last = text.charCodeAt(maxStringLength - 1)
  const end =
    last >= 0xd800 && last <= 0xdbff ? maxStringLength - 1 : maxStringLength
  return `${text.slice(0, end)}… (${text.length - end} more characters)`
}

/** Is it drawn as a heredoc? */
export function isMultiLine(value: Scalar): value is string {
  return typeof value === 'string' && value.includes('\n')
}

/** The lines of a text, whichever line ends it has. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/\r$/, ''))
}

/** A line as it stands, in quotes where something in it would not be seen. */
export function renderLine(line: string): string {
  // A line that is written as one in quotes would be taken for another.
  return hasInvisible(line) || /^".*\\/s.test(line)
    ? escapeInvisible(JSON.stringify(cut(line)))
    : cut(line)
}

/**
 * The document in a string that is JSON of an object or list with members, to
 * be drawn. What is secret is taken out of the string before it is parsed: a
 * whole document may be, and nothing of it is left when its parts are looked at.
 */
export function parseEmbedded(
  drawing: Drawing,
  value: Scalar
): Value | undefined {
  return isEmbedded(value) ? parseDocument(drawing.scrub(value)) : undefined
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
