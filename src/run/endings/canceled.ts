import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import { failure } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'
import { RunRefusedError } from '../record/errors.ts'
import { isFinal, renderStatus } from '../record/status.ts'
import { waitForEnd } from '../waiting/effect.ts'
import { concludeFinal } from './conclusion.ts'

export interface CancelOptions {
  /** Recorded on the run. */
  readonly comment: string
  /** Longest wait for the effect, in milliseconds: `run-timeout`. */
  readonly patience: number
}

/** Waits for the end of a run that was asked to end. */
export async function endCanceled(
  dependencies: Dependencies,
  runId: string,
  deadline: number,
  options: CancelOptions
): Promise<Ending> {
  const run = await waitForEnd(dependencies, runId, deadline)
  if (isFinal(run.status)) return await concludeCanceled(dependencies, run)
  const when = run.forceCancelAvailableAt
  return outOfPatience(
    run,
    options,
    when === undefined
      ? ' It was asked to end.'
      : ` It was asked to end; 'mode: force-cancel' works from ${when} on.`
  )
}

/** What was asked for is a success; every other end is told as it is. */
export async function concludeCanceled(
  dependencies: Dependencies,
  run: Run
): Promise<Ending> {
  const ending = await concludeFinal(dependencies, run, undefined)
  if (ending.outcome === 'canceled') return { ...ending, failure: undefined }
  if (ending.outcome !== 'applied') return ending
  return {
    ...ending,
    failure: failure(
      `Run ${run.id} was to be cancelled, and was applied before the cancel took effect.`
    )
  }
}

/** The ending of a run that took longer to end than it is waited for. */
export function outOfPatience(
  run: Run,
  { patience }: CancelOptions,
  after: string
): Ending {
  return {
    outcome: 'timed-out',
    gate: 'none',
    run,
    plan: undefined,
    checks: undefined,
    reasons: [],
    failure: failure(
      `Run ${run.id} was still ${renderStatus(run.status)} when 'run-timeout' (${renderDuration(patience)}) ran out.${after}`
    )
  }
}

/** Has it ended as canceled? */
export function isCanceled({ status }: Run): boolean {
  return status === 'canceled' || status === 'force_canceled'
}

/** The error for a run that has ended and cannot be ended any more. */
export function refuseEnded(run: Run, verb: string): RunRefusedError {
  return new RunRefusedError(
    `Run ${run.id} cannot be ${verb}: it has ended (${renderStatus(run.status)}). Nothing was changed.`
  )
}
