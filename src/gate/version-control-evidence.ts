import type { Connection, Run } from '../hcp/types.ts'
import type { Known } from './known.ts'

/** The commit whose run a step asks for. */
export interface WantedCommit {
  /** `owner/name` of this repository. */
  readonly repository: string
  /** Of this GitHub, as in its web address: `github.com`. */
  readonly host: string
  /** All of its hexadecimal characters. */
  readonly sha: string
  readonly workspaceId: string
  /** The branch that the event is about; undefined for a pull request's head. */
  readonly branch: string | undefined
  /** Of which it is the head, or was once it is merged. */
  readonly pullRequest: number | undefined
}

/** What version control planned of the pull request's head. */
export interface ReviewedPlan {
  readonly runId: string
  /** The head. */
  readonly sha: string
  readonly digest: string
  /** How the plan that is judged differs: what is new in it, what is gone. */
  readonly difference: string
}

/**
 * What HCP Terraform's own record, the workspace and GitHub say of a run that
 * version control made. Only data, read right before it is judged.
 */
export interface VersionControlEvidence {
  readonly wanted: WantedCommit
  /** With its configuration version, where the server includes that. */
  readonly run: Run
  /** How the workspace is connected now. */
  readonly connection: Known<Connection | 'none'>
  /** The branch whose pushes make runs: the workspace's, or the default one. */
  readonly trackedBranch: Known<string>
  /** Is the run's configuration one of this workspace? */
  readonly ownsVersion: Known<boolean>
  /** Runs of version control that are queued behind this one. */
  readonly newer: Known<readonly string[]>
  /** The plan of the pull request's head, where a rule asks for it. */
  readonly reviewed: Known<ReviewedPlan>
  /** The commits that came to the branch at once, the run's among them. */
  readonly landed: readonly string[]
}
