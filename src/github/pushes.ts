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
 * Reads the push that brought a commit to the tip of a branch, or made the
 * branch with it (REST API: Repositories, list repository activities).
 * Undefined where GitHub does not list it, and on servers that keep no such
 * list. Throws GitHubError.
 */
export async function readPush(
  github: GitHub,
  repository: Repository,
  branch: string,
  sha: string
): Promise<Push | undefined> {
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
  return push === undefined
    ? undefined
    : {
        before: textOf(field(push, 'before')),
        actor: parseAuthor(field(push, 'actor'))
      }
}

/**
 * Reads who pushed a commit to a branch; undefined where GitHub does not tell.
 * Throws GitHubError.
 */
export async function readPusher(
  github: GitHub,
  repository: Repository,
  branch: string,
  sha: string
): Promise<Author | undefined> {
  return (await readPush(github, repository, branch, sha))?.actor
}
