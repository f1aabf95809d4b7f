import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import {
  failureOf,
  lostAnswer,
  lostAnswerMilliseconds,
  mostConflicts,
  mostLostAnswers,
  traceMilliseconds
} from '../door/answer.ts'
import {
  concludeCanceled,
  endCanceled,
  isCanceled,
  refuseEnded
} from '../endings/canceled.ts'
import type { CancelOptions } from '../endings/canceled.ts'
import type { Ending } from '../record/ending.ts'
import { RunRefusedError } from '../record/errors.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../record/status.ts'
import { lookUntil } from '../waiting/effect.ts'

/** What became of the cancels of a run so far. */
interface Tries {
  /** What came back for each one that may have been taken. */
  readonly lost: readonly unknown[]
  readonly conflicts: number
  readonly looks: number
}

/**
 * Cancels a run that is queued, planning or applying, and waits until it has
 * ended. A cancelled apply may end applied or errored all the same: only the
 * status tells, never `canceled-at`. A run that is canceled already is
 * reported as it is. Where the answer is lost, the run is watched; one that is
 * not applying and shows no cancel is asked once more. (Runs API: cancel.)
 *
 * @throws RunRefusedError where the state of the run or the token forbids it
 * @throws LostAnswerError where it may have been taken, and is not seen
 */
export async function cancelRun(
  dependencies: Dependencies,
  runId: string,
  options: CancelOptions
): Promise<Ending> {
  const { hcp, clock, signal } = dependencies
  const deadline = clock.now() + options.patience
  let tries: Tries = { lost: [], conflicts: 0, looks: 0 }
  for (;;) {
    const run = await hcp.runs.read(runId)
    if (isCanceled(run)) return await concludeCanceled(dependencies, run)
    if (isFinal(run.status)) {
      if (tries.lost.length === 0) throw refuseEnded(run, 'cancelled')
      return await concludeCanceled(dependencies, run)
    }
    // Asked for already, by us or by somebody else.
    if (run.canceledAt !== undefined) {
      if (tries.lost.length === 0) {
        dependencies.log.waiting(
          `Run ${runId} is being cancelled already (since ${run.canceledAt}); waiting for its end.`
        )
      }
      break
    }
    tries = { ...tries, looks: tries.looks + 1 }
    refuseUnlessCancelable(run, tries)
    // Between two phases nothing may be cancelled for a moment.
    if (run.actions.isCancelable !== false) {
      const sent = await tryCancel(dependencies, run, options, tries)
      if (sent === 'accepted') {
        await refuseUnheeded(dependencies, run, deadline)
        break
      }
      if (sent.lost.length > tries.lost.length) {
        tries = sent
        continue
      }
      tries = sent
    }
    await clock.sleep(500 * tries.looks, signal)
  }
  return await endCanceled(dependencies, runId, deadline, options)
}

/** Some servers accept a cancel and do nothing: that is not waited out. */
async function refuseUnheeded(
  dependencies: Dependencies,
  { id, status }: Run,
  deadline: number
): Promise<void> {
  const { clock } = dependencies
  const run = await lookUntil(dependencies, id, {
    isSeen: (seen) =>
      isFinal(seen.status) ||
      seen.canceledAt !== undefined ||
      seen.status !== status ||
      seen.actions.isCancelable !== true,
    within: Math.min(traceMilliseconds, deadline - clock.now())
  })
  const isUnheeded =
    run.status === status &&
    run.canceledAt === undefined &&
    run.actions.isCancelable === true
  if (!isUnheeded) return
  throw new RunRefusedError(
    `HCP Terraform accepted to cancel run ${id}, and nothing shows on it since: it is still ${renderStatus(status)}, and could be cancelled. It may be cancelled yet. Look at it in the web interface.`
  )
}

/** Sends one cancel. Throws where looking again helps nobody. */
async function tryCancel(
  dependencies: Dependencies,
  run: Run,
  { comment }: CancelOptions,
  tries: Tries
): Promise<'accepted' | Tries> {
  try {
    await dependencies.door.cancel(run, { purpose: 'asked', comment })
    return 'accepted'
  } catch (error) {
    const failure = failureOf(error)
    if (failure === 'failed') throw error
    if (failure === 'lost') {
      await lookUntil(dependencies, run.id, {
        isSeen: ({ status, canceledAt }) =>
          isFinal(status) || canceledAt !== undefined,
        within: lostAnswerMilliseconds
      })
      return { ...tries, lost: [...tries.lost, error] }
    }
    const conflicts = tries.conflicts + 1
    if (conflicts >= mostConflicts) throw error
    return { ...tries, conflicts }
  }
}

function refuseUnlessCancelable(run: Run, { lost, looks }: Tries): void {
  const { id, status, actions, permissions } = run
  if (permissions.canCancel === false) {
    throw new RunRefusedError(
      `The token may not cancel run ${id}; give its team 'write', or the custom permission 'apply'.`
    )
  }
  // Terraform takes a second interrupt for an order to drop everything.
  const isOver =
    lost.length >= mostLostAnswers ||
    isConfirmedOrLater(status) ||
    actions.isCancelable === false
  if (lost.length > 0 && isOver) {
    throw lostAnswer(run, {
      action: 'cancel',
      sent: lost.length,
      within: lostAnswerMilliseconds,
      cause: lost.at(-1)
    })
  }
  if (actions.isCancelable === false && looks >= 3) {
    throw new RunRefusedError(
      actions.isDiscardable === true
        ? `Run ${id} cannot be cancelled: it waits for a decision (${renderStatus(status)}). Discard it instead, with 'mode: discard'. Nothing was changed.`
        : `Run ${id} cannot be cancelled while it is ${renderStatus(status)}. Nothing was changed.`
    )
  }
}
