import { saidBy } from '../record/errors.ts'
import type { Run } from '../../hcp/types.ts'
import { readWithin } from '../reading/deadline.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Logs } from '../record/phase-log.ts'
import { explainErrored } from './errored.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { withPhases } from '../reading/phases.ts'
import { policyFailed } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'

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
