import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import { RunRefusedError, saidBy } from '../record/errors.ts'
import { isPastGate } from '../record/claims.ts'
import { isFinal, renderStatus } from '../record/status.ts'
import { lookUntil } from '../waiting/effect.ts'
import {
  failureOf,
  lostAnswer,
  lostAnswerMilliseconds,
  mostConflicts,
  mostLostAnswers,
  traceMilliseconds
} from '../door/answer.ts'
import type { Word } from '../door/may-send.ts'

/**
 * Discards a run and returns it when it has ended. A run that is discarded
 * already is returned as it is. Does not cancel: a run that cannot be
 * discarded is refused with what can be done. Where the answer is lost, the
 * run is watched; one that still waits is asked once more, since a discard
 * does no harm twice. (Runs API: discard.)
 *
 * @throws RunRefusedError where the state of the run or the token forbids it
 * @throws LostAnswerError where it may have been taken, and is not seen
 */
export async function discardRun(
  dependencies: Dependencies,
  runId: string,
  word: Word
): Promise<Run> {
  const { hcp, door } = dependencies
  let lost = 0
  let conflicts = 0
  /** Why it is not known what became of a discard. */
  let cause: unknown
  for (;;) {
    const run = await hcp.runs.read(runId)
    if (run.status === 'discarded') return run
    refuseUnlessDiscardable(run, cause)
    let within = traceMilliseconds
    let isAccepted = false
    try {
      await door.discard(run, word)
      isAccepted = true
    } catch (error) {
      const failure = failureOf(error)
      if (failure === 'failed') throw error
      if (failure === 'lost') {
        lost += 1
        cause = error
        within = lostAnswerMilliseconds
      } else {
        conflicts += 1
        if (conflicts >= mostConflicts) {
          const refused = 'HCP Terraform refuses it (409): nothing was changed.'
          throw refuse(run, refused, error)
        }
        within = 400 * conflicts
      }
    }
    const seen = await lookUntil(dependencies, runId, {
      isSeen: isPastGate,
      within
    })
    if (seen.status === 'discarded') return seen
    if (isPastGate(seen)) continue
    if (isAccepted) {
      throw new RunRefusedError(
        `HCP Terraform accepted to discard run ${runId}, and ${renderDuration(traceMilliseconds)} later it is still ${renderStatus(seen.status)}. It may be discarded yet. Look at it in the web interface.`
      )
    }
    if (lost >= mostLostAnswers) {
      throw lostAnswer(seen, { action: 'discard', sent: lost, within, cause })
    }
  }
}

/** The flag of the run is a hint; whether it can be, the server's answer says. */
function refuseUnlessDiscardable(run: Run, cause: unknown): void {
  const { permissions, actions, canceledAt } = run
  const isEnding = canceledAt !== undefined && actions.isDiscardable !== true
  if (isPastGate(run) || isEnding) {
    const after =
      cause === undefined
        ? 'This step changed nothing.'
        : `A discard was sent, and whether it was taken is not known: ${saidBy(cause)}`
    throw refuse(run, after, cause)
  }
  if (permissions.canDiscard === false) {
    throw new RunRefusedError(
      `The token may not discard run ${run.id}; give its team 'write', or the custom permission 'apply'.`
    )
  }
}

function refuse(run: Run, after: string, cause: unknown): RunRefusedError {
  const advice = isFinal(run.status)
    ? ' It has ended.'
    : run.canceledAt !== undefined
      ? ' It is being cancelled already.'
      : run.actions.isCancelable === true
        ? ' It can be cancelled instead.'
        : ''
  return new RunRefusedError(
    `Run ${run.id} cannot be discarded: it is ${renderStatus(run.status)}.${advice} ${after}`,
    cause === undefined ? undefined : { cause }
  )
}
