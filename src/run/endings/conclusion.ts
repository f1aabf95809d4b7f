import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { explainErrored } from './errored.ts'
import { hasEffects, hasOutputs } from '../record/plan-evidence.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { readWorkspaceOutputs } from '../reading/workspace-outputs.ts'
import { failure, policyFailed } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'

type Judged = Pick<Ending, 'checks' | 'reasons'>

/** The ending that the final status of a run means. */
export async function concludeFinal(
  dependencies: Dependencies,
  run: Run,
  plan: PlanReading | undefined,
  judged: Judged = { checks: undefined, reasons: [] }
): Promise<Ending> {
  const base = {
    run,
    plan,
    gate: 'none',
    failure: undefined,
    ...judged
  } as const
  switch (run.status) {
    case 'planned_and_finished': {
      return { ...base, ...concludePlanned(run, plan) }
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
      const canceled = failure(`Run ${run.id} was canceled.`)
      return { ...base, outcome: 'canceled', failure: canceled }
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

/**
 * A run that could be applied finishes so where there is nothing to apply; of
 * a plan, what it changes is told by itself where the server does not say, and
 * where it says that there is nothing.
 */
function concludePlanned(
  { planOnly, hasChanges, plan: document }: Run,
  plan: PlanReading | undefined
): Pick<Ending, 'outcome' | 'notes'> {
  if (planOnly === false) return { outcome: 'no-changes' }
  const counts = document?.counts
  const listed = plan?.kind === 'changes' ? hasEffects(plan.changes) : undefined
  const counted =
    counts && counts.additions + counts.changes + counts.destructions > 0
  if (hasChanges === undefined && listed === undefined && counted !== true) {
    const note =
      'HCP Terraform does not say whether this plan changes anything, and the plan itself could not be read.'
    return { outcome: 'planned', notes: [note] }
  }
  if (hasChanges === false && (listed === true || counted === true)) {
    const note = `HCP Terraform says that this run changes nothing, and ${listed === true ? 'its plan lists changes' : 'counts changes all the same'}.`
    return { outcome: 'planned', notes: [note] }
  }
  const isPlan =
    hasChanges ??
    (counted === true ||
      listed === true ||
      (plan?.kind === 'changes' && hasOutputs(plan.changes)))
  return { outcome: isPlan ? 'planned' : 'no-changes' }
}
