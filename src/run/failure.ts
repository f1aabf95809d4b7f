import { ApiError } from '../hcp/wire/errors.ts'
import { RunRefusedError, saidBy, StrangerError } from './record/errors.ts'
import type { FailedFact } from './record/fact.ts'

/** What ended a step before its ending, as a fact of its record. */
export function failureFact(error: unknown): FailedFact {
  return {
    kind: 'failed',
    why: saidBy(error),
    by: kindOf(error),
    reasons: error instanceof StrangerError ? error.reasons : [],
    causes: causesOf(error)
  }
}

function kindOf(error: unknown): FailedFact['by'] {
  if (error instanceof StrangerError) return 'stranger'
  if (error instanceof RunRefusedError) return 'refusal'
  if (error instanceof ApiError && error.status < 500) return 'rejection'
  return error instanceof Error && error.name === 'InterruptedError'
    ? 'interruption'
    : 'fault'
}

function causesOf(error: unknown): readonly string[] {
  const causes: string[] = []
  let cause = error instanceof Error ? error.cause : undefined
  for (; cause instanceof Error; { cause } = cause) causes.push(cause.message)
  return causes
}
