import type { DiffLine } from '../plan/types.ts'
import { item } from './budget.ts'
import type { Item } from './budget.ts'
import { details, fence, oneLine, shorten, visible } from './markdown.ts'
import type { Detail } from './types.ts'
import { grouped, listing, plural } from './words.ts'

/** How long one thing may get, in lines and UTF-16 code units. */
export interface Limits {
  readonly diffLines: number
  readonly diffLength: number
  readonly logLength: number
}

/** How the sections of a page are to be written. */
export interface Rendering {
  readonly detail: Detail
  readonly limits: Limits
  /** Where the rest can be read, as a link. */
  readonly elsewhere: string
}

/** What a section has before and after its items where they are folded. */
export function fold(
  summaryHtml: string,
  isOpen = false
): { readonly heading: string; readonly closing: string } {
  return {
    heading: `\n<details${isOpen ? ' open' : ''}><summary>${summaryHtml}</summary>\n\n`,
    closing: '\n</details>\n'
  }
}

/** The line that stands for what a section has no room for. */
export function omittedLine(
  count: number,
  { elsewhere }: Rendering,
  what: string
): string {
  return `\n_… and ${grouped(count)} more under “${what}”, left out for want of room: see ${elsewhere}._\n`
}

/**
 * Diff lines as GitHub colours them: the marker in the first column, `!` for
 * Terraform's `~`, cut at a line border where too long.
 */
export function diffFence(
  lines: readonly DiffLine[],
  limits: Pick<Limits, 'diffLines' | 'diffLength'>
): string {
  return cutDiff(lines, limits).text
}

function cutDiff(
  lines: readonly DiffLine[],
  limits: Pick<Limits, 'diffLines' | 'diffLength'>
): { readonly text: string; readonly missing: number } {
  const shown: string[] = []
  let length = 0
  for (const { marker, depth, text } of lines) {
    const line = `${marker === '~' ? '!' : marker} ${'  '.repeat(Math.min(depth, 20))}${visible(text).replaceAll('\n', ' ')}`
    length += line.length + 1
    if (shown.length >= limits.diffLines || length > limits.diffLength) break
    shown.push(line)
  }
  const missing = lines.length - shown.length
  if (missing > 0) {
    const names = namesIn(lines.slice(shown.length))
    const among = names === '' ? '' : `, among them ${names}`
    shown.push(`  # (${plural(missing, 'more line')}${among}, not shown here)`)
  }
  return { text: fence(shown.join('\n'), 'diff'), missing }
}

/** Attributes that are named where their lines are cut. */
const maxNamed = 8

/** The attributes at the top that change in these lines. */
function namesIn(lines: readonly DiffLine[]): string {
  const names = lines
    .filter(({ marker, depth }) => depth === 0 && marker !== ' ')
    .flatMap(
      ({ text }) =>
        /^("(?:[^"\\]|\\.)*"|[\w-]+) *(?:= |\{)/.exec(text)?.[1] ?? []
    )
  const more = names.length - maxNamed
  const told = names
    .slice(0, maxNamed)
    .map((name) => visible(shorten(oneLine(name), 60)))
  return listing(more > 0 ? [...told, `${grouped(more)} more`] : told)
}

/** A line, and with it its diff where everything is told. */
export function foldable(
  short: string,
  summary: string,
  diffOf: () => readonly DiffLine[],
  rendering: Rendering
): Item {
  if (rendering.detail !== 'full') return item(short)
  const frame = (text: string) => `\n${details(summary, text)}`
  return { short, ...drawn(() => short, frame, diffOf, rendering) }
}

/** Room around a fence that is measured before it is made. */
export const frameLength = 1_000

/**
 * Its diff: up to the limits first, whole where there is room; the line where
 * there is none. Of thousands few get that far: all is made when asked for.
 */
export function drawn(
  line: () => string,
  frame: (fence: string) => string,
  diffOf: () => readonly DiffLine[],
  { limits }: Rendering
): Pick<Item, 'long' | 'whole'> {
  // Only known once it was drawn.
  let isCut = false
  return {
    long: () => {
      const diff = diffOf()
      if (diff.length === 0) return line()
      const { text, missing } = cutDiff(diff, limits)
      isCut = missing > 0
      return frame(text)
    },
    whole: (room) =>
      isCut && room > limits.diffLength + frameLength
        ? frame(
            diffFence(diffOf(), {
              diffLines: Infinity,
              diffLength: room - frameLength
            })
          )
        : undefined
  }
}
