import type { Check, Reason } from '../gate/verdict.ts'
import type { PlanChanges } from '../plan/types.ts'
import type { ApplyState } from '../run/record/apply-state.ts'
import type {
  Cost,
  PolicyResult,
  TaskOutcome
} from '../run/record/run-checks.ts'
import type { Diagnostic } from '../run/record/diagnostic.ts'
import type { Failure } from '../run/record/ending.ts'
import type { Gate, Outcome } from '../run/record/outcome.ts'

/** The `comment-detail` input: how much is told. */
export type Detail = 'full' | 'addresses' | 'counts'

/**
 * Everything that the comment and the job summary are made of. Gathered by
 * `main`, rendered here; whatever is unknown is `undefined` and is said so.
 */
export interface Report {
  readonly mode: string
  /** The mode that was refused and changed nothing; undefined for none. */
  readonly refused?: string | undefined
  readonly outcome: Outcome
  /** How it stands, in a few words, where no single run is reported on. */
  readonly withoutRun?: string | undefined
  readonly gate: Gate
  readonly workspace: {
    readonly hostname: string
    readonly organization: string
    readonly name: string
    readonly url: string
  }
  readonly run: RunReport | undefined
  readonly source: SourceReport
  readonly plan: PlanReport | undefined
  /** Terraform's own, of plan and apply, but for those of `failure`. */
  readonly warnings: readonly Diagnostic[]
  /** Against the last plan of the pull request; undefined where unknown. */
  readonly since: PlanComparison | undefined
  /** Undefined where nothing was estimated. */
  readonly cost: Cost | undefined
  readonly policies: readonly PolicyReport[]
  readonly tasks: readonly TaskOutcome[]
  /** The checklist; undefined where no rule was asked. */
  readonly checks: readonly Check[] | undefined
  readonly reasons: readonly Reason[]
  /** What may be claimed of the apply, whatever is known of its details. */
  readonly applyState: ApplyState
  readonly apply: ApplyReport | undefined
  /** The workspace's outputs as they are now, where that was asked for. */
  readonly outputs?: ApplyReport['outputs'] | undefined
  readonly failure: Failure | undefined
  /** What of the step's own run is left to somebody, in a sentence. */
  readonly left?: string | undefined
  /** What else was tried and failed, a sentence or two each. */
  readonly notes: readonly string[]
}

interface RunReport {
  readonly id: string
  readonly url: string
  readonly status: string
  /** Has it ended? Undefined where that is not known. */
  readonly isOver?: boolean | undefined
  readonly message: string
  readonly terraformVersion: string | undefined
  readonly isDestroy: boolean
  readonly refreshOnly: boolean
  /** Addresses that the plan was restricted to; empty for the whole. */
  readonly targets: readonly string[]
  /** Addresses that were to be replaced whatever the configuration says. */
  readonly replaces: readonly string[]
  readonly statusTimestamps: Readonly<Record<string, string>>
  /** Of a run that version control made, as HCP Terraform tells it. */
  readonly commit?: CommitReport | undefined
}

/** What version control handed over. Whoever contributes writes its texts. */
export interface CommitReport {
  readonly repository: string | undefined
  readonly sha: string | undefined
  readonly url: string | undefined
  readonly branch: string | undefined
  readonly author: string | undefined
  readonly pullRequest:
    | {
        readonly number: number
        readonly title: string | undefined
        readonly url: string | undefined
      }
    | undefined
}

/** Where the run came from, for provenance lines. */
interface SourceReport {
  readonly repository: string
  readonly sha: string
  readonly actor: string
  /** The workflow run that reports. */
  readonly workflowRunUrl: string
}

export type PlanReport =
  | {
      readonly kind: 'changes'
      readonly changes: PlanChanges
      /** What HCP Terraform itself counts, where it does. */
      readonly counted?: ApplyReport['counts']
    }
  /** The plan JSON could not be had: counts and the log's words, and why. */
  | {
      readonly kind: 'counts'
      readonly additions: number | undefined
      readonly changes: number | undefined
      readonly destructions: number | undefined
      readonly imports: number | undefined
      readonly why: string
      readonly logText: string | undefined
    }

/** A hint from our own earlier comment, which people can edit. */
export type PlanComparison = {
  /** The run and commit of the earlier plan; the commit may be `''`. */
  readonly runId: string
  readonly sha: string
} & (
  | { readonly kind: 'same'; readonly count: number }
  /** Too many to tell which; `count` are those of the earlier plan. */
  | { readonly kind: 'unlisted'; readonly count: number }
  | {
      readonly kind: 'different'
      readonly fresh: readonly string[]
      readonly changed: readonly string[]
      /** Undefined where the earlier address was not kept. */
      readonly gone: readonly (string | undefined)[]
      readonly same: number
    }
)

/** What one policy said; who may override it is the gate's business. */
export type PolicyReport = Omit<PolicyResult, 'overridable'>

export interface ApplyReport {
  readonly status: string
  readonly counts:
    | {
        readonly additions: number
        readonly changes: number
        readonly destructions: number
        /** Undefined where the server does not count them. */
        readonly imports: number | undefined
      }
    | undefined
  /** What its log says was done; undefined where it was not read whole. */
  readonly logged?:
    | {
        readonly additions: number
        readonly changes: number
        readonly destructions: number
      }
    | undefined
  /** Of Terraform's actions; undefined where the server does not tell. */
  readonly invoked?: number | undefined
  readonly failedActions?: number | undefined
  /** Who confirmed and when (ISO 8601), where known. */
  readonly confirmedBy: string | undefined
  readonly finishedAt: string | undefined
  /** Workspace outputs after the apply; sensitive values are undefined. */
  readonly outputs: readonly {
    readonly name: string
    readonly sensitive: boolean
    readonly value: unknown
  }[]
}
