import type { Clock } from '../hcp/wire/clock.ts'

interface Sharing {
  readonly clock: Clock
  /** For who does not say it; milliseconds, default 0. */
  readonly maxAge?: number
}

/**
 * Reads once for all who ask at the same time: nobody gets an answer that was
 * asked for before they came. One that was asked for no longer than `maxAge`
 * ago, which each may say for itself, is given again, or waited for. What a reading throws all who wait for it
 * get.
 */
export function shareReading<T>(
  read: () => Promise<T>,
  { clock, maxAge: usual = 0 }: Sharing
): (maxAge?: number) => Promise<T> {
  let kept: { readonly at: number; readonly value: Promise<T> } | undefined
  let next: Promise<T> | undefined
  let running: Promise<unknown> = Promise.resolve()
  const begin = async (): Promise<T> => {
    next = undefined
    const value = read()
    const mine = { at: clock.now(), value }
    kept = mine
    try {
      return await value
    } catch (error) {
      if (kept === mine) kept = undefined
      throw error
    }
  }
  return async (maxAge = usual) => {
    if (kept !== undefined && clock.now() - kept.at < maxAge) {
      return await kept.value
    }
    if (next === undefined) {
      next = running.then(begin)
      running = next.catch(() => undefined)
    }
    return await next
  }
}

/** The same for each thing that is asked about. */
export function shareEach<T>(
  read: (what: string) => Promise<T>,
  sharing: Sharing
): (what: string) => Promise<T> {
  const readings = new Map<string, () => Promise<T>>()
  return async (what) => {
    const reading =
      readings.get(what) ?? shareReading(async () => await read(what), sharing)
    readings.set(what, reading)
    return await reading()
  }
}
