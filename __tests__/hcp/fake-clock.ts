import type { Clock } from '../../src/hcp/wire/clock.ts'

export interface FakeClock extends Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly sleeps: number[]
}

/** A clock on which waiting takes no time. */
export function createFakeClock(
  onSleep: (milliseconds: number) => void = () => undefined
): FakeClock {
  let now = Date.parse('2026-03-04T09:15:00Z')
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => now,
    async sleep(milliseconds, signal) {
      sleeps.push(milliseconds)
      onSleep(milliseconds)
      signal?.throwIfAborted()
      now += milliseconds
    }
  }
}
