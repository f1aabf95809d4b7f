import { count, draw, type Drawing } from './drawing.ts'
import {
  areToldApart,
  escapeForeign,
  escapeInvisible,
  lookOf
} from './invisible.ts'
import { cut, isAllCrLf, linesOf, renderLine, renderScalar } from './scalars.ts'
import type { Scalar } from './value.ts'
import { diffSequences, sharedEnds, type Step } from './sequence.ts'

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
  const oldText = drawing.scrub(before)
  const newText = drawing.scrub(after)
  if (oldText === newText) {
    draw(drawing, '~', depth, '# (only sensitive parts change)')
    return
  }
  const { old, fresh } = splitLines(oldText, newText)
  const steps = diffSequences(old, fresh)
  const disguised = disguisedIn(steps, splitLines(before, after), {
    old,
    fresh
  })
  const texts = changedTexts(steps, old, fresh)
  const near = new Uint8Array(steps.length)
  steps.forEach((step, index) => {
    if (step.kind === 'keep' && disguised?.has(step) !== true) return
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
    if (step.kind === 'keep') {
      const line = renderLine((fresh[step.new] ?? '').trimEnd())
      if (disguised?.has(step) === true) {
        draw(drawing, '~', depth, `${line} # only sensitive parts change`)
      } else draw(drawing, ' ', depth, line)
    } else {
      const marker = step.kind === 'add' ? '+' : '-'
      draw(drawing, marker, depth, texts.get(step) ?? '')
    }
  })
  flush()
  if (oldText.endsWith('\n') !== newText.endsWith('\n')) {
    const what = newText.endsWith('\n') ? 'added' : 'removed'
    draw(drawing, '~', depth, `# (the line feed at the end is ${what})`)
  }
  if (disguised === undefined) {
    draw(drawing, '~', depth, '# (sensitive parts may have changed, too)')
  }
}

/** The lines of both sides of a text. */
interface Lines {
  readonly old: readonly string[]
  readonly fresh: readonly string[]
}

/**
 * Which of the lines that look the same are not; undefined where that cannot be
 * told, since what is secret goes over more than one line.
 */
function disguisedIn(
  steps: readonly Step[],
  lines: Lines,
  shown: Lines
): ReadonlySet<Step> | undefined {
  if (
    lines.old.length !== shown.old.length ||
    lines.fresh.length !== shown.fresh.length
  ) {
    return undefined
  }
  return new Set(
    steps.filter(
      (step) =>
        step.kind === 'keep' && lines.old[step.old] !== lines.fresh[step.new]
    )
  )
}

/** Without what both have in common anyway: the last line feed, every CRLF. */
function splitLines(oldText: string, newText: string): Lines {
  const isCrLf = isAllCrLf(oldText) && isAllCrLf(newText)
  return { old: linesOf(oldText, isCrLf), fresh: linesOf(newText, isCrLf) }
}

/**
 * The text of every line that goes or comes. One that stands for another is
 * cut around their difference, and what looks like another is escaped.
 */
function changedTexts(
  steps: readonly Step[],
  old: readonly string[],
  fresh: readonly string[]
): ReadonlyMap<Step, string> {
  const looks = new Map<string, Set<string>>()
  for (const step of steps) {
    if (step.kind === 'keep') continue
    const line = step.kind === 'add' ? fresh[step.new] : old[step.old]
    const look = lookOf(line ?? '')
    looks.set(look, (looks.get(look) ?? new Set()).add(line ?? ''))
  }
  const render = (line: string) =>
    areToldApart(looks.get(lookOf(line)) ?? new Set())
      ? renderLine(line)
      : escapeForeign(JSON.stringify(cut(line)))
  const texts = new Map<Step, string>()
  let removed: Step[] = []
  let added: Step[] = []
  const settle = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      const [from, to] = [removed[i], added[i]]
      const before = from?.kind === 'remove' ? (old[from.old] ?? '') : undefined
      const after = to?.kind === 'add' ? (fresh[to.new] ?? '') : undefined
      const [b, a] =
        before === undefined || after === undefined
          ? [before, after]
          : partsOf(before, after)
      if (from !== undefined) texts.set(from, render(b ?? ''))
      if (to !== undefined) texts.set(to, render(a ?? ''))
    }
    removed = []
    added = []
  }
  for (const step of steps) {
    if (step.kind === 'remove') removed.push(step)
    else if (step.kind === 'add') added.push(step)
    else settle()
  }
  settle()
  return texts
}

/** Both sides of a change; of long strings, the part where they differ. */
export function renderPair(
  drawing: Drawing,
  before: Scalar,
  after: Scalar
): readonly [string, string] {
  const old = typeof before === 'string' ? drawing.scrub(before) : before
  const fresh = typeof after === 'string' ? drawing.scrub(after) : after
  if (typeof old !== 'string' || typeof fresh !== 'string') {
    return [renderScalar(drawing, before), renderScalar(drawing, after)]
  }
  const parts = partsOf(old, fresh)
  const escape =
    lookOf(parts[0]) === lookOf(parts[1]) ? escapeForeign : escapeInvisible
  return [
    escape(JSON.stringify(cut(parts[0]))),
    escape(JSON.stringify(cut(parts[1])))
  ]
}

/** Two texts, or the part of long ones around their difference. */
function partsOf(old: string, fresh: string): readonly [string, string] {
  if (Math.max(old.length, fresh.length) <= maxWhole) return [old, fresh]
  const { start, end } = sharedEnds(old, fresh)
  const from = Math.max(0, start - around)
  const tail = Math.max(0, end - around)
  const part = (text: string) =>
    `${from > 0 ? '…' : ''}${text.slice(from, text.length - tail).toWellFormed()}${tail > 0 ? '…' : ''}`
  return [part(old), part(fresh)]
}
