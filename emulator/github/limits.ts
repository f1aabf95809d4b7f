import type { MiddlewareHandler } from 'hono'
import type { Env } from './exchange.ts'

/** A rate limit that GitHub answers with. */
export interface Limit {
  /**
   * `secondary` is of too much at once and has requests left; `primary` is the
   * hour's, of which none are left.
   */
  readonly kind: 'primary' | 'secondary'
  readonly status: 403 | 429
  /** Seconds; GitHub does not always name them. */
  readonly retryAfter?: number
  /** Seconds until the hour begins anew. Default 3,600. */
  readonly resetIn?: number
}

/**
 * The answer of a rate limit. Follows REST API: Rate limits, "Exceeding the
 * rate limit".
 */
export function renderLimit({
  kind,
  status,
  retryAfter,
  resetIn = 3600
}: Limit): {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
} {
  const isPrimary = kind === 'primary'
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': isPrimary ? '0' : '970',
      'x-ratelimit-used': isPrimary ? '1000' : '30',
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + resetIn),
      'x-ratelimit-resource': 'core',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })
    },
    body: JSON.stringify({
      message: isPrimary
        ? 'API rate limit exceeded for installation ID 1.'
        : 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.',
      documentation_url: isPrimary
        ? 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api'
        : 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      status: String(status)
    })
  }
}

/** So many writes of content in so much time, for all tokens together. */
export interface ContentLimit {
  readonly writes: number
  /** 60,000 at GitHub. */
  readonly milliseconds: number
}

const writesContent =
  /\/issues\/(?:\d+\/comments|comments\/\d+)$|\/check-runs(?:\/\d+)?$/

/**
 * Refuses what is written beyond a limit, before anything is done: the seconds
 * to wait are told, rounded up. What is refused is not counted. Follows REST
 * API: Rate limits, "About secondary rate limits".
 */
export function limitContent(limit: ContentLimit): MiddlewareHandler<Env> {
  let times: number[] = []
  return async (c, next) => {
    const isWrite = ['POST', 'PATCH'].includes(c.req.method)
    if (!isWrite || !writesContent.test(c.req.path)) return next()
    const now = Date.now()
    times = times.filter((time) => time > now - limit.milliseconds)
    const [oldest] = times
    if (oldest === undefined || times.length < limit.writes) {
      times.push(now)
      return next()
    }
    const retryAfter = Math.ceil((oldest + limit.milliseconds - now) / 1000)
    const { status, headers, body } = renderLimit({
      kind: 'secondary',
      status: 403,
      retryAfter
    })
    return new Response(body, { status, headers })
  }
}
