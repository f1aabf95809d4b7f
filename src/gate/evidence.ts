/**
 * The facts that a verdict rests on. Only data: whoever gathers them reads them
 * fresh, right before the decision.
 */

import type { Known } from './known.ts'
import type { VersionControlEvidence } from './version-control-evidence.ts'

/** What the plan would do, counted as Terraform counts, replacements apart. */
export interface PlanCounts {
  readonly create: number
  readonly update: number
  readonly replace: number
  /** Plain destroys; a replacement is not among them. */
  readonly destroy: number
  readonly forget: number
  /** Imports that change nothing else; the others are counted by their verb. */
  readonly import: number
  /** Actions that are invoked (Terraform 1.14); each has effects of its own. */
  readonly invoke: number
}

/** An object that the plan would destroy, replace or forget. */
export interface Loss {
  readonly address: string
  /** Where the same plan moved it from. */
  readonly previousAddress: string | undefined
  readonly verb: 'destroy' | 'replace' | 'forget'
}

/** In the currency of the cost estimate, a month. */
export interface MonthlyCost {
  readonly deltaMonthlyCost: number
  /** Resources that the estimate does not cover; undefined where it is silent. */
  readonly uncovered: number | undefined
}

/** Who made a run. */
export interface Creator {
  /** `user-…`. */
  readonly id: string
  readonly name: string | undefined
  /** Is it the account that this step's token belongs to? */
  readonly isToken: boolean
}

/** What the policies and the mandatory checks of a run have come to. */
export interface PolicyEvidence {
  /** `passed`: all of them, or there are none. `failed`: the run stops there. */
  readonly state: 'passed' | 'failed' | 'unknown'
  readonly saw: string
}

/** What identifies a reviewed run; compared before anything is confirmed. */
export interface RunIdentity {
  readonly runId: string
  readonly workspaceId: string | undefined
  readonly configurationVersionId: string | undefined
  readonly planId: string | undefined
}

/** Where a run says that it comes from, in the last line of its message. */
export interface Origin {
  /** `owner/name`. */
  readonly repository: string
  readonly pullRequest: number | undefined
  readonly sha: string
}

/** An account on GitHub. Logins change hands; ids do not. */
export interface GitHubAccount {
  readonly id: number
  readonly login: string
  /** No person: a bot, an organization, or made up for what was imported. */
  readonly isBot: boolean
}

export interface ReviewEvidence {
  /** Undefined where the account was deleted. */
  readonly reviewer: GitHubAccount | undefined
  /** `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED`, `PENDING`. */
  readonly state: string
  /** The commit that was looked at; undefined once it is gone. */
  readonly commitId: string | undefined
  /** Has the reviewer write permission on the repository? */
  readonly mayWrite: Known<boolean>
}

export interface LabelEvidence {
  readonly name: string
  /** Whoever added it last; undefined where GitHub does not tell. */
  readonly addedBy: string | undefined
  /** Has that person write permission? Triage suffices to add a label. */
  readonly mayWrite: Known<boolean>
}

/** GitHub's own verdict on the reviews. */
interface DecisionEvidence {
  /** The head that it is about, by GitHub's other API. */
  readonly headSha: string | undefined
  /** Undefined where no rule of the branch asks for reviews. */
  readonly decision: string | undefined
}

/** Does the pull request's branch contain the head of its base branch? */
export interface BaseEvidence {
  /** The head that was compared. */
  readonly headSha: string
  readonly isContained: boolean
  readonly saw: string
}

/** A pull request as GitHub's API tells it; the head is read last. */
export interface PullRequestEvidence {
  readonly number: number
  readonly headSha: string
  readonly author: GitHubAccount | undefined
  /** Everybody who pushed the head; empty where GitHub does not tell. */
  readonly pushers: Known<readonly GitHubAccount[]>
  readonly isFork: boolean
  readonly isOpen: boolean
  readonly isMerged: boolean
  /** What landed on the base branch; before the merge, a test merge. */
  readonly mergeCommitSha: string | undefined
  /** Oldest first. */
  readonly reviews: Known<readonly ReviewEvidence[]>
  readonly reviewDecision: Known<DecisionEvidence>
  readonly labels: Known<readonly LabelEvidence[]>
  readonly base: Known<BaseEvidence>
}

/** Somebody who had a part in causing the event. */
interface RequesterEvidence {
  /** Undefined where the event does not name who it should. */
  readonly login: string | undefined
  readonly mayWrite: Known<boolean>
}

/** An event that others than people with write permission can cause. */
export interface RequestEvidence {
  /** '' where the runner does not say. */
  readonly eventName: string
  /** Did somebody write something, a comment or a review? */
  readonly isWritten: boolean
  /** `created`, `edited`, …; undefined where the event does not tell. */
  readonly action: string | undefined
  readonly requesters: readonly RequesterEvidence[]
}

/** Where a step is, by its event and its inputs. */
export interface Place {
  /** `owner/name`. */
  readonly repository: string
  readonly pullRequest: number | undefined
  /**
   * Why it is not known of which pull request it is, if of any; undefined
   * where it is known.
   */
  readonly doubt: string | undefined
}

/** What is read from GitHub and the event, right before the confirm. */
export interface GitHubEvidence {
  /** `GITHUB_EVENT_NAME`. */
  readonly eventName: string
  readonly here: Place
  /** Started by that very pull request's being closed? */
  readonly isTeardown: boolean
  /** Who started this attempt of the workflow. */
  readonly actor: string | undefined
  /** Undefined where only people who may write can cause the event. */
  readonly request: RequestEvidence | undefined
  /** Undefined where the run belongs to no pull request. */
  readonly pullRequest: Known<PullRequestEvidence> | undefined
}

/** Evidence for the verdict, and names for the record. */
export interface GitHubReading {
  readonly evidence: GitHubEvidence
  /** Who let the workflow into its environment: `hubot for production`. */
  readonly approvers: readonly string[]
}

export interface Evidence extends GitHubEvidence {
  /** The `approve` input: true, false, or undefined where nobody said. */
  readonly approve: boolean | undefined
  readonly plan: Known<PlanCounts>
  readonly losses: Known<readonly Loss[]>
  /** Everything that the plan knows of, whether it changes or not. */
  readonly addresses: Known<readonly string[]>
  readonly planDigest: Known<string>
  readonly configurationDigest: Known<string>
  /** Milliseconds since the plan was finished. */
  readonly planAge: Known<number>
  readonly monthlyCost: Known<MonthlyCost>
  readonly policies: PolicyEvidence
  readonly creator: Known<Creator>
  /** Does the run destroy everything, as HCP Terraform tells it? */
  readonly isDestroy: boolean
  /** May this token confirm the run (`permissions.can-apply`)? */
  readonly canApply: boolean | undefined
  /** The run we set out to decide on, and the run as it was just read. */
  readonly expected: RunIdentity
  readonly actual: RunIdentity
  /**
   * By the run's message, or by HCP Terraform's record of its commit; undefined
   * where there is neither.
   */
  readonly origin: Origin | undefined
  /** Where a run of version control is asked for: then the message is nothing. */
  readonly versionControl?: VersionControlEvidence | undefined
}
