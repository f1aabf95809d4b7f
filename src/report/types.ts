import type { Check, Reason } from '../gate/verdict.ts'
import type { PlanChanges } from '../plan/types.ts'
import type { Diagnostic } from '../run/diagnostics.ts'
import type { Gate, Outcome } from '../run/outcome.ts'

/** The `comment-detail` input: how much is told. */
export type Detail = 'full' | 'addresses' | 'counts'

/**
 * Everything that the comment and the job summary are made of. Gathered by
 * `main`, rendered here; whatever is unknown is `undefined` and is said so.
 */
export interface Report {
  readonly mode: string
  readonly outcome: Outcome
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
  /** The checklist; undefined where no rule was asked. */
  readonly checks: readonly Check[] | undefined
  readonly reasons: readonly Reason[]
  readonly apply: ApplyReport | undefined
  readonly failure: FailureReport | undefined
}

export interface RunReport {
  readonly id: string
  readonly url: string
  readonly status: string
  readonly message: string
  readonly terraformVersion: string | undefined
  readonly isDestroy: boolean
  readonly refreshOnly: boolean
  readonly statusTimestamps: Readonly<Record<string, string>>
}

/** Where the run came from, for provenance lines. */
export interface SourceReport {
  readonly repository: string
  readonly sha: string
  readonly actor: string
  /** The workflow run that reports. */
  readonly workflowRunUrl: string
}

export type PlanReport =
  | { readonly kind: 'changes'; readonly changes: PlanChanges }
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

export interface ApplyReport {
  readonly status: string
  readonly counts:
    | {
        readonly additions: number
        readonly changes: number
        readonly destructions: number
        readonly imports: number
      }
    | undefined
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

export interface FailureReport {
  /** One sentence: what failed. */
  readonly headline: string
  readonly diagnostics: readonly Diagnostic[]
  /** The end of the log as text, where there are no diagnostics. */
  readonly logText: string | undefined
}
