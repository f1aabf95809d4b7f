import type { GitHubState, IssueComment, PullRequest, User } from '../model.ts'
import type { Thing } from '../selection.ts'
import { selectSubmitted } from './review.ts'
import { nodeIdOf } from './site.ts'
import type { Site } from './site.ts'

/** GraphQL API: User, as `viewer`: it keeps its "[bot]". */
export function renderViewer({ login, id }: User): Thing {
  return { type: 'User', fields: { login, databaseId: id } }
}

/** GraphQL API: PullRequest. */
export function renderGraphql(
  pull: PullRequest,
  state: GitHubState,
  site: Site
): Thing {
  const writers = selectSubmitted(pull.reviews).filter(
    ({ user, state: reviewState }) =>
      user !== undefined &&
      reviewState !== 'COMMENTED' &&
      ['write', 'admin'].includes(state.permissions.get(user.login) ?? 'read')
  )
  const latest = new Map(writers.map((review) => [review.user?.id, review]))
  const comments = state.comments.filter(({ issue }) => issue === pull.number)
  return {
    type: 'PullRequest',
    fields: {
      number: pull.number,
      headRefOid: pull.headSha,
      isDraft: pull.draft,
      state: pull.merged ? 'MERGED' : pull.state.toUpperCase(),
      reviewDecision: pull.reviewDecision ?? null,
      comments: (given: Given) =>
        cutConnection(
          comments.map((comment) => renderComment(comment, site)),
          given
        ),
      latestOpinionatedReviews: connection(
        [...latest.values()].map((review) => ({
          type: 'PullRequestReview',
          fields: {
            state: review.state,
            commit: { type: 'Commit', fields: { oid: review.commitId } },
            author: review.user && renderActor(review.user)
          }
        }))
      )
    }
  }
}

/** GraphQL API: IssueComment. */
function renderComment(comment: IssueComment, site: Site): Thing {
  return {
    type: 'IssueComment',
    fields: {
      id: nodeIdOf('IC', comment.id),
      // As everything of GraphQL that is a number: no more than 32 bits.
      databaseId: comment.id < 2 ** 31 ? comment.id : null,
      fullDatabaseId: String(comment.id),
      url: `${site.url()}/${site.repository}/pull/${comment.issue}#issuecomment-${comment.id}`,
      body: comment.body,
      author: renderActor(comment.user),
      isMinimized: comment.minimized
    }
  }
}

/** GraphQL API: Actor; it leaves the "[bot]" out. */
function renderActor({ login, id, type }: User): Thing {
  const resourcePath = `/${login}`
  const fields = { login: login.replace(/\[bot\]$/, ''), resourcePath }
  return { type, fields, own: { databaseId: id } }
}

interface Given {
  readonly first?: unknown
  readonly after?: unknown
}

function connection(nodes: readonly Thing[], last?: number): Thing {
  const fields = {
    hasNextPage: last !== undefined,
    endCursor: last === undefined ? null : cursorOf(last)
  }
  return {
    type: 'Connection',
    fields: { nodes, pageInfo: { type: 'PageInfo', fields } }
  }
}

/** A page of them, of 100 at most: `first` is demanded, as by GitHub. */
function cutConnection(all: readonly Thing[], { first, after }: Given): Thing {
  const size = Math.min(Number(first) || 0, 100)
  const from = all.findIndex((_, index) => cursorOf(index) === after) + 1
  const nodes = all.slice(from, from + size)
  const last = from + size - 1
  return connection(nodes, last < all.length - 1 ? last : undefined)
}

function cursorOf(index: number): string {
  return Buffer.from(`cursor:${index}`).toString('base64')
}
