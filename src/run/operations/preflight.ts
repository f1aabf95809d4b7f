import type { Hcp } from '../../hcp/client.ts'
import { ApiError } from '../../hcp/wire/errors.ts'
import type { Workspace } from '../../hcp/types.ts'
import { RunRefusedError } from '../record/errors.ts'

/** The token lacks a permission; `organization` tokens always do. */
export class PermissionMissingError extends RunRefusedError {}

export interface Intent {
  readonly createsRun: boolean
  /** Will this step confirm the run, if the rules hold? */
  readonly applies: boolean
  /** Is the run to be created a destroy run? */
  readonly destroys?: boolean
  /** Is it a speculative one? */
  readonly isSpeculative?: boolean
  /** Does this step upload a configuration of its own? */
  readonly uploads?: boolean
}

/**
 * Says what cannot work in this workspace before anything is created, and
 * gives what is worth a note. What the server does not tell is left to the
 * server. Pure. (Workspaces API: `permissions`, `execution-mode`,
 * `allow-destroy-plan`, `vcs-repo`, `speculative-enabled`.)
 *
 * @throws RunRefusedError with every obstacle and what to do about it; a
 *   PermissionMissingError where permissions are all that is in the way
 */
export function checkWorkspace(
  workspace: Workspace,
  intent: Intent
): readonly string[] {
  const lacking =
    intent.createsRun || intent.applies
      ? findMissingPermissions(workspace, intent)
      : []
  const obstacles = intent.createsRun ? findObstacles(workspace, intent) : []
  if (lacking.length + obstacles.length > 0) {
    const Refusal =
      obstacles.length === 0 ? PermissionMissingError : RunRefusedError
    throw new Refusal(
      `Workspace ${workspace.name} cannot be used: ${[...obstacles, ...lacking].join(' Also, ')}`
    )
  }
  return intent.createsRun ? findNotes(workspace, intent) : []
}

function findObstacles(workspace: Workspace, intent: Intent): string[] {
  const obstacles: string[] = []
  if (workspace.executionMode === 'local') {
    obstacles.push(
      "its execution mode is 'local', so HCP Terraform runs nothing there. Set it to 'remote' or 'agent' in the workspace's settings."
    )
  }
  if (intent.destroys === true && workspace.allowDestroyPlan === false) {
    obstacles.push(
      "it does not allow destroy plans, and 'destroy' is true. Switch on 'Allow destroy plans' in the workspace's settings, under Destruction and Deletion."
    )
  }
  return obstacles
}

function findMissingPermissions(
  { permissions }: Workspace,
  intent: Intent
): string[] {
  const lacking: string[] = []
  if (intent.createsRun && permissions.canQueueRun === false) {
    lacking.push(
      "the token may not create runs. Give its team the permission 'plan' (or 'write' to apply) on the workspace."
    )
  }
  if (
    intent.createsRun &&
    intent.destroys === true &&
    intent.isSpeculative !== true &&
    permissions.canQueueDestroy === false
  ) {
    lacking.push(
      "the token may not create destroy runs. Give its team the permission 'write' on the workspace."
    )
  }
  if (
    intent.applies &&
    permissions.canQueueApply === false &&
    permissions.canUpdate !== true
  ) {
    lacking.push(
      "the token may not apply runs, and 'approve' is true. Give its team the permission 'write' on the workspace, or the custom permission 'apply'."
    )
  }
  return lacking
}

function findNotes(workspace: Workspace, intent: Intent): string[] {
  const { vcsRepoIdentifier, name } = workspace
  const notes: string[] = []
  if (vcsRepoIdentifier !== undefined) {
    const instead =
      intent.uploads === true
        ? ' This run uses the uploaded folder instead; the next one that comes from there may undo what it applies.'
        : ''
    notes.push(
      `Workspace ${name} is connected to ${vcsRepoIdentifier}, which starts runs of its own on every push.${instead} 'commit: head' shows and gates the run that it makes, instead of making another.`
    )
  }
  if (workspace.speculativeEnabled === false && intent.isSpeculative === true) {
    notes.push(
      `Automatic speculative plans are switched off in workspace ${name}. That is about its VCS connection; this run is planned all the same.`
    )
  }
  return notes
}

/**
 * What a refusal really means where the token is an organization's: such a
 * token can read workspaces, but no run can be created or acted on with it.
 * Asked only after a refusal, so that a good token costs no request. Gives the
 * error as it was where that is not the cause. (Account API: details.)
 */
export async function explainRefusedToken(
  { accounts }: Pick<Hcp, 'accounts'>,
  error: unknown
): Promise<unknown> {
  const isRefusal =
    error instanceof PermissionMissingError ||
    (error instanceof ApiError && [403, 404].includes(error.status))
  if (!isRefusal) return error
  try {
    const { tokenKind } = await accounts.read()
    if (tokenKind !== 'organizations') return error
  } catch {
    return error
  }
  return new RunRefusedError(
    "The token is an organization token, and runs cannot be created, applied, discarded or cancelled with one. Use a team token (or a user's) whose team has 'plan' or 'write' on the workspace.",
    { cause: error }
  )
}
