/**
 * The closed list of reason codes. Public: they are in the `reasons` output
 * and documented in `docs/gates.md`.
 */
export const reasonCodes = [
  'actor-not-allowed',
  'actor-unknown',
  'address-protected',
  'already-applied',
  'applies-by-itself',
  'apply-unwatched',
  'approval-missing',
  'approval-refused',
  'approval-stale',
  'base-unknown',
  'branch-behind',
  'branch-differs',
  'changes-exceeded',
  'changes-requested',
  'commenter-not-allowed',
  'commit-differs',
  'configuration-differs',
  'configuration-unknown',
  'cost-exceeded',
  'cost-unknown',
  'creator-not-allowed',
  'creator-unknown',
  'destroys-exceeded',
  'head-moved',
  'label-not-trusted',
  'labels-missing',
  'labels-unknown',
  'newer-run-unknown',
  'newer-run-waiting',
  'not-confirmable',
  'not-reached',
  'options-differ',
  'origin-differs',
  'origin-unknown',
  'override-refused',
  'permission-missing',
  'plan-digest-differs',
  'plan-too-old',
  'plan-unknown',
  'policy-failed',
  'pull-request-closed',
  'pull-request-from-fork',
  'pull-request-unknown',
  'replaces-exceeded',
  'requester-not-allowed',
  'review-not-approved',
  'reviewed-plan-unknown',
  'reviews-missing',
  'reviews-unknown',
  'run-differs',
  'run-unknown',
  'set-not-allowed',
  'source-differs'
] as const

export type ReasonCode = (typeof reasonCodes)[number]

export interface Reason {
  readonly code: ReasonCode
  /** One sentence for people. */
  readonly message: string
  /** The numbers and names behind it, for machines. */
  readonly facts: Readonly<Record<string, unknown>>
}

/**
 * One rule, held or not, with what it saw: a line of the checklist, read as
 * `rule: saw`. `saw` is empty where the rule says it all.
 */
export interface Check {
  readonly rule: string
  /** Stands nothing in the way? Not to be ticked where there is a mark. */
  readonly held: boolean
  readonly saw: string
  /**
   * - `off`: nobody asked for it; what it would see is shown.
   * - `unknown`: what it would see is not known, and does not decide.
   * - `idle`: it held, and could not have failed.
   */
  readonly mark?: 'off' | 'unknown' | 'idle'
}

interface Judged {
  readonly checks: readonly Check[]
  /** What looks like a mistake in the workflow, and decides nothing. */
  readonly warnings: readonly string[]
}

/**
 * - `allowed`: every rule holds and somebody approved.
 * - `pending`: nobody said yes yet, and nothing else is missing but what people
 *   can still give (`approve`, reviews, labels).
 * - `refused`: somebody said no; the run is to be discarded.
 * - `blocked`: a rule does not hold, or a fact it needs is unknown.
 */
export type Verdict =
  | (Judged & { readonly kind: 'allowed' })
  | (Judged & {
      readonly kind: 'blocked'
      readonly reasons: readonly Reason[]
    })
  | (Judged & {
      readonly kind: 'pending' | 'refused'
      readonly reasons: readonly Reason[]
    })
