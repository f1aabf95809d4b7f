import type { DriftChange, PlanChanges } from '../plan/types.ts'
import type { Section } from './budget.ts'
import { code, codeHtml } from './excerpts.ts'
import { foldable, omittedLine } from './rendering.ts'
import type { Rendering } from './rendering.ts'
import type { Report } from './types.ts'

/**
 * What was changed outside Terraform, as far as Terraform tells it: all of it in
 * a refresh-only run, else what the plan depends on, and nothing where there is
 * nothing to do.
 * @see Terraform: internal/command/jsonformat, drift
 */
export function driftOf(
  report: Report,
  changes: PlanChanges
): readonly DriftChange[] {
  if (isRefreshOnly(report, changes)) return changes.drift
  const isEmpty =
    changes.outputs.length === 0 &&
    changes.resources.every(
      ({ verb, previousAddress }) =>
        verb === 'no-op' && previousAddress === undefined
    )
  return isEmpty ? [] : changes.drift.filter(({ relevant }) => relevant)
}

/** Does it only record? By the run's word, else by the looks of the plan. */
export function isRefreshOnly({ run }: Report, changes: PlanChanges): boolean {
  return run?.refreshOnly ?? changes.isRefreshOnly
}

/** The drift, one by one. */
export function driftSection(
  report: Report,
  changes: PlanChanges,
  rendering: Rendering
): Section {
  const shown = driftOf(report, changes)
  const isWhole = isRefreshOnly(report, changes)
  const name = 'Changed outside Terraform'
  return {
    heading: `\n#### ${name} (${shown.length})\n`,
    rank: 3,
    omitted: (count) => omittedLine(count, rendering, name),
    items: shown.map((change) => {
      const tail = isWhole ? '' : ' (this plan depends on it)'
      return foldable(
        `\n${code(change.address)}${whatOf(change, code)}${tail}\n`,
        `${codeHtml(change.address)}${whatOf(change, codeHtml)}${tail}`,
        () => (isWhole ? change.diff : change.relevantDiff),
        rendering
      )
    })
  }
}

function whatOf(
  { verb, previousAddress }: DriftChange,
  render: (text: string) => string
): string {
  const facts = [
    verb === 'destroy' ? 'deleted' : '',
    previousAddress === undefined ? '' : `moved from ${render(previousAddress)}`
  ].filter((fact) => fact !== '')
  return facts.length === 0 ? '' : `: ${facts.join('; ')}`
}
