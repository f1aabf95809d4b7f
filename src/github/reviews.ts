import type { GitHub, Repository } from './client.ts'
import type { Author } from './pull-request.ts'
import { fullName, parseAuthor } from './pull-request.ts'

export interface Review {
  readonly id: number
  /** Undefined where the account was deleted. */
  readonly author: Author | undefined
  /** `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED`, `PENDING`. */
  readonly state: string
  /** The commit that was looked at; undefined once it is gone. */
  readonly commitId: string | undefined
  /** ISO 8601; undefined while pending. */
  readonly submittedAt: string | undefined
}

/**
 * Reads all reviews of a pull request, oldest first (REST API: Pull request
 * reviews, list reviews for a pull request). Throws GitHubError.
 */
export async function readReviews(
  github: GitHub,
  repository: Repository,
  number: number
): Promise<readonly Review[]> {
  const reviews = await github.readPages({
    route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      pull_number: number
    },
    what: `read the reviews of pull request #${number} of ${fullName(repository)}`,
    needs: 'pull-requests: read'
  })
  return reviews.map(parseReview)
}

function parseReview(document: unknown): Review {
  const { id, user, state, commit_id, submitted_at } = document as {
    readonly id: number
    readonly user?: unknown
    readonly state: string
    readonly commit_id?: string | null
    readonly submitted_at?: string | null
  }
  return {
    id,
    author: parseAuthor(user),
    // Webhooks write the same words in lower case.
    state: state.toUpperCase(),
    commitId: commit_id ?? undefined,
    submittedAt: submitted_at ?? undefined
  }
}
