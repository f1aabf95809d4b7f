import type { Check, Reason, ReasonCode } from '../gate/verdict.ts'
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
  return reasons.filter(isOfRule).map((reason) => says(reason, detail))
}

function says({ code, message }: Reason, detail: Detail): string {
  return detail === 'counts' && naming.has(code)
    ? `${inlineCode(code)}: see the log`
    : sentence(message)
}

/**
 * What the reasons say of the checklist's open lines, in their order, with the
 * input where they do not name it; undefined where they tell of others.
 */
export function toldChecks(
  { checks = [], reasons }: Report,
  detail: Detail
): ReadonlyMap<Check, string> | undefined {
  const open = checks.filter(({ held, rule }) => !held && rule !== 'approve')
  const told = reasons.filter(
    (reason) => isOfRule(reason) && !isApproval(reason)
  )
  if (open.length !== told.length) return undefined
  const approval = reasons.find(isApproval)
  const approve = checks.find(({ held, rule }) => !held && rule === 'approve')
  return new Map([
    ...open.map((check, index): [Check, string] => {
      const reason = told[index]
      return [
        check,
        reason ? `${says(reason, detail)}${inputOf(check, reason)}` : ''
      ]
    }),
    ...(approve && approval
      ? [[approve, says(approval, detail)] as [Check, string]]
      : [])
  ])
}

function inputOf({ rule }: Check, { message }: Reason): string {
  const isInput = /^[a-z]+(?:-[a-z]+)+$/.test(rule)
  return isInput && !message.includes(rule) ? ` (${inlineCode(rule)})` : ''
}

function isApproval({ code }: Reason): boolean {
  return code === 'approval-missing' || code === 'approval-refused'
}

/** The reasons, where they are not those of the checklist's open lines. */
export function reasonSection(report: Report, detail: Detail): Section {
  const { outcome, checks = [] } = report
  return {
    heading: `\n#### ${titles[outcome] ?? 'Why'}\n\n`,
    rank: -2,
    omitted: (count) => `- … and ${count} more\n`,
    items:
      checks.length === 0 || toldChecks(report, detail) !== undefined
        ? []
        : reasonsOfRules(report, detail).map((each) => item(`- ${each}\n`))
  }
}

/** What is no rule's is told at the head of the page. */
function isOfRule({ code }: Reason): boolean {
  return code !== 'apply-unwatched' && code !== 'already-applied'
}

const titles: Partial<Readonly<Record<Report['outcome'], string>>> = {
  blocked: 'Why it is blocked',
  held: 'What it waits for',
  discarded: 'Why it was discarded'
}
