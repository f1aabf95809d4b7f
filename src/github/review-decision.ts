import type { GitHub, Repository } from './client.ts'
import { field, shaOf } from './payload.ts'
import { fullName } from './pull-request.ts'
import { lacking } from './refusals.ts'

interface ReviewDecision {
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
  const what = `read the review decision of pull request #${number} of ${fullName(repository)}`
  const data = await github.query({
    query,
    variables: { owner: repository.owner, name: repository.name, number },
    what,
    needs: 'pull-requests: read',
    repeatable: true
  })
  const pull = field(field(data, 'repository'), 'pullRequest')
  const decision = field(pull, 'reviewDecision')
  // Null is none; what is absent, or something else, says nothing.
  if (decision !== null && typeof decision !== 'string') {
    throw lacking(what, 'reviewDecision')
  }
  return {
    headSha: shaOf(field(pull, 'headRefOid')),
    decision: decision ?? undefined
  }
}
