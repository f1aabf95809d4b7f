import type { Evidence } from './evidence.ts'
import { summarize } from './finding.ts'
import { judgePlan } from './plan-rules.ts'
import { judgePullRequest } from './pull-request-rules.ts'
import {
  judgeCreator,
  judgeIdentity,
  judgePermission,
  judgePolicies,
  listOff
} from './rules.ts'
import type { Rules } from './rules.ts'
import type { Reason, ReasonCode, Verdict } from './verdict.ts'

/**
 * What can still be given while a run is held at its gate: by people, and by the
 * token of the job that applies, which need not be the one that plans.
 */
const awaited: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'approval-stale',
  'labels-missing',
  'permission-missing',
  'review-not-approved',
  'reviews-missing'
])

/**
 * May this run be applied? Every rule is looked at, so that the checklist is
 * whole; the verdict is `allowed` only if all hold and somebody approved.
 * Pure: the same evidence and rules give the same verdict.
 */
export function decide(evidence: Evidence, rules: Rules): Verdict {
  const judged = summarize([
    judgeIdentity(evidence),
    judgePermission(evidence),
    judgePolicies(evidence),
    judgeCreator(evidence, rules),
    ...judgePlan(evidence, rules),
    ...judgePullRequest(evidence, rules)
  ])
  const { warnings } = judged
  const reasons = judged.kind === 'allowed' ? [] : judged.reasons
  const { approve } = evidence
  const checks = [
    ...judged.checks,
    {
      rule: 'approve',
      held: approve === true,
      saw: approve === undefined ? 'empty' : String(approve)
    },
    ...listOff(rules)
  ]

  // A "no" needs no rule to hold, except that it is about this very run.
  if (approve === false && isAboutOurRun(reasons)) {
    return { kind: 'refused', checks, warnings, reasons: [approvalRefused] }
  }
  if (approve === true) {
    return reasons.length === 0
      ? { kind: 'allowed', checks, warnings }
      : { kind: 'blocked', checks, warnings, reasons }
  }
  return reasons.every(({ code }) => awaited.has(code))
    ? {
        kind: 'pending',
        checks,
        warnings,
        reasons: [approvalMissing, ...reasons]
      }
    : { kind: 'blocked', checks, warnings, reasons }
}

/** Whoever may start nothing says neither yes nor no. */
const asker: readonly ReasonCode[] = ['actor-not-allowed', 'actor-unknown']

/** Codes of a run, or a request, that leaves the run none of our business. */
const foreign: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  ...asker,
  'branch-differs',
  'commenter-not-allowed',
  'commit-differs',
  'creator-not-allowed',
  'creator-unknown',
  'origin-differs',
  'options-differ',
  'origin-unknown',
  'requester-not-allowed',
  'run-differs',
  'run-unknown',
  'source-differs'
])

/** Do these reasons leave no doubt that it is for this step to discard the run? */
export function isAboutOurRun(reasons: readonly Reason[]): boolean {
  return reasons.every(({ code }) => !foreign.has(code))
}

/**
 * May a blocked run be discarded for these reasons? Only for a "no" that is
 * known: what could not be read may hold after all, so the run is held. A run
 * that this step made itself is not left to others, whoever asked for it.
 */
export function mayDiscard(
  reasons: readonly Reason[],
  isOwn: boolean
): boolean {
  const others = reasons.filter(({ code }) => !(isOwn && asker.includes(code)))
  return isAboutOurRun(others) && reasons.some(({ code }) => !isOpen(code))
}

/** Is it not yet known whether the rule holds? */
function isOpen(code: ReasonCode): boolean {
  return code.endsWith('-unknown')
}

const approvalMissing: Reason = {
  code: 'approval-missing',
  message: "Nobody has approved yet: the input 'approve' is empty.",
  facts: {}
}

const approvalRefused: Reason = {
  code: 'approval-refused',
  message: "The input 'approve' is false.",
  facts: {}
}
