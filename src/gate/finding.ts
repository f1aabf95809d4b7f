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

/** The finding where a fact that the rule of this input needs is not known. */
export function unknownFinding(
  input: string,
  fact: Extract<Known<unknown>, { known: false }>,
  code: ReasonCode,
  wanted = ''
): Finding {
  return finding(
    input,
    false,
    wanted === '' ? 'not known' : `not known, wanted ${wanted}`,
    code,
    `'${input}' cannot be checked: ${fact.why}`,
    { input }
  )
}

/** A line of the checklist as words: `max-change: 3 of at most 1`. */
export function renderCheck({ rule, saw }: Check): string {
  return saw === '' ? rule : `${rule}: ${saw}`
}

/** A commit as people write it; the whole id belongs into `facts`. */
export function shortCommit(sha: string): string {
  return sha.slice(0, 7)
}
