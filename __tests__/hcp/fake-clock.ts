import type { Clock } from '../../src/hcp/wire/clock.ts'

export interface FakeClock extends Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly sleeps: number[]
}

/** A clock on which waiting takes no time. */
export function createFakeClock(
  onSleep: (milliseconds: number) => void = () => undefined
): FakeClock {
  // Far apart, so that whoever takes one for the other is found out.
  const started = Date.parse('2026-03-04T09:15:00Z')
  let now = 0
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => now,
    wallTime: () => started + now,
    async sleep(milliseconds, signal) {
      sleeps.push(milliseconds)
      onSleep(milliseconds)
      signal?.throwIfAborted()
      now += milliseconds
    }
  }
}
