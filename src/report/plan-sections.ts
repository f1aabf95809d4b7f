import type {
  ActionInvocation,
  CheckResult,
  DiffLine,
  OutputChange,
  PlanChanges
} from '../plan/types.ts'
import type { Item, Section } from './budget.ts'
import { code, codeHtml, sentence } from './excerpts.ts'
import { details } from './markdown.ts'
import { diffFence, foldable, frameLength, omittedLine } from './rendering.ts'
import type { Limits, Rendering } from './rendering.ts'
import { deferredReasonOf, plural, symbolOf } from './words.ts'

/** Outputs, action invocations and deferred changes. */
export function otherSections(
  changes: PlanChanges,
  rendering: Rendering
): readonly Section[] {
  return [
    actionSection(changes, rendering),
    outputSection(changes, rendering),
    deferredSection(changes, rendering)
  ]
}

function actionSection(changes: PlanChanges, rendering: Rendering): Section {
  return {
    heading: `\n#### Actions to invoke (${changes.actionInvocations.length})\n`,
    rank: 1,
    omitted: (count) => omittedLine(count, rendering, 'Actions to invoke'),
    items: changes.actionInvocations.map((invocation) => {
      const lineIn = (render: (text: string) => string): string =>
        `${render(invocation.address)}${triggerOf(invocation, render)}${laterOf(invocation, render)}`
      return foldable(
        `\n${lineIn(code)}\n`,
        lineIn(codeHtml),
        () => invocation.diff,
        rendering
      )
    })
  }
}

function laterOf(
  { deferred }: ActionInvocation,
  render: (text: string) => string
): string {
  if (deferred === undefined) return ''
  const why = deferredReasonOf(deferred.reason, render)
  return ` (deferred to a later plan${why === '' ? '' : `: ${why}`})`
}

/** What invokes an action, and what its failure would mean. */
function triggerOf(
  { triggeringAddress, event, callingAddress, onFailure }: ActionInvocation,
  render: (text: string) => string
): string {
  const by =
    triggeringAddress !== undefined
      ? `: ${render(event ?? 'triggered')} of ${render(triggeringAddress)}`
      : callingAddress === undefined
        ? ''
        : `: called by ${render(callingAddress)}`
  return onFailure === undefined
    ? by
    : `${by} (on failure: ${render(onFailure)})`
}

function outputSection(changes: PlanChanges, rendering: Rendering): Section {
  const { outputs } = changes
  const heading = `\n#### Outputs (${outputs.length})\n`
  const omitted = (count: number) => omittedLine(count, rendering, 'Outputs')
  if (rendering.detail === 'full' && outputs.length > 0) {
    return { heading, rank: 1, omitted, items: outputItems(outputs, rendering) }
  }
  return {
    heading,
    rank: 1,
    omitted,
    items: outputs.map((output) => ({
      short: `- ${code(output.name)}: ${output.verb}\n`,
      long: undefined
    }))
  }
}

/** Outputs named together, and drawn in one fence. */
const outputsAtOnce = 50
/** Lines of a diff that are soon read, names included. */
const fewLines = 20
/** From here on a diff is better folded. */
const manyLines = 60

function outputItems(
  outputs: readonly OutputChange[],
  { limits }: Rendering
): readonly Item[] {
  const items: Item[] = []
  for (let at = 0; at < outputs.length; at += outputsAtOnce) {
    items.push(outputItem(outputs.slice(at, at + outputsAtOnce), limits))
  }
  return items
}

/** Their names first; then all of them, as far as there is room. */
function outputItem(outputs: readonly OutputChange[], limits: Limits): Item {
  const names = `\n${outputs.map(({ name }) => code(name)).join(', ')}\n`
  // Drawn once: of the limits it depends how much of it is shown.
  let diffs: readonly (readonly DiffLine[])[] | undefined
  const render = (room: Pick<Limits, 'diffLines' | 'diffLength'>): Drawn => {
    diffs ??= outputs.map(({ diff }) => diff)
    const { lines, isCut } = outputLines(outputs, diffs, room)
    const fence = diffFence(lines, room)
    const isShort = outputs.length === 1 || lines.length <= fewLines
    if (isShort && outputs.length <= 10) return { text: `\n${fence}`, isCut }
    const title = `${plural(outputs.length, 'output')} change`
    const isFolded = outputs.length > 10 || lines.length > manyLines
    const body = isFolded ? details(title, fence) : fence
    return { text: `${names}\n${body}`, isCut }
  }
  let isCut = false
  return {
    short: names,
    long: () => {
      const drawn = render(limits)
      isCut = drawn.isCut
      return drawn.text
    },
    whole: (room) => {
      const more = room - names.length - frameLength
      return isCut && more > limits.diffLength
        ? render({ diffLines: Infinity, diffLength: more }).text
        : undefined
    }
  }
}

interface Drawn {
  readonly text: string
  readonly isCut: boolean
}

/** The first line of every output, and of the others as many as have room. */
function outputLines(
  outputs: readonly OutputChange[],
  diffs: readonly (readonly DiffLine[])[],
  limits: Pick<Limits, 'diffLines' | 'diffLength'>
): { readonly lines: readonly DiffLine[]; readonly isCut: boolean } {
  const sizes = diffs.map((diff) => ({
    lines: diff.length,
    length: lengthOf(diff)
  }))
  const mostLines = shareOf(
    sizes.map(({ lines }) => lines),
    limits.diffLines
  )
  const mostLength = shareOf(
    sizes.map(({ length }) => length),
    limits.diffLength
  )
  let isCut = false
  const lines = diffs.flatMap((diff, index) => {
    const kept = fitting(diff, mostLines, mostLength)
    if (kept === diff.length) return diff
    isCut = true
    const what = plural(diff.length - kept, 'more line')
    const text = `# (${what} of ${outputs[index]?.name ?? ''}, not shown here)`
    return [...diff.slice(0, kept), { marker: ' ' as const, depth: 0, text }]
  })
  return { lines, isCut }
}

/** What each may have of a room; what small ones do not need, others get. */
function shareOf(needs: readonly number[], room: number): number {
  let left = room
  let share = Infinity
  for (const [index, need] of [...needs].sort((a, b) => a - b).entries()) {
    share = Math.floor(left / (needs.length - index))
    left -= Math.min(share, need)
  }
  return needs.every((need) => need <= share) ? Infinity : share
}

/** How many lines fit; one always does, and one is left to tell of the rest. */
function fitting(
  diff: readonly DiffLine[],
  lines: number,
  length: number
): number {
  if (diff.length <= lines && lengthOf(diff) <= length) return diff.length
  let kept = 0
  for (let used = 0; kept < Math.min(lines - 1, diff.length); kept++) {
    used += lengthOf(diff.slice(kept, kept + 1))
    if (used > length) break
  }
  return Math.min(diff.length, Math.max(1, kept))
}

function lengthOf(diff: readonly DiffLine[]): number {
  return diff.reduce(
    (sum, { text, depth }) => sum + text.length + depth * 2 + 3,
    0
  )
}

/** Failed checks, one by one; the others counted. */
export function checkSection(
  checks: readonly CheckResult[],
  rendering: Rendering
): Section {
  const failed = checks.filter(
    ({ status }) => status === 'fail' || status === 'error'
  )
  const passed = checks.filter(({ status }) => status === 'pass').length
  const open = checks.length - failed.length - passed
  const rest = [
    passed > 0 ? `${passed} passed` : '',
    open > 0 ? `${open} known after apply` : ''
  ].filter((part) => part !== '')
  const items: Item[] = failed.map((check) => {
    const problems = check.problems
      .map((problem) => sentence(problem))
      .join('; ')
    const says =
      rendering.detail === 'full' && problems !== '' ? `: ${problems}` : ''
    return {
      short: `- **${check.status === 'fail' ? 'failed' : 'error'}** ${code(check.address)}${says}\n`,
      long: undefined
    }
  })
  if (rest.length > 0) {
    items.push({ short: `- ${rest.join(', ')}\n`, long: undefined })
  }
  return {
    heading: `\n#### Checks${failed.length > 0 ? ` (${failed.length} failed)` : ''}\n\n`,
    rank: failed.length > 0 ? 0 : 1,
    omitted: (count) => omittedLine(count, rendering, 'Checks'),
    items
  }
}

function deferredSection(changes: PlanChanges, rendering: Rendering): Section {
  return {
    heading: `\n#### Deferred to a later plan (${changes.deferredChanges.length})\n`,
    rank: 2,
    omitted: (count) => omittedLine(count, rendering, 'Deferred'),
    items: changes.deferredChanges.map((change) => {
      const what = `${symbolOf(change)} ${change.address}`
      const tail = (render: (text: string) => string): string => {
        const why = deferredReasonOf(change.reason, render)
        return why === '' ? '' : `: ${why}`
      }
      return foldable(
        `\n${code(what)}${tail(code)}\n`,
        `${codeHtml(what)}${tail(codeHtml)}`,
        () => change.diff,
        rendering
      )
    })
  }
}
