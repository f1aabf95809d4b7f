import type { GitHub, Repository } from './client.ts'
import { field, textOf } from './payload.ts'
import { fullName, parseAuthor } from './pull-request.ts'
import type { Author } from './pull-request.ts'
import { GitHubError } from './refusals.ts'

/**
 * Reads who pushed a commit to a branch, or made the branch with it (REST API:
 * Repositories, list repository activities). Undefined where GitHub does not
 * list it, or not by whom, and on servers that keep no such list. Throws
 * GitHubError.
 */
export async function readPusher(
  github: GitHub,
  repository: Repository,
  branch: string,
  sha: string
): Promise<Author | undefined> {
  let activities: unknown
  try {
    activities = await github.request({
      route: 'GET /repos/{owner}/{repo}/activity',
      parameters: {
        owner: repository.owner,
        repo: repository.name,
        ref: `refs/heads/${branch}`,
        direction: 'desc',
        // The head's push is the branch's last one, or close to it.
        per_page: 30
      },
      what: `read who pushed ${branch} of ${fullName(repository)}`,
      needs: 'contents: read'
    })
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return undefined
    throw error
  }
  const push = (
    Array.isArray(activities) ? (activities as unknown[]) : []
  ).find((activity) => textOf(field(activity, 'after')) === sha)
  return parseAuthor(field(push, 'actor'))
}
