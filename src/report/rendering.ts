import type { DiffLine } from '../plan/types.ts'
import type { Item } from './budget.ts'
import { details, fence, visible } from './markdown.ts'
import type { Detail } from './types.ts'
import { grouped, plural } from './words.ts'

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
export function diffFence(lines: readonly DiffLine[], limits: Limits): string {
  const drawn: string[] = []
  let length = 0
  for (const { marker, depth, text } of lines) {
    const line = `${marker === '~' ? '!' : marker} ${'  '.repeat(Math.min(depth, 20))}${visible(text).replaceAll('\n', ' ')}`
    length += line.length + 1
    if (drawn.length >= limits.diffLines || length > limits.diffLength) break
    drawn.push(line)
  }
  const missing = lines.length - drawn.length
  if (missing > 0) {
    drawn.push(`  # (${plural(missing, 'more line')}, not shown here)`)
  }
  return fence(drawn.join('\n'), 'diff')
}

/** A line, and with it its diff where everything is told. */
export function foldable(
  short: string,
  summary: string,
  change: { readonly diff: readonly DiffLine[] },
  rendering: Rendering
): Item {
  if (rendering.detail !== 'full') return { short, long: undefined }
  return {
    short,
    long: () => {
      const { diff } = change
      return diff.length === 0
        ? short
        : `\n${details(summary, diffFence(diff, rendering.limits))}`
    }
  }
}
