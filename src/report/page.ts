import { assemble, type Section } from './budget.ts'
import { applySection } from './apply-section.ts'
import { cautionBlock } from './caution.ts'
import { costSection, policySection, taskSection } from './check-sections.ts'
import { sinceSection } from './comparison-section.ts'
import { failureSections, logItem } from './failure-sections.ts'
import { footer } from './footer.ts'
import { gateSection } from './gate-section.ts'
import { headline } from './headline.ts'
import { link } from './markdown.ts'
import { nextSection } from './next-actions.ts'
import { checkSection, otherSections } from './plan-sections.ts'
import { reasonSection } from './reason-section.ts'
import type { Limits, Rendering } from './rendering.ts'
import { resourceSections } from './resource-sections.ts'
import { standing } from './standing.ts'
import type { Detail, Report } from './types.ts'
import { plural } from './words.ts'

export interface PageOptions {
  readonly detail: Detail
  /** In what `measure` counts. */
  readonly budget: number
  readonly measure: (text: string) => number
  readonly limits: Limits
  /** The first lines, e.g. a marker; never shortened. */
  readonly opening: string
}

/**
 * The whole page, most important things first, within the budget: the fixed
 * parts always, then what fits of the lists, dangerous changes before others.
 */
export function renderPage(report: Report, options: PageOptions): string {
  const { budget, measure, opening } = options
  const elsewhere =
    report.run === undefined ? 'the log' : link('the run', report.run.url)
  const rendering = { ...options, elsewhere }
  const before = [
    `### ${headline(report)}\n`,
    cautionBlock(report, options.detail),
    standing(report, options.detail)
  ]
    .filter((part) => part !== '')
    .join('\n')
  const after = `\n${footer(report)}`
  const fixed = measure(opening) + measure(before) + measure(after)
  const reserve = measure(shortenedLine(maxCount, elsewhere))
  // A page that has no room for its lists is its head and a link.
  if (fixed + reserve > budget) {
    const head = `${opening}### ${headline(report)}\n`
    const whole = `${head}\n_All else is not shown for want of room: see ${elsewhere}._\n`
    return [whole, head].find((text) => measure(text) <= budget) ?? opening
  }
  const sections: Section[] = [
    reasonSection(report, options.detail),
    gateSection(report, options.detail),
    nextSection(report),
    ...failureSections(report, rendering),
    ...(options.detail === 'counts' ? [] : [applySection(report, rendering)]),
    sinceSection(report, options.detail),
    costSection(report.cost),
    policySection(report.policies, options.detail),
    taskSection(report.tasks, options.detail),
    ...(options.detail === 'counts' ? [] : planSections(report, rendering))
  ]
  const { text, cut } = assemble(sections, budget - fixed - reserve, measure)
  const note = cut > 0 ? shortenedLine(cut, elsewhere) : ''
  return `${opening}${before}${text}${note}${after}`
}

/** More than there can be; only its length matters. */
const maxCount = 999_999_999

function shortenedLine(count: number, elsewhere: string): string {
  return `\n_${plural(count, 'detail')} not shown for want of room: see ${elsewhere}._\n`
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
  return [{ heading: '', rank: 2, omitted: () => '', items: log }]
}
