import type { Clock } from '../../../src/hcp/wire/clock.ts'

interface Timer {
  readonly at: number
  readonly wake: () => void
}

/** Time that passes only where everybody waits for it. */
export interface SimulatedTime extends Clock {
  /** Lets time pass until the work is done. */
  readonly until: <T>(work: Promise<T>) => Promise<T>
}

/** Time that begins at 0. */
export function createSimulatedTime(): SimulatedTime {
  const timers = new Set<Timer>()
  let now = 0
  const advance = (): void => {
    let next: Timer | undefined
    for (const timer of timers) {
      if (next === undefined || timer.at < next.at) next = timer
    }
    if (next === undefined) throw new Error('Nobody waits for anything')
    timers.delete(next)
    now = Math.max(now, next.at)
    next.wake()
  }
  return {
    now: () => now,
    wallTime: () => now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted()
      await new Promise<void>((resolve, reject) => {
        const timer = { at: now + Math.max(0, milliseconds), wake: resolve }
        timers.add(timer)
        signal?.addEventListener('abort', () => {
          if (timers.delete(timer)) reject(signal.reason as Error)
        })
      })
    },
    async until(work) {
      const over = new AbortController()
      const end = () => {
        over.abort()
      }
      work.then(end, end)
      for (;;) {
        // Everything that can go on without time passing does.
        await new Promise((resolve) => setImmediate(resolve))
        if (over.signal.aborted) return await work
        advance()
      }
    }
  }
}
