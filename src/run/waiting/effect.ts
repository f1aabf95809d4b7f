import type { Run } from '../../hcp/types.ts'
import type { Clock } from '../../hcp/wire/clock.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import { isFinal, renderStatus } from '../record/status.ts'
import { pollInterval } from './pace.ts'

/** What looking for an effect needs. */
export interface LookDependencies {
  readonly hcp: {
    readonly runs: { readonly read: (id: string) => Promise<Run> }
  }
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Looks at a run until what was done to it is seen, or `within` milliseconds
 * are over: an action that was accepted has its effect some time later.
 * Resolves to the run as last seen.
 */
export async function lookUntil(
  { hcp, clock, signal }: LookDependencies,
  runId: string,
  {
    isSeen,
    within
  }: {
    readonly isSeen: (run: Run) => boolean
    readonly within: number
  }
): Promise<Run> {
  const begun = clock.now()
  for (let pause = 200; ; pause = Math.min(2_000, pause * 1.5)) {
    const run = await hcp.runs.read(runId)
    const left = within - (clock.now() - begun)
    if (isSeen(run) || left <= 0) return run
    await clock.sleep(Math.min(pause, left), signal)
  }
}

/**
 * Reads a run until it has ended, or until the deadline (on the clock, in
 * milliseconds), and says what it comes by. Resolves to the run as last seen;
 * whether it has ended is told by its status alone: `canceled-at` is set when
 * a cancel is asked for.
 */
export async function waitForEnd(
  { hcp, clock, signal, log }: Dependencies,
  runId: string,
  deadline: number
): Promise<Run> {
  const begun = clock.now()
  let statusSince = begun
  let lastStatus: string | undefined
  for (;;) {
    const run = await hcp.runs.read(runId)
    const now = clock.now()
    if (run.status !== lastStatus) {
      lastStatus = run.status
      statusSince = now
      log.info(
        `${renderDuration(now - begun).padStart(7)}  ${renderStatus(run.status)}`
      )
    }
    if (isFinal(run.status) || now >= deadline) return run
    const interval = pollInterval({
      sinceChange: now - statusSince,
      isStreaming: false,
      sinceLogEnd: undefined,
      usual: undefined
    })
    await clock.sleep(Math.min(interval, deadline - now), signal)
  }
}
