import type { Apply, Plan, Run } from '../../hcp/types.ts'
import { readWithin } from './deadline.ts'
import type { Dependencies } from '../dependencies.ts'

type Reader = Pick<Dependencies, 'hcp' | 'clock' | 'signal'>

const withinMilliseconds = 20_000

/**
 * An ended run with its plan and apply. A server that does not know how to
 * include them has them by their ids; what cannot be read stays undefined.
 * Throws only the reason of an aborted signal. (Plans API, Applies API: show.)
 */
export async function withPhases(dependencies: Reader, run: Run): Promise<Run> {
  const { hcp } = dependencies
  const { planId, applyId } = run
  const [plan, apply] = await Promise.all([
    run.plan !== undefined || planId === undefined
      ? run.plan
      : readPhase<Plan>(dependencies, (signal) =>
          hcp.plans.read(planId, { signal })
        ),
    run.apply !== undefined || applyId === undefined || isUnapplied(run)
      ? run.apply
      : readPhase<Apply>(dependencies, (signal) =>
          hcp.applies.read(applyId, { signal })
        )
  ])
  return { ...run, plan, apply }
}

/** Does the status say already that no apply was begun? */
function isUnapplied({ planOnly, status }: Run): boolean {
  return (
    planOnly ||
    status === 'planned_and_finished' ||
    status === 'policy_soft_failed' ||
    status === 'discarded'
  )
}

async function readPhase<T>(
  dependencies: Reader,
  read: (signal: AbortSignal) => Promise<T>
): Promise<T | undefined> {
  try {
    return await readWithin(dependencies, withinMilliseconds, read)
  } catch {
    dependencies.signal.throwIfAborted()
    return undefined
  }
}
