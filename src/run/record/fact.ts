import type { Check, Reason, Verdict } from '../../gate/verdict.ts'
import type { Run, Workspace } from '../../hcp/types.ts'
import type { Ending, RunlessEnding } from './ending.ts'
import type { PhaseLog } from './phase-log.ts'

/** What a step can do to a run. */
export type Act =
  | 'make'
  | 'confirm'
  | 'discard'
  | 'cancel'
  | 'force-cancel'
  | 'force-execute'
  | 'override'

/** Which request an answer is about: the first that was sent has number 1. */
interface Request {
  readonly number: number
  readonly act: Act
  /** Undefined for a run that is to be made. */
  readonly runId: string | undefined
}

/** What ended a step before its ending, as far as a report needs it. */
export interface FailedFact {
  readonly kind: 'failed'
  /** One sentence. */
  readonly why: string
  /**
   * - `stranger`: whoever asked may not ask
   * - `refusal`: the run cannot be made or used as asked
   * - `rejection`: the server said no (4xx)
   * - `interruption`: the runner asked the step to end
   * - `fault`: everything else
   */
  readonly by: 'stranger' | 'refusal' | 'rejection' | 'interruption' | 'fault'
  readonly reasons: readonly Reason[]
  /** What lies behind it, for the debug log. */
  readonly causes: readonly string[]
}

/**
 * One thing that became known of a workspace's run, in the order in which it
 * did. Nobody changes a fact or takes one back.
 */
export type Fact =
  | { readonly kind: 'entered'; readonly workspace: Workspace }
  /** It was there before this step. */
  | { readonly kind: 'found'; readonly run: Run }
  /** Version control made it, and this step is the first that tells of it. */
  | { readonly kind: 'adopted'; readonly run: Run }
  | { readonly kind: 'made'; readonly run: Run }
  /** A look that showed something new. */
  | { readonly kind: 'seen'; readonly run: Run }
  /** The server or the workflow told of it: it is there, or soon is. */
  | { readonly kind: 'named'; readonly runId: string }
  /** Why this step may end or move a run that it did not make. */
  | { readonly kind: 'admitted'; readonly runId: string; readonly why: string }
  /** What the run is to be made of; `digest`: of the files, where it was packed. */
  | {
      readonly kind: 'uploaded'
      readonly configurationVersionId: string
      readonly digest: string | undefined
    }
  | {
      readonly kind: 'logged'
      readonly phase: 'plan' | 'apply'
      readonly log: PhaseLog
    }
  /** A plan's checklist; the modes that decide nothing have no verdict. */
  | {
      readonly kind: 'judged'
      readonly runId: string
      readonly checks: readonly Check[]
      readonly verdict: Verdict | undefined
    }
  /** From here on it may have happened. `message`: of a run to be made. */
  | (Request & { readonly kind: 'sent'; readonly message?: string })
  | (Request & { readonly kind: 'accepted' })
  /** The server said no: nothing came of it. */
  | (Request & { readonly kind: 'refused' })
  /** No answer that says: it may have happened. */
  | (Request & { readonly kind: 'lost' })
  /** What the server did not take of the run that was made, in a sentence. */
  | { readonly kind: 'disregarded'; readonly what: string }
  /** What of the step's run is left to somebody, in a sentence. */
  | { readonly kind: 'left'; readonly why: string }
  | FailedFact
  | { readonly kind: 'ended'; readonly ending: Ending }
  /** There is no run to tell of, and none was to be made. */
  | { readonly kind: 'ended-runless'; readonly ending: RunlessEnding }
  /** The end was told to people, everywhere it is to be seen. */
  | { readonly kind: 'told' }

export type Facts = readonly Fact[]
