/** The run cannot be made or used as asked; the message says what to do. */
export class RunRefusedError extends Error {
  override readonly name = 'RunRefusedError'
}

/**
 * The server made the run with auto-apply on although it was sent as off: it
 * would apply without a gate.
 */
export class AutoApplyError extends Error {
  override readonly name = 'AutoApplyError'
  readonly runId: string

  constructor(runId: string) {
    super(
      `Run ${runId} was created with 'auto-apply: false', but the server reports it with auto-apply on. It would pass its gate by itself, so it is being cancelled. Nothing was applied by this step.`
    )
    this.runId = runId
  }
}
