import type { GitHub, Repository } from './client.ts'
import { field, textOf } from './payload.ts'
import { fullName, parseAuthor } from './pull-request.ts'
import type { Author } from './pull-request.ts'
import { GitHubError } from './refusals.ts'

/** One push to a branch. */
interface Push {
  /** The tip before it; all zeros where the branch was made by it. */
  readonly before: string | undefined
  /** Undefined where GitHub does not tell. */
  readonly actor: Author | undefined
}

/**
 * Reads the pushes that brought a commit to the tip of a branch, or made the
 * branch with it, the newest first (REST API: Repositories, list repository
 * activities). Empty where GitHub lists none, and on servers that keep no such
 * list. Throws GitHubError.
 */
async function readPushes(
  github: GitHub,
  repository: Repository,
  branch: string,
  sha: string
): Promise<readonly Push[]> {
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
        per_page: 100
      },
      what: `read who pushed ${branch} of ${fullName(repository)}`,
      needs: 'contents: read'
    })
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return []
    throw error
  }
  return (Array.isArray(activities) ? (activities as unknown[]) : [])
    .filter((activity) => textOf(field(activity, 'after')) === sha)
    .map((activity) => ({
      before: textOf(field(activity, 'before')),
      actor: parseAuthor(field(activity, 'actor'))
    }))
}

/**
 * Reads the last push that brought a commit to the tip of a branch; undefined
 * where GitHub does not list it. Throws GitHubError.
 */
export async function readPush(
  github: GitHub,
  repository: Repository,
  branch: string,
  sha: string
): Promise<Push | undefined> {
  const [last] = await readPushes(github, repository, branch, sha)
  return last
}

/**
 * Reads everybody who pushed a commit to a branch: who takes a branch away and
 * brings it back is not the only one. Empty where GitHub does not tell. Throws
 * GitHubError.
 */
export async function readPushers(
  github: GitHub,
  repository: Repository,
  branch: string,
  sha: string
): Promise<readonly Author[]> {
  const pushes = await readPushes(github, repository, branch, sha)
  return pushes.flatMap(({ actor }) => actor ?? [])
}
