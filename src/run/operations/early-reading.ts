import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { readWithin } from '../reading/deadline.ts'
import { readPlan } from '../reading/read-plan.ts'
import { workspaceOf } from '../record/claims.ts'
import { hasPlan } from '../record/ending.ts'
import { isPlanLast } from '../record/next-step.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import type { FollowOptions } from '../waiting/follow.ts'
import { readForVerdict } from './judge.ts'
import type { JudgeOptions, Reading } from './judge.ts'

/** What was read between the two looks at a gate. */
export interface EarlyReading {
  /** As `FollowOptions.prepare` asks for it. */
  readonly begin: NonNullable<FollowOptions['prepare']>
  /** What was read at a sight that this look agrees with, while it is new. */
  readonly take: (seen: Run) => Promise<Reading | undefined>
}

/** Where what is configured is not told by then, two looks are a second apart. */
const followUpsWithinMilliseconds = 900
/** What was read longer ago is read again. */
const newMilliseconds = 5_000

/** Reads the plan of a run once; what could not be had may be asked for again. */
export function planOnce(
  dependencies: Dependencies,
  how: Parameters<typeof readPlan>[2]
): (seen: Run) => Promise<PlanReading | undefined> {
  let known: Promise<PlanReading> | undefined
  return async (seen) => {
    if (!hasPlan(seen)) return undefined
    known ??= readPlan(dependencies, seen, how)
    return await known
  }
}

/**
 * The work at a gate, begun at the first sight of it: the plan JSON, what is
 * configured around the run, and, where nothing is confirmed, all that the
 * verdict rests on. Before something is sent that is read after the last look.
 */
export function createEarlyReading(
  dependencies: Dependencies,
  planOf: (seen: Run) => Promise<PlanReading | undefined>,
  options: JudgeOptions & {
    /** Is nothing sent at the gate, whatever the verdict says? */
    readonly isOnlyHeld: boolean
  }
): EarlyReading {
  const { clock } = dependencies
  let last: { mark: string; at: number; reading: Readings } | undefined
  // What is decided together waits for the others first.
  const isHeld = options.isOnlyHeld && options.together === undefined
  return {
    async begin(seen) {
      if (seen.actions.isConfirmable !== true) return { isSure: false }
      const work = planOf(seen).then(async (plan) =>
        isHeld
          ? await readForVerdict(dependencies, seen, plan, options)
          : undefined
      )
      // What fails here is asked for again, and fails, where it is needed.
      const reading = work.catch(() => undefined)
      last = { mark: markOf(seen), at: clock.now(), reading }
      // A confirm that comes too early is refused: no request is worth it.
      const isQuiet =
        options.isOnlyHeld &&
        isPlanLast(seen) &&
        (await hasNoFollowUps(dependencies))
      await reading
      return { isSure: isQuiet }
    },
    async take(seen) {
      if (last?.mark !== markOf(seen)) return undefined
      const isNew = clock.now() - last.at < newMilliseconds
      return isNew ? await last.reading : undefined
    }
  }
}

type Readings = Promise<Reading | undefined>

/** All of a run that what is read about it depends on. */
function markOf(run: Run): string {
  const { status, statusTimestamps, actions, message, planId } = run
  const { policyCheckIds, taskStageIds, tfPolicyEvaluationIds } = run
  return JSON.stringify([
    ...[run.id, status, statusTimestamps, actions, message, planId],
    ...[policyCheckIds, taskStageIds, tfPolicyEvaluationIds],
    ...[run.costEstimateId, run.configurationVersionId, run.createdById]
  ])
}

/**
 * Is nothing configured in the workspace's organization that could follow a
 * plan? False where that is not told, or not soon. Never throws.
 */
export async function hasNoFollowUps(
  dependencies: Pick<Dependencies, 'hcp' | 'clock' | 'signal' | 'record'>
): Promise<boolean> {
  const { hcp, record } = dependencies
  const organization = workspaceOf(record.facts())?.organization
  if (organization === undefined) return false
  return await readWithin(
    dependencies,
    followUpsWithinMilliseconds,
    async (signal) =>
      await hcp.organizations.hasNoFollowUps(organization, { signal })
  ).catch(() => false)
}
