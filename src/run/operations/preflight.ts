import type { Workspace } from '../../hcp/types.ts'
import { RunRefusedError } from '../errors.ts'

/**
 * Says what cannot work in this workspace before anything is created. What
 * the server does not tell is left to the server. Pure. (Workspaces API:
 * `permissions`, `execution-mode`.)
 *
 * @throws RunRefusedError with every obstacle and what to do about it
 */
export function checkWorkspace(
  workspace: Workspace,
  intent: {
    readonly createsRun: boolean
    /** Will this step confirm the run, if the rules hold? */
    readonly applies: boolean
    readonly organization: string | undefined
  }
): void {
  const { permissions, executionMode, name } = workspace
  const obstacles: string[] = []
  if (intent.createsRun && executionMode === 'local') {
    obstacles.push(
      "its execution mode is 'local', so HCP Terraform runs nothing there. Set it to 'remote' or 'agent' in the workspace's settings."
    )
  }
  if (intent.createsRun && permissions.canQueueRun === false) {
    obstacles.push(
      "the token may not create runs. Give its team the permission 'plan' (or 'write' to apply) on the workspace."
    )
  }
  if (
    intent.applies &&
    permissions.canQueueApply === false &&
    permissions.canUpdate !== true
  ) {
    obstacles.push(
      "the token may not apply runs, and 'approve' is true. Give its team the permission 'write' on the workspace, or the custom permission 'apply'."
    )
  }
  if (obstacles.length > 0) {
    throw new RunRefusedError(
      `Workspace ${name} cannot be used: ${obstacles.join(' Also, ')}`
    )
  }
}
