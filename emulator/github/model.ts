/** What the local GitHub knows. Tests may read all of it. */

/** What a token of the emulated GitHub may do. */
export type Scope = 'write' | 'read-only'

export interface User {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Bot'
}

export interface PullRequest {
  readonly number: number
  headSha: string
  headRef: string
  /** `owner/name`; undefined once the fork is deleted. */
  headRepo: string | undefined
  baseRef: string
  baseSha: string
  readonly author: User
  title: string
  draft: boolean
  state: 'open' | 'closed'
  merged: boolean
  mergedAt: string | undefined
  mergeCommitSha: string | undefined
  /** All that a merge by rebase brought, its last one among them. */
  landed: readonly string[]
  readonly body: string
  /** Paths that it changes; undefined = GitHub does not tell. */
  files: readonly string[] | undefined
  labels: string[]
  /** Who added which label, oldest first. */
  readonly labelEvents: { readonly label: string; readonly actor: User }[]
  /** How many commits of the base branch the head lacks. */
  behindBy: number
  /** GraphQL's `reviewDecision`. */
  reviewDecision:
    'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | undefined
  readonly reviews: Review[]
  /** Locked conversations take no new comments. */
  locked: boolean
}

export interface Review {
  readonly id: number
  /** Undefined for a deleted account. */
  readonly user: User | undefined
  readonly state:
    'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  readonly commitId: string | undefined
  readonly submittedAt: string
}

export interface IssueComment {
  readonly id: number
  readonly issue: number
  readonly user: User
  body: string
  readonly createdAt: string
  updatedAt: string
  readonly byActions: boolean
  minimized: boolean
}

export interface CommitStatus {
  readonly id: number
  readonly sha: string
  readonly state: 'pending' | 'success' | 'failure' | 'error'
  readonly context: string
  readonly description: string
  readonly targetUrl: string
  readonly creator: User
  readonly createdAt: string
}

export type Level = 'admin' | 'write' | 'read' | 'none'

export interface GitHubState {
  readonly repository: string
  readonly pullRequests: Map<number, PullRequest>
  readonly comments: IssueComment[]
  readonly users: Map<string, User>
  /** Permission of a login on the repository; absent = `read`. */
  readonly permissions: Map<string, Level>
  /** Trees of commits; absent = a tree of its own. */
  readonly trees: Map<string, string>
  /** Commits of each branch, oldest first. */
  readonly branches: Map<string, readonly string[]>
  readonly statuses: CommitStatus[]
  /** Pushes to branches, oldest first. */
  readonly pushes: {
    readonly branch: string
    readonly before: string
    readonly after: string
    readonly actor: User
  }[]
  /** Empty answers that the pull requests of a commit still get. */
  readonly pullsDelays: Map<string, number>
  /** Who approved a workflow run's environment, by workflow run id. */
  readonly approvals: Map<number, readonly unknown[]>
}

/** As GitHub writes times: whole seconds. */
export function renderTime(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z')
}
