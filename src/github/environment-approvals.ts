import type { GitHub, Repository } from './client.ts'
import { fullName } from './pull-request.ts'

/** Somebody's decision on an environment that a workflow run waited for. */
interface EnvironmentApproval {
  readonly login: string
  /** `approved`, `rejected`, `pending`. */
  readonly state: string
  readonly environments: readonly string[]
}

/**
 * Reads who reviewed the environments of a workflow run (REST API: Workflow
 * runs, get the review history for a workflow run). Throws GitHubError.
 */
export async function readEnvironmentApprovals(
  github: GitHub,
  repository: Repository,
  workflowRunId: string
): Promise<readonly EnvironmentApproval[]> {
  const document = await github.request({
    route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      run_id: workflowRunId
    },
    what: `read who approved workflow run ${workflowRunId} of ${fullName(repository)}`,
    needs: 'actions: read'
  })
  if (!Array.isArray(document)) return []
  return (document as unknown[]).map((each) => {
    const { state, user, environments } = (each ?? {}) as {
      readonly state?: unknown
      readonly user?: { readonly login?: unknown } | null
      readonly environments?: readonly { readonly name?: unknown }[]
    }
    return {
      login: textOf(user?.login) ?? 'somebody',
      state: textOf(state) ?? '',
      environments: (Array.isArray(environments) ? environments : []).map(
        ({ name }) => textOf(name) ?? ''
      )
    }
  })
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
