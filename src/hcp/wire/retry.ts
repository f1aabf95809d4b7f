/**
 * When is a request sent again? Pure: facts in, decision out. The rule that
 * matters: a write that may have happened is never repeated here.
 */

/**
 * What repeating the request would mean.
 * - `read`: nothing.
 * - `repeatable-create`: a duplicate that costs nothing (a configuration
 *   version nobody uploads to).
 * - `upload`: the same bytes to the same place.
 * - `create`: a second run.
 * - `action`: a second confirm, discard, cancel or override.
 */
export type Operation =
  'read' | 'repeatable-create' | 'upload' | 'create' | 'action'

/** Why an attempt gave no usable answer. */
export type Failure =
  | {
      readonly kind: 'status'
      readonly status: number
      /** What the server asked for (see `parseRetryAfter`). */
      readonly retryAfterMilliseconds: number | undefined
    }
  /** Connecting, sending or receiving failed, a cut-off body included. */
  | { readonly kind: 'transport' }
  /** No complete answer within the request's deadline. */
  | { readonly kind: 'deadline' }
  /** The host's name is not known; nothing was sent. */
  | { readonly kind: 'unknown-host' }
  /** The host's certificate is not trusted; nothing was sent. */
  | { readonly kind: 'certificate' }
  /** A signed URL that was handed out is dead; a fresh one may work. */
  | { readonly kind: 'expired-link' }
  /** A success without what was asked for: empty, cut off, a proxy's page. */
  | { readonly kind: 'malformed' }

interface RetryLimits {
  /** Attempts in all, the first one included. */
  readonly attempts: number
  /** No attempt starts later than this after the first one started. */
  readonly overallMilliseconds: number
}

interface RetryState {
  readonly operation: Operation
  /** The attempt that just failed, counted from 1. */
  readonly attempt: number
  /** Since the first attempt started. */
  readonly elapsedMilliseconds: number
  readonly failure: Failure
  readonly limits?: RetryLimits
}

type RetryDecision =
  | { readonly retry: true; readonly afterMilliseconds: number }
  | { readonly retry: false }

export const defaultRetryLimits: RetryLimits = {
  attempts: 12,
  overallMilliseconds: 180_000
}

const shortestBackoff = 500
const longestBackoff = 15_000
/** Spreads clients that were all told the same moment; doubled each time. */
const rateLimitSpread = 300
const longestRateLimitSpread = 10_000
/** Names can be unknown for a moment; mostly they are misspelt. */
const unknownHostAttempts = 3
/** One answer may be broken; a host that is no API answers so for ever. */
const malformedAttempts = 4
const serverTrouble = new Set([500, 502, 503, 504])
const noMore: RetryDecision = { retry: false }

/**
 * Says whether, and after how many milliseconds, a failed request is sent
 * again. `random` gives numbers in [0, 1). A wait is never shorter than what
 * the server asked for. HCP Terraform API: Overview, Rate Limiting.
 */
export function nextAttempt(
  state: RetryState,
  random: () => number
): RetryDecision {
  const limits = state.limits ?? defaultRetryLimits
  if (state.attempt >= limits.attempts) return noMore
  if (!isRepeatable(state)) return noMore
  const afterMilliseconds = waitFor(state.attempt, state.failure, random)
  return state.elapsedMilliseconds + afterMilliseconds >
    limits.overallMilliseconds
    ? noMore
    : { retry: true, afterMilliseconds }
}

function isRepeatable(state: RetryState): boolean {
  const { operation, attempt, failure } = state
  // 429 is answered before the request is looked at, so nothing happened.
  if (failure.kind === 'status' && failure.status === 429) return true
  if (operation === 'create' || operation === 'action') return false
  switch (failure.kind) {
    case 'status':
      return serverTrouble.has(failure.status)
    case 'unknown-host':
      return attempt < unknownHostAttempts
    case 'malformed':
      return attempt < malformedAttempts
    case 'certificate':
      return false
    case 'transport':
    case 'deadline':
    case 'expired-link':
      return true
  }
}

function waitFor(
  attempt: number,
  failure: Failure,
  random: () => number
): number {
  const asked =
    failure.kind === 'status' ? failure.retryAfterMilliseconds : undefined
  if (
    asked !== undefined &&
    failure.kind === 'status' &&
    failure.status === 429
  ) {
    // A hundred who come back after the same second are refused again.
    const spread = Math.min(
      longestRateLimitSpread,
      rateLimitSpread * 2 ** (attempt - 1)
    )
    return Math.ceil(asked + random() * spread)
  }
  const ceiling = Math.min(longestBackoff, shortestBackoff * 2 ** attempt)
  const backoff = Math.round(
    shortestBackoff + random() * (ceiling - shortestBackoff)
  )
  return asked === undefined ? backoff : Math.ceil(Math.max(asked, backoff))
}

/** The two headers that say when to come back, as they arrived. */
interface RetryHeaders {
  readonly 'x-ratelimit-reset'?: string | string[] | undefined
  readonly 'retry-after'?: string | undefined
}

/**
 * Reads how many milliseconds the server asks to wait: `X-RateLimit-Reset`
 * (decimal seconds) and `Retry-After` (seconds or an HTTP date), the longer of
 * the two. `now` is in epoch milliseconds. Undefined where neither says
 * anything usable. HCP Terraform API: Overview, Rate Limiting.
 */
export function parseRetryAfter(
  headers: RetryHeaders,
  now: number
): number | undefined {
  const reset = parseSeconds([headers['x-ratelimit-reset']].flat()[0], now)
  const header = headers['retry-after']
  const retryAfter = parseSeconds(header, now) ?? parseHttpDate(header, now)
  const asked = Math.max(reset ?? 0, retryAfter ?? 0)
  return asked > 0 ? asked : undefined
}

function parseSeconds(
  text: string | undefined,
  now: number
): number | undefined {
  if (text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return undefined
  const seconds = Number(text)
  // Gateways in front of a server like to send a point in time instead.
  const wait = seconds > 1e9 ? seconds * 1000 - now : seconds * 1000
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined
}

function parseHttpDate(
  text: string | undefined,
  now: number
): number | undefined {
  const time = timeOf(text)
  return time === undefined ? undefined : Math.max(0, time - now)
}

/** The moment an HTTP date names, in epoch milliseconds; undefined for no date. */
export function timeOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^[A-Za-z]{3,9},? /.test(text)) return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}
