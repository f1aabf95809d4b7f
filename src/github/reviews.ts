import type { GitHub, Repository } from './client.ts'
import { field, numberOf, textOf } from './payload.ts'
import type { Author } from './pull-request.ts'
import { fullName, parseAuthor } from './pull-request.ts'
import { lacking } from './refusals.ts'

interface Review {
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
  const what = `read the reviews of pull request #${number} of ${fullName(repository)}`
  const reviews = await github.readPages({
    route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      pull_number: number
    },
    what,
    needs: 'pull-requests: read'
  })
  return reviews.map((review) => parseReview(review, what))
}

/** Throws GitHubError for what says nothing of an opinion: it may be against. */
function parseReview(document: unknown, what: string): Review {
  const id = numberOf(field(document, 'id'))
  const state = textOf(field(document, 'state'))
  if (id === undefined || state === undefined) {
    throw lacking(what, "a review's id or state")
  }
  return {
    id,
    author: parseAuthor(field(document, 'user')),
    // Webhooks write the same words in lower case.
    state: state.toUpperCase(),
    commitId: textOf(field(document, 'commit_id')),
    submittedAt: textOf(field(document, 'submitted_at'))
  }
}
