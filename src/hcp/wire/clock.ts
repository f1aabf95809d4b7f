import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'

/** Time, passed in so that tests need not wait for it. Milliseconds. */
export interface Clock {
  /**
   * Monotonic, since some moment of no meaning: for every duration. Nobody can
   * set it, so no wait gets longer and no deadline nearer where the machine's
   * time is put right.
   */
  now(): number
  /** Since 1970, as far as the machine knows: only to read dates against. */
  wallTime(): number
  /** Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The clocks of the machine. */
export const systemClock: Clock = {
  // Whole ones: durations are printed, and are the limits of others.
  now: () => Math.round(performance.now()),
  wallTime: () => Date.now(),
  async sleep(milliseconds, signal) {
    try {
      await delay(milliseconds, undefined, signal ? { signal } : {})
    } catch (error) {
      throw signal?.aborted ? signal.reason : error
    }
  }
}
