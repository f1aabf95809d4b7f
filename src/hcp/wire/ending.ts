import { FailedAttempt, abortedError, asError } from './attempt.ts'
import { DeadlineError } from './errors.ts'
import { adviseAfter } from './faults.ts'
import { describeRequest, isWrite } from './wire.ts'
import type { Exchange, Wire } from './wire.ts'

/** How one exchange ends before its answer does: once, for the first reason. */
export interface Ending {
  readonly signal: AbortSignal
  /** Ends it with an error. */
  readonly end: (error: Error) => void
  /** Ends it as a failed attempt: it takes too long. */
  readonly giveUp: (why: string) => void
  /** The error it ended with; undefined while it goes on. */
  reason(): Error | undefined
  close(): void
}

/**
 * The end of a request: when a signal aborts it, when its deadline passes, or
 * when somebody says so. Throws `AbortedError` where it is over already.
 */
export function openEnding(
  wire: Pick<Wire, 'signal'>,
  request: Exchange
): Ending {
  const what = describeRequest(request)
  const ending = new AbortController()
  const signals = [wire.signal, request.signal].filter(
    (one) => one !== undefined
  )
  const endAborted = (isUnderWay: boolean): void => {
    const aborted = signals.find((one) => one.aborted)
    if (aborted === undefined) return
    ending.abort(
      abortedError(what, aborted.reason, isUnderWay && isWrite(request))
    )
  }
  endAborted(false)
  if (ending.signal.aborted) throw asError(ending.signal.reason)
  const onAbort = (): void => {
    endAborted(true)
  }
  for (const one of signals) one.addEventListener('abort', onAbort)
  const giveUp = (why: string): void => {
    ending.abort(tooLate(request, why))
  }
  const timer = setTimeout(() => {
    giveUp(
      `gave no complete answer within ${request.deadlineMilliseconds / 1000} s`
    )
  }, request.deadlineMilliseconds)
  return {
    signal: ending.signal,
    end(error) {
      ending.abort(error)
    },
    giveUp,
    reason: () =>
      ending.signal.aborted ? asError(ending.signal.reason) : undefined,
    close() {
      clearTimeout(timer)
      for (const one of signals) one.removeEventListener('abort', onAbort)
    }
  }
}

function tooLate(request: Exchange, why: string): FailedAttempt {
  const error = new DeadlineError(
    `${describeRequest(request)} ${why}. ${adviseAfter(request)}`,
    { ambiguous: isWrite(request) }
  )
  return new FailedAttempt(error, { kind: 'deadline' })
}
