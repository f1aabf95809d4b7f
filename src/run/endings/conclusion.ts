import { saidBy } from '../record/errors.ts'
import type { Run } from '../../hcp/types.ts'
import { readWithin } from '../reading/deadline.ts'
import type { Dependencies } from '../dependencies.ts'
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
  plan: PlanReading | undefined,
  judged: Judged = { checks: undefined, reasons: [] }
): Promise<Ending> {
  const run = await withPhases(dependencies, seen)
  const base = {
    run,
    plan,
    gate: 'none',
    failure: undefined,
    ...judged
  } as const
  switch (run.status) {
    case 'planned_and_finished': {
      const isPlan = run.planOnly && run.hasChanges
      return { ...base, outcome: isPlan ? 'planned' : 'no-changes' }
    }
    case 'applied': {
      const outputs = await readWorkspaceOutputs(dependencies, run)
      return { ...base, outcome: 'applied', ...outputs }
    }
    case 'discarded':
      return { ...base, outcome: 'discarded' }
    case 'canceled':
    case 'force_canceled': {
      const headline = `Run ${run.id} was canceled.`
      const failure = { headline, diagnostics: [], logText: undefined }
      return { ...base, outcome: 'canceled', failure }
    }
    case 'policy_soft_failed': {
      const reasons = [...base.reasons, policyFailed(run)]
      return { ...base, outcome: 'blocked', reasons }
    }
    default: {
      const { isByCheck, ...explained } = await explainErrored(
        dependencies,
        run,
        plan
      )
      const reasons = isByCheck ? [policyFailed(run)] : []
      return {
        ...base,
        ...explained,
        outcome: 'errored',
        reasons: [...base.reasons, ...reasons]
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
