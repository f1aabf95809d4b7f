import { ApiError, isAmbiguous } from '../../hcp/wire/errors.ts'
import type { Run } from '../../hcp/types.ts'
import { renderDuration } from '../record/duration.ts'
import { LostAnswerError, saidBy } from '../record/errors.ts'
import { renderStatus } from '../record/status.ts'

/**
 * What the answer to an action says of it.
 * - `refused`: 409, nothing was done, since the state was another one
 * - `lost`: it may have been done; only the run tells
 * - `failed`: nothing was done, and looking again helps nobody
 */
export type ActionFailure = 'refused' | 'lost' | 'failed'

/** How long the effect of an action whose answer was lost is looked for. */
export const lostAnswerMilliseconds = 5_000

/**
 * How long an accepted discard or cancel may leave no trace: it shows within
 * seconds, and some servers only nod.
 */
export const traceMilliseconds = 20_000

/** An action that does no harm twice is sent once more, and no more. */
export const mostLostAnswers = 2

/** A 409 says that nothing was done; still, nobody is asked for ever. */
export const mostConflicts = 5

/** Says what is known of an action that did not succeed. */
export function failureOf(error: unknown): ActionFailure {
  if (error instanceof ApiError && error.status === 409) return 'refused'
  return isAmbiguous(error) ? 'lost' : 'failed'
}

/**
 * The error for an action that may have been done, and is not seen on the run:
 * how often it was sent, what came back last, how the run is now.
 */
export function lostAnswer(
  run: Run,
  {
    action,
    sent,
    within,
    cause
  }: {
    /** `discard`, as in `The discard of run …`. */
    readonly action: string
    /** Requests that may have been carried out. */
    readonly sent: number
    /** Milliseconds that its effect was looked for. */
    readonly within: number
    readonly cause: unknown
  }
): LostAnswerError {
  const times = sent === 1 ? 'once' : sent === 2 ? 'twice' : `${sent} times`
  return new LostAnswerError(
    `The ${action} of run ${run.id} was sent ${times}, and whether it was taken is not known: ${renderDuration(within)} later the run is ${renderStatus(run.status)}. It may still take effect, so it is not sent again. Look at the run, then run this step again if it has not changed. The last answer: ${saidBy(cause)}`,
    { cause }
  )
}
