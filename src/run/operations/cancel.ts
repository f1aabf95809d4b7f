import { ApiError, isAmbiguous } from '../../hcp/errors.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../duration.ts'
import { RunRefusedError } from '../errors.ts'
import { createLogs } from '../follow.ts'
import { isFinal, renderStatus } from '../status.ts'
import { waitForEnd } from '../wait-for-end.ts'
import { concludeFinal } from './ending.ts'
import type { Ending } from './ending.ts'

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
 * reported as it is. (Runs API: cancel.)
 *
 * @throws RunRefusedError where the state of the run or the token forbids it
 */
export async function cancelRun(
  dependencies: Dependencies,
  runId: string,
  options: CancelOptions
): Promise<Ending> {
  const { hcp, clock, signal } = dependencies
  const deadline = clock.now() + options.patience
  for (let attempt = 1; ; attempt += 1) {
    const run = await hcp.runs.read(runId)
    if (isCanceled(run)) return await conclude(dependencies, run)
    if (isFinal(run.status)) throw refuseEnded(run, 'cancelled')
    // Asked for already, by us or by somebody else.
    if (run.canceledAt !== undefined) break
    if (run.permissions.canCancel === false) {
      throw new RunRefusedError(
        `The token may not cancel run ${runId}; give its team 'write', or the custom permission 'apply'.`
      )
    }
    if (run.actions.isCancelable === false && attempt >= 3) {
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
        if (!isToLookAgain(error)) throw error
        if (attempt >= 5) throw error
      }
    }
    await clock.sleep(500 * attempt, signal)
  }
  return await endCanceled(dependencies, runId, deadline, options)
}

/**
 * Kills a run that a cancel did not end: waits out the cool-off, asks once,
 * and waits until the run has ended. What the killed work did to the state may
 * be lost. (Runs API: force-cancel.)
 *
 * @throws RunRefusedError where nobody has cancelled the run yet, or where the
 * state or the token forbids it
 */
export async function forceCancelRun(
  dependencies: Dependencies,
  runId: string,
  options: CancelOptions
): Promise<Ending> {
  const { hcp, clock, signal, log } = dependencies
  const deadline = clock.now() + options.patience
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
    if (run.permissions.canForceCancel === false) {
      await forceCancelAsAdmin(dependencies, runId, options.comment)
      break
    }
    const left = coolOff(run, clock.now())
    if (run.actions.isForceCancelable ?? left === 0) {
      try {
        await hcp.runs.forceCancel(runId, options.comment)
        break
      } catch (error) {
        if (!isToLookAgain(error)) throw explainMissing(error, runId)
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
    const pause = Math.min(Math.max(left, 500), 10_000)
    await clock.sleep(Math.min(pause, deadline - now), signal)
  }
  return await endCanceled(dependencies, runId, deadline, options)
}

/**
 * A site administrator of Terraform Enterprise may do it in workspaces that
 * are not theirs; nobody else finds that endpoint. (Admin Runs API.)
 */
async function forceCancelAsAdmin(
  { hcp }: Dependencies,
  runId: string,
  comment: string
): Promise<void> {
  try {
    await hcp.adminRuns.forceCancel(runId, comment)
  } catch (error) {
    if (!isToLookAgain(error)) throw explainMissing(error, runId)
  }
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

/** The state was another one, or the answer got lost: the run tells. */
function isToLookAgain(error: unknown): boolean {
  return (
    (error instanceof ApiError && error.status === 409) || isAmbiguous(error)
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
