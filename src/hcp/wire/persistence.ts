import { FailedAttempt, abortedError, renderFailure } from './attempt.ts'
import type { Clock } from './clock.ts'
import { defaultRetryLimits, nextAttempt } from './retry.ts'
import type { Operation } from './retry.ts'

/** A call that may be tried several times. */
interface Call {
  readonly operation: Operation
  readonly name: string
  readonly overallMilliseconds: number
  /** Ends it, besides the signal of all. */
  readonly signal: AbortSignal | undefined
}

/** Trying again, and waiting in between. */
export interface Persistence {
  /** Runs `once` until it succeeds or `nextAttempt` says no. */
  readonly persist: <T>(
    call: Call,
    once: (remainingMilliseconds: number) => Promise<T>
  ) => Promise<T>
  /** Waits; throws `AbortedError`, with `what` in it, when it is to end. */
  readonly pause: (
    what: string,
    milliseconds: number,
    ownSignal?: AbortSignal
  ) => Promise<void>
}

/**
 * Persistence under one signal and clock. `random` gives numbers in [0, 1) for
 * the backoff; every wait before another attempt is told to the log.
 */
export function createPersistence({
  clock,
  signal,
  random,
  log
}: {
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  readonly random: () => number
  readonly log: { info(message: string): void } | undefined
}): Persistence {
  async function persist<T>(
    call: Call,
    once: (remainingMilliseconds: number) => Promise<T>
  ): Promise<T> {
    const started = clock.now()
    for (let attempt = 1; ; attempt += 1) {
      const elapsed = clock.now() - started
      try {
        return await once(Math.max(1000, call.overallMilliseconds - elapsed))
      } catch (error) {
        if (!(error instanceof FailedAttempt)) throw error
        const decision = nextAttempt(
          {
            operation: call.operation,
            attempt,
            elapsedMilliseconds: clock.now() - started,
            failure: error.failure,
            limits: {
              attempts: defaultRetryLimits.attempts,
              overallMilliseconds: call.overallMilliseconds
            }
          },
          random
        )
        if (!decision.retry) throw error.error
        log?.info(
          `${call.name}: ${renderFailure(error.failure)}; trying again in ${(decision.afterMilliseconds / 1000).toFixed(1)} s`
        )
        await pause(call.name, decision.afterMilliseconds, call.signal)
      }
    }
  }

  async function pause(
    what: string,
    milliseconds: number,
    ownSignal?: AbortSignal
  ): Promise<void> {
    const signals = [signal, ownSignal].filter((one) => one !== undefined)
    const either = signals.length > 1 ? AbortSignal.any(signals) : signals[0]
    try {
      await clock.sleep(milliseconds, either)
    } catch (error) {
      if (either?.aborted !== true) throw error
    }
    // Between attempts nothing is under way, so nothing is ambiguous.
    if (either?.aborted === true) {
      throw abortedError(what, either.reason, false)
    }
  }

  return { persist, pause }
}
