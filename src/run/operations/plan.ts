import type { Rules } from '../../gate/rules.ts'
import { judgePlan } from '../../gate/plan-rules.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { followRun } from '../waiting/follow.ts'
import type { FollowOptions } from '../waiting/follow.ts'
import { concludeFinal } from '../endings/conclusion.ts'
import { hasPlan, policyFailed } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'
import { readPlanEvidence } from '../reading/plan-evidence.ts'
import { readPlan } from '../reading/read-plan.ts'
import { endTimedOut } from '../endings/timed-out.ts'

/**
 * Follows a speculative run to its end, or a saved-plan run until its plan
 * rests, and reads what it would do. A check that asks for an override blocks:
 * nobody decides here.
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
  if (plan !== undefined) {
    const { id } = followed.run
    const judged = { runId: id, checks, verdict: undefined }
    dependencies.record.tell({ kind: 'judged', ...judged })
  }
  if (followed.kind === 'gate') {
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
  return await concludeFinal(dependencies, followed.run, plan, {
    checks,
    reasons: []
  })
}
