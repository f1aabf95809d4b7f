import { ApiError } from '../../hcp/wire/errors.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { failureOf, lostAnswer, mostConflicts } from '../door/answer.ts'
import {
  concludeCanceled,
  endCanceled,
  isCanceled,
  outOfPatience,
  refuseEnded
} from '../endings/canceled.ts'
import type { CancelOptions } from '../endings/canceled.ts'
import { renderDuration } from '../record/duration.ts'
import type { Ending } from '../record/ending.ts'
import { RunRefusedError, saidBy } from '../record/errors.ts'
import { isFinal, renderStatus } from '../record/status.ts'
import { waitForEnd } from '../waiting/effect.ts'

/** A killed run ends within seconds; longer says that it was not killed. */
const killedWithinMilliseconds = 30_000

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
    if (isCanceled(run)) return await concludeCanceled(dependencies, run)
    refuseUnlessCanceling(run)
    const { isAllowed, left } = allowance(run, conflicts, hcp.now())
    if (isAllowed) {
      const sent = await tryKill(dependencies, run, options, conflicts)
      if (sent.kind === 'accepted') break
      if (sent.kind === 'lost') {
        return await endKilled(dependencies, runId, sent.cause)
      }
      conflicts += 1
    } else if (!hasSaid) {
      hasSaid = true
      log.waiting(
        `Run ${runId} may be force-cancelled ${left > 0 ? `in ${renderDuration(left)}` : 'soon'}; waiting for it.`
      )
    }
    const now = clock.now()
    if (now >= deadline) {
      return outOfPatience(run, options, ' It was not force-cancelled.')
    }
    const pause = Math.min(Math.max(left, 500 * 2 ** conflicts), 10_000)
    await clock.sleep(Math.min(pause, deadline - now), signal)
  }
  return await endCanceled(dependencies, runId, deadline, options)
}

function refuseUnlessCanceling(run: Run): void {
  if (isFinal(run.status)) throw refuseEnded(run, 'force-cancelled')
  if (run.canceledAt === undefined && run.actions.isForceCancelable !== true) {
    throw new RunRefusedError(
      `Run ${run.id} cannot be force-cancelled: nobody has cancelled it yet. Use 'mode: cancel' first; force-cancel is for a run that a cancel did not end. Nothing was changed.`
    )
  }
}

/** An administrator of the site needs no cool-off. */
function isForAdmin({ permissions }: Run): boolean {
  return permissions.canForceCancel === false
}

/** May it be asked now, and if not, how many milliseconds are left? */
function allowance(
  run: Run,
  conflicts: number,
  now: number
): { readonly isAllowed: boolean; readonly left: number } {
  if (isForAdmin(run)) return { isAllowed: true, left: 0 }
  const { isForceCancelable } = run.actions
  const left = coolOff(run, now)
  const isAllowed =
    conflicts === 0
      ? (isForceCancelable ?? left === 0)
      : // A server whose flag promised too much.
        isForceCancelable !== false && left === 0
  return { isAllowed, left }
}

type Killed =
  | { readonly kind: 'accepted' | 'conflict' }
  | { readonly kind: 'lost'; readonly cause: unknown }

/** Sends one force-cancel. Throws where looking again helps nobody. */
async function tryKill(
  { door }: Dependencies,
  run: Run,
  { comment }: CancelOptions,
  conflicts: number
): Promise<Killed> {
  const asAdmin = isForAdmin(run)
  try {
    await door.forceCancel(run, { purpose: 'asked', comment, asAdmin })
    return { kind: 'accepted' }
  } catch (error) {
    const failure = failureOf(error)
    if (failure === 'failed') throw explainMissing(error, run.id)
    if (failure === 'lost') return { kind: 'lost', cause: error }
    if (conflicts + 1 < mostConflicts) return { kind: 'conflict' }
    throw new RunRefusedError(
      `Run ${run.id} cannot be force-cancelled: HCP Terraform refused it ${conflicts + 1} times while the run was ${renderStatus(run.status)}. Nothing was changed. The last answer: ${saidBy(error)}`,
      { cause: error }
    )
  }
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
  if (isFinal(run.status)) return await concludeCanceled(dependencies, run)
  throw lostAnswer(run, { action: 'force-cancel', sent: 1, within, cause })
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
