import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import { pollInterval } from './pace.ts'
import { isFinal, renderStatus } from '../record/status.ts'

/**
 * Reads a run until it has ended, or until the deadline (on the clock, in
 * milliseconds). Resolves to the run as last seen; whether it has ended is
 * told by its status alone: `canceled-at` is set when a cancel is asked for.
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
