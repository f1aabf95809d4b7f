import { ApiError, isAmbiguous } from '../../hcp/errors.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../status.ts'
import { RunRefusedError } from '../errors.ts'

const effectWithinMilliseconds = 60_000

/**
 * Discards a run and returns it when it has ended. A run that is discarded
 * already is returned as it is. Does not cancel: a run that cannot be
 * discarded is refused with what can be done. (Runs API: discard.)
 *
 * @throws RunRefusedError where the state of the run or the token forbids it
 */
export async function discardRun(
  dependencies: Dependencies,
  runId: string,
  comment: string
): Promise<Run> {
  const { hcp, clock, signal } = dependencies
  const begun = clock.now()
  let wasAsked = false
  for (let pause = 200; ; pause = Math.min(2_000, pause * 1.5)) {
    const run = await hcp.runs.read(runId)
    if (run.status === 'discarded') return run
    if (isFinal(run.status) || isConfirmedOrLater(run.status)) {
      throw refuse(run)
    }
    if (!wasAsked) {
      if (run.permissions.canDiscard === false) {
        throw new RunRefusedError(
          `The token may not discard run ${runId}; give its team 'write', or the custom permission 'apply'.`
        )
      }
      // Behind another run the flag is false, and discard may work all the same.
      if (run.actions.isDiscardable === false) throw refuse(run)
      try {
        await hcp.runs.discard(runId, comment)
        wasAsked = true
      } catch (error) {
        const isConflict = error instanceof ApiError && error.status === 409
        if (!isConflict && !isAmbiguous(error)) throw error
      }
    }
    if (clock.now() - begun >= effectWithinMilliseconds) {
      throw new RunRefusedError(
        `Run ${runId} was to be discarded, and is still ${renderStatus(run.status)} after a minute. Look at it in the web interface.`
      )
    }
    await clock.sleep(pause, signal)
  }
}

function refuse(run: Run): RunRefusedError {
  const advice =
    run.actions.isCancelable === true
      ? ' It can be cancelled instead.'
      : isFinal(run.status)
        ? ' It has ended.'
        : ''
  return new RunRefusedError(
    `Run ${run.id} cannot be discarded: it is ${renderStatus(run.status)}.${advice} Nothing was changed.`
  )
}
