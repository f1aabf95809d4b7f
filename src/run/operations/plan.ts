import type { Rules } from '../../gate/rules.ts'
import { judgePlan } from '../../gate/plan-rules.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { followRun } from '../waiting/follow.ts'
import type { FollowOptions } from '../waiting/follow.ts'
import { concludeApply } from '../endings/applied.ts'
import { isOwn } from '../record/claims.ts'
import { hasPlan, policyFailed } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'
import { readPlanEvidence } from '../reading/plan-evidence.ts'
import { readPlan } from '../reading/read-plan.ts'
import { hasNoFollowUps } from './early-reading.ts'
import { endTimedOut } from '../endings/timed-out.ts'

/** Only a run of version control waits for a confirmation here: of a push. */
const outcomeAt = {
  confirmation: 'planned',
  'policy-override': 'blocked',
  'saved-plan': 'saved'
} as const

/**
 * Follows a speculative run to its end, or a saved-plan run until its plan
 * rests, and reads what it would do; one of version control may be neither. A
 * check that asks for an override blocks:
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
  const followed = await followRun(dependencies, run.id, {
    ...options.follow,
    onlyReports: true,
    prepare: async () => ({ isSure: await hasNoFollowUps(dependencies) })
  })
  if (followed.kind === 'timed-out') {
    return await endTimedOut(dependencies, followed, options)
  }
  const plan = hasPlan(followed.run)
    ? await readPlan(dependencies, followed.run, {
        temporaryFolder: options.temporaryFolder,
        expected: options.rules.expectedPlanDigest
      })
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
    const { gate, run: seen } = followed
    const outcome = outcomeAt[gate]
    return {
      outcome,
      gate,
      run: seen,
      plan,
      checks,
      reasons: outcome === 'blocked' ? [policyFailed(seen)] : [],
      failure: undefined
    }
  }
  // A saved plan can be applied or discarded by others: nobody asked for that.
  const onlyTells = !isOwn(dependencies.record.facts())
  return await concludeApply(
    dependencies,
    followed.run,
    plan,
    { approve: undefined, onlyTells },
    checks
  )
}
