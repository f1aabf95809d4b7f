import type { Evidence, Rules } from './evidence.ts'
import { judgePlan } from './plan-rules.ts'
import { judgePullRequest } from './pull-request-rules.ts'
import { judgeIdentity, judgePermission, judgePolicies } from './rules.ts'
import type { Reason, ReasonCode, Verdict } from './verdict.ts'

/** What people can still give while a run is held at its gate. */
const awaited: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'approval-stale',
  'labels-missing',
  'review-not-approved',
  'reviews-missing'
])

/**
 * May this run be applied? Every rule is looked at, so that the checklist is
 * whole; the verdict is `allowed` only if all hold and somebody approved.
 * Pure: the same evidence and rules give the same verdict.
 */
export function decide(evidence: Evidence, rules: Rules): Verdict {
  const findings = [
    judgeIdentity(evidence),
    judgePermission(evidence),
    judgePolicies(evidence),
    ...judgePlan(evidence, rules),
    ...judgePullRequest(evidence, rules)
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

  const reasons = findings
    .map(({ reason }) => reason)
    .filter((reason) => reason !== undefined)
  // A "no" needs no rule to hold, except that it is about this very run.
  if (approve === false && isAboutOurRun(reasons)) {
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
  if (approve === true) {
    return reasons.length === 0
      ? { kind: 'allowed', checks }
      : { kind: 'blocked', checks, reasons }
  }
  return reasons.every(({ code }) => awaited.has(code))
    ? { kind: 'pending', checks, reasons: [approvalMissing, ...reasons] }
    : { kind: 'blocked', checks, reasons }
}

/** Codes of a run, or a request, that leaves the run none of our business. */
const foreign: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'commenter-not-allowed',
  'origin-differs',
  'origin-unknown',
  'run-differs'
])

/** Do these reasons leave no doubt that it is for this step to discard the run? */
export function isAboutOurRun(reasons: readonly Reason[]): boolean {
  return reasons.every(({ code }) => !foreign.has(code))
}

const approvalMissing: Reason = {
  code: 'approval-missing',
  message: "Nobody has approved yet: the input 'approve' is empty.",
  facts: {}
}
