import type { PlanChanges, Verb } from '../plan/types.ts'
import type { Outcome } from '../run/record/outcome.ts'
import { checkWords } from './check-sections.ts'
import { doneCounts, doneWords } from './done.ts'
import { driftOf, isRefreshOnly } from './drift-section.ts'
import { inlineCode, oneLine, shorten } from './markdown.ts'
import { isTargeted } from './scope.ts'
import type { PlanReport, Report } from './types.ts'
import { countWords, listing, plural, verbOrder, verbsDone } from './words.ts'

/**
 * The line that tells all in two seconds, as Markdown: how it stands, which
 * workspace, how much of what.
 */
export function headline(report: Report): string {
  const { workspace, run } = report
  const name = inlineCode(shorten(oneLine(workspace.name), 100))
  const parts = [headlineState(report), name]
  const counts = renderCounts(report)
  if (report.refused !== undefined) {
    parts.push(...(run === undefined ? [] : [`the ${runIs(run)}`]))
  } else if (counts !== '') parts.push(counts)
  else if (
    run === undefined &&
    report.failure !== undefined &&
    report.withoutRun === undefined
  ) {
    // Asked for, and not seen: that is not the same as not there.
    parts.push(
      report.left === undefined
        ? 'no run was made'
        : 'whether a run was made is not known'
    )
  }
  const blockers = blockersOf(report)
  if (blockers !== '') parts.push(`would be blocked by ${blockers}`)
  // What they said of the plan is history once it is applied.
  if (report.applyState === 'none') parts.push(...checkWords(report))
  return parts.join(' · ')
}

/** How it stands, in a few words. */
export function headlineState(report: Report): string {
  return report.refused === undefined
    ? (report.withoutRun ?? states[report.outcome](report))
    : `${capitalized(report.refused)} refused`
}

const states: Readonly<Record<Outcome, (report: Report) => string>> = {
  planned: (report) => (isTargeted(report) ? 'Partial plan' : 'Plan'),
  'no-changes': (report) =>
    isTargeted(report) ? 'No changes to the targets' : 'No changes',
  saved: (report) =>
    `${isTargeted(report) ? 'Partial plan' : 'Plan'} saved, waiting to be applied`,
  held: (report) =>
    report.gate === 'policy-override'
      ? 'Waiting for a policy override'
      : isTargeted(report)
        ? 'Partial plan, waiting for approval'
        : 'Waiting for approval',
  applied: (report) =>
    report.reasons.some(({ code }) => code === 'already-applied')
      ? 'Applied already'
      : 'Applied',
  discarded: () => 'Discarded',
  canceled: (report) => (isUnwatched(report) ? stoppedWatching : 'Canceled'),
  blocked: (report) =>
    isUnwatched(report) ? 'Blocked, but the apply may still begin' : 'Blocked',
  errored: (report) => (isUnwatched(report) ? stoppedWatching : failed(report)),
  'timed-out': (report) =>
    isUnwatched(report)
      ? 'Timed out, the apply may still be running'
      : 'Timed out',
  skipped: () => 'Skipped',
  listed: () => 'Listed',
  shown: ({ run }) =>
    run === undefined ? 'No current run' : capitalized(runIs(run)),
  uploaded: () => 'Configuration uploaded'
}

const stoppedWatching = 'Stopped watching, the apply may still be running'

function isUnwatched({ applyState }: Report): boolean {
  return applyState === 'unwatched'
}

function runIs({ status }: NonNullable<Report['run']>): string {
  return `run is ${inlineCode(shorten(oneLine(status), 60))}`
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

/** The step may fail where the run did not: then it is not the run's. */
function failed(report: Report): string {
  const phase = failedPhase(report)
  return phase === undefined ? 'Failed' : `${capitalized(phase)} failed`
}

/** The phase of the run that the headline says failed, if it says so. */
export function failedPhase(report: Report): 'plan' | 'apply' | undefined {
  const { refused, withoutRun, outcome, run, plan, applyState } = report
  const isOfStep = refused !== undefined || withoutRun !== undefined
  if (isOfStep || outcome !== 'errored' || isUnwatched(report)) return undefined
  if (run?.status !== 'errored') return undefined
  if (applyState === 'partial') return 'apply'
  const isPlanned =
    plan?.kind === 'counts' ||
    (plan?.kind === 'changes' && !plan.changes.errored) ||
    run.statusTimestamps['confirmed-at'] !== undefined
  return isPlanned ? undefined : 'plan'
}

/** Rules named in the headline. */
const maxBlockers = 3

/** Rules that a mere plan is shown against, and that an apply would stop at. */
function blockersOf({ mode, outcome, checks }: Report): string {
  const isPlan =
    (mode === 'plan' && (outcome === 'planned' || outcome === 'no-changes')) ||
    (mode === 'save-plan' && outcome === 'saved')
  if (!isPlan) return ''
  const rules = (checks ?? [])
    .filter(({ held }) => !held)
    .map(({ rule }) => inlineCode(shorten(oneLine(rule), 60)))
  const more = rules.length - maxBlockers
  return listing(
    more > 0 ? [...rules.slice(0, maxBlockers), `${more} more`] : rules
  )
}

/** What is to be done or was done, in numbers: `1 to destroy, 3 to create`. */
export function renderCounts(report: Report): string {
  const { plan, outcome } = report
  const done = doneCounts(report)
  const isTold = done !== undefined || report.apply?.counts !== undefined
  if (report.applyState === 'partial' && isTold) {
    return done === undefined
      ? 'how much was done is not told'
      : `${doneWords(done)} before it ${report.run?.status === 'errored' ? 'failed' : 'was interrupted'}`
  }
  const isReplaced = plan?.kind === 'changes' && plan.changes.verbs.replace > 0
  // Terraform counts a replacement twice; people read the verbs.
  if (outcome === 'applied' && done !== undefined && !isReplaced) {
    return doneWords(done)
  }
  return plan === undefined ? '' : verbCounts(plan, report)
}

/** How much of what: `1 to destroy, 3 to create`, as Markdown. */
function verbCounts(plan: PlanReport, report: Report): string {
  const isDone = report.outcome === 'applied'
  if (plan.kind === 'counts') {
    const known = countWords([
      [plan.destructions ?? 0, isDone ? 'destroyed' : 'to destroy'],
      [plan.changes ?? 0, isDone ? 'changed' : 'to change'],
      [plan.additions ?? 0, isDone ? 'added' : 'to add'],
      [plan.imports ?? 0, isDone ? 'imported' : 'to import']
    ])
    return known === '' && plan.additions === undefined
      ? 'changes unknown'
      : known
  }
  const words = verbWords(tallyOf(plan.changes), isDone)
  return words === '' ? onlyOutputs(plan.changes, report) : words
}

/** What is to be done, by what is done with it; of one plan or of several. */
export interface Tally {
  readonly verbs: Readonly<Record<Verb, number>>
  readonly imports: number
  readonly moves: number
  readonly deferred: number
  readonly invocations: number
}

/** What a plan is about to do. */
export function tallyOf({
  verbs,
  counts,
  moves,
  deferred
}: PlanChanges): Tally {
  return {
    verbs,
    imports: counts.import,
    moves,
    deferred,
    invocations: counts.actionInvocations
  }
}

/** `1 to destroy, 3 to create`, dangerous first, or as done; '' for nothing. */
export function verbWords(tally: Tally, isDone: boolean): string {
  const { verbs, imports, moves, deferred, invocations } = tally
  return countWords([
    ...verbOrder
      // What is opened is in every plan, and changes nothing.
      .filter((verb) => verb !== 'no-op' && verb !== 'open')
      .map(
        (verb) =>
          [
            verbs[verb],
            isDone
              ? verbsDone[verb]
              : verb === 'unknown'
                ? 'of unknown action'
                : `to ${verb}`
          ] as const
      ),
    [imports, isDone ? 'imported' : 'to import'],
    [moves, 'moved'],
    [deferred, 'deferred'],
    [invocations, invocations === 1 ? 'action to invoke' : 'actions to invoke']
  ])
}

/** Where no resource is changed: what was changed outside, and the outputs. */
function onlyOutputs(changes: PlanChanges, report: Report): string {
  const outputs = changes.outputs.length
  const drift = driftOf(report, changes).length
  const outside = `${plural(drift, 'resource')} changed outside Terraform`
  if (drift > 0 && isRefreshOnly(report, changes)) {
    return outputs === 0
      ? outside
      : `${outside}, ${plural(outputs, 'output')} to change`
  }
  return outputs > 0 ? `only ${plural(outputs, 'output')} to change` : ''
}
