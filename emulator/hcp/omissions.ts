import type { MiddlewareHandler } from 'hono'
import type { Env } from './exchange.ts'

/**
 * What servers with the same API leave out or do otherwise: Terraform
 * Enterprise of other years, OTF, Terrarun, and what stands in front of them.
 * Each is one part, and none is there unless a test asks for it.
 */
export interface Omissions {
  /** Answers never have `included`. */
  readonly noSideLoads?: boolean
  /** No `planned-at` among the timestamps of a run. */
  readonly noPlannedAt?: boolean
  /**
   * Parts that resources never have, in answers and side-loads alike:
   * `runs.has-changes`, `runs.actions.is-confirmable`, or a relationship,
   * `runs:policy-checks`. Of a list each member lacks it
   * (`policy-set-outcomes.outcomes.status`); `included.task-results` is not
   * side-loaded. Read anew for each answer.
   */
  readonly leavesOut?: readonly string[]
  /** Attributes that are something else than they should: `plans.has-changes`. */
  readonly saysInstead?: Readonly<Record<string, unknown>>
  /** A refusal (400, 403, 409, 422) is a 500 without a reason. */
  readonly refusesWith500?: boolean
  /** Actions on runs that are answered with 202 and do nothing, by name. */
  readonly idleActions?: readonly string[]
  /** `cost_estimated` is never confirmable, although a confirm is taken. */
  readonly costEstimatedUnconfirmable?: boolean
  /** Reads are as old as this: a replica that is behind. Milliseconds. */
  readonly staleReads?: number
  /** Runs and configuration versions are 404 for this long. Milliseconds. */
  readonly hidesNew?: number
  /** `POST /runs` is made, and answered with the 504 page of a proxy. */
  readonly losesCreations?: boolean
  /** The same, but the run is made only this much later. Milliseconds. */
  readonly lateCreations?: number
  /** So many reads are answered with the page of a proxy, of this status. */
  readonly proxyPages?: { readonly status: 200 | 502; readonly times: number }
}

/** Answers a request again, without what stands in between. */
type Replay = (request: Request) => Response | Promise<Response>

interface Document {
  readonly type?: string
  readonly id?: string
  readonly attributes?: Record<string, unknown>
  readonly relationships?: Record<string, unknown>
}

/** What a proxy says of a server that it does not reach, or of itself. */
function answerAsProxy(status: 200 | 502 | 504): Response {
  const title =
    status === 200
      ? 'Sign in'
      : status === 502
        ? '502 Bad Gateway'
        : '504 Gateway Time-out'
  return new Response(
    `<html>
<head><title>${title}</title></head>
<body><center><h1>${title}</h1></center></body>
</html>
`,
    { status, headers: { 'content-type': 'text/html' } }
  )
}

/** Creates what stands between the routes and the client. */
export function createOmissions(
  omissions: Omissions,
  replay: Replay
): MiddlewareHandler<Env> {
  let proxyPages = omissions.proxyPages?.times ?? 0
  const staleAnswers = new Map<string, { at: number; body: string }>()
  const hiddenUntil = new Map<string, number>()
  const isHidden = (id: string | undefined) =>
    id !== undefined && (hiddenUntil.get(id) ?? 0) > performance.now()

  return async (c, next) => {
    const { method, path } = c.req
    const action = /\/runs\/[^/]+\/actions\/([^/]+)$/.exec(path)?.[1]
    if (action !== undefined && omissions.idleActions?.includes(action)) {
      return c.body(null, 202)
    }
    if (isLate(c)) {
      makeLater(c.req.raw, await c.req.text())
      return answerAsProxy(504)
    }
    if (method === 'GET' && proxyPages > 0) {
      proxyPages -= 1
      return answerAsProxy(omissions.proxyPages?.status ?? 502)
    }
    const id = /\/(?:runs|configuration-versions)\/([^/]+)/.exec(path)?.[1]
    if (isHidden(id)) return jsonResponse(notFoundBody, 404)
    const key = `${c.req.header('authorization') ?? ''} ${c.req.url}`
    const stale = method === 'GET' ? staleAnswers.get(key) : undefined
    if (
      stale !== undefined &&
      performance.now() - stale.at < (omissions.staleReads ?? 0)
    ) {
      return jsonResponse(stale.body, 200)
    }
    await next()
    const { status, headers } = c.res
    if (omissions.refusesWith500 === true && isRefusal(status)) {
      replace(c, new Response('', { status: 500 }))
      return
    }
    if (!(headers.get('content-type') ?? '').includes('json')) return
    if (status >= 300) return
    const answer = JSON.parse(await c.res.clone().text()) as {
      data?: Document | Document[]
      included?: Document[]
    }
    if (method === 'POST' && status === 201) {
      hide(answer.data)
      if (omissions.losesCreations === true && path.endsWith('/runs')) {
        replace(c, answerAsProxy(504))
        return
      }
    }
    const body = JSON.stringify(leaveOut(answer))
    if (method === 'GET' && omissions.staleReads !== undefined) {
      staleAnswers.set(key, { at: performance.now(), body })
    }
    replace(c, new Response(body, { status, headers }))
    return
  }

  function isLate({ req }: { req: { method: string; path: string } }): boolean {
    return (
      omissions.lateCreations !== undefined &&
      req.method === 'POST' &&
      req.path.endsWith('/runs')
    )
  }

  function makeLater({ url, headers }: Request, body: string): void {
    const path = url.replace('/api/v2/', '/')
    setTimeout(() => {
      void replay(new Request(path, { method: 'POST', headers, body }))
    }, omissions.lateCreations).unref()
  }

  function hide(made: Document | Document[] | undefined): void {
    if (omissions.hidesNew === undefined || Array.isArray(made)) return
    if (made?.id === undefined) return
    hiddenUntil.set(made.id, performance.now() + omissions.hidesNew)
  }

  function leaveOut(answer: {
    data?: Document | Document[]
    included?: Document[]
  }): unknown {
    if (omissions.noSideLoads === true) delete answer.included
    if (Array.isArray(answer.data)) {
      answer.data = answer.data.filter((one) => !isHidden(one.id))
    }
    const all = [answer.data ?? [], answer.included ?? []].flat()
    for (const [part, value] of Object.entries(omissions.saysInstead ?? {})) {
      const [type, name = ''] = part.split('.')
      for (const resource of all) {
        // What is not told yet stays so.
        if (resource.type !== type || resource.attributes === undefined)
          continue
        if ((resource.attributes[name] ?? null) === null) continue
        resource.attributes[name] = value
      }
    }
    const parts = omissions.leavesOut ?? []
    for (const part of parts) for (const one of all) drop(one, part)
    dropIncluded(answer, parts)
    for (const { type, attributes } of all) {
      if (type !== 'runs' || attributes === undefined) continue
      if (omissions.noPlannedAt === true) {
        const times = { ...(attributes['status-timestamps'] as object) }
        attributes['status-timestamps'] = Object.fromEntries(
          Object.entries(times).filter(([name]) => name !== 'planned-at')
        )
      }
      if (
        omissions.costEstimatedUnconfirmable === true &&
        attributes['status'] === 'cost_estimated'
      ) {
        attributes['actions'] = {
          ...(attributes['actions'] as object),
          'is-confirmable': false
        }
      }
    }
    return answer
  }
}

/** Takes out what is side-loaded of these types: `included.TYPE`. */
function dropIncluded(
  answer: { included?: Document[] },
  parts: readonly string[]
): void {
  if (answer.included === undefined) return
  answer.included = answer.included.filter(
    ({ type = '' }) => !parts.includes(`included.${type}`)
  )
}

/** Takes a part out of a resource, where it is of that type. */
function drop(resource: Document, part: string): void {
  const isRelationship = part.includes(':')
  const [type, ...names] = part.split(/[.:]/)
  if (resource.type !== type) return
  dropName(isRelationship ? resource.relationships : resource.attributes, names)
}

/** Of a list, out of each of its members. */
function dropName(from: unknown, [name, ...rest]: readonly string[]): void {
  const all: readonly unknown[] = Array.isArray(from) ? from : [from]
  for (const members of all) {
    if (name === undefined || typeof members !== 'object' || members === null)
      continue
    if (rest.length === 0) Reflect.deleteProperty(members, name)
    else dropName((members as Record<string, unknown>)[name], rest)
  }
}

const notFoundBody = '{"errors":[{"status":"404","title":"not found"}]}'

function isRefusal(status: number): boolean {
  return [400, 403, 409, 422].includes(status)
}

function jsonResponse(body: string, status: number): Response {
  return new Response(body, {
    status,
    headers: { 'content-type': 'application/vnd.api+json; charset=utf-8' }
  })
}

/** After a route has answered, its response has to go before another comes. */
function replace(c: { res: Response | undefined }, response: Response): void {
  c.res = undefined
  c.res = response
}
