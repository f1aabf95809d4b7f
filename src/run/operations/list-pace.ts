/** Run lists allow 30 requests a minute; others list as well. */
const listsPerMinute = 30

const minute = 60_000

/**
 * Milliseconds to wait before the next list request, from the times of the
 * earlier ones (any order): never more than 30 in any minute. Runs API: rate
 * limit of run lists.
 */
export function listPause(earlier: readonly number[], now: number): number {
  const recent = earlier
    .filter((time) => time > now - minute)
    .sort((one, other) => one - other)
  const blocking = recent.at(-listsPerMinute)
  return blocking === undefined ? 0 : blocking + minute - now
}
