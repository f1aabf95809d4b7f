import type { ChangedFile } from './changed-files.ts'
import { appOf } from './identities.ts'
import type { Landed, Landing } from './landing.ts'
import { land, move } from './landing.ts'
import type {
  GitHubState,
  IssueComment,
  Level,
  PullRequest,
  Review,
  User
} from './model.ts'
import { renderTime } from './model.ts'

export interface PullRequestOptions {
  readonly number: number
  readonly headSha: string
  readonly headRef?: string
  /** `owner/name` of a fork. Default: the repository itself. */
  readonly headRepo?: string
  readonly author?: string
  readonly title?: string
  readonly draft?: boolean
  readonly merged?: boolean
  readonly mergeCommitSha?: string
  readonly baseRef?: string
  readonly labels?: readonly string[]
  /** Default: one file, `main.tf`. */
  readonly files?: readonly ChangedFile[]
  readonly behindBy?: number
  readonly reviewDecision?: PullRequest['reviewDecision']
}

/** What other people do on the local GitHub. */
export interface World {
  addPullRequest(options: PullRequestOptions): PullRequest
  addReview(
    pullRequest: number,
    login: string,
    state: Review['state'],
    commitId?: string
  ): Review
  /**
   * Adds a comment as some other user, by the token of an App where its slug
   * is given: an App's bot is `slug[bot]`, but a person can use an App, too.
   */
  addComment(
    issue: number,
    login: string,
    body: string,
    app?: string
  ): IssueComment
  /** Labels a pull request as this user, who need not be allowed to. */
  addLabel(pullRequest: number, label: string, login: string): void
  /** Moves the pull request's head, by default as its author. */
  push(pullRequest: number, sha: string, login?: string): void
  /** Moves a branch that is no pull request's, as by a push. */
  pushBranch(branch: string, sha: string, login: string): Landed
  /** Lands one pull request, or the several of one merge group. */
  land(pullRequests: number | readonly number[], landing: Landing): Landed
  /** Locks the conversation on a pull request. */
  lock(pullRequest: number): void
  setPermission(login: string, level: Level): void
}

/** What the acts need beside the state itself. */
export interface Roots {
  readonly state: GitHubState
  readonly nextId: () => number
  readonly userOf: (login: string) => User
}

const noCommit = '0'.repeat(40)

/** Makes the acts of other people, each on the state. */
export function createWorld(roots: Roots): World {
  const { state, nextId, userOf } = roots
  const pullRequestOf = (number: number): PullRequest => {
    const pull = state.pullRequests.get(number)
    if (pull === undefined) {
      throw new Error(`The emulator has no pull request #${number}`)
    }
    return pull
  }
  return {
    addPullRequest: (added) => addPullRequest(roots, added),
    addReview: (number, login, reviewState, commitId) => {
      const pull = pullRequestOf(number)
      const review: Review = {
        id: nextId(),
        user: userOf(login),
        state: reviewState,
        commitId: commitId ?? pull.headSha,
        submittedAt: renderTime()
      }
      pull.reviews.push(review)
      return review
    },
    addComment: (...comment) => addComment(roots, ...comment),
    addLabel: (number, label, login) => {
      const pull = pullRequestOf(number)
      pull.labels.push(label)
      pull.labelEvents.push({ label, actor: userOf(login) })
    },
    push: (number, sha, login) => {
      const pull = pullRequestOf(number)
      const by = login === undefined ? pull.author : userOf(login)
      moveHead(roots, pull, sha, by)
    },
    pushBranch: (branch, sha, login) => {
      const before = state.branches.get(branch) ?? noCommit
      const type = before === noCommit ? 'branch_creation' : 'push'
      if (!state.commits.has(sha)) {
        state.commits.set(sha, {
          parents: before === noCommit ? [] : [before],
          message: 'Change it',
          author: login,
          tree: `tree-${sha}`
        })
      }
      move(roots, { branch, before, after: sha, type, actor: userOf(login) })
      return { ref: `refs/heads/${branch}`, before, after: sha, commits: [sha] }
    },
    land: (numbers, landing) =>
      land(roots, [numbers].flat().map(pullRequestOf), landing),
    lock: (number) => {
      pullRequestOf(number).locked = true
    },
    setPermission: (login, level) => {
      userOf(login)
      state.permissions.set(login, level)
    }
  }
}

function addPullRequest(roots: Roots, added: PullRequestOptions): PullRequest {
  const { state, userOf } = roots
  const author = userOf(added.author ?? 'octocat')
  const pull: PullRequest = {
    number: added.number,
    headSha: added.headSha,
    headRef: added.headRef ?? `change-${added.number}`,
    headRepo: added.headRepo ?? state.repository,
    baseRef: added.baseRef ?? 'main',
    baseSha: 'b'.repeat(40),
    author,
    title: added.title ?? `Change ${added.number}`,
    draft: added.draft ?? false,
    state: added.merged === true ? 'closed' : 'open',
    merged: added.merged ?? false,
    mergedAt: added.merged === true ? renderTime() : undefined,
    mergeCommitSha: added.mergeCommitSha,
    mergedBy: undefined,
    labels: [...(added.labels ?? [])],
    files: added.files ?? [{ filename: 'main.tf' }],
    labelEvents: (added.labels ?? []).map((label) => ({
      label,
      actor: author
    })),
    behindBy: added.behindBy ?? 0,
    reviewDecision: added.reviewDecision,
    reviews: [],
    locked: false
  }
  state.pullRequests.set(pull.number, pull)
  if (!state.branches.has(pull.baseRef)) {
    state.branches.set(pull.baseRef, pull.baseSha)
  }
  moveHead(roots, pull, pull.headSha, author)
  return pull
}

/** A fork keeps its own list of who pushed to it. */
function moveHead(
  roots: Roots,
  pull: PullRequest,
  sha: string,
  by: User
): void {
  const { state } = roots
  if (pull.headRepo === state.repository) {
    const before = state.branches.get(pull.headRef) ?? noCommit
    const type = before === noCommit ? 'branch_creation' : 'push'
    move(roots, { branch: pull.headRef, before, after: sha, type, actor: by })
  }
  pull.headSha = sha
}

function addComment(
  { state, nextId, userOf }: Roots,
  issue: number,
  login: string,
  body: string,
  app?: string
): IssueComment {
  const now = renderTime()
  const comment: IssueComment = {
    id: nextId(),
    issue,
    user: userOf(login),
    body,
    createdAt: now,
    updatedAt: now,
    app: app === undefined ? undefined : appOf(app),
    minimized: false
  }
  state.comments.push(comment)
  return comment
}
