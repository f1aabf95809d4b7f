import type {
  CommitStatus,
  GitHubState,
  IssueComment,
  PullRequest,
  Review,
  User
} from './model.ts'

/** Renders the model as the documents of GitHub's REST and GraphQL APIs. */

/** What the documents' addresses and owners depend on. */
export interface Site {
  /** `owner/name`. */
  readonly repository: string
  /** Without a trailing slash; empty until the server listens. */
  readonly url: () => string
}

/** REST API: Pulls, get a pull request. */
export function renderPullRequest(
  pull: PullRequest,
  site: Site
): Record<string, unknown> {
  return {
    ...renderPullRequestSimple(pull, site),
    merged: pull.merged,
    changed_files: pull.files?.length ?? 1
  }
}

/** REST API: Pulls, as lists have them, which say less. */
export function renderPullRequestSimple(
  pull: PullRequest,
  { repository, url }: Site
): Record<string, unknown> {
  return {
    id: pull.number,
    number: pull.number,
    state: pull.state,
    draft: pull.draft,
    title: pull.title,
    body: pull.body,
    user: renderUser(pull.author),
    merged_at: pull.mergedAt ?? null,
    merge_commit_sha: pull.mergeCommitSha ?? null,
    labels: pull.labels.map((name) => ({ name })),
    html_url: `${url()}/${repository}/pull/${pull.number}`,
    head: {
      ref: pull.headRef,
      sha: pull.headSha,
      label: `${pull.headRepo?.split('/')[0] ?? 'unknown'}:${pull.headRef}`,
      repo: pull.headRepo === undefined ? null : { full_name: pull.headRepo }
    },
    base: {
      ref: pull.baseRef,
      sha: pull.baseSha,
      label: `${repository.split('/')[0] ?? ''}:${pull.baseRef}`,
      repo: { full_name: repository, default_branch: 'main' }
    }
  }
}

/** REST API: Issue comments, get an issue comment. */
export function renderComment(
  comment: IssueComment,
  { repository, url }: Site
): Record<string, unknown> {
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    body: comment.body,
    user: renderUser(comment.user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    // What GitHub says of bots and outsiders; proves no permission.
    author_association: 'NONE',
    html_url: `${url()}/${repository}/pull/${comment.issue}#issuecomment-${comment.id}`,
    performed_via_github_app: comment.byActions
      ? { id: 15_368, slug: 'github-actions', name: 'GitHub Actions' }
      : null
  }
}

/** REST API: Commit statuses, list commit statuses for a reference. */
export function renderCommitStatus(
  status: CommitStatus
): Record<string, unknown> {
  return {
    id: status.id,
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    creator: renderUser(status.creator),
    created_at: status.createdAt,
    updated_at: status.createdAt
  }
}

/** REST API: Pull request reviews, list reviews. */
export function renderReview(review: Review): Record<string, unknown> {
  return {
    id: review.id,
    user: review.user === undefined ? null : renderUser(review.user),
    state: review.state,
    commit_id: review.commitId ?? null,
    submitted_at: review.submittedAt,
    body: '',
    author_association: 'CONTRIBUTOR'
  }
}

/** The simple user of the REST API. */
export function renderUser(user: User): Record<string, unknown> {
  return { id: user.id, login: user.login, type: user.type }
}

/** REST API: Timeline events; commits and reviews have no actor. */
export function renderTimeline(
  pull: PullRequest,
  comments: readonly IssueComment[]
): Record<string, unknown>[] {
  return [
    {
      event: 'committed',
      sha: pull.headSha,
      author: { name: pull.author.login, email: 'somebody@acme.example' },
      message: pull.title
    },
    ...pull.labelEvents.map(({ label, actor }) => ({
      event: 'labeled',
      actor: renderUser(actor),
      label: { name: label }
    })),
    ...selectSubmitted(pull.reviews).map((review) => ({
      event: 'reviewed',
      ...renderReview(review),
      state: review.state.toLowerCase()
    })),
    ...comments.map((comment) => ({
      event: 'commented',
      actor: renderUser(comment.user),
      user: renderUser(comment.user),
      body: comment.body
    }))
  ]
}

/** A review is its author's own until it is submitted. */
export function selectSubmitted(reviews: readonly Review[]): readonly Review[] {
  return reviews.filter(({ state }) => state !== 'PENDING')
}

/** GraphQL API: PullRequest. */
export function renderGraphql(
  pull: PullRequest,
  state: GitHubState
): Record<string, unknown> {
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
