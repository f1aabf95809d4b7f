import type { PlanChanges } from '../plan/types.ts'
import { doneCounts } from './done.ts'
import type { ApplyReport, Report } from './types.ts'
import { plural } from './words.ts'

/**
 * Where what the server tells of a run contradicts itself, in sentences: which
 * number is right is not known, so none is chosen without a word.
 */
export function contradictionsOf(
  report: Pick<Report, 'plan' | 'apply' | 'applyState' | 'outcome'>
): readonly string[] {
  return [countedOtherwise(report.plan), doneOtherwise(report)].filter(
    (sentence) => sentence !== undefined
  )
}

/** The numbers on the plan against those of its JSON. */
export function countedOtherwise(plan: Report['plan']): string | undefined {
  if (plan?.kind !== 'changes' || plan.counted === undefined) return undefined
  const { counted, changes } = plan
  const { counts, errored } = changes
  const isSame =
    errored ||
    (isAdded(counted.additions, changes) &&
      counted.changes === counts.change &&
      counted.destructions === counts.destroy &&
      (counted.imports ?? counts.import) === counts.import)
  if (isSame) return undefined
  const { imports = 0 } = counted
  return `HCP Terraform counts otherwise: ${imports > 0 ? `${imports} to import, ` : ''}${counted.additions} to add, ${counted.changes} to change, ${counted.destructions} to destroy. What is told here is what stands in the plan.`
}

/**
 * Is it what the plan says is to be added? Terraform's last line counts a
 * replacement that keeps the old object, its streamed summary, which HCP
 * Terraform counts by, does not. (Terraform: `CreateThenForget`.)
 */
function isAdded(
  additions: number,
  { counts: { add }, resources }: PlanChanges
): boolean {
  const keeping = resources.filter(
    ({ verb, actions }) => verb === 'replace' && actions.includes('forget')
  ).length
  return additions === add || additions === add - keeping
}

/** What was applied against what was planned, where it was applied whole. */
function doneOtherwise(
  report: Parameters<typeof contradictionsOf>[0]
): string | undefined {
  const done = doneCounts(report)
  const { plan, apply, applyState } = report
  if (applyState !== 'complete' || plan?.kind !== 'changes') return undefined
  const { counts } = plan.changes
  const parts = [
    done === undefined ? undefined : differing(done, plan.changes),
    actionsOtherwise(apply, counts.actionInvocations)
  ].filter((part) => part !== undefined)
  return parts.length === 0
    ? undefined
    : `What was applied is not what was planned: ${parts.join('; ')}.`
}

type Done = NonNullable<ApplyReport['counts']>

function differing(
  { additions, changes: changed, destructions, imports }: Done,
  changes: PlanChanges
): string | undefined {
  const planned = changes.counts
  const added = isAdded(additions, changes) ? planned.add : additions
  const pairs = [
    ['added', added, planned.add],
    ['changed', changed, planned.change],
    ['destroyed', destructions, planned.destroy],
    ['imported', imports ?? planned.import, planned.import]
  ] as const
  const parts = pairs
    .filter(([, now, before]) => now !== before)
    .map(([what, now, before]) => `${now} ${what} instead of ${before}`)
  return parts.length === 0 ? undefined : parts.join(', ')
}

function actionsOtherwise(
  apply: ApplyReport | undefined,
  planned: number
): string | undefined {
  const { invoked, failedActions = 0 } = apply ?? {}
  const failed =
    failedActions > 0 ? `${plural(failedActions, 'action')} failed` : undefined
  const other =
    invoked === undefined || invoked === planned
      ? undefined
      : `${plural(invoked, 'action')} invoked instead of ${planned}`
  return (
    [other, failed].filter((part) => part !== undefined).join(', ') || undefined
  )
}
