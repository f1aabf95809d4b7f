import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Waits until what `read` gives is as wanted, and returns it. The emulator
 * acts when it acts: whoever looks at what it has made of a request waits with
 * this, and never for a time that was enough on one machine.
 *
 * @param what for the error, e.g. "the run to be discarded"
 * @param limit in milliseconds; far above what it takes anywhere
 * @throws {Error} with what was seen last, once the limit has passed
 */
export async function eventually<Value>(
  what: string,
  read: () => Value | Promise<Value>,
  isWanted: (value: Value) => boolean = Boolean,
  limit = 30_000
): Promise<Value> {
  const end = performance.now() + limit
  for (;;) {
    const value = await read()
    if (isWanted(value)) return value
    if (performance.now() > end) {
      throw new Error(
        `Waited ${limit} ms for ${what}; seen last: ${String(value)}`
      )
    }
    await sleep(5)
  }
}
