import * as core from '@actions/core'

/**
 * The text of one input as the runner passes it (`INPUT_…`), trimmed; empty
 * where it is not set.
 */
export function readInput(name: string): string {
  return core.getInput(name)
}
