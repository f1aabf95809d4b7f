import type { Unknown } from './known.ts'
import type { Check, Reason, ReasonCode, Verdict } from './verdict.ts'

/** What one rule says of the evidence. */
export interface Finding {
  readonly check: Check
  /** Undefined where the rule holds. */
  readonly reason: Reason | undefined
  /** What looks like a mistake in the workflow, and decides nothing. */
  readonly warnings?: readonly string[]
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
  { why }: Pick<Unknown, 'why'>,
  code: ReasonCode,
  wanted = ''
): Finding {
  return finding(
    input,
    false,
    wanted === '' ? 'not known' : `not known, wanted ${wanted}`,
    code,
    `'${input}' cannot be checked: ${why}`,
    { input }
  )
}

/** All findings as one verdict: what holds, and every reason where not. */
export function summarize(
  findings: readonly (Finding | undefined)[]
): Extract<Verdict, { readonly kind: 'allowed' | 'blocked' }> {
  const made = findings.filter((each) => each !== undefined)
  const checks = made.map(({ check }) => check)
  const reasons = made.flatMap(({ reason }) => reason ?? [])
  const warnings = made.flatMap((each) => each.warnings ?? [])
  return reasons.length === 0
    ? { kind: 'allowed', checks, warnings }
    : { kind: 'blocked', checks, warnings, reasons }
}

/** A line of the checklist as words: `max-change: 3 of at most 1`. */
export function renderCheck({ rule, saw }: Check): string {
  return saw === '' ? rule : `${rule}: ${saw}`
}

/** A commit as people write it; the whole id belongs into `facts`. */
export function shortCommit(sha: string): string {
  return sha.slice(0, 7)
}
