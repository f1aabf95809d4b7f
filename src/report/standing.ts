import type { PlanChanges } from '../plan/types.ts'
import { sentence } from './excerpts.ts'
import { isTargeted, renderScope } from './scope.ts'
import type { Detail, Report } from './types.ts'
import { plural } from './words.ts'

/** What there is to say about the plan as a whole. */
export function standing(report: Report, detail: Detail): string {
  const { plan } = report
  const lines: string[] = []
  if (report.failure !== undefined && report.failure.headline !== '') {
    lines.push(`**${sentence(report.failure.headline)}**`)
  }
  lines.push(
    ...report.reasons
      .filter(({ code }) => code === 'already-applied')
      .map(({ message }) => `**${sentence(message)}**`)
  )
  lines.push(...report.notes.map((note) => `**${sentence(note)}**`))
  lines.push(...renderScope(report, detail))
  if (plan?.kind === 'counts') {
    lines.push(
      `_No details: ${sentence(plan.why)}${plan.additions === undefined ? '' : ' The numbers are HCP Terraform’s own, where a replacement is one to add and one to destroy.'}_`
    )
  }
  if (plan?.kind === 'changes') {
    const { changes } = plan
    if (changes.errored) {
      lines.push('_Planning failed half-way: the list below is partial._')
    } else if (
      changes.complete === false &&
      (!isTargeted(report) || changes.deferred > 0)
    ) {
      lines.push(
        '_The plan is not complete (something is deferred or it is targeted): another plan will be needed after this one._'
      )
    }
    const undrawn = changes.resources.filter((change) => !change.isDrawn)
    if (undrawn.length > 0) {
      lines.push(
        `_The plan is large: the values of ${plural(undrawn.length, 'resource')} were not kept while it was read, so only the action is told._`
      )
    }
    if (changes.resources.length > 0 || changes.actionInvocations.length > 0) {
      lines.push(terraformLine(changes))
    }
  }
  if (report.run?.refreshOnly === true) {
    lines.push(
      '_A refresh-only run: it only writes to the state what was changed outside Terraform._'
    )
  }
  return lines.length === 0 ? '' : `${lines.join('\n\n')}\n`
}

/** Terraform's own last line, word for word, to be found again in its log. */
function terraformLine(changes: PlanChanges): string {
  const { counts } = changes
  const imports = counts.import > 0 ? `${counts.import} to import, ` : ''
  const actions =
    counts.actionInvocations > 0
      ? ` Actions: ${counts.actionInvocations} to invoke.`
      : ''
  return `Plan: ${imports}${counts.add} to add, ${counts.change} to change, ${counts.destroy} to destroy.${actions}`
}
