import { ApiError } from '../../hcp/wire/errors.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import { RunRefusedError, saidBy } from '../record/errors.ts'
import { createLogs } from '../record/phase-log.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../record/status.ts'
import { waitForEnd } from '../waiting/effect.ts'
import { concludeFinal } from '../endings/conclusion.ts'
import type { Ending } from '../record/ending.ts'
import {
  failureOf,
  lostAnswer,
  lostAnswerMilliseconds,
  mostConflicts,
  mostLostAnswers
} from '../door/answer.ts'

/** A killed run ends within seconds; longer says that it was not killed. */
const killedWithinMilliseconds = 30_000

export interface CancelOptions {
  /** Recorded on the run. */
  readonly comment: string
  /** Longest wait for the effect, in milliseconds: `run-timeout`. */
  readonly patience: number
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
  let lost = 0
  let conflicts = 0
  let looks = 0
  /** Why it is not known what became of a cancel. */
  let cause: unknown
  for (;;) {
    const run = await hcp.runs.read(runId)
    if (isCanceled(run)) return await conclude(dependencies, run)
    if (isFinal(run.status)) {
      if (lost === 0) throw refuseEnded(run, 'cancelled')
      return await conclude(dependencies, run)
    }
    // Asked for already, by us or by somebody else.
    if (run.canceledAt !== undefined) break
    if (run.permissions.canCancel === false) {
      throw new RunRefusedError(
        `The token may not cancel run ${runId}; give its team 'write', or the custom permission 'apply'.`
      )
    }
    // Terraform takes a second interrupt for an order to drop everything.
    const isOver =
      lost >= mostLostAnswers ||
      isConfirmedOrLater(run.status) ||
      run.actions.isCancelable === false
    if (lost > 0 && isOver) {
      throw lostAnswer(run, {
        action: 'cancel',
        sent: lost,
        within: lostAnswerMilliseconds,
        cause
      })
    }
    looks += 1
    if (run.actions.isCancelable === false && looks >= 3) {
      throw new RunRefusedError(
        run.actions.isDiscardable === true
          ? `Run ${runId} cannot be cancelled: it waits for a decision (${renderStatus(run.status)}). Discard it instead, with 'mode: discard'. Nothing was changed.`
          : `Run ${runId} cannot be cancelled while it is ${renderStatus(run.status)}. Nothing was changed.`
      )
    }
    // Between two phases nothing may be cancelled for a moment.
    if (run.actions.isCancelable !== false) {
      try {
        await hcp.runs.cancel(runId, options.comment)
        break
      } catch (error) {
        const failure = failureOf(error)
        if (failure === 'failed') throw error
        if (failure === 'lost') {
          lost += 1
          cause = error
          await readUntilCanceled(dependencies, runId)
          continue
        }
        conflicts += 1
        if (conflicts >= mostConflicts) throw error
      }
    }
    await clock.sleep(500 * looks, signal)
  }
  return await endCanceled(dependencies, runId, deadline, options)
}

/** Looks for the effect of a cancel whose answer was lost. */
async function readUntilCanceled(
  { hcp, clock, signal }: Dependencies,
  runId: string
): Promise<void> {
  const begun = clock.now()
  for (let pause = 200; ; pause *= 1.5) {
    const run = await hcp.runs.read(runId)
    if (isFinal(run.status) || run.canceledAt !== undefined) return
    const left = lostAnswerMilliseconds - (clock.now() - begun)
    if (left <= 0) return
    await clock.sleep(Math.min(pause, left), signal)
  }
}

/**
 * Kills a run that a cancel did not end: waits out the cool-off, asks once,
 * and waits until the run has ended. What the killed work did to the state may
 * be lost. Where the answer is lost, it is not asked again. (Runs API:
 * force-cancel.)
 *
 * @throws RunRefusedError where nobody has cancelled the run yet, or where the
 * state or the token forbids it
 * @throws LostAnswerError where it may have been taken, and is not seen
 */
export async function forceCancelRun(
  dependencies: Dependencies,
  runId: string,
  options: CancelOptions
): Promise<Ending> {
  const { hcp, clock, signal, log } = dependencies
  const deadline = clock.now() + options.patience
  let conflicts = 0
  let hasSaid = false
  for (;;) {
    const run = await hcp.runs.read(runId)
    if (isCanceled(run)) return await conclude(dependencies, run)
    if (isFinal(run.status)) throw refuseEnded(run, 'force-cancelled')
    if (
      run.canceledAt === undefined &&
      run.actions.isForceCancelable !== true
    ) {
      throw new RunRefusedError(
        `Run ${runId} cannot be force-cancelled: nobody has cancelled it yet. Use 'mode: cancel' first; force-cancel is for a run that a cancel did not end. Nothing was changed.`
      )
    }
    // An administrator of the site needs no cool-off.
    const isForAdmin = run.permissions.canForceCancel === false
    const left = isForAdmin ? 0 : coolOff(run, clock.wallTime())
    const isAllowed =
      isForAdmin ||
      (conflicts === 0
        ? (run.actions.isForceCancelable ?? left === 0)
        : // A server whose flag promised too much.
          run.actions.isForceCancelable !== false && left === 0)
    if (isAllowed) {
      try {
        await (isForAdmin ? hcp.adminRuns : hcp.runs).forceCancel(
          runId,
          options.comment
        )
        break
      } catch (error) {
        const failure = failureOf(error)
        if (failure === 'failed') throw explainMissing(error, runId)
        if (failure === 'lost') {
          return await endKilled(dependencies, runId, error)
        }
        conflicts += 1
        if (conflicts >= mostConflicts) {
          throw new RunRefusedError(
            `Run ${runId} cannot be force-cancelled: HCP Terraform refused it ${conflicts} times while the run was ${renderStatus(run.status)}. Nothing was changed. The last answer: ${saidBy(error)}`,
            { cause: error }
          )
        }
      }
    } else if (!hasSaid) {
      hasSaid = true
      log.info(
        `Run ${runId} may be force-cancelled ${left > 0 ? `in ${renderDuration(left)}` : 'soon'}; waiting for it.`
      )
    }
    const now = clock.now()
    if (now >= deadline) {
      return timedOut(run, options, ' It was not force-cancelled.')
    }
    const pause = Math.min(Math.max(left, 500 * 2 ** conflicts), 10_000)
    await clock.sleep(Math.min(pause, deadline - now), signal)
  }
  return await endCanceled(dependencies, runId, deadline, options)
}

/** A force-cancel whose answer was lost: only the run tells what became of it. */
async function endKilled(
  dependencies: Dependencies,
  runId: string,
  cause: unknown
): Promise<Ending> {
  const { clock } = dependencies
  const within = killedWithinMilliseconds
  const run = await waitForEnd(dependencies, runId, clock.now() + within)
  if (isFinal(run.status)) return await conclude(dependencies, run)
  throw lostAnswer(run, { action: 'force-cancel', sent: 1, within, cause })
}

/** Waits for the end of a run that was asked to end. */
async function endCanceled(
  dependencies: Dependencies,
  runId: string,
  deadline: number,
  options: CancelOptions
): Promise<Ending> {
  const run = await waitForEnd(dependencies, runId, deadline)
  if (isFinal(run.status)) return await conclude(dependencies, run)
  const when = run.forceCancelAvailableAt
  return timedOut(
    run,
    options,
    when === undefined
      ? ' It was asked to end.'
      : ` It was asked to end; 'mode: force-cancel' works from ${when} on.`
  )
}

/** What was asked for is a success; every other end is told as it is. */
async function conclude(dependencies: Dependencies, run: Run): Promise<Ending> {
  const ending = await concludeFinal(dependencies, run, createLogs(), undefined)
  if (ending.outcome === 'canceled') return { ...ending, failure: undefined }
  if (ending.outcome !== 'applied') return ending
  return {
    ...ending,
    failure: {
      headline: `Run ${run.id} was to be cancelled, and was applied before the cancel took effect.`,
      diagnostics: [],
      logText: undefined
    }
  }
}

function timedOut(run: Run, options: CancelOptions, after: string): Ending {
  return {
    outcome: 'timed-out',
    gate: 'none',
    run,
    plan: undefined,
    checks: undefined,
    reasons: [],
    failure: {
      headline: `Run ${run.id} was still ${renderStatus(run.status)} when 'run-timeout' (${renderDuration(options.patience)}) ran out.${after}`,
      diagnostics: [],
      logText: undefined
    }
  }
}

function isCanceled({ status }: Run): boolean {
  return status === 'canceled' || status === 'force_canceled'
}

function refuseEnded(run: Run, verb: string): RunRefusedError {
  return new RunRefusedError(
    `Run ${run.id} cannot be ${verb}: it has ended (${renderStatus(run.status)}). Nothing was changed.`
  )
}

/** 404 stands for "forbidden", too, and this action is admins' alone. */
function explainMissing(error: unknown, runId: string): unknown {
  const isForbidden =
    error instanceof ApiError && (error.status === 404 || error.status === 403)
  return isForbidden
    ? new RunRefusedError(
        `HCP Terraform refused to force-cancel run ${runId} (${error.status}): that takes the permission 'admin' on the workspace, or a site administrator of Terraform Enterprise. Nothing was changed.`,
        { cause: error }
      )
    : error
}

/** Milliseconds until a force-cancel is allowed; 0 where that is not told. */
function coolOff(run: Run, now: number): number {
  const at = Date.parse(run.forceCancelAvailableAt ?? '')
  return Number.isNaN(at) ? 0 : Math.max(0, at - now)
}
