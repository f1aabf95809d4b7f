import * as core from '@actions/core'

/** What the main phase leaves for `post` about the run it made. */
export interface State {
  readonly runId: string
  /**
   * - `unsettled`: made by this step and left at nobody's hands if we die now
   * - `settled`: reached its end, or was left at its gate on purpose
   */
  readonly run: 'unsettled' | 'settled'
}

/** Tells `post` about the run; a later call replaces an earlier one. */
export function writeState(state: State): void {
  core.saveState('run-id', state.runId)
  core.saveState('run', state.run)
}

/** Marks that the main phase began: the next start of this process is `post`. */
export function writeMainPhase(): void {
  core.saveState('phase', 'main')
}

/** Is this the `post` phase of a step whose main phase has begun? */
export function isPostPhase(): boolean {
  return core.getState('phase') === 'main'
}

/** What the main phase left; undefined where it made no run. */
export function readState(): State | undefined {
  const runId = core.getState('run-id')
  if (runId === '') return undefined
  return {
    runId,
    run: core.getState('run') === 'settled' ? 'settled' : 'unsettled'
  }
}
