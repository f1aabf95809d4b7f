import type { Hcp } from '../../hcp/client.ts'
import type { Run } from '../../hcp/types.ts'
import { renderStatus } from '../record/status.ts'

/**
 * Why a pending run does not start, in one sentence: a lock with its reason,
 * or the run before it and what that is doing. Undefined where the workspace
 * shows no cause or cannot be read; a diagnosis never fails the wait. Two
 * requests (Workspaces API: `locked-by`, `current-run`; Runs API).
 */
export async function diagnoseQueue(
  hcp: Pick<Hcp, 'workspaces' | 'runs'>,
  run: Pick<Run, 'id' | 'workspaceId'>
): Promise<string | undefined> {
  if (run.workspaceId === undefined) return undefined
  try {
    const { locked, lockedBy, lockedReason, currentRunId } =
      await hcp.workspaces.read({ id: run.workspaceId })
    if (!locked) return undefined
    const blocking =
      lockedBy?.type === 'runs'
        ? lockedBy.id
        : lockedBy
          ? undefined
          : currentRunId
    if (blocking === run.id) return undefined
    if (blocking !== undefined) {
      return `waiting behind run ${blocking}${await describeRun(hcp, blocking)}`
    }
    const holder = lockedBy ? ` by ${lockedBy.id}` : ''
    const reason = lockedReason ? `: ${lockedReason}` : ''
    return `waiting: the workspace is locked${holder}${reason}`
  } catch {
    return undefined
  }
}

async function describeRun(
  hcp: Pick<Hcp, 'runs'>,
  runId: string
): Promise<string> {
  try {
    const { status, actions } = await hcp.runs.read(runId)
    return actions.isConfirmable === true
      ? `, which is ${renderStatus(status)} and waits for a decision`
      : `, which is ${renderStatus(status)}`
  } catch {
    return ''
  }
}
