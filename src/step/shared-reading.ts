import type { Clock } from '../hcp/wire/clock.ts'

/**
 * Reads once for all who ask at the same time: nobody gets an answer that was
 * asked for before they came. One that is not older than `maxAge` milliseconds
 * is given again. What a reading throws all who wait for it get.
 */
export function shareReading<T>(
  read: () => Promise<T>,
  { clock, maxAge = 0 }: { readonly clock: Clock; readonly maxAge?: number }
): () => Promise<T> {
  let kept: { readonly at: number; readonly value: T } | undefined
  let next: Promise<T> | undefined
  let running: Promise<unknown> = Promise.resolve()
  const begin = async (): Promise<T> => {
    next = undefined
    const at = clock.now()
    const value = await read()
    kept = { at, value }
    return value
  }
  return async () => {
    if (kept !== undefined && clock.now() - kept.at < maxAge) return kept.value
    if (next === undefined) {
      next = running.then(begin)
      running = next.catch(() => undefined)
    }
    return await next
  }
}
