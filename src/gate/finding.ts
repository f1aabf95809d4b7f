import type { Known } from './evidence.ts'
import type { Check, Reason, ReasonCode } from './verdict.ts'

/** What one rule says of the evidence. */
export interface Finding {
  readonly check: Check
  /** Undefined where the rule holds. */
  readonly reason: Reason | undefined
}

/** A finding with its line of the checklist; the reason only if it fails. */
export function finding(
  rule: string,
  held: boolean,
  saw: string,
  code: ReasonCode,
  message: string,
  facts: Readonly<Record<string, unknown>>
): Finding {
  return {
    check: { rule, held, saw },
    reason: held ? undefined : { code, message, facts }
  }
}

/** The finding where a fact that the rule needs is not known. */
export function unknownFinding(
  rule: string,
  input: string,
  fact: Extract<Known<unknown>, { known: false }>,
  code: ReasonCode
): Finding {
  return finding(
    rule,
    false,
    'unknown',
    code,
    `'${input}' cannot be checked: ${fact.why}`,
    { input }
  )
}
