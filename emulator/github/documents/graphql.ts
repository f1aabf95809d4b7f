import type { GitHubState, PullRequest } from '../model.ts'
import { selectSubmitted } from './review.ts'
import type { Document } from './site.ts'

/** GraphQL API: PullRequest. */
export function renderGraphql(pull: PullRequest, state: GitHubState): Document {
  const writers = selectSubmitted(pull.reviews).filter(
    ({ user, state: reviewState }) =>
      user !== undefined &&
      reviewState !== 'COMMENTED' &&
      ['write', 'admin'].includes(state.permissions.get(user.login) ?? 'read')
  )
  const latest = new Map(writers.map((review) => [review.user?.id, review]))
  return {
    number: pull.number,
    headRefOid: pull.headSha,
    isDraft: pull.draft,
    state: pull.merged ? 'MERGED' : pull.state.toUpperCase(),
    reviewDecision: pull.reviewDecision ?? null,
    latestOpinionatedReviews: {
      nodes: [...latest.values()].map((review) => ({
        state: review.state,
        commit: { oid: review.commitId },
        author: { login: review.user?.login.replace(/\[bot\]$/, '') }
      }))
    }
  }
}
