import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { explainErrored } from './errored.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { withPhases } from '../reading/phases.ts'
import { readWorkspaceOutputs } from '../reading/workspace-outputs.ts'
import { policyFailed } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'

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
      const { workspaceId } = run
      const outputs =
        workspaceId === undefined
          ? {}
          : await readWorkspaceOutputs(dependencies, workspaceId)
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
