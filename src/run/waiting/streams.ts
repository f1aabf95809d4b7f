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

/** The end of a log may still be on its way: so long for its next bytes, ... */
const silenceMilliseconds = 10_000
/** ... and so long for one that goes on and on. */
const drainMilliseconds = 60_000

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
  const until = AbortSignal.any([signal, closing.signal])
  const streams = new Map<PhaseName, Promise<void>>()
  const pauses = new Map<PhaseName, Pauses>()
  let live = 0
  let movedAt = 0

  const isLive = (): boolean => live > 0
  const onBytes = (): void => {
    movedAt = clock.now()
  }
  const stream = (phase: PhaseName, document: Plan | Apply): void => {
    // A second look at the gate need not wait for a pause in its log.
    pauses.get(phase)?.notice(document)
    if (streams.has(phase) || document.logReadUrl === undefined) return
    live += 1
    const own = createPauses(clock)
    pauses.set(phase, own)
    const house = { ...dependencies, clock: own.clock, signal: until }
    const task = tailPhaseLog(house, { phase, document, onBytes })
    const kept = task.then((log) => {
      record.tell({ kind: 'logged', phase, log })
      live -= 1
      onEnd()
    })
    streams.set(phase, kept)
  }
  const drain = async (): Promise<void> => {
    const end = Promise.all(streams.values())
    onBytes()
    await endOf({ end, isLive, movedAt: () => movedAt }, dependencies)
  }
  return {
    drain,
    isLive,
    open: (run) => {
      const { plan, apply } = run
      if (wantsPlan && plan && hasPlanBegun(run)) stream('plan', plan)
      if (apply && phaseOf(run.status) === 'applying') stream('apply', apply)
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

/** The address of a log may be there long before: the log is empty then. */
function hasPlanBegun({ status, plan }: Run): boolean {
  return status === 'planning' || begun.has(plan?.status ?? '')
}

/** Waits for the end as long as more comes, but not for ever; never rejects. */
async function endOf(
  logs: {
    readonly end: Promise<unknown>
    readonly isLive: () => boolean
    readonly movedAt: () => number
  },
  { clock, signal, log }: Dependencies
): Promise<void> {
  const begunAt = clock.now()
  while (logs.isLive()) {
    const until = Math.min(
      logs.movedAt() + silenceMilliseconds,
      begunAt + drainMilliseconds
    )
    const left = until - clock.now()
    if (left <= 0) {
      if (logs.movedAt() === begunAt) return
      log.warning(
        "A log goes on after its phase has ended, and is not waited for any longer; all of it is on the run's page."
      )
      return
    }
    const limit = new AbortController()
    const pause = clock
      .sleep(left, AbortSignal.any([signal, limit.signal]))
      .catch(() => undefined)
    await Promise.race([logs.end, pause])
    limit.abort()
    if (signal.aborted) return
  }
}
