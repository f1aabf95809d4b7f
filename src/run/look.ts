import type { Hcp } from '../hcp/client.ts'
import type { Run } from '../hcp/types.ts'
import type { Clock } from '../hcp/wire/clock.ts'
import { ApiError, MalformedResponseError } from '../hcp/wire/errors.ts'
import { UnseenRunError } from './record/errors.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from './record/status.ts'

type Read = Hcp['runs']['read']

/** How a step looks at runs. */
export interface Look {
  /**
   * Reads a run, and never an older state of it than one that was seen before:
   * replicas are behind, a run just made is not everywhere yet, and a proxy
   * answers with a page. Such an answer is looked at again for some seconds.
   *
   * @throws UnseenRunError where the answers go on contradicting what was seen
   */
  readonly read: Read
  /** Keeps what an answer to a write told of a run. */
  readonly keep: (run: Run) => void
}

/** How long what cannot be is asked again before it is believed or given up. */
const patience = { impossible: 15_000, missing: 10_000, older: 5_000 } as const

/** Looks at runs with the memory of one step. */
export function createLook(
  read: Read,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal }
): Look {
  const known = new Map<string, Run>()
  let trustsTimestamps = true
  return {
    keep: (run) => {
      known.set(run.id, run)
    },
    async read(id, options) {
      const begun = clock.now()
      for (let pause = 250; ; pause = Math.min(pause * 2, 3_000)) {
        const before = known.get(id)
        const seen = await read(id, options).catch(asFault)
        const doubt =
          'fault' in seen
            ? doubtFault(seen.fault, before)
            : doubtRun(seen, before, trustsTimestamps)
        const isOver =
          doubt === undefined || clock.now() - begun >= patience[doubt]
        if (isOver && 'fault' in seen) throw seen.fault
        if (isOver && !('fault' in seen)) {
          if (doubt === 'impossible') throw unseen(seen, before)
          // Such a server leaves dates out: they tell nothing there.
          if (doubt === 'older') trustsTimestamps = false
          known.set(id, seen)
          return seen
        }
        await clock.sleep(pause, options?.signal ?? signal)
      }
    }
  }
}

type Doubt = keyof typeof patience

function asFault(fault: unknown): { readonly fault: unknown } {
  return { fault }
}

/** Not seen is not *not there*, where it was seen before. */
function doubtFault(
  fault: unknown,
  before: Run | undefined
): Doubt | undefined {
  if (fault instanceof MalformedResponseError) return 'missing'
  return before !== undefined &&
    fault instanceof ApiError &&
    fault.status === 404
    ? 'missing'
    : undefined
}

function doubtRun(
  run: Run,
  before: Run | undefined,
  trustsTimestamps: boolean
): Doubt | undefined {
  if (before === undefined) return undefined
  if (isYounger(run, before)) return 'impossible'
  const lost = Object.keys(before.statusTimestamps).some(
    (name) => run.statusTimestamps[name] === undefined
  )
  return lost && trustsTimestamps ? 'older' : undefined
}

/** No run comes back from its end, or behind its confirm. */
function isYounger({ status }: Run, before: Run): boolean {
  if (isFinal(status)) return false
  return (
    isFinal(before.status) ||
    (isConfirmedOrLater(before.status) && !isConfirmedOrLater(status))
  )
}

function unseen(run: Run, before: Run | undefined): UnseenRunError {
  return new UnseenRunError(
    `Run ${run.id} was seen ${renderStatus(before?.status ?? 'unknown')}, and since then HCP Terraform answers that it is ${renderStatus(run.status)}, which cannot be. What became of it is not known: look at the run in the web interface before anything else is done.`
  )
}
