import * as core from '@actions/core'
import { writeTo } from './command-files.ts'

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

/**
 * Tells `post` about the run; a later call replaces an earlier one. One value,
 * written at once: a step that is killed leaves all of a word or none of it.
 */
export function writeState(state: State): void {
  writeTo('GITHUB_STATE', () => {
    core.saveState('left', JSON.stringify(state))
  })
}

/** What the main phase left; `none` where it did not get to make a run. */
export function readState(): State {
  let left: unknown
  try {
    left = JSON.parse(core.getState('left'))
  } catch {
    return { run: 'none' }
  }
  const { run, runId, workspaceId, message } = (left ?? {}) as Partial<
    Record<string, unknown>
  >
  if (run === 'settled' || run === 'unsettled') {
    return typeof runId === 'string' ? { run, runId } : { run: 'none' }
  }
  return run === 'asked-for' &&
    typeof workspaceId === 'string' &&
    typeof message === 'string'
    ? { run, workspaceId, message }
    : { run: 'none' }
}
