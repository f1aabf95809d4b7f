import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Env } from './exchange.ts'
import { ApiFault } from './faults.ts'
import type { Principals } from './principals.ts'
import { createRateLimit } from './rate-limit.ts'

interface AdmissionOptions {
  readonly principals: Principals
  readonly personality: 'hcp' | 'tfe'
  /** Enforces 30 requests a second, or so many. */
  readonly limitsRequests: boolean | number
  readonly listsPerMinute: number
}

/**
 * Creates what stands before every endpoint of the API: its headers, the rate
 * limits, the token and the content type (HCP Terraform API: overview).
 */
export function createAdmission({
  principals,
  personality,
  limitsRequests,
  listsPerMinute
}: AdmissionOptions): MiddlewareHandler<Env> {
  const most = typeof limitsRequests === 'number' ? limitsRequests : 30
  const perSecond = createRateLimit(most, 1000, limitsRequests !== false)
  const perMinute = createRateLimit(listsPerMinute, 60_000, true)

  return async (c, next) => {
    c.header('TFP-API-Version', '2.6')
    c.header('X-Request-Id', randomUUID())
    if (personality === 'tfe') {
      c.header('TFP-AppName', 'Terraform Enterprise')
      c.header('X-TFE-Version', 'v202401-2')
      c.header('X-TFE-Current-Version', '1.0.3')
    } else {
      c.header('TFP-AppName', 'HCP Terraform')
    }
    const principal = principals.read(c)
    const lists = /\/(workspaces|organizations)\/[^/]+\/runs$/.test(c.req.path)
    const key = principal?.id ?? 'nobody'
    const listLimit = lists ? perMinute.count(key) : undefined
    const limit =
      listLimit?.allowed === false ? listLimit : perSecond.count(key)
    if (personality === 'hcp') {
      c.header('X-RateLimit-Limit', String(most))
      c.header('X-RateLimit-Remaining', String(limit.remaining))
      c.header('X-RateLimit-Reset', limit.reset.toFixed(limit.reset ? 3 : 1))
    }
    if (!limit.allowed) {
      throw new ApiFault(
        429,
        'Too many requests',
        "You have exceeded the API's rate limit."
      )
    }
    if (principal === undefined) throw new ApiFault(401, 'unauthorized')
    c.set('principal', principal)
    if (
      ['POST', 'PATCH', 'DELETE'].includes(c.req.method) &&
      !(c.req.header('content-type') ?? '').startsWith(
        'application/vnd.api+json'
      )
    ) {
      throw new ApiFault(
        415,
        'unsupported media type',
        'The Content-Type must be application/vnd.api+json'
      )
    }
    await next()
  }
}
