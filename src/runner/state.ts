import * as core from '@actions/core'

/** What the main phase leaves for `post` about the run it made. */
export type State =
  /** Made by this step, and at nobody's hands if we die now. */
  | { readonly run: 'unsettled'; readonly runId: string }
  /** Reached its end, or was left at its gate on purpose, and that was told. */
  | { readonly run: 'settled'; readonly runId: string }
  | {
      /** Asked for, and not answered yet: it may exist. */
      readonly run: 'asked-for'
      readonly workspaceId: string
      /** The run's message, which no other run has. */
      readonly message: string
    }
  /** There is none, and there will be none. */
  | { readonly run: 'none' }

/** Tells `post` about the run; a later call replaces an earlier one. */
export function writeState(state: State): void {
  core.saveState('run', state.run)
  if ('runId' in state) core.saveState('run-id', state.runId)
  if ('message' in state) {
    core.saveState('workspace-id', state.workspaceId)
    core.saveState('message', state.message)
  }
}

/** What the main phase left; `none` where it did not get to make a run. */
export function readState(): State {
  const run = core.getState('run')
  const runId = core.getState('run-id')
  switch (run) {
    case 'settled':
    case 'unsettled':
      return runId === '' ? { run: 'none' } : { run, runId }
    case 'asked-for':
      return {
        run,
        workspaceId: core.getState('workspace-id'),
        message: core.getState('message')
      }
    default:
      return { run: 'none' }
  }
}
