import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../record/status.ts'
import type { Ending } from '../record/ending.ts'
import { failureOf, lostAnswer } from '../door/answer.ts'

export type Confirmed =
  /** The server took our confirm. */
  | { readonly kind: 'confirmed'; readonly run: Run }
  /** The run is confirmed, and not (for certain) by this step. */
  | { readonly kind: 'confirmed-elsewhere'; readonly run: Run }
  /** It ended instead: discarded, canceled, errored. */
  | { readonly kind: 'ended'; readonly run: Run }
  /** 409, and the run is still at its gate: nothing came of this confirm. */
  | { readonly kind: 'refused'; readonly run: Run }
  /**
   * The run is still at its gate, and may be applied yet: the confirm was
   * accepted, or it is not known, since its answer was lost (`cause`).
   */
  | { readonly kind: 'unseen'; readonly run: Run; readonly cause: unknown }

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
  let isRefused = false
  let within = effectWithinMilliseconds
  try {
    await hcp.runs.apply(runId, comment)
  } catch (error) {
    const kind = failureOf(error)
    if (kind === 'failed') throw error
    failure = error
    isRefused = kind === 'refused'
    if (isRefused) within = othersEffectWithinMilliseconds
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
  return isRefused
    ? { kind: 'refused', run }
    : { kind: 'unseen', run, cause: failure }
}

/**
 * The ending of a run that still stands at its gate although a confirm may have
 * been taken: it may be applied any moment, so it is neither held nor blocked.
 */
export function endUnseen(
  run: Run,
  {
    lost,
    cause,
    ...known
  }: Pick<Ending, 'gate' | 'plan' | 'checks'> & {
    /** Confirms whose answers were lost; 0: one was accepted. */
    readonly lost: number
    readonly cause: unknown
  }
): Ending {
  const within = effectWithinMilliseconds
  const headline =
    lost === 0
      ? `HCP Terraform accepted the confirm of run ${run.id}, and ${renderDuration(within)} later the run is still ${renderStatus(run.status)}. The confirm is not sent again: it may still take effect, and the run be applied. Look at the run before anything else is done with it.`
      : lostAnswer(run, { action: 'confirm', sent: lost, within, cause })
          .message
  return {
    ...known,
    outcome: 'timed-out',
    run,
    reasons: [],
    failure: { headline, diagnostics: [], logText: undefined }
  }
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
