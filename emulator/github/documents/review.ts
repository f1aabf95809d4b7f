import type { PullRequest, Review } from '../model.ts'
import type { Document, Site } from './site.ts'
import { nodeIdOf } from './site.ts'
import { renderUser } from './user.ts'

/** REST API: Pull request reviews, list reviews. */
export function renderReview(
  review: Review,
  { number }: PullRequest,
  site: Site
): Document {
  const html = `${site.url()}/${site.repository}/pull/${number}#pullrequestreview-${review.id}`
  const pull = `${site.url()}/repos/${site.repository}/pulls/${number}`
  return {
    id: review.id,
    node_id: nodeIdOf('PRR', review.id),
    user: review.user === undefined ? null : renderUser(review.user, site),
    state: review.state,
    commit_id: review.commitId ?? null,
    submitted_at: review.submittedAt,
    body: '',
    author_association: 'CONTRIBUTOR',
    html_url: html,
    pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } }
  }
}

/** A review is its author's own until it is submitted. */
export function selectSubmitted(reviews: readonly Review[]): readonly Review[] {
  return reviews.filter(({ state }) => state !== 'PENDING')
}
