import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import type { Site } from './documents/site.ts'
import type { GitHubState, Identity, PullRequest, User } from './model.ts'

/** What every route works with, and how a route reads and answers. */

export interface Env {
  Bindings: HttpBindings
  Variables: { identity: Identity }
}

export type Api = Hono<Env>
export type Exchange = Context<Env>

export interface Service extends Site {
  readonly state: GitHubState
  nextId(): number
  /** The account of a login, made where there is none yet. */
  userOf(login: string): User
}

/** Before every path of the repository's own. */
export const repositoryPath = '/repos/:owner/:repo'

/** An answer other than success. */
export class GitHubFault extends Error {
  readonly status: 400 | 401 | 403 | 404 | 422
  readonly errors: readonly unknown[] | undefined

  constructor(
    status: GitHubFault['status'],
    message: string,
    errors?: readonly unknown[]
  ) {
    super(message)
    this.name = 'GitHubFault'
    this.status = status
    this.errors = errors
  }
}

/** @throws {GitHubFault} 403 for a token that may only read */
export function demandWrite(c: Exchange): void {
  if (c.get('identity').scope !== 'write') {
    throw new GitHubFault(403, 'Resource not accessible by integration')
  }
}

/** @throws {GitHubFault} 404 for a pull request that there is not */
export function findPullRequest(c: Exchange, { state }: Service): PullRequest {
  const found = state.pullRequests.get(Number(c.req.param('number')))
  if (found === undefined) throw new GitHubFault(404, 'Not Found')
  return found
}

/** @throws {GitHubFault} 400 for text that is not JSON */
export async function readJson(c: Exchange): Promise<unknown> {
  try {
    return (JSON.parse(await c.req.text()) ?? {}) as unknown
  } catch {
    throw new GitHubFault(400, 'Problems parsing JSON')
  }
}

/** 30 a page unless told, 100 at most, with GitHub's Link header. */
export function cutPage<Item>(
  c: Exchange,
  all: readonly Item[]
): readonly Item[] {
  const size = Math.min(Number(c.req.query('per_page') ?? 30) || 30, 100)
  const page = Number(c.req.query('page') ?? 1) || 1
  const last = Math.max(Math.ceil(all.length / size), 1)
  const link = (number: number, rel: string) => {
    const target = new URL(c.req.url)
    target.searchParams.set('page', String(number))
    return `<${target.toString()}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : [])
  ]
  if (links.length > 0) c.header('Link', links.join(', '))
  return all.slice((page - 1) * size, page * size)
}
