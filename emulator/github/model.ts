import type { ChangedFile } from './changed-files.ts'
import type { JobPermissions } from './permissions.ts'

/** What the local GitHub knows. Tests may read all of it. */

/** What a token of the emulated GitHub may do. */
export type Scope = 'write' | 'read-only'

export interface User {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Bot' | 'Organization'
}

/** A GitHub App: GitHub Actions itself, or somebody's. */
export interface App {
  readonly id: number
  readonly slug: string
  readonly name: string
}

/** Whose token a request comes with. */
export interface Identity {
  /** An installation acts as its App's bot, a person as themselves. */
  readonly user: User
  /** Undefined for a person's own token. */
  readonly app: App | undefined
  readonly scope: Scope
  /** Of the job whose token it is; undefined = whatever the scope lets. */
  readonly permissions?: JobPermissions | undefined
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
  mergedBy: User | undefined
  labels: string[]
  files: readonly ChangedFile[]
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
  /** The App whose token wrote it. */
  readonly app: App | undefined
  minimized: boolean
}

/** A commit as far as anybody described it. */
export interface Commit {
  readonly parents: readonly string[]
  readonly message: string
  /** Name of its author, which anybody can choose. */
  readonly author: string
  readonly tree: string
}

/** Who moved a branch, and from where to where. */
export interface Activity {
  readonly id: number
  readonly before: string
  readonly after: string
  /** `refs/heads/…`. */
  readonly ref: string
  readonly timestamp: string
  readonly type:
    | 'push'
    | 'force_push'
    | 'branch_creation'
    | 'branch_deletion'
    | 'pr_merge'
    | 'merge_queue_merge'
  /** Undefined for a deleted account. */
  readonly actor: User | undefined
}

export interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly annotation_level: 'notice' | 'warning' | 'failure'
  readonly message: string
  readonly title?: string
}

export interface CheckRun {
  readonly id: number
  readonly suite: number
  readonly app: App
  name: string
  readonly headSha: string
  status: string
  conclusion: string | undefined
  externalId: string
  /** What its link shows; the App's page or, with Actions' token, GitHub's. */
  detailsUrl: string | undefined
  readonly startedAt: string
  completedAt: string | undefined
  title: string | undefined
  summary: string | undefined
  text: string | undefined
  readonly annotations: Annotation[]
}

/** A decision on a workflow run's environment, as far as it is told. */
export interface Approval {
  readonly state: 'approved' | 'rejected' | 'pending'
  readonly user: { readonly login: string }
  readonly environments: readonly { readonly name: string }[]
  readonly comment?: string
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
  readonly commits: Map<string, Commit>
  /** What commits change, where it is no pull request's. */
  readonly files: Map<string, readonly ChangedFile[]>
  /** Heads of branches, by name. */
  readonly branches: Map<string, string>
  /** Which pull requests brought a commit that is no head of theirs. */
  readonly landed: Map<string, readonly number[]>
  /** How many answers will not yet know a commit's pull requests. */
  readonly late: Map<string, number>
  /** Oldest first. */
  readonly activities: Activity[]
  readonly checkRuns: CheckRun[]
  readonly statuses: CommitStatus[]
  /** Who approved a workflow run's environment, by workflow run id. */
  readonly approvals: Map<number, readonly Approval[]>
  /** What tokens of jobs were refused for want of a permission. */
  readonly refusals: string[]
}

/** As GitHub writes times: whole seconds. */
export function renderTime(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z')
}
