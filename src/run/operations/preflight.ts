import type { Workspace } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { RunRefusedError } from '../errors.ts'

/** Who the token belongs to explains much and decides little. */
const accountWithinMilliseconds = 5_000

/**
 * The kind of the token (`users`, `teams`, `organizations`, …); undefined
 * where the server does not tell it in time. Never throws. (Account API: Get
 * your account details, `authenticated-resource`.)
 */
export async function readTokenKind({
  hcp
}: Pick<Dependencies, 'hcp'>): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(accountWithinMilliseconds)
    return (await hcp.accounts.read({ signal })).tokenKind
  } catch {
    return undefined
  }
}

/**
 * Refuses an organization token: it manages workspaces, and HCP Terraform
 * would answer 404 to everything that this action does with runs. Pure.
 *
 * @throws RunRefusedError for such a token
 */
export function checkToken(tokenKind: string | undefined): void {
  if (tokenKind !== 'organizations') return
  throw new RunRefusedError(
    "'token' is an organization token, which can neither create runs nor apply, discard or cancel them. Use a team token (its team needs the permission 'plan' on the workspace, or 'write' to apply) or a user token."
  )
}

/**
 * Says what cannot work in this workspace before anything is created. What
 * the server does not tell is left to the server. Returns notes: what works
 * and is worth knowing. Pure. (Workspaces API: `permissions`,
 * `execution-mode`, `allow-destroy-plan`, `vcs-repo`.)
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
    /** Is the new run to destroy everything? */
    readonly destroys?: boolean
    /** Can the new run be applied, by this step or later? */
    readonly isApplicable?: boolean
    readonly uploads?: boolean
  }
): readonly string[] {
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
  if (intent.createsRun && intent.destroys === true) {
    if (workspace.allowDestroyPlan === false) {
      obstacles.push(
        "it does not allow destroy plans, and 'destroy' is true. Allow them in the workspace's settings (Destruction and Deletion)."
      )
    } else if (
      intent.isApplicable === true &&
      permissions.canQueueDestroy === false
    ) {
      obstacles.push(
        "the token may not queue destroy runs, and 'destroy' is true. Give its team the permission 'write' on the workspace; mode 'plan' only shows what would be destroyed."
      )
    }
  }
  if (obstacles.length > 0) {
    throw new RunRefusedError(
      `Workspace ${name} cannot be used: ${obstacles.join(' Also, ')}`
    )
  }
  const repository = workspace.vcsRepoIdentifier
  return intent.createsRun &&
    intent.isApplicable === true &&
    intent.uploads === true &&
    repository !== undefined
    ? [
        `Workspace ${name} is connected to the repository ${repository}. This run uses the uploaded configuration instead; a push there makes another run of its own.`
      ]
    : []
}
