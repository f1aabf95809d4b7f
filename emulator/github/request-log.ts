import type { MiddlewareHandler } from 'hono'
import type { Interference } from '../interference.ts'
import { answerThrough } from '../interference.ts'
import type { Recorder } from '../recording.ts'
import type { Env } from './exchange.ts'
import type { Identities } from './identities.ts'
import type { Scope } from './model.ts'

/** One request as the log keeps it: who asked, never with which secret. */
export interface GitHubRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Parsed JSON, or the text that is none; undefined without one. */
  readonly body: unknown
  readonly scope: Scope | 'none'
  /** Login of who asked; undefined without a token that there is. */
  readonly as: string | undefined
  /** 0 for a request that got no answer. */
  readonly status: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Keeps every request with its status, and answers it as troubles have it. */
export function createRequestLog(facts: {
  readonly requests: GitHubRequest[]
  readonly identities: Identities
  readonly interference: Interference
  readonly recorder: Recorder | undefined
  readonly closing: AbortSignal
}): MiddlewareHandler<Env> {
  const { requests, identities, interference, recorder, closing } = facts
  return async (c, next) => {
    const target = new URL(c.req.url)
    const text = await c.req.text()
    const trouble = interference.take(
      c.req.method,
      `${target.pathname}${target.search}`
    )
    const identity = identities.read(c.req.header('authorization'))
    return answerThrough(c, next, trouble, closing, async (answer) => {
      requests.push({
        method: c.req.method,
        path: target.pathname,
        query: Object.fromEntries(target.searchParams),
        body: parseBody(text),
        scope: identity?.scope ?? 'none',
        as: identity?.user.login,
        status: answer?.status ?? 0,
        at: Date.now()
      })
      await recorder?.record({
        request: c.req.raw,
        body: text,
        answer,
        isOrdered: trouble?.status !== undefined
      })
    })
  }
}

function parseBody(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return text
  }
}
