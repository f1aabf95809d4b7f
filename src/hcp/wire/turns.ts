import { parseCount } from './pressure.ts'
import type { LimitHeaders } from './pressure.ts'

/**
 * Whose turn it is: what all requests of a step know of the limit that they
 * share with everybody who has the same user. Times are the clock's.
 */
export interface Turns {
  /** Requests a second; `unknown` before the first answer, `none` without. */
  limit: number | 'unknown' | 'none'
  /** How many others sent in the last second, and when that was told. */
  others: { readonly count: number; readonly at: number }
  readonly all: Lane
  /** Of them looks that can wait, so that the others need not. */
  readonly looks: Lane
}

/** Where requests stand in line. */
export interface Lane {
  /** Of what the limit allows. */
  readonly share: number
  /** When the last requests were sent. */
  sent: readonly number[]
  /** Resolves once everybody who came before has gone. */
  line: Promise<unknown>
}

/** A second of the server's, with what the way there may make of it. */
const window = 1_100

/** Sent in one burst, they would arrive in the next one's second, too. */
const quarters = 4

/** Before anything is known of the limit. */
const beforeFirstAnswer = 10

/** Nothing was sent, and nothing is known of a limit. */
export function createTurns(): Turns {
  const lane = (share: number): Lane => ({
    share,
    sent: [],
    line: Promise.resolve()
  })
  return {
    limit: 'unknown',
    others: { count: 0, at: 0 },
    all: lane(1),
    looks: lane(1 / 2)
  }
}

/** Milliseconds until one more request of the lane may be sent; 0 for now. */
export function untilTurn(
  { limit, others }: Pick<Turns, 'limit' | 'others'>,
  { sent, share }: Pick<Lane, 'sent' | 'share'>,
  now: number
): number {
  if (limit === 'none') return 0
  const strangers = now - others.at < window ? others.count : 0
  const known = limit === 'unknown' ? beforeFirstAnswer : limit
  const room = Math.max(1, (known - strangers) * share)
  const until = (most: number, within: number): number => {
    const recent = sent.filter((at) => at > now - within)
    const blocking = recent.at(-Math.max(1, Math.floor(most)))
    return blocking === undefined ? 0 : blocking + within - now
  }
  return Math.max(
    until(room, window),
    until(Math.ceil(room / quarters), window / quarters)
  )
}

/** Notes that a request is sent now. */
export function noteSent(lane: Lane, now: number): void {
  lane.sent = [...lane.sent.filter((at) => at > now - window), now]
}

/**
 * Learns from an answer; gives how many requests of its own the server has
 * counted, about. HCP Terraform API: Overview, Rate Limiting.
 */
export function learnTurns(
  turns: Turns,
  headers: LimitHeaders,
  now: number
): number {
  const limit = parseCount(headers['x-ratelimit-limit'])
  const remaining = parseCount(headers['x-ratelimit-remaining'])
  turns.limit = limit === undefined || limit === 0 ? 'none' : limit
  const own = turns.all.sent.filter((at) => at > now - window).length
  if (limit !== undefined && remaining !== undefined) {
    turns.others = { count: Math.max(0, limit - remaining - own), at: now }
  }
  return own
}
