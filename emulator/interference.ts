import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { setTimeout as sleep } from 'node:timers/promises'

/** Troubles a test can order: refusals, broken answers, lost connections. */
export interface Trouble {
  readonly method?: string
  /** Matched against the path with its query. */
  readonly path: string | RegExp
  /** How many requests it hits. Default 1. */
  readonly times?: number
  /** How many matching requests pass before. Default 0. */
  readonly skip?: number
  /**
   * Cuts the connection: `before` the request is processed, `after` it was
   * (so its effect is real and only the answer is lost), or `halfway`, in the
   * middle of the answer's body. `silence` never answers.
   */
  readonly cut?: 'before' | 'after' | 'halfway' | 'silence'
  /** The answer that replaces the real one; the request has no effect. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Milliseconds that the answer is late. */
  readonly delay?: number
}

export interface Interference {
  order(trouble: Trouble): void
  /** Takes the next trouble for this request, if any. */
  take(method: string, path: string): Trouble | undefined
}

/** Creates an empty list of troubles. */
export function createInterference(): Interference {
  const troubles: { trouble: Trouble; skip: number; left: number }[] = []
  return {
    order(trouble) {
      troubles.push({
        trouble,
        skip: trouble.skip ?? 0,
        left: trouble.times ?? 1
      })
    },
    take(method, path) {
      for (const entry of troubles) {
        const { trouble } = entry
        if (entry.left === 0) continue
        if (trouble.method !== undefined && trouble.method !== method) continue
        const matches =
          typeof trouble.path === 'string'
            ? path.includes(trouble.path)
            : trouble.path.test(path)
        if (!matches) continue
        if (entry.skip > 0) {
          entry.skip -= 1
          continue
        }
        entry.left -= 1
        return trouble
      }
      return undefined
    }
  }
}

/**
 * Answers a request as the trouble says, and normally without one.
 * @param record told the answer before it is sent, undefined for a request that
 *   gets none
 */
export async function answerThrough<Env extends { Bindings: HttpBindings }>(
  c: Context<Env>,
  next: () => Promise<void>,
  trouble: Trouble | undefined,
  closing: AbortSignal,
  record: (answer: Response | undefined) => void | Promise<void>
): Promise<Response | undefined> {
  const { incoming, outgoing } = c.env
  if (trouble?.delay !== undefined) {
    await sleep(trouble.delay, undefined, { signal: closing }).catch(
      () => undefined
    )
  }
  if (trouble?.cut === 'before' || trouble?.cut === 'silence') {
    await record(undefined)
    if (trouble.cut === 'before') incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  }
  if (trouble?.status === undefined) await next()
  else {
    c.res = new Response(trouble.body ?? null, {
      status: trouble.status,
      headers: trouble.headers ?? {}
    })
  }
  await record(c.res)
  if (trouble?.cut === 'after') {
    incoming.socket.destroy()
    replaceAnswer(c, RESPONSE_ALREADY_SENT)
    return undefined
  }
  if (trouble?.cut === 'halfway') {
    const body = Buffer.from(await c.res.arrayBuffer())
    outgoing.writeHead(c.res.status, {
      ...Object.fromEntries(c.res.headers),
      'content-length': String(body.length)
    })
    outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => {
      incoming.socket.destroy()
    })
    replaceAnswer(c, RESPONSE_ALREADY_SENT)
  }
  return undefined
}

/** After the route has answered, a returned response would be ignored. */
function replaceAnswer(c: Context, response: Response): void {
  c.res = undefined
  c.res = response
}
