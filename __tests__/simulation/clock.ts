/** Something that will happen, unless it is called off. */
export interface Appointment {
  readonly at: number
  readonly order: number
  readonly run: () => void
  /** Whose it is; a process that has ended keeps no appointments. */
  readonly owner: object | undefined
  /** Does it keep its owner's process alive, as a timer of Node does? */
  isRef: boolean
  isOff: boolean
}

/**
 * The only time there is: milliseconds since the history began, which never go
 * back, and a wall clock beside them, which people and daemons set at will.
 */
export interface Clock {
  /** Monotonic milliseconds. */
  readonly now: () => number
  /** Epoch milliseconds, as the runner's wall clock shows them. */
  readonly wall: () => number
  /** Epoch milliseconds, as the servers' clocks show them. */
  readonly truth: () => number
  readonly setWall: (by: number) => void
  readonly in: (
    milliseconds: number,
    run: () => void,
    owner?: object
  ) => Appointment
  /** Takes time to the next appointment and keeps it; false: there is none. */
  readonly step: () => boolean
  /** Has this owner something to come that keeps it alive? */
  readonly isAwaited: (owner: object) => boolean
}

const epoch = Date.parse('2026-03-02T08:00:00Z')

export function createClock(): Clock {
  const heap: Appointment[] = []
  let time = 0
  let order = 0
  let skew = 0

  const isBefore = (a: Appointment, b: Appointment): boolean =>
    a.at < b.at || (a.at === b.at && a.order < b.order)

  function push(entry: Appointment): void {
    let at = heap.push(entry) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!isBefore(entry, heap[above]!)) break
      heap[at] = heap[above]!
      at = above
    }
    heap[at] = entry
  }

  function pop(): Appointment | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) {
      return first
    }
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= heap.length) break
      const right = heap[below + 1]
      if (right !== undefined && isBefore(right, heap[below]!)) below += 1
      if (!isBefore(heap[below]!, last)) break
      heap[at] = heap[below]!
      at = below
    }
    heap[at] = last
    return first
  }

  return {
    now: () => time,
    wall: () => epoch + Math.floor(time) + skew,
    truth: () => epoch + Math.floor(time),
    setWall(by) {
      skew += by
    },
    in(milliseconds, run, owner) {
      const entry: Appointment = {
        at: time + Math.max(0, milliseconds),
        order: (order += 1),
        run,
        owner,
        isRef: true,
        isOff: false
      }
      push(entry)
      return entry
    },
    step() {
      for (;;) {
        const next = pop()
        if (next === undefined) return false
        if (next.isOff) continue
        time = Math.max(time, next.at)
        next.isOff = true
        next.run()
        return true
      }
    },
    isAwaited: (owner) =>
      heap.some((one) => !one.isOff && one.isRef && one.owner === owner)
  }
}

/** Between two visits of Node's own loop, so that its timers are not starved. */
const mostTurns = 500

/**
 * Lets the world go on until `turn` says that it is done (true), which is asked
 * each time when everything has run that needs no time: micro-tasks and ticks,
 * with all that they set going. They are run from here, and not by a visit of
 * Node's loop for each moment, which would cost more than the moments do.
 */
export async function goOn(turn: () => boolean): Promise<void> {
  const { _tickCallback: runTicks } = process as unknown as {
    readonly _tickCallback: () => void
  }
  await new Promise<void>((resolve, reject) => {
    const visit = (): void => {
      try {
        for (let turns = 0; turns < mostTurns; turns += 1) {
          runTicks()
          if (turn()) {
            resolve()
            return
          }
        }
        setImmediate(visit)
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    setImmediate(visit)
  })
}
