import type { GitHub, Repository } from './client.ts'
import { fullName } from './pull-request.ts'

export interface ReviewDecision {
  /** The head as GraphQL tells it; a second opinion on the REST API's. */
  readonly headSha: string | undefined
  /**
   * `APPROVED`, `CHANGES_REQUESTED`, `REVIEW_REQUIRED`; undefined where no
   * rule of the branch asks for reviews.
   */
  readonly decision: string | undefined
}

const query = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { headRefOid reviewDecision }
  }
}`

/**
 * Reads GitHub's own verdict on the reviews of a pull request, which honours
 * branch rules and code owners (GraphQL API: PullRequest, `reviewDecision`).
 * Throws GitHubError.
 */
export async function readReviewDecision(
  github: GitHub,
  repository: Repository,
  number: number
): Promise<ReviewDecision> {
  const data = await github.query({
    query,
    variables: { owner: repository.owner, name: repository.name, number },
    what: `read the review decision of pull request #${number} of ${fullName(repository)}`,
    needs: 'pull-requests: read',
    repeatable: true
  })
  const { repository: found } = data as {
    readonly repository?: {
      readonly pullRequest?: {
        readonly headRefOid?: unknown
        readonly reviewDecision?: unknown
      } | null
    } | null
  }
  const { headRefOid, reviewDecision } = found?.pullRequest ?? {}
  return {
    headSha: typeof headRefOid === 'string' ? headRefOid : undefined,
    decision: typeof reviewDecision === 'string' ? reviewDecision : undefined
  }
}
