import type { Item, Section } from './budget.ts'
import { sentence } from './excerpts.ts'
import { isOfRule } from './reason-section.ts'
import type { Detail, Report } from './types.ts'

export function gateSection(report: Report, detail: Detail): Section {
  const reasons = report.reasons.filter(isOfRule).map((reason): Item => ({
    short: `- [ ] ${sentence(reason.message)}\n`,
    long: undefined
  }))
  const open = (report.checks ?? []).filter((check) => !check.held)
  const held = (report.checks ?? []).filter((check) => check.held)
  const checks = [...open, ...held].map((check): Item => ({
    short: `- [${check.held ? 'x' : ' '}] ${sentence(detail === 'counts' || check.saw === '' ? check.rule : `${check.rule}: ${check.saw}`)}\n`,
    long: undefined
  }))
  return {
    heading: `\n#### ${report.outcome === 'skipped' ? 'Why' : 'Gate'}\n\n`,
    rank: -2,
    omitted: (count) => `- … and ${count} more\n`,
    items: checks.length > 0 ? checks : reasons
  }
}
