/**
 * The facts that a verdict rests on, and the rules it is held against. Only
 * data: whoever gathers them reads them fresh, right before the decision.
 */

/** A fact that may be missing. Unknown is a "no" with its reason, never a default. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: string }

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

/** Does the pull request's branch contain the head of its base branch? */
export interface BaseEvidence {
  readonly isContained: boolean
  readonly saw: string
}

/** A pull request as GitHub's API tells it; the head is read last. */
export interface PullRequestEvidence {
  readonly number: number
  readonly headSha: string
  readonly author: GitHubAccount | undefined
  readonly isFork: boolean
  readonly isOpen: boolean
  readonly isMerged: boolean
  /** What landed on the base branch; before the merge, a test merge. */
  readonly mergeCommitSha: string | undefined
  /** Oldest first. */
  readonly reviews: Known<readonly ReviewEvidence[]>
  /** GitHub's own verdict; undefined where no rule asks for reviews. */
  readonly reviewDecision: Known<string | undefined>
  readonly labels: Known<readonly LabelEvidence[]>
  readonly base: Known<BaseEvidence>
}

/** A comment that started the workflow. */
export interface CommandEvidence {
  /** `created`, `edited`, `deleted`. */
  readonly action: string
  readonly login: string
  readonly mayWrite: Known<boolean>
}

/** What is read from GitHub and the event, right before the confirm. */
export interface GitHubEvidence {
  /** Where this step is. */
  readonly here: {
    readonly repository: string
    readonly pullRequest: number | undefined
  }
  /** Started by that pull request's being closed, with `destroy`? */
  readonly isTeardown: boolean
  /** Who started this attempt of the workflow. */
  readonly actor: string | undefined
  /** Undefined where no comment started the workflow. */
  readonly command: CommandEvidence | undefined
  /** Undefined where the run belongs to no pull request. */
  readonly pullRequest: Known<PullRequestEvidence> | undefined
}

export interface Evidence extends GitHubEvidence {
  /** The `approve` input: true, false, or undefined where nobody said. */
  readonly approve: boolean | undefined
  readonly plan: Known<PlanCounts>
  readonly losses: Known<readonly Loss[]>
  readonly planDigest: Known<string>
  readonly monthlyCost: Known<MonthlyCost>
  /** Has a policy or a mandatory check failed, by the run's own state? */
  readonly policies: { readonly failed: boolean; readonly saw: string }
  /** Does the run destroy everything, as HCP Terraform tells it? */
  readonly isDestroy: boolean
  /** May this token confirm the run (`permissions.can-apply`)? */
  readonly canApply: boolean | undefined
  /** The run we set out to decide on, and the run as it was just read. */
  readonly expected: RunIdentity
  readonly actual: RunIdentity
  /** Undefined where the run's message has no such line. */
  readonly origin: Origin | undefined
}

/** The rules that the inputs switch on. Undefined or empty = not asked for. */
export interface Rules {
  readonly maxDestroy: number | undefined
  readonly maxReplace: number | undefined
  readonly maxChange: number | undefined
  readonly protectedAddresses: readonly string[]
  readonly maxMonthlyCostIncrease: number | undefined
  /** 0 = not asked for. */
  readonly requiredApprovals: number
  readonly requireReviewDecision: boolean
  readonly requiredLabels: readonly string[]
  readonly allowedActors: readonly string[]
  readonly requireUpToDate: boolean
  readonly expectedPlanDigest: string | undefined
}
