import type { Reason, ReasonCode } from '../gate/verdict.ts'
import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { sentence } from './excerpts.ts'
import { inlineCode } from './markdown.ts'
import type { Detail, Report } from './types.ts'

/** Their messages name resources or policies: not where only numbers are told. */
const naming: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'address-protected',
  'override-refused'
])

/**
 * The reasons of rules that do not hold, in full, beside the checklist, which
 * only names them. Where there is no checklist they stand in its place.
 */
export function reasonSection(report: Report, detail: Detail): Section {
  const { outcome, checks } = report
  const reasons = report.reasons.filter(isOfRule)
  // Under "Waiting for approval" it goes without saying.
  const isPlainWait =
    outcome === 'held' &&
    reasons.every(({ code }) => code === 'approval-missing')
  const told =
    checks === undefined || checks.length === 0 || isPlainWait ? [] : reasons
  return {
    heading: `\n#### ${titles[outcome] ?? 'Why'}\n\n`,
    rank: -2,
    omitted: (count) => `- … and ${count} more\n`,
    items: told.map(({ code, message }) =>
      item(
        detail === 'counts' && naming.has(code)
          ? `- ${inlineCode(code)}: see the log\n`
          : `- ${sentence(message)}\n`
      )
    )
  }
}

/** What is no rule's is told at the head of the page. */
export function isOfRule({ code }: Reason): boolean {
  return code !== 'apply-unwatched' && code !== 'already-applied'
}

const titles: Partial<Readonly<Record<Report['outcome'], string>>> = {
  blocked: 'Why it is blocked',
  held: 'What it waits for',
  discarded: 'Why it was discarded'
}
