import { saidBy } from '../record/errors.ts'
import type { Check, Reason } from '../../gate/verdict.ts'
import type { Run, StateVersionOutput } from '../../hcp/types.ts'
import type { RunChecks } from '../record/run-checks.ts'
import { readWithin } from '../reading/deadline.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Diagnostic } from '../log/printed-errors.ts'
import type { Logs } from '../waiting/follow.ts'
import type { Gate, Outcome } from '../record/outcome.ts'
import { isFinal, renderStatus } from '../record/status.ts'
import { explainErrored } from './errored.ts'
import type { PlanReading } from '../reading/read-plan.ts'
import { withPhases } from '../reading/phases.ts'

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
  /** Was the run to be got out of the way, and is not? `post` tries again. */
  readonly isUnsettled?: boolean
  /** After an apply; undefined where they could not be read. */
  readonly workspaceOutputs?: readonly StateVersionOutput[] | undefined
  /** Was it this step whose confirm the server took? */
  readonly isConfirmedHere?: boolean
  /** Who else confirmed it, in HCP Terraform's words; where that is told. */
  readonly confirmedBy?: string | undefined
  /** What policies, run tasks and the cost estimate said; undefined for none. */
  readonly runChecks?: RunChecks | undefined
}

export interface Failure {
  /** One sentence: what failed. */
  readonly headline: string
  readonly diagnostics: readonly Diagnostic[]
  /** The end of the log as text, where there are no diagnostics. */
  readonly logText: string | undefined
}

/** The report of an apply waits for the new state to be read, but not long. */
const outputsWithinMilliseconds = 20_000

type Judged = Pick<Ending, 'checks' | 'reasons'>

/** The ending that the final status of a run means. */
export async function concludeFinal(
  dependencies: Dependencies,
  seen: Run,
  logs: Logs,
  plan: PlanReading | undefined,
  judged: Judged = { checks: undefined, reasons: [] }
): Promise<Ending> {
  const run = await withPhases(dependencies, seen)
  const base = { run, plan, gate: 'none' as const, ...judged }
  switch (run.status) {
    case 'planned_and_finished':
      return {
        ...base,
        outcome: run.planOnly && run.hasChanges ? 'planned' : 'no-changes',
        failure: undefined
      }
    case 'applied':
      return {
        ...base,
        outcome: 'applied',
        failure: undefined,
        ...(await readWorkspaceOutputs(dependencies, run))
      }
    case 'discarded':
      return { ...base, outcome: 'discarded', failure: undefined }
    case 'canceled':
    case 'force_canceled':
      return {
        ...base,
        outcome: 'canceled',
        failure: {
          headline: `Run ${run.id} was canceled.`,
          diagnostics: [],
          logText: undefined
        }
      }
    case 'policy_soft_failed':
      return {
        ...base,
        outcome: 'blocked',
        reasons: [...base.reasons, policyFailed(run)],
        failure: undefined
      }
    default: {
      const { failure, runChecks, isByCheck } = await explainErrored(
        dependencies,
        run,
        logs,
        plan
      )
      return {
        ...base,
        outcome: 'errored',
        reasons: isByCheck
          ? [...base.reasons, policyFailed(run)]
          : base.reasons,
        failure,
        runChecks
      }
    }
  }
}

/** The outputs are a service, not a condition: an apply stays applied. */
async function readWorkspaceOutputs(
  dependencies: Dependencies,
  { workspaceId }: Run
): Promise<Pick<Ending, 'workspaceOutputs' | 'notes'>> {
  const { hcp, log, signal } = dependencies
  if (workspaceId === undefined) return {}
  try {
    return {
      workspaceOutputs: await readWithin(
        dependencies,
        outputsWithinMilliseconds,
        async (call) =>
          await hcp.stateVersionOutputs.readCurrent(workspaceId, {
            signal: call
          })
      )
    }
  } catch (error) {
    signal.throwIfAborted()
    const note = `The workspace's outputs could not be read: ${saidBy(error)}`
    log.warning(note)
    return { notes: [note] }
  }
}

/** The reason where a policy or a mandatory check stands in the way. */
export function policyFailed(run: Run): Reason {
  return {
    code: 'policy-failed',
    message: `A policy or a mandatory check failed (${renderStatus(run.status)}).`,
    facts: { status: run.status }
  }
}

/** Has the plan of this run been made? Its JSON exists only then. */
export function hasPlan(run: Run): boolean {
  return (
    run.plan?.status === 'finished' ||
    (run.plan === undefined &&
      run.statusTimestamps['planned-at'] !== undefined) ||
    (isFinal(run.status) &&
      run.statusTimestamps['planned-at'] !== undefined &&
      run.plan?.status !== 'errored')
  )
}
