import { count, draw, type Drawing } from './drawing.ts'
import { cut, linesOf, renderScalar } from './scalars.ts'
import type { Scalar } from './value.ts'
import { diffSequences, sharedEnds } from './sequence.ts'

/** Unchanged lines kept around a changed line of a multi-line string. */
const context = 3
/** Shorter strings are shown whole on both sides, in UTF-16 code units. */
const maxWhole = 200
/** Characters kept around the change in a long string. */
const around = 40

/** The change of a multi-line string, line by line. */
export function drawLines(
  drawing: Drawing,
  before: string,
  after: string,
  depth: number
): void {
  // A line feed at both ends would only draw an empty line before the EOT.
  const isEnded = before.endsWith('\n') && after.endsWith('\n')
  const oldText = drawing.scrub(isEnded ? before.slice(0, -1) : before)
  const newText = drawing.scrub(isEnded ? after.slice(0, -1) : after)
  if (oldText === newText) {
    draw(drawing, '~', depth, '# (only sensitive parts change)')
    return
  }
  const old = linesOf(oldText)
  const fresh = linesOf(newText)
  const steps = diffSequences(old, fresh)
  const near = new Uint8Array(steps.length)
  steps.forEach((step, index) => {
    if (step.kind === 'keep') return
    near.fill(1, Math.max(0, index - context), index + context + 1)
  })
  let hidden = 0
  const flush = () => {
    if (hidden > 0) {
      draw(drawing, ' ', depth, `# (${count(hidden, 'unchanged line')} hidden)`)
    }
    hidden = 0
  }
  steps.forEach((step, index) => {
    if (near[index] !== 1) {
      hidden++
      return
    }
    flush()
    if (step.kind === 'remove') {
      draw(drawing, '-', depth, cut(old[step.old] ?? ''))
    } else {
      const marker = step.kind === 'add' ? '+' : ' '
      draw(drawing, marker, depth, cut(fresh[step.new] ?? ''))
    }
  })
  flush()
}

/** Both sides of a change; of long strings, the part where they differ. */
export function renderPair(
  drawing: Drawing,
  before: Scalar,
  after: Scalar
): readonly [string, string] {
  const old = typeof before === 'string' ? drawing.scrub(before) : before
  const fresh = typeof after === 'string' ? drawing.scrub(after) : after
  if (
    typeof old !== 'string' ||
    typeof fresh !== 'string' ||
    Math.max(old.length, fresh.length) <= maxWhole
  ) {
    return [renderScalar(drawing, before), renderScalar(drawing, after)]
  }
  const { start, end } = sharedEnds(old, fresh)
  const from = Math.max(0, start - around)
  const tail = Math.max(0, end - around)
  const part = (text: string) =>
    JSON.stringify(
      `${from > 0 ? '…' : ''}${cut(text.slice(from, text.length - tail).toWellFormed())}${tail > 0 ? '…' : ''}`
    )
  return [part(old), part(fresh)]
}
