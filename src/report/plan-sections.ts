import type {
  CheckResult,
  DiffLine,
  OutputChange,
  PlanChanges
} from '../plan/types.ts'
import type { Item, Section } from './budget.ts'
import { code, codeHtml, sentence } from './excerpts.ts'
import { details, htmlCode, inlineCode } from './markdown.ts'
import { diffFence, foldable, omittedLine } from './rendering.ts'
import type { Limits, Rendering } from './rendering.ts'
import { plural, symbolOf } from './words.ts'

/** Outputs, action invocations, deferred changes and drift. */
export function otherSections(
  changes: PlanChanges,
  rendering: Rendering
): readonly Section[] {
  return [
    actionSection(changes, rendering),
    outputSection(changes, rendering),
    deferredSection(changes, rendering),
    driftSection(changes, rendering)
  ]
}

function actionSection(changes: PlanChanges, rendering: Rendering): Section {
  return {
    heading: `\n#### Actions to invoke (${changes.actionInvocations.length})\n`,
    rank: 1,
    omitted: (count) => omittedLine(count, rendering, 'Actions to invoke'),
    items: changes.actionInvocations.map((invocation) => {
      const { triggeringAddress, event } = invocation
      const trigger =
        triggeringAddress === undefined
          ? ''
          : `: ${code(event ?? 'triggered')} of ${code(triggeringAddress)}`
      const triggerHtml =
        triggeringAddress === undefined
          ? ''
          : `: ${htmlCode(event ?? 'triggered')} of ${htmlCode(triggeringAddress)}`
      const why = deferredReasons.get(invocation.deferred?.reason ?? '') ?? ''
      const later =
        invocation.deferred === undefined
          ? ''
          : ` (deferred to a later plan${why === '' ? '' : `: ${why}`})`
      return foldable(
        `\n${code(invocation.address)}${trigger}${later}\n`,
        `${htmlCode(invocation.address)}${triggerHtml}${later}`,
        invocation,
        rendering
      )
    })
  }
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

function outputItems(
  outputs: readonly OutputChange[],
  { limits }: Rendering
): readonly Item[] {
  const items: Item[] = []
  for (let at = 0; at < outputs.length; at += outputsAtOnce) {
    const some = outputs.slice(at, at + outputsAtOnce)
    const names = `\n${some.map((output) => code(output.name)).join(', ')}\n`
    items.push({
      short: names,
      long: () => {
        const drawn = diffFence(outputLines(some, limits), limits)
        if (some.length <= 10) return `\n${drawn}`
        const title = `${plural(some.length, 'output')} change`
        return `${names}\n${details(title, drawn)}`
      }
    })
  }
  return items
}

/** The first line of every output, and of the others as many as have room. */
function outputLines(
  outputs: readonly OutputChange[],
  limits: Limits
): readonly DiffLine[] {
  const diffs = outputs.map((output) => output.diff)
  const needs = diffs
    .map((diff) => ({ lines: diff.length, length: lengthOf(diff) }))
    .sort((a, b) => a.lines - b.lines)
  const fits =
    needs.reduce((sum, { lines }) => sum + lines, 0) <= limits.diffLines &&
    needs.reduce((sum, { length }) => sum + length, 0) <= limits.diffLength
  if (fits) return diffs.flat()
  let room = limits.diffLines
  let share = 0
  for (const [index, { lines }] of needs.entries()) {
    // What a small one does not need is left to the larger ones.
    share = Math.floor(room / (needs.length - index))
    room -= Math.min(share, lines)
  }
  const length = Math.floor(limits.diffLength / outputs.length)
  return diffs.flatMap((diff, index) => {
    let kept = 0
    for (let used = 0; kept < Math.min(share - 1, diff.length); kept++) {
      used += lengthOf(diff.slice(kept, kept + 1))
      if (used > length) break
    }
    kept = Math.max(1, kept)
    if (diff.length <= kept) return diff
    const what = plural(diff.length - kept, 'more line')
    const text = `# (${what} of ${outputs[index]?.name ?? ''}, not shown here)`
    return [...diff.slice(0, kept), { marker: ' ', depth: 0, text }]
  })
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

const deferredReasons: ReadonlyMap<string, string> = new Map(
  Object.entries({
    instance_count_unknown: 'its count or for_each is not known yet',
    resource_config_unknown: 'its configuration is not known yet',
    provider_config_unknown: 'its provider’s configuration is not known yet',
    absent_prereq: 'something it needs does not exist yet',
    deferred_prereq: 'something it depends on is deferred'
  })
)

function deferredSection(changes: PlanChanges, rendering: Rendering): Section {
  return {
    heading: `\n#### Deferred to a later plan (${changes.deferredChanges.length})\n`,
    rank: 2,
    omitted: (count) => omittedLine(count, rendering, 'Deferred'),
    items: changes.deferredChanges.map((change) => {
      const why = deferredReasons.get(change.reason ?? '') ?? ''
      const tail = why === '' ? '' : `: ${why}`
      return foldable(
        `\n${inlineCode(symbolOf(change))} ${code(change.address)}${tail}\n`,
        `${htmlCode(symbolOf(change))} ${codeHtml(change.address)}${tail}`,
        change,
        rendering
      )
    })
  }
}

function driftSection(changes: PlanChanges, rendering: Rendering): Section {
  const isRefreshOnly = changes.resources.length === 0
  const shown = isRefreshOnly
    ? changes.drift
    : [
        ...changes.drift.filter((change) => change.relevant),
        ...changes.drift.filter((change) => !change.relevant)
      ]
  return {
    heading: `\n#### Changed outside Terraform (${shown.length})\n`,
    rank: 3,
    omitted: (count) =>
      omittedLine(count, rendering, 'Changed outside Terraform'),
    items: shown.map((change) => {
      const what = change.verb === 'destroy' ? ': deleted' : ''
      const why =
        change.relevant && !isRefreshOnly ? ' (this plan depends on it)' : ''
      return foldable(
        `\n${code(change.address)}${what}${why}\n`,
        `${codeHtml(change.address)}${what}${why}`,
        change,
        rendering
      )
    })
  }
}
