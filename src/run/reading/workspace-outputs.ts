import { ApiError } from '../../hcp/wire/errors.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Ending } from '../record/ending.ts'
import { saidBy } from '../record/errors.ts'
import { readWithin } from './deadline.ts'

/** A report waits for a new state to be read, but not long. */
const outputsWithinMilliseconds = 20_000

/**
 * The outputs of a workspace's state as it is now. They are a service, not a
 * condition: what cannot be read is a warning and a note, and an apply stays
 * applied. Throws only the reason of an aborted signal. State Version Outputs
 * API: Show current state version outputs.
 */
export async function readWorkspaceOutputs(
  dependencies: Pick<Dependencies, 'hcp' | 'log' | 'signal' | 'clock'>,
  workspaceId: string
): Promise<Pick<Ending, 'workspaceOutputs' | 'notes'>> {
  const { hcp, log, signal } = dependencies
  try {
    return {
      workspaceOutputs: await readWithin(
        dependencies,
        outputsWithinMilliseconds,
        async (call) =>
          await hcp.stateVersionOutputs.readCurrent(workspaceId, {
            signal: call
          })
      )
    }
  } catch (error) {
    signal.throwIfAborted()
    const note = `The workspace's outputs could not be read: ${whyOf(error)}`
    log.warning(note)
    return { notes: [note] }
  }
}

/** Both look the same to who may not know. */
function whyOf(error: unknown): string {
  return error instanceof ApiError && error.status === 404
    ? "the workspace has no state yet, or the token may not read its outputs (give its team the permission 'read', or the custom permission to read state outputs)."
    : saidBy(error)
}
