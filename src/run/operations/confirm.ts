import { ApiError, isAmbiguous } from '../../hcp/errors.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { isConfirmedOrLater, isFinal } from '../status.ts'

export type Confirmed =
  /** The server took our confirm. */
  | { readonly kind: 'confirmed'; readonly run: Run }
  /** The run is confirmed, and not (for certain) by this step. */
  | { readonly kind: 'confirmed-elsewhere'; readonly run: Run }
  /** It ended instead: discarded, canceled, errored. */
  | { readonly kind: 'ended'; readonly run: Run }
  /** The run is still at its gate; nothing was applied. */
  | { readonly kind: 'refused'; readonly run: Run; readonly cause: unknown }

const effectWithinMilliseconds = 30_000
/** A refusal has no effect of its own; only somebody else's is waited for. */
const othersEffectWithinMilliseconds = 3_000

/**
 * Confirms a run, and returns when the effect is seen on the run. One request:
 * when its answer is lost or is 409, the run is read and its state decides;
 * the confirm itself is not repeated here. (Runs API: apply; 202 means
 * accepted, not done.)
 */
export async function confirmRun(
  dependencies: Dependencies,
  runId: string,
  comment: string
): Promise<Confirmed> {
  const { hcp } = dependencies
  let failure: unknown
  let within = effectWithinMilliseconds
  try {
    await hcp.runs.apply(runId, comment)
  } catch (error) {
    const isConflict = error instanceof ApiError && error.status === 409
    if (!isConflict && !isAmbiguous(error)) throw error
    failure = error
    if (isConflict) within = othersEffectWithinMilliseconds
  }

  const run = await readUntilMoved(dependencies, runId, within)
  if (isConfirmedOrLater(run.status)) {
    return failure === undefined
      ? { kind: 'confirmed', run }
      : { kind: 'confirmed-elsewhere', run }
  }
  if (isFinal(run.status)) {
    // An apply that failed at once was confirmed nevertheless.
    const wasConfirmed = run.statusTimestamps['confirmed-at'] !== undefined
    if (!wasConfirmed) return { kind: 'ended', run }
    return failure === undefined
      ? { kind: 'confirmed', run }
      : { kind: 'confirmed-elsewhere', run }
  }
  return { kind: 'refused', run, cause: failure }
}

/**
 * The state after an action is seen with a delay. Ends at the first state past
 * the gate, or with the last one seen when the time is up.
 */
async function readUntilMoved(
  { hcp, clock, signal }: Dependencies,
  runId: string,
  within: number
): Promise<Run> {
  const begun = clock.now()
  for (let pause = 200; ; pause = Math.min(2_000, pause * 1.5)) {
    const run = await hcp.runs.read(runId)
    if (isConfirmedOrLater(run.status) || isFinal(run.status)) return run
    if (clock.now() - begun >= within) return run
    await clock.sleep(pause, signal)
  }
}
