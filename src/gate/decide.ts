import type { Evidence, Rules } from './evidence.ts'
import { judgeIdentity, judgeLimits, judgePermission } from './rules.ts'
import type { Verdict } from './verdict.ts'

/**
 * May this run be applied? Every rule is looked at, so that the checklist is
 * whole; the verdict is `allowed` only if all hold and somebody approved.
 * Pure: the same evidence and rules give the same verdict.
 */
export function decide(evidence: Evidence, rules: Rules): Verdict {
  const identity = judgeIdentity(evidence)
  const findings = [
    identity,
    judgePermission(evidence),
    ...judgeLimits(evidence, rules)
  ]
  const { approve } = evidence
  const checks = [
    ...findings.map(({ check }) => check),
    {
      rule: 'approve',
      held: approve === true,
      saw: approve === undefined ? 'empty' : String(approve)
    }
  ]

  // A "no" needs no rule to hold, except that it is about this very run.
  if (approve === false && identity.reason === undefined) {
    return {
      kind: 'refused',
      checks,
      reasons: [
        {
          code: 'approval-refused',
          message: "The input 'approve' is false.",
          facts: {}
        }
      ]
    }
  }
  const reasons = findings
    .map(({ reason }) => reason)
    .filter((reason) => reason !== undefined)
  if (reasons.length > 0) return { kind: 'blocked', checks, reasons }
  if (approve === true) return { kind: 'allowed', checks }
  return {
    kind: 'pending',
    checks,
    reasons: [
      {
        code: 'approval-missing',
        message: "Nobody has approved yet: the input 'approve' is empty.",
        facts: {}
      }
    ]
  }
}
