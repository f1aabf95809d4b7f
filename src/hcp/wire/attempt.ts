import { setTimeout as delay } from 'node:timers/promises'
import { AbortedError, isError } from './errors.ts'
import type { HcpError } from './errors.ts'
import type { Failure } from './retry.ts'

/** What fails here and now and may be tried again. */
export class FailedAttempt extends Error {
  readonly error: HcpError
  readonly failure: Failure

  constructor(error: HcpError, failure: Failure) {
    super(error.message)
    this.error = error
    this.failure = failure
  }
}

/**
 * Settles with the promise, or rejects as soon as the signal is aborted, even
 * if the promise never settles. `discard` gets a value that comes too late.
 */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  discard?: (value: T) => void
): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      reject(asError(signal.reason))
    }
    signal.addEventListener('abort', onAbort, { once: true })
    promise
      .then(
        (value) => {
          if (signal.aborted) discard?.(value)
          resolve(value)
        },
        (error: unknown) => {
          reject(asError(error))
        }
      )
      .finally(() => {
        signal.removeEventListener('abort', onAbort)
      })
    if (signal.aborted) onAbort()
  })
}

/** Waits for an end of any kind, but not for long. */
export async function settled(
  promise: Promise<unknown> | undefined
): Promise<void> {
  const timer = new AbortController()
  await Promise.race([
    promise?.catch(() => undefined),
    delay(1000, undefined, { signal: timer.signal }).catch(() => undefined)
  ])
  timer.abort()
}

export function abortedError(
  what: string,
  reason: unknown,
  ambiguous: boolean
): AbortedError {
  const why = isError(reason) ? reason.message : String(reason)
  return new AbortedError(
    `${what} was given up because this step is ending: ${why}.${
      ambiguous ? ' It may or may not have been carried out.' : ''
    }`,
    { cause: reason, ambiguous }
  )
}

export function asError(reason: unknown): Error {
  return isError(reason) ? reason : new Error(String(reason))
}

export function renderFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'status':
      return failure.status === 429
        ? 'the rate limit was hit (429)'
        : `the server answered ${failure.status}`
    case 'unknown-host':
      return 'the host is not known'
    case 'transport':
    case 'certificate':
      return 'the connection failed'
    case 'deadline':
      return 'no answer in time'
    case 'expired-link':
      return 'the link handed out is dead'
    case 'malformed':
      return 'the answer is not what was asked for'
  }
}
