import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { gateAtSight } from '../record/next-step.ts'
import { concludeFinal } from '../endings/conclusion.ts'
import { hasPlan } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'
import { readPlan } from '../reading/read-plan.ts'

/** Reports a run as it is now. Changes nothing, waits for nothing. */
export async function showRun(
  dependencies: Dependencies,
  run: Run,
  options: { readonly temporaryFolder: string }
): Promise<Ending> {
  const plan = hasPlan(run)
    ? await readPlan(dependencies, run, { ...options, expected: undefined })
    : undefined
  const errored =
    run.status === 'errored'
      ? await concludeFinal(dependencies, run, plan)
      : undefined
  return {
    outcome: 'shown',
    // One look is all there is.
    gate: gateAtSight(run),
    run: errored?.run ?? run,
    plan,
    checks: undefined,
    reasons: [],
    failure: errored?.failure
  }
}
