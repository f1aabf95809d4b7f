import { assemble, item, type Cut, type Section } from './budget.ts'
import { applySection, outputsSection } from './apply-section.ts'
import { cautionBlock } from './caution.ts'
import { costSection, policySection, taskSection } from './check-sections.ts'
import { sinceSection } from './comparison-section.ts'
import { driftSection } from './drift-section.ts'
import { failureSections, logItem } from './failure-sections.ts'
import { footer } from './footer.ts'
import { gateSections } from './gate-section.ts'
import { headline } from './headline.ts'
import { link } from './markdown.ts'
import { nextSection } from './next-actions.ts'
import { checkSection, otherSections } from './plan-sections.ts'
import { reasonSection } from './reason-section.ts'
import type { Limits, Rendering } from './rendering.ts'
import { resourceSections } from './resource-sections.ts'
import { standing, terraformSection } from './standing.ts'
import type { Detail, Report } from './types.ts'
import { grouped, plural } from './words.ts'

export interface PageOptions {
  readonly detail: Detail
  /** In what `measure` counts. */
  readonly budget: number
  readonly measure: (text: string) => number
  readonly limits: Limits
  /** The first lines, e.g. a marker; never shortened. */
  readonly opening: string
  /** In a set: the page's own headline and footer are told around it. */
  readonly isInSet?: boolean
}

/**
 * The whole page, most important things first, within the budget: the fixed
 * parts always, then what fits of the lists, dangerous changes before others.
 */
export function renderPage(report: Report, options: PageOptions): string {
  const { budget, measure, opening, detail } = options
  const elsewhere = elsewhereOf(report)
  const rendering = { ...options, elsewhere }
  const isInSet = options.isInSet === true
  const head = isInSet ? '' : `### ${headline(report)}\n`
  const caution = cautionBlock(report, detail)
  const before = [
    head,
    leadsWithErrors(report) ? '' : caution,
    standing(report, detail)
  ]
    .filter((part) => part !== '')
    .join('\n')
  const after = isInSet ? '' : `\n${footer(report)}`
  const fixed = measure(opening) + measure(before) + measure(after)
  const reserve = measure(cutNote(longestCuts, elsewhere))
  // A page that has no room for its lists is its head and a link.
  if (fixed + reserve > budget) {
    const whole = `${opening}${head}${nothingMore(elsewhere)}`
    return (
      [whole, `${opening}${head}`].find((text) => measure(text) <= budget) ??
      opening
    )
  }
  const { text, cuts } = assemble(
    sectionsOf(report, caution, rendering),
    budget - fixed - reserve,
    measure
  )
  return `${opening}${before}${text}${cutNote(cuts, elsewhere)}${after}`
}

/** What stands for all that a page has no room for; `elsewhere` is Markdown. */
export function nothingMore(elsewhere: string): string {
  return `\n_All else is not shown for want of room: see ${elsewhere}._\n`
}

/** Where all of a report is to be read, as Markdown. */
export function elsewhereOf({ run }: Report): string {
  return run === undefined ? 'the log' : link('the run', run.url)
}

/** What failed is read before what had been planned. */
function leadsWithErrors({ failure }: Report): boolean {
  return (
    failure?.diagnostics.some(({ severity }) => severity === 'error') === true
  )
}

/** In the order of the page: what decides, what to do, what was found, what changes. */
function sectionsOf(
  report: Report,
  caution: string,
  rendering: Rendering & Pick<PageOptions, 'isInSet'>
): readonly Section[] {
  const { detail, isInSet = false } = rendering
  const isTold = detail !== 'counts'
  const { errors, warnings, log } = failureSections(report, rendering)
  const applied = isTold
    ? [applySection(report, rendering), outputsSection(report, rendering)]
    : []
  const decided = [
    reasonSection(report, detail),
    ...gateSections(report, detail),
    nextSection(report, isInSet)
  ]
  return [
    ...(leadsWithErrors(report)
      ? [errors, log, ...applied, cautionSection(caution), ...decided]
      : [...decided, errors, log, ...applied]),
    sinceSection(report, detail),
    costSection(report.cost),
    policySection(report.policies, detail),
    taskSection(report.tasks, detail),
    warnings,
    ...(isTold ? planSections(report, rendering) : []),
    terraformSection(report)
  ]
}

function cautionSection(caution: string): Section {
  return {
    heading: '',
    name: 'the warning',
    rank: -2,
    omitted: () => '',
    items: caution === '' ? [] : [item(`\n${caution}`)]
  }
}

/** Sections that are named as cut. */
const maxNamed = 4

/** More than there can be; only its length matters. */
export const longestCuts: readonly Cut[] = Array.from({ length: 20 }, () => ({
  name: 'Terraform’s own count',
  count: 999_999_999
}))

/** What was cut, in the order of the page; `elsewhere` is Markdown. */
export function cutNote(cuts: readonly Cut[], elsewhere: string): string {
  if (cuts.length === 0) return ''
  const more = cuts.length - maxNamed
  const parts = cuts
    .slice(0, maxNamed)
    .map(({ name, count }) => `${grouped(count)} under “${name}”`)
  if (more > 0) parts.push(`and ${plural(more, 'more section')}`)
  return `\n_Details not shown for want of room: ${parts.join(', ')}. See ${elsewhere}._\n`
}

function planSections(
  report: Report,
  rendering: Rendering
): readonly Section[] {
  const { plan } = report
  if (plan === undefined) return []
  if (plan.kind === 'changes') {
    const checks = checkSection(plan.changes.checks, rendering)
    // A failed check is to be read before the changes, the others after.
    return [
      ...(checks.rank === 0 ? [checks] : []),
      ...resourceSections(plan.changes, rendering),
      ...otherSections(
        // The outputs as they are now say more than what was to become of them.
        report.apply !== undefined && report.apply.outputs.length > 0
          ? { ...plan.changes, outputs: [] }
          : plan.changes,
        rendering
      ),
      driftSection(report, plan.changes, rendering),
      ...(checks.rank === 0 ? [] : [checks])
    ]
  }
  const log =
    plan.logText === undefined || rendering.detail !== 'full'
      ? []
      : [
          logItem(
            plan.logText,
            'The plan as Terraform printed it',
            rendering.limits,
            true
          )
        ]
  return [
    { heading: '', name: 'the log', rank: 2, omitted: () => '', items: log }
  ]
}
