import type { Apply, Plan, Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { createPauses } from '../log/pauses.ts'
import type { Pauses } from '../log/pauses.ts'
import { tailPhaseLog } from '../log/tail.ts'
import { phaseOf } from '../record/status.ts'

type PhaseName = 'plan' | 'apply'

/** The logs of a run's phases, each streamed once while the run is followed. */
export interface Streams {
  /**
   * Opens the logs of the phases that have begun by this look at the run; that
   * of a phase that has ended by it is read on at once.
   */
  readonly open: (run: Run) => void
  /** Opens what a phase that ended between two looks has left, and waits for it. */
  readonly finish: (run: Run) => Promise<void>
  /** Waits for the ends of the logs, but not long. */
  readonly drain: () => Promise<void>
  /** Ends all of them; the record has what they said. */
  readonly close: () => Promise<void>
  readonly isLive: () => boolean
}

/** The end of a log may still be on its way. */
const drainMilliseconds = 10_000

/** The statuses of a plan or an apply that has a log. */
const begun: ReadonlySet<string> = new Set([
  'running',
  'finished',
  'errored',
  'canceled'
])

/**
 * Nothing is streamed yet. `onEnd` is called whenever a log ends: the phase is
 * about to. The plan's log is left out where it was streamed before.
 */
export function createStreams(
  dependencies: Dependencies,
  wantsPlan: boolean,
  onEnd: () => void
): Streams {
  const { clock, signal, record } = dependencies
  const closing = new AbortController()
  const streams = new Map<PhaseName, Promise<void>>()
  const pauses = new Map<PhaseName, Pauses>()
  let live = 0

  const stream = (phase: PhaseName, document: Plan | Apply): void => {
    // A second look at the gate need not wait for a pause in its log.
    pauses.get(phase)?.notice(document)
    if (streams.has(phase) || document.logReadUrl === undefined) return
    live += 1
    const source = { phase, document }
    const until = AbortSignal.any([signal, closing.signal])
    const own = createPauses(clock)
    pauses.set(phase, own)
    const task = tailPhaseLog(
      { ...dependencies, clock: own.clock, signal: until },
      source
    )
    streams.set(
      phase,
      task.then((log) => {
        record.tell({ kind: 'logged', phase, log })
        live -= 1
        onEnd()
      })
    )
  }
  const drain = async (): Promise<void> => {
    if (streams.size > 0) await endOf([...streams.values()], clock, signal)
  }
  return {
    drain,
    isLive: () => live > 0,
    open: ({ status, plan, apply }) => {
      // The address may be there long before: the log is empty then.
      const isPlanning = status === 'planning' || begun.has(plan?.status ?? '')
      if (wantsPlan && plan && isPlanning) stream('plan', plan)
      if (apply && phaseOf(status) === 'applying') stream('apply', apply)
    },
    async finish({ plan, apply }) {
      if (wantsPlan && plan) stream('plan', plan)
      if (apply && apply.status !== 'unreachable') stream('apply', apply)
      await drain()
    },
    async close() {
      closing.abort()
      // A tail never rejects; it only has to be gone before we are.
      await Promise.all(streams.values())
    }
  }
}

/** All of them, but not long; never rejects. */
async function endOf(
  tails: readonly Promise<void>[],
  clock: Dependencies['clock'],
  signal: AbortSignal
): Promise<void> {
  const limit = new AbortController()
  await Promise.race([
    Promise.all(tails),
    clock
      .sleep(drainMilliseconds, AbortSignal.any([signal, limit.signal]))
      .catch(() => undefined)
  ])
  limit.abort()
}
