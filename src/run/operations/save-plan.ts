import type { Rules } from '../../gate/evidence.ts'
import { judgeLimits } from '../../gate/rules.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { SavedPlanError } from '../errors.ts'
import { followRun } from '../follow.ts'
import type { FollowOptions } from '../follow.ts'
import { concludeFinal, hasPlan, policyFailed } from './ending.ts'
import type { Ending } from './ending.ts'
import { countPlan, readPlan } from './read-plan.ts'
import { settleRun } from './settle.ts'
import { endTimedOut } from './time-out.ts'

/**
 * Gets a run out of the way that was asked to save its plan and would not: an
 * older Terraform Enterprise leaves the wish out of its answer. It would stand
 * at an ordinary gate and keep the workspace's queue waiting. (Runs API:
 * `save-plan`.)
 *
 * @throws SavedPlanError for such a run
 */
export async function insistOnSavedPlan(
  dependencies: Dependencies,
  run: Run
): Promise<void> {
  if (run.savePlan) return
  const settled = await settleRun(
    dependencies,
    run.id,
    'The server did not take the run as a saved plan.'
  )
  throw new SavedPlanError(
    run.id,
    settled.did === 'nothing'
      ? `The run was left as it is: ${settled.why}.`
      : `The run was asked to ${settled.did}.`
  )
}

/**
 * Follows a saved-plan run until its plan rests, saved, for a later apply by
 * its id. The limits are shown as a checklist; the apply decides by them.
 */
export async function savePlan(
  dependencies: Dependencies,
  run: Run,
  options: {
    readonly follow: FollowOptions
    readonly temporaryFolder: string
    readonly cleanup: boolean
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
  const checks = judgeLimits({ plan: countPlan(plan) }, options.rules).map(
    ({ check }) => check
  )
  if (followed.kind === 'final') {
    return await concludeFinal(
      dependencies,
      followed.run,
      options.follow.logs,
      plan,
      { checks, reasons: [] }
    )
  }
  const isSaved = followed.gate === 'saved-plan'
  return {
    outcome: isSaved ? 'saved' : 'blocked',
    gate: followed.gate,
    run: followed.run,
    plan,
    checks,
    reasons: isSaved ? [] : [policyFailed(followed.run)],
    failure: undefined
  }
}
