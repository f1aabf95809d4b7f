import { renderComment } from './documents/comment.ts'
import {
  renderPullRequest,
  renderPullRequestMinimal
} from './documents/pull-request.ts'
import { renderRepository } from './documents/repository.ts'
import { renderReview } from './documents/review.ts'
import type { Document, Site } from './documents/site.ts'
import { renderUser } from './documents/user.ts'
import type { Landed } from './landing.ts'
import type { GitHubState, PullRequest, User } from './model.ts'

/**
 * How an event of a commit lists its pull requests. GitHub's own list is empty
 * for a fork's; the others are what was seen, or what a proxy makes of it.
 */
export type Listing = 'own' | 'empty' | 'absent' | 'null' | 'doubled'

/** What happened, to be told to a workflow. */
export type Happening =
  | {
      readonly name: 'pull_request' | 'pull_request_target'
      readonly action?: string
    }
  | { readonly name: 'pull_request_review' | 'issue_comment' | 'merge_group' }
  | {
      readonly name: 'workflow_run' | 'check_run' | 'check_suite'
      readonly listing?: Listing
      /** What started the workflow run that ended. Default `pull_request`. */
      readonly startedBy?: string
    }
  | { readonly name: 'push'; readonly landed: Landed }

/** An event as the runner tells it to a step. */
export interface WorkflowEvent {
  readonly eventName: string
  readonly event: Document
  /** `GITHUB_SHA`: rarely the pull request's head. */
  readonly sha: string
  readonly ref: string
  readonly actor: string
}

/** The test merge that GitHub makes of an open pull request. */
const testMerge = '9'.repeat(40)

/** What differs from event to event. */
interface Told {
  readonly payload: Document
  readonly sha: string
  readonly ref: string
  /** By default the pull request's author. */
  readonly by?: User
}

/** A pull request, and all that an event may tell of it. */
interface Scene {
  readonly state: GitHubState
  readonly site: Site
  readonly pull: PullRequest
  /** Head of its base branch. */
  readonly base: string
}

/**
 * Renders the webhook payload of an event of a pull request. Follows GitHub's
 * Webhook events and payloads, and Events that trigger workflows.
 */
export function renderEvent(
  state: GitHubState,
  site: Site,
  pull: PullRequest,
  happening: Happening
): WorkflowEvent {
  const base = state.branches.get(pull.baseRef) ?? pull.baseSha
  const { payload, sha, ref, by } = tell({ state, site, pull, base }, happening)
  return {
    eventName: happening.name,
    event: {
      ...payload,
      repository: renderRepository(site.repository, site),
      sender: renderUser(by ?? pull.author, site)
    },
    sha,
    ref,
    actor: (by ?? pull.author).login
  }
}

function tell(scene: Scene, happening: Happening): Told {
  const { state, site, pull, base } = scene
  const whole = renderPullRequest(pull, site)
  const atMerge = { sha: testMerge, ref: `refs/pull/${pull.number}/merge` }
  const atBase = { sha: base, ref: `refs/heads/${pull.baseRef}` }
  switch (happening.name) {
    case 'pull_request':
    case 'pull_request_target': {
      const { name, action = 'synchronize' } = happening
      const payload = { action, number: pull.number, pull_request: whole }
      return { payload, ...(name === 'pull_request' ? atMerge : atBase) }
    }
    case 'pull_request_review': {
      const { review, by } = lastReview(pull, site)
      const payload = { action: 'submitted', pull_request: whole, review }
      return { payload, ...atMerge, by }
    }
    case 'issue_comment': {
      const { issue, comment, by } = lastComment(state, pull, site)
      return { payload: { action: 'created', issue, comment }, ...atBase, by }
    }
    case 'push': {
      const { ref, after: sha } = happening.landed
      return { payload: renderPush(happening.landed), sha, ref }
    }
    case 'merge_group':
      return tellMergeGroup(scene)
    case 'workflow_run':
    case 'check_run':
    case 'check_suite': {
      const { name, listing = 'own', startedBy = 'pull_request' } = happening
      const subject = renderCommitSubject(pull, site, listing, startedBy)
      return { payload: { action: 'completed', [name]: subject }, ...atBase }
    }
  }
}

function tellMergeGroup({ pull, base }: Scene): Told {
  const sha = 'e'.repeat(40)
  const ref = `refs/heads/gh-readonly-queue/${pull.baseRef}/pr-${pull.number}-${base}`
  return {
    payload: {
      action: 'checks_requested',
      merge_group: {
        head_sha: sha,
        head_ref: ref,
        base_sha: base,
        base_ref: `refs/heads/${pull.baseRef}`
      }
    },
    sha,
    ref
  }
}

function lastReview(
  pull: PullRequest,
  site: Site
): { readonly review: Document; readonly by: User } {
  const review = pull.reviews.at(-1)
  if (review === undefined) throw new Error('There is no review to tell of')
  return {
    // Webhooks write it in lower case, the REST API in upper case.
    review: {
      ...renderReview(review, pull, site),
      state: review.state.toLowerCase()
    },
    by: review.user ?? pull.author
  }
}

function lastComment(
  state: GitHubState,
  pull: PullRequest,
  site: Site
): {
  readonly issue: Document
  readonly comment: Document
  readonly by: User
} {
  const comment = state.comments
    .filter(({ issue }) => issue === pull.number)
    .at(-1)
  if (comment === undefined) throw new Error('There is no comment to tell of')
  const { url, html_url, diff_url, patch_url } = renderPullRequest(pull, site)
  return {
    issue: {
      number: pull.number,
      title: pull.title,
      state: pull.state,
      user: renderUser(pull.author, site),
      pull_request: { url, html_url, diff_url, patch_url }
    },
    comment: renderComment(comment, site),
    by: comment.user
  }
}

function renderPush({ ref, before, after, commits }: Landed): Document {
  return {
    ref,
    before,
    after,
    created: false,
    deleted: false,
    forced: false,
    commits: commits.map((id) => ({ id, distinct: true })),
    head_commit: { id: after }
  }
}

/** What workflow runs, check runs and check suites say of their commit. */
function renderCommitSubject(
  pull: PullRequest,
  site: Site,
  listing: Listing,
  startedBy: string
): Document {
  const isFork = pull.headRepo !== site.repository
  const link = renderPullRequestMinimal(pull, site)
  const lists: Readonly<Record<Listing, Document>> = {
    own: { pull_requests: isFork ? [] : [link] },
    empty: { pull_requests: [] },
    absent: {},
    null: { pull_requests: null },
    doubled: { pull_requests: [link, link] }
  }
  return {
    id: 1,
    event: startedBy,
    status: 'completed',
    conclusion: 'success',
    // A fork's branch is not this repository's: check events name none.
    head_branch: isFork ? null : pull.headRef,
    head_sha: pull.headSha,
    head_repository:
      pull.headRepo === undefined
        ? null
        : renderRepository(pull.headRepo, site),
    ...lists[listing]
  }
}
