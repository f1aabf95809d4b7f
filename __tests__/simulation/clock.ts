/** Something that will happen, unless it is called off. */
export interface Appointment {
  readonly at: number
  readonly order: number
  readonly run: () => void
  /** Whose it is; a process that has ended keeps no appointments. */
  readonly owner: object | undefined
  /** Does it keep its owner's process alive, as a timer of Node does? */
  readonly isRef: boolean
  readonly isOff: boolean
}

type Entry = { -readonly [Key in keyof Appointment]: Appointment[Key] }

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
  readonly callOff: (appointment: Appointment) => void
  /** Does it keep its owner alive from now on? */
  readonly setRef: (appointment: Appointment, isRef: boolean) => void
  /** Takes time to the next appointment and keeps it; false: there is none. */
  readonly step: () => boolean
  /** Has this owner something to come that keeps it alive? */
  readonly isAwaited: (owner: object) => boolean
}

const epoch = Date.parse('2026-03-02T08:00:00Z')

export function createClock(): Clock {
  const heap: Entry[] = []
  /** How many appointments to come keep their owner alive. */
  const awaited = new Map<object, number>()
  let time = 0
  let order = 0
  let skew = 0

  const isBefore = (a: Entry, b: Entry): boolean =>
    a.at < b.at || (a.at === b.at && a.order < b.order)

  function push(entry: Entry): void {
    let at = heap.push(entry) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!isBefore(entry, heap[above]!)) break
      heap[at] = heap[above]!
      at = above
    }
    heap[at] = entry
  }

  function pop(): Entry | undefined {
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

  function count({ owner, isRef }: Entry, by: 1 | -1): void {
    if (owner === undefined || !isRef) return
    awaited.set(owner, (awaited.get(owner) ?? 0) + by)
  }
  function end(entry: Entry): void {
    if (entry.isOff) return
    count(entry, -1)
    entry.isOff = true
  }

  return {
    now: () => time,
    wall: () => epoch + Math.floor(time) + skew,
    truth: () => epoch + Math.floor(time),
    setWall(by) {
      skew += by
    },
    in(milliseconds, run, owner) {
      const entry: Entry = {
        at: time + Math.max(0, milliseconds),
        order: (order += 1),
        run,
        owner,
        isRef: true,
        isOff: false
      }
      count(entry, 1)
      push(entry)
      return entry
    },
    callOff: end,
    setRef(entry: Entry, isRef) {
      if (entry.isOff) return
      count(entry, -1)
      entry.isRef = isRef
      count(entry, 1)
    },
    step() {
      for (;;) {
        const next = pop()
        if (next === undefined) return false
        if (next.isOff) continue
        time = Math.max(time, next.at)
        end(next)
        next.run()
        return true
      }
    },
    isAwaited: (owner) => (awaited.get(owner) ?? 0) > 0
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
