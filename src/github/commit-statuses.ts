import type { HeardOf } from '../gate/missing-run.ts'
import type { GitHub, Repository } from './client.ts'
import { field, textOf } from './payload.ts'
import { fullName } from './pull-request.ts'

/**
 * Reads whether HCP Terraform has heard of a commit, by the statuses that it
 * posts, newest first: `Terraform Cloud/<organization>/…`, on Terraform
 * Enterprise with the installation's name. A hint, and never a proof. REST API:
 * Commit statuses, list commit statuses for a reference. Throws GitHubError.
 */
export async function readHeardOf(
  github: GitHub,
  repository: Repository,
  sha: string,
  {
    organization,
    workspace
  }: { readonly organization: string; readonly workspace: string }
): Promise<HeardOf> {
  const listed = await github.readPages({
    route: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/statuses',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      commit_sha: sha
    },
    what: `read the statuses of ${sha} in ${fullName(repository)}`,
    needs: 'statuses: read'
  })
  const own = listed.filter((status) => {
    const [, of, name = ''] = (textOf(field(status, 'context')) ?? '').split(
      '/'
    )
    return (
      of === organization && (name === workspace || /^repo-id-\w+$/.test(name))
    )
  })
  const [newest] = own
  if (newest === undefined) return 'nothing'
  return field(newest, 'state') === 'success' ? 'passed' : 'heard'
}
