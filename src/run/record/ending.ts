import type { Check, Reason } from '../../gate/verdict.ts'
import type { Run, StateVersionOutput } from '../../hcp/types.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { Gate, Outcome } from './outcome.ts'
import type { PlanReading } from './plan-evidence.ts'
import type { RunChecks } from './run-checks.ts'
import { isFinal, phaseOf, renderStatus } from './status.ts'

/** How an operation ended, with everything a report needs. */
export interface Ending {
  readonly outcome: Outcome
  /** What the run still waits for. */
  readonly gate: Gate
  readonly run: Run
  readonly plan: PlanReading | undefined
  /** Undefined where no rule was looked at. */
  readonly checks: readonly Check[] | undefined
  readonly reasons: readonly Reason[]
  readonly failure: Failure | undefined
  /** What else people have to know: what was tried besides, and failed. */
  readonly notes?: readonly string[]
  /** Has the pull request a newer head, whose job tells of it? */
  readonly isSuperseded?: boolean
  /** Was the run to be got out of the way, and is not? `post` tries again. */
  readonly isUnsettled?: boolean
  /** After an apply; undefined where they could not be read. */
  readonly workspaceOutputs?: readonly StateVersionOutput[] | undefined
  /** Who else confirmed it, in HCP Terraform's words; where that is told. */
  readonly confirmedBy?: string | undefined
  /** What policies, run tasks and the cost estimate said; undefined for none. */
  readonly runChecks?: RunChecks | undefined
}

/** How a step ended that has no run to tell of, and needs none. */
export interface RunlessEnding {
  readonly outcome: 'shown' | 'uploaded' | 'skipped' | 'discarded' | 'errored'
  /** How it stands, in a few words, where the outcome does not tell. */
  readonly state?: string
  /** One sentence, and what to do with it. */
  readonly note: string
  /** What was asked for and not done, in a sentence; undefined for nothing. */
  readonly failure?: string | undefined
  /** Has the log all there is to say, where the workspace is alone? */
  readonly isLogged?: boolean
  /** Is there a run, perhaps, of which the server does not tell? */
  readonly isRunUntold?: boolean
  /** Has the pull request a newer head, whose job tells of it? */
  readonly isSuperseded?: boolean
  readonly configurationVersionId?: string | undefined
  /** As they are now; undefined where they could not be read. */
  readonly workspaceOutputs?: readonly StateVersionOutput[] | undefined
}

export interface Failure {
  /** One sentence: what failed. */
  readonly headline: string
  /** Is the first error all that the headline says? */
  readonly isFirstError?: boolean
  readonly diagnostics: readonly Diagnostic[]
  /** The end of the log as text, where there are no diagnostics. */
  readonly logText: string | undefined
}

/** A failure that is told in one sentence. */
export function failure(headline: string): Failure {
  return { headline, diagnostics: [], logText: undefined }
}

/** The reason where a policy or a mandatory check stands in the way. */
export function policyFailed(run: Run): Reason {
  return {
    code: 'policy-failed',
    message: `A policy or a mandatory check failed (${renderStatus(run.status)}).`,
    facts: { status: run.status }
  }
}

/** Does the status itself say that the plan was made? Before it, none does. */
export function isPastPlan(status: string): boolean {
  const phase = phaseOf(status)
  return (
    phase === 'checking' ||
    phase === 'saved' ||
    phase === 'applying' ||
    (phase === 'decision' && status !== 'pre_plan_awaiting_decision') ||
    planned.has(status)
  )
}

/** The ends that only a plan leads to. */
const planned: ReadonlySet<string> = new Set([
  'planned_and_finished',
  'policy_soft_failed',
  'applied'
])

/** Has the plan of this run been made? Its JSON exists only then. */
export function hasPlan(run: Run): boolean {
  return (
    run.plan?.status === 'finished' ||
    (run.plan === undefined &&
      (run.statusTimestamps['planned-at'] !== undefined ||
        isPastPlan(run.status))) ||
    (isFinal(run.status) &&
      run.statusTimestamps['planned-at'] !== undefined &&
      run.plan?.status !== 'errored')
  )
}
