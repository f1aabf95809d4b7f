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

/** The reasons of rules that do not hold, in full, an item each. */
export function reasonsOfRules(
  { reasons }: Pick<Report, 'reasons'>,
  detail: Detail
): readonly string[] {
  return reasons
    .filter(isOfRule)
    .map(({ code, message }) =>
      detail === 'counts' && naming.has(code)
        ? `${inlineCode(code)}: see the log`
        : sentence(message)
    )
}

/** Are the lines of the checklist that are open, if any, told by the reasons? */
export function tellsChecklist({ checks = [], reasons }: Report): boolean {
  return (
    checks.length === 0 ||
    checks.filter(({ held }) => !held).length ===
      reasons.filter(isOfRule).length
  )
}

/** The reasons, where they are not those of the checklist's open lines. */
export function reasonSection(report: Report, detail: Detail): Section {
  const { outcome } = report
  return {
    heading: `\n#### ${titles[outcome] ?? 'Why'}\n\n`,
    rank: -2,
    omitted: (count) => `- … and ${count} more\n`,
    items: tellsChecklist(report)
      ? []
      : reasonsOfRules(report, detail).map((each) => item(`- ${each}\n`))
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
