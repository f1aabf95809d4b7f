/**
 * The closed list of reason codes. Public: they are in the `reasons` output
 * and documented in `docs/gates.md`.
 */
export const reasonCodes = [
  'approval-missing',
  'approval-refused',
  'changes-exceeded',
  'destroys-exceeded',
  'permission-missing',
  'not-confirmable',
  'override-refused',
  'plan-unknown',
  'policy-failed',
  'replaces-exceeded',
  'run-differs'
] as const

export type ReasonCode = (typeof reasonCodes)[number]

export interface Reason {
  readonly code: ReasonCode
  /** One sentence for people. */
  readonly message: string
  /** The numbers and names behind it, for machines. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** One rule, held or not, with what it saw: a line of the checklist. */
export interface Check {
  readonly rule: string
  readonly held: boolean
  readonly saw: string
}

interface Judged {
  readonly checks: readonly Check[]
}

/**
 * - `allowed`: every rule holds and somebody approved.
 * - `pending`: every rule holds, only the approval is missing.
 * - `refused`: somebody said no; the run is to be discarded.
 * - `blocked`: a rule does not hold, or a fact it needs is unknown.
 */
export type Verdict =
  | (Judged & { readonly kind: 'allowed' })
  | (Judged & {
      readonly kind: 'pending' | 'refused' | 'blocked'
      readonly reasons: readonly Reason[]
    })
