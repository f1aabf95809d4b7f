import type { WantedCommit } from '../gate/version-control-evidence.ts'
import type { PullRequestLocation } from '../github/location.ts'
import type { PullRequest } from '../github/pull-request.ts'

/** The commit whose run of version control a step is about. */
export interface Subject {
  readonly wanted: Omit<WantedCommit, 'workspaceId'>
  /** Is it the head of a pull request that is not merged? */
  readonly isProposed: boolean
  /** The branch that the pull request goes to, or that was pushed to. */
  readonly base: string | undefined
  readonly isFork: boolean | undefined
  /** Where to report. */
  readonly location: PullRequestLocation
  /** All commits that came to the branch with it. */
  readonly landed: readonly string[]
  /** The merged pull request that brought it, where it is known. */
  readonly merged: PullRequest | undefined
}
