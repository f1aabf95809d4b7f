import type { Reason } from '../../gate/verdict.ts'

/** The run cannot be made or used as asked; the message says what to do. */
export class RunRefusedError extends Error {
  override readonly name = 'RunRefusedError'
}

/** Whoever asked may not ask at all: their request is as if it never came. */
export class StrangerError extends RunRefusedError {
  readonly reasons: readonly Reason[]

  constructor(message: string, reasons: readonly Reason[]) {
    super(message)
    this.reasons = reasons
  }
}

/**
 * An action on a run may have been carried out: no good answer came, and its
 * effect is not seen. The message says what was sent and what came back.
 */
export class LostAnswerError extends Error {
  override readonly name = 'LostAnswerError'
}

/**
 * The server tells of a run what cannot be after what was seen of it. The
 * message says both.
 */
export class UnseenRunError extends Error {
  override readonly name = 'UnseenRunError'
}

/**
 * The server made the run with auto-apply on although it was sent as off: it
 * would apply without a gate.
 */
export class AutoApplyError extends Error {
  override readonly name = 'AutoApplyError'
  readonly runId: string

  constructor(runId: string, after: string) {
    super(
      `Run ${runId} was created with 'auto-apply: false', but the server reports it with auto-apply on: it passes its gate by itself. This step confirmed nothing. ${after}`
    )
    this.runId = runId
  }
}

/** The server made an ordinary run of what was to be a saved plan. */
export class SavedPlanError extends Error {
  override readonly name = 'SavedPlanError'
  readonly runId: string

  constructor(runId: string, after: string) {
    super(
      `Run ${runId} was created with 'save-plan: true', but the server made an ordinary run of it: it does not know saved plans (Terraform Enterprise before v202307-1) or does not allow them. ${after} Use mode 'apply' with 'approve' empty to hold a run at its gate instead.`
    )
    this.runId = runId
  }
}

/** What came back, in the words of the error. */
export function saidBy(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
