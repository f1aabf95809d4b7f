import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import { isPastGate } from '../record/claims.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../record/status.ts'
import { failure } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'
import { failureOf, lostAnswer } from '../door/answer.ts'
import type { Allowed } from '../door/door.ts'
import { lookUntil } from '../waiting/effect.ts'

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
 * Confirms a run that was just looked at and allowed, and returns when the
 * effect is seen on the run. One request: when its answer is lost or is 409,
 * the run is read and its state decides; the confirm itself is not repeated
 * here. (Runs API: apply; 202 means accepted, not done.)
 */
export async function confirmRun(
  dependencies: Dependencies,
  seen: Run,
  verdict: Allowed,
  comment: string
): Promise<Confirmed> {
  let failure: unknown
  let isRefused = false
  try {
    await dependencies.door.confirm(seen, verdict, comment)
  } catch (error) {
    const kind = failureOf(error)
    if (kind === 'failed') throw error
    failure = error
    isRefused = kind === 'refused'
  }
  const run = await lookUntil(dependencies, seen.id, {
    isSeen: isPastGate,
    within: isRefused
      ? othersEffectWithinMilliseconds
      : effectWithinMilliseconds
  })
  // An apply that failed at once was confirmed nevertheless.
  const isConfirmed =
    isConfirmedOrLater(run.status) ||
    run.statusTimestamps['confirmed-at'] !== undefined
  if (isConfirmed) {
    const kind = failure === undefined ? 'confirmed' : 'confirmed-elsewhere'
    return { kind, run }
  }
  if (isFinal(run.status)) return { kind: 'ended', run }
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
    ...known
  }: Pick<Ending, 'gate' | 'plan' | 'checks'> & {
    /** What came back for each confirm that may have been taken; none: one was accepted. */
    readonly lost: readonly unknown[]
  }
): Ending {
  const within = effectWithinMilliseconds
  const headline =
    lost.length === 0
      ? `HCP Terraform accepted the confirm of run ${run.id}, and ${renderDuration(within)} later the run is still ${renderStatus(run.status)}. The confirm is not sent again: it may still take effect, and the run be applied. Look at the run before anything else is done with it.`
      : lostAnswer(run, {
          action: 'confirm',
          sent: lost.length,
          within,
          cause: lost.at(-1)
        }).message
  return {
    ...known,
    outcome: 'timed-out',
    run,
    reasons: [],
    failure: failure(headline)
  }
}
