import type { GitHubState, IssueComment, PullRequest } from '../model.ts'
import { renderComment } from './comment.ts'
import { renderGitCommit } from './commit.ts'
import { renderReview, selectSubmitted } from './review.ts'
import type { Document, Site } from './site.ts'
import { idOf, longAgo, nodeIdOf } from './site.ts'
import { renderUser } from './user.ts'

/** REST API: Timeline events; commits and reviews have no actor. */
export function renderTimeline(
  pull: PullRequest,
  comments: readonly IssueComment[],
  state: GitHubState,
  site: Site
): readonly Document[] {
  return [
    {
      event: 'committed',
      ...renderGitCommit(pull.headSha, state, site),
      message: pull.title
    },
    ...pull.labelEvents.map(({ label, actor }, index) => {
      const id = idOf(`${pull.number} ${label} ${index}`)
      return {
        id,
        node_id: nodeIdOf('LE', id),
        url: `${site.url()}/repos/${site.repository}/issues/events/${id}`,
        event: 'labeled',
        actor: renderUser(actor, site),
        label: { name: label, color: 'ededed' },
        commit_id: null,
        commit_url: null,
        created_at: longAgo,
        performed_via_github_app: null
      }
    }),
    ...selectSubmitted(pull.reviews).map((review) => ({
      event: 'reviewed',
      ...renderReview(review, pull, site),
      state: review.state.toLowerCase()
    })),
    ...comments.map((comment) => ({
      event: 'commented',
      actor: renderUser(comment.user, site),
      ...renderComment(comment, site)
    }))
  ]
}
