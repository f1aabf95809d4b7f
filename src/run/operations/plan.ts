import type { Rules } from '../../gate/evidence.ts'
import { judgePlan } from '../../gate/plan-rules.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { followRun } from '../follow.ts'
import type { FollowOptions } from '../follow.ts'
import { concludeFinal, hasPlan, policyFailed } from './ending.ts'
import type { Ending } from './ending.ts'
import { readPlanEvidence } from './plan-facts.ts'
import { readPlan } from './read-plan.ts'
import { endTimedOut } from './time-out.ts'

/**
 * Follows a speculative run to its end and reads what it would do. A check
 * that asks for an override blocks: nobody decides on a run that cannot be
 * applied.
 */
export async function planRun(
  dependencies: Dependencies,
  run: Run,
  options: {
    readonly follow: FollowOptions
    readonly temporaryFolder: string
    readonly cleanup: boolean
    /** Who acts and for what, recorded on the run. */
    readonly audit: string
    /** Shown as a checklist; nothing is there to be blocked. */
    readonly rules: Rules
  }
): Promise<Ending> {
  const followed = await followRun(dependencies, run.id, options.follow)
  if (followed.kind === 'timed-out') {
    return await endTimedOut(dependencies, followed, options)
  }
  const plan = hasPlan(followed.run)
    ? await readPlan(dependencies, followed.run, options.temporaryFolder)
    : undefined
  const checks = judgePlan(
    await readPlanEvidence(dependencies, followed.run, plan, options.rules),
    options.rules
  ).map(({ check }) => check)
  if (followed.kind === 'gate') {
    return {
      outcome: 'blocked',
      gate: followed.gate,
      run: followed.run,
      plan,
      checks,
      reasons: [policyFailed(followed.run)],
      failure: undefined
    }
  }
  return await concludeFinal(
    dependencies,
    followed.run,
    options.follow.logs,
    plan,
    { checks, reasons: [] }
  )
}
