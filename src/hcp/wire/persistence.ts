import { FailedAttempt, abortedError, renderFailure } from './attempt.ts'
import { defaultRetryLimits, nextAttempt } from './retry.ts'
import { noteSent, untilTurn } from './turns.ts'
import type { Lane } from './turns.ts'
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
    await takeTurn(wire, request, wire.turns.all)
    const left = overallMilliseconds - (clock.now() - started)
    try {
      return await once(shorten(request, Math.max(1000, left)))
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

/**
 * Waits for the turn of a request, first come, first served: no more are sent
 * in a second than the server allows, as far as its answers tell. One that is
 * alone hardly ever waits. Throws `AbortedError` when it is to end.
 */
export async function takeTurn(
  wire: Wire,
  request: Exchange,
  lane: Lane
): Promise<void> {
  if (request.isSigned) return
  const { turns, clock } = wire
  const turn = lane.line.then(async () => {
    const milliseconds = untilTurn(turns, lane, clock.now())
    if (milliseconds > 0) {
      await pause(wire, describeRequest(request), milliseconds, request)
    }
    noteSent(lane, clock.now())
  })
  lane.line = turn.catch(() => undefined)
  await turn
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
