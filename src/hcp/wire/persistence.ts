import { FailedAttempt, abortedError, renderFailure } from './attempt.ts'
import { bookRequest, countRequest, takeRoom } from './pressure.ts'
import { defaultRetryLimits, nextAttempt } from './retry.ts'
import { describeRequest } from './wire.ts'
import type { Exchange, Wire } from './wire.ts'

/**
 * Runs `once` until it succeeds or `nextAttempt` says no, within so many
 * milliseconds. It is handed the request with the deadline that is left. Every
 * wait before another attempt is told to the log.
 */
export async function persist<T>(
  wire: Wire,
  request: Exchange,
  overallMilliseconds: number,
  once: (request: Exchange) => Promise<T>
): Promise<T> {
  const { clock, random, log } = wire
  const limits = { attempts: defaultRetryLimits.attempts, overallMilliseconds }
  const started = clock.now()
  for (let attempt = 1; ; attempt += 1) {
    await standBack(wire, request, attempt)
    const left = overallMilliseconds - (clock.now() - started)
    try {
      const send = async (): Promise<T> =>
        await once(shorten(request, Math.max(1000, left)))
      return request.isSigned
        ? await send()
        : await countRequest(wire.pressure, () => clock.now(), send)
    } catch (error) {
      if (!(error instanceof FailedAttempt)) throw error
      const { operation } = request
      const { failure } = error
      const elapsedMilliseconds = clock.now() - started
      const decision = nextAttempt(
        {
          operation,
          attempt,
          elapsedMilliseconds,
          failure,
          limits
        },
        random
      )
      if (!decision.retry) throw error.error
      const { afterMilliseconds } = decision
      const { method, name } = request
      log?.info(
        `${method} ${name}: ${renderFailure(failure)}; trying again in ${(afterMilliseconds / 1000).toFixed(1)} s`
      )
      await pause(wire, describeRequest(request), afterMilliseconds, request)
    }
  }
}

/** Waits for this step's turn where requests are scarce. */
async function standBack(
  wire: Wire,
  request: Exchange,
  attempt: number
): Promise<void> {
  if (request.isSigned) return
  const { clock, pressure, random } = wire
  const now = clock.now()
  // What was decided on just now goes at once, but not again and again.
  const canWait = request.operation !== 'action' || attempt > 1
  let wait = bookRequest(pressure, now, canWait, random) - now
  const room = (): number => takeRoom(pressure, clock.now())
  if (wait <= 0) wait = room()
  if (wait <= 0) return
  pressure.waiting += 1
  try {
    for (; wait > 0; wait = room()) {
      await pause(wire, describeRequest(request), wait, request)
    }
  } finally {
    pressure.waiting -= 1
  }
}

function shorten(request: Exchange, milliseconds: number): Exchange {
  return {
    ...request,
    deadlineMilliseconds: Math.min(request.deadlineMilliseconds, milliseconds)
  }
}

/** Waits; throws `AbortedError`, with `what` in it, when it is to end. */
export async function pause(
  { signal, clock }: Pick<Wire, 'signal' | 'clock'>,
  what: string,
  milliseconds: number,
  own: { readonly signal?: AbortSignal | undefined } = {}
): Promise<void> {
  const signals = [signal, own.signal].filter((one) => one !== undefined)
  const either = signals.length > 1 ? AbortSignal.any(signals) : signals[0]
  try {
    await clock.sleep(milliseconds, either)
  } catch (error) {
    if (either?.aborted !== true) throw error
  }
  // Between attempts nothing is under way, so nothing is ambiguous.
  if (either?.aborted === true) throw abortedError(what, either.reason, false)
}
