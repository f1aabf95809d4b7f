import type { PlanChanges } from '../plan/types.ts'
import type { Failure } from '../run/record/ending.ts'
import { doneLine } from './apply-section.ts'
import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { doneCounts } from './done.ts'
import { countedOtherwise } from './contradictions.ts'
import { sentence } from './excerpts.ts'
import { failedPhase } from './headline.ts'
import { details, link } from './markdown.ts'
import { isTargeted, renderScope } from './scope.ts'
import type { Detail, PlanReport, Report } from './types.ts'
import { plural } from './words.ts'

/** What there is to say about the plan as a whole. */
export function standing(report: Report, detail: Detail): string {
  const { plan, failure } = report
  const bold = [
    failure === undefined || isToldBelow(failure, report, detail)
      ? ''
      : failure.headline,
    ...report.reasons
      .filter(({ code }) => code === 'already-applied')
      .map(({ message }) => message)
  ]
  const lines = [
    ...[...bold.map(sentence), ...report.notes.map(noteOf(report))]
      .filter((text) => text !== '')
      .map((text) => `**${text}**`),
    ...renderScope(report, detail),
    ...(plan === undefined
      ? []
      : plan.kind === 'counts'
        ? [withoutDetails(plan)]
        : caveats(plan, report)),
    ...(report.run?.refreshOnly === true
      ? [
          '_A refresh-only run: it only writes to the state what was changed outside Terraform._'
        ]
      : [])
  ]
  return lines.length === 0 ? '' : `${lines.join('\n\n')}\n`
}

/** A note, in which the runs of this workspace that it names are links. */
function noteOf({ workspace: { url } }: Report): (note: string) => string {
  return (note) =>
    sentence(note).replaceAll(/\brun-[A-Za-z0-9]{8,}\b/g, (id) =>
      link(id, `${url}/runs/${id}`)
    )
}

/** The page's first words and the first error are all that it says. */
function isToldBelow(
  { isFirstError }: Failure,
  report: Report,
  detail: Detail
): boolean {
  return (
    detail !== 'counts' &&
    isFirstError === true &&
    failedPhase(report) !== undefined
  )
}

function withoutDetails(
  plan: Extract<PlanReport, { readonly kind: 'counts' }>
): string {
  return `_No details: ${sentence(plan.why)}${plan.additions === undefined ? '' : ' The numbers are HCP Terraform’s own, where a replacement is one to add and one to destroy.'}_`
}

/** In what the list of changes is not all, or not certain. */
function caveats(
  plan: Extract<PlanReport, { readonly kind: 'changes' }>,
  report: Report
): readonly string[] {
  const { changes } = plan
  const lines: string[] = []
  if (changes.errored) {
    lines.push(
      isNothingListed(changes)
        ? '_Planning failed before any change was planned._'
        : '_Planning failed half-way: the list below is partial._'
    )
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
  if (changes.hasUnknownParts) {
    lines.push(
      '_The plan has parts that this version does not know: they may be effects that are not shown here._'
    )
  }
  const contradiction = countedOtherwise(plan)
  if (contradiction !== undefined) {
    lines.push(`**${contradiction.replace(':', ':**')}`)
  }
  return lines
}

function isNothingListed(changes: PlanChanges): boolean {
  return (
    changes.resources.length +
      changes.outputs.length +
      changes.actionInvocations.length +
      changes.deferredChanges.length ===
    0
  )
}

/** Terraform's own last lines, word for word, to be found again in its log. */
export function terraformSection(report: Report): Section {
  const { plan } = report
  const changes = plan?.kind === 'changes' ? plan.changes : undefined
  const isSaid =
    changes !== undefined &&
    changes.resources.length + changes.actionInvocations.length > 0
  const done = doneCounts(report)
  const lines = isSaid
    ? [
        terraformLine(changes),
        ...(done === undefined ? [] : [`Resources: ${doneLine(done)}.`]),
        ...(changes.resources.some(isCountedTwice)
          ? [
              'A replacement is counted twice there, as one to add and one to destroy.'
            ]
          : [])
      ]
    : []
  return {
    heading: '',
    name: 'Terraform’s own count',
    rank: 1,
    omitted: () => '',
    items: isSaid
      ? [item(`\n${details('Terraform’s own count', lines.join('\n\n'))}`)]
      : []
  }
}

/** What lets the old object live has nothing to destroy. */
function isCountedTwice({
  verb,
  actions
}: PlanChanges['resources'][number]): boolean {
  return verb === 'replace' && actions.includes('delete')
}

function terraformLine(changes: PlanChanges): string {
  const { counts } = changes
  const imports = counts.import > 0 ? `${counts.import} to import, ` : ''
  const actions =
    counts.actionInvocations > 0
      ? ` Actions: ${counts.actionInvocations} to invoke.`
      : ''
  return `Plan: ${imports}${counts.add} to add, ${counts.change} to change, ${counts.destroy} to destroy.${actions}`
}
