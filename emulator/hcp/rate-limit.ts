/** Sliding windows of requests, one a caller and a group of endpoints. */
interface RateLimit {
  /** Counts a request; `reset` is in seconds, 0 when it was let through. */
  count(key: string): { allowed: boolean; remaining: number; reset: number }
}

/**
 * Creates a limit of `limit` requests in `window` milliseconds.
 * @param enforced a limit that is not enforced still counts down
 */
export function createRateLimit(
  limit: number,
  window: number,
  enforced: boolean
): RateLimit {
  const seen = new Map<string, number[]>()
  return {
    count(key) {
      const now = Date.now()
      const times = (seen.get(key) ?? []).filter((time) => time > now - window)
      const allowed = !enforced || times.length < limit
      if (allowed) times.push(now)
      seen.set(key, times)
      const oldest = times[0] ?? now
      return {
        allowed,
        remaining: Math.max(limit - times.length, 0),
        reset: allowed ? 0 : Math.max((oldest + window - now) / 1000, 0.001)
      }
    }
  }
}
