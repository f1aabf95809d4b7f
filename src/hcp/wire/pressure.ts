/**
 * How hard we press on the rate limit that all steps of a user or team share,
 * told by the headers of each answer. Facts in, decision out: the caller passes
 * the time, and waits.
 */

/** The limit's headers as they arrived. */
export interface LimitHeaders {
  readonly 'x-ratelimit-limit'?: string | string[] | undefined
  readonly 'x-ratelimit-remaining'?: string | string[] | undefined
}

/** What one step knows of the limit. Times in milliseconds, on its clock. */
export interface Pressure {
  /** Between two requests of any step, as far as it can tell; 0: none is held back. */
  ease: number
  /** How many requests it has booked in all. */
  booked: number
  /** Before this nothing that can wait is sent. */
  nextAt: number
  /** When the requests of the last second were sent, or will be. */
  sent: readonly number[]
  /** How many are sent and not answered: each may be counted at any time. */
  underWay: number
  /** When those of the last second were answered. */
  answered: readonly number[]
  /** How many wait for their turn. */
  waiting: number
  /** Requests a second, where the server told. */
  limit: number | undefined
  /** Did an answer tell whether there is one? */
  isTold: boolean
  /** Has it no time to stand back for others? It takes the whole limit. */
  readonly isUrgent: boolean
}

/** The limit counts over so much time. HCP Terraform API: Overview. */
const windowMilliseconds = 1_000
/** On top of it: requests do not all take the same time to arrive. */
const slack = 50
/** Of the limit, at most so much is our own. */
const ownShare = 0.8
/** A few requests may be counted that we no longer do. */
const fewOthers = 2

/** A step about one workspace has so many requests at a time. */
const fewOwn = 3
/** So many are sent before an answer tells what the limit is. */
const mostUntold = 4

const longestEase = 23_000
const shortestEase = 500
/**
 * What the used share of the limit tells of the time between two requests: this
 * at so much of it, steeply more above and less below. All who see the same come to
 * the same, whatever they began with.
 */
const usual = { share: 0.74, ease: 6_000 } as const
/** A share is of one second, and chance: one counts for so much of all seen. */
const weight = { longer: 0.45, shorter: 0.3, refused: 0.2 } as const
/** Where so little is used there is no crowd any more. */
const deserted = 0.5
/** Of what the share tells, at first sight: it may have been chance. */
const atFirst = 0.5
/** A step in the middle of its story has made so many requests. */
const middle = 7

/** Nothing is known, and nobody is held back. */
export function createPressure(isUrgent = false): Pressure {
  return {
    ...{ ease: 0, booked: 0, nextAt: 0, sent: [] },
    ...{ limit: undefined, isUrgent },
    isTold: false,
    ...{ underWay: 0, answered: [], waiting: 0 }
  }
}

/**
 * Books one request and says when it may be sent. What cannot wait (a write,
 * which was decided on a moment ago) goes at once, and is counted all the same.
 * In a hurry it is all of the limit, and everything has its turn: to be refused
 * takes longer.
 */
export function bookRequest(
  pressure: Pressure,
  now: number,
  canWait: boolean,
  random: () => number
): number {
  const { ease, nextAt, limit, isUrgent } = pressure
  const sent = withinWindow(pressure.sent, now)
  const most = Math.max(
    1,
    Math.floor((limit ?? Infinity) * (isUrgent ? 1 : ownShare))
  )
  const oldest = sent.at(-most)
  const own = oldest === undefined ? now : oldest + windowMilliseconds + slack
  const eased = ease > 0 ? nextAt : now
  const turn = isUrgent ? own : canWait ? Math.max(own, eased) : now
  const at = Math.max(now, turn)
  pressure.sent = [...sent, at].sort((one, other) => one - other)
  pressure.booked += 1
  pressure.nextAt = Math.max(nextAt, at + spacing(pressure, random))
  return at
}

/**
 * Until the next request of this step. Who has had fewer requests than others
 * has longer to go, and comes sooner: so all end together, and none is left
 * behind.
 */
function spacing(pressure: Pressure, random: () => number): number {
  const { ease, booked } = pressure
  const part = Math.min(1.75, (booked + 1) / (middle + 1))
  return spread((ease / crowdOf(pressure)) * part, random)
}

/** A step about many workspaces waits for each of them. */
function crowdOf({ waiting }: Pressure): number {
  return Math.max(1, waiting / fewOwn)
}

/** Spread, or all who share the limit would come back together. */
function spread(milliseconds: number, random: () => number): number {
  return milliseconds * (0.65 + 0.7 * random())
}

/**
 * Lets one who has no time begin where another one was: under the same limit,
 * which counts what that has sent, and nothing of what it meant to send.
 */
export function takeOver(
  urgent: Pressure,
  { limit, isTold, sent, answered }: Pressure,
  now: number
): void {
  if (urgent.sent.length > 0) return
  Object.assign(urgent, { limit, isTold, answered })
  urgent.sent = withinWindow(sent, now).filter((time) => time <= now)
}

/** What the server may still count, of times in milliseconds. */
function withinWindow(times: readonly number[], now: number): number[] {
  const since = now - windowMilliseconds - slack
  return times.filter((time) => time > since)
}

/**
 * Takes an answer in. Where requests were refused, or others use most of the
 * limit, the step holds its own further apart, and closer again as there is
 * room: so many steps that do not know each other find a pace that the limit
 * bears. What the step itself uses is no reason, and a server without the
 * headers has no limit. HCP Terraform API: Overview, Rate Limiting.
 */
export function heedAnswer(
  pressure: Pressure,
  now: number,
  { status, headers }: { status: number; headers: LimitHeaders },
  random: () => number
): void {
  const limit = parseCount(headers['x-ratelimit-limit'])
  const remaining = parseCount(headers['x-ratelimit-remaining'])
  const tells = limit !== undefined && limit > 0
  // Some answers come from what stands before the server.
  if (tells || (!pressure.isTold && status < 400))
    pressure.limit = tells ? limit : undefined
  pressure.isTold ||= tells || status < 400
  const before = pressure.ease
  const isRefused = status === 429
  const share = isRefused ? 1 : shareOfAll(pressure, now, remaining)
  pressure.ease = nextEase(before, share, isRefused)
  if (pressure.ease > before) {
    const from = isRefused ? now + windowMilliseconds / 2 : now
    const next = from + spread(pressure.ease / crowdOf(pressure), random)
    pressure.nextAt = Math.max(pressure.nextAt, next)
  } else if (pressure.ease < before) {
    const next = now + spacing(pressure, random)
    pressure.nextAt = Math.min(pressure.nextAt, next)
  }
}

/**
 * Lets one whose turn it is be sent, and counts it from now on; or tells in how
 * many milliseconds to ask again. On a busy machine one is sent long after its
 * turn, and arrives after that: what is not answered may be counted at any
 * time, and what was answered as late as then. To be refused takes longer.
 */
export function takeRoom(pressure: Pressure, now: number): number {
  const wait = waitForRoom(pressure, now)
  if (wait === 0) pressure.underWay += 1
  return wait
}

function waitForRoom(pressure: Pressure, now: number): number {
  const { isTold, underWay, limit = Infinity } = pressure
  if (!isTold) return underWay < mostUntold ? 0 : slack
  if (ownWithinWindow(pressure, now) < limit) return 0
  const [oldest] = withinWindow(pressure.answered, now)
  return oldest === undefined
    ? slack
    : oldest + windowMilliseconds + slack - now
}

/** Counts one for which there was room until it was answered. */
export async function countRequest<T>(
  pressure: Pressure,
  now: () => number,
  send: () => Promise<T>
): Promise<T> {
  try {
    return await send()
  } finally {
    pressure.underWay -= 1
    const at = now()
    pressure.answered = [...withinWindow(pressure.answered, at), at]
  }
}

/** How much of the limit is used; 0 where that is ourselves, or not told. */
function shareOfAll(
  pressure: Pressure,
  now: number,
  remaining: number | undefined
): number {
  const { limit, sent } = pressure
  if (limit === undefined || remaining === undefined) return 0
  const used = Math.max(0, limit - remaining)
  const booked = withinWindow(sent, now).filter((time) => time <= now).length
  const own = Math.max(booked, ownWithinWindow(pressure, now))
  return used - own <= fewOthers ? 0 : used / limit
}

/** How many of ours the server may count now. */
function ownWithinWindow(
  { underWay, answered }: Pressure,
  now: number
): number {
  return underWay + withinWindow(answered, now).length
}

/** Between what it was and what the share tells, on a scale of ratios. */
function nextEase(ease: number, share: number, isRefused: boolean): number {
  const told = isRefused ? longestEase : easeAt(share)
  const by = isRefused ? weight.refused : weightOf(share, told > ease)
  const first = isRefused
    ? usual.ease
    : share > usual.share
      ? told * atFirst
      : told
  const next = ease > 0 ? ease * (told / ease) ** by : first
  return next < shortestEase ? 0 : next
}

function easeAt(share: number): number {
  const steep = share > usual.share ? 13 : 8
  const ease = usual.ease * Math.exp(steep * (share - usual.share))
  return Math.min(longestEase, ease)
}

function weightOf(share: number, isLonger: boolean): number {
  if (share < deserted) return 1
  return isLonger ? weight.longer : weight.shorter
}

function parseCount(header: string | string[] | undefined): number | undefined {
  const text = [header].flat()[0]
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
