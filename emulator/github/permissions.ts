import type { MiddlewareHandler } from 'hono'
import type { Env } from './exchange.ts'
import { GitHubFault } from './exchange.ts'

/**
 * What `permissions` of a job gives to its `GITHUB_TOKEN`, as the workflow
 * writes it. Reading metadata (repository, collaborators) is always given.
 */
export type JobPermissions = Readonly<Record<string, 'read' | 'write' | 'none'>>

interface Need {
  readonly method: RegExp
  readonly path: RegExp
  /** One of these has to be given. */
  readonly any: readonly string[]
}

const reading = /^GET$/
const writing = /^(POST|PATCH|PUT|DELETE)$/

/** GitHub Docs, "Permissions required for GitHub Apps"; the strict reading. */
const needs: readonly Need[] = [
  {
    method: reading,
    path: /\/issues\/(\d+|comments)\b/,
    any: ['pull-requests: read', 'issues: read']
  },
  {
    method: writing,
    path: /\/issues\/(\d+|comments)\b/,
    any: ['pull-requests: write', 'issues: write']
  },
  { method: reading, path: /\/pulls\b/, any: ['pull-requests: read'] },
  {
    method: reading,
    path: /\/commits\/[^/]+\/check-runs$|\/check-runs\//,
    any: ['checks: read']
  },
  { method: writing, path: /\/check-runs\b/, any: ['checks: write'] },
  {
    method: reading,
    path: /\/commits\/[^/]+\/status(es)?$/,
    any: ['statuses: read']
  },
  {
    method: reading,
    path: /\/commits\/[^/]+(\/pulls)?$|\/compare\/|\/git\/|\/activity$/,
    any: ['contents: read']
  },
  { method: reading, path: /\/actions\//, any: ['actions: read'] }
]

/** Of all that is needed, what is not given; empty for a token without limits. */
function findMissing(
  given: JobPermissions,
  all: readonly (readonly string[])[]
): readonly string[] {
  const has = (need: string): boolean => {
    const [scope = '', level] = need.split(': ')
    return given[scope] === 'write' || given[scope] === level
  }
  return all.filter((any) => !any.some(has)).map((any) => any.join(' or '))
}

/** What a GraphQL query needs: the pull request, or to write to its comments. */
function needsOf(query: string): readonly (readonly string[])[] {
  if (query.includes('minimizeComment')) {
    return [['pull-requests: write', 'issues: write']]
  }
  return query.includes('pullRequest') ? [['pull-requests: read']] : []
}

/**
 * Refuses what the job's permissions do not give, as GitHub does: REST by 403,
 * GraphQL by an error of type FORBIDDEN. Each refusal is kept in `refusals`.
 */
export function demandPermissions(refusals: string[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { permissions: given } = c.get('identity')
    if (given === undefined) return next()
    const { method, path } = c.req
    const isGraphql = path.endsWith('/graphql')
    const all = isGraphql
      ? needsOf(await c.req.text())
      : needs
          .filter((need) => need.method.test(method) && need.path.test(path))
          .map((need) => need.any)
    const missing = findMissing(given, all)
    if (missing.length === 0) return next()
    refusals.push(`${method} ${path} needs ${missing.join(', ')}`)
    const message = 'Resource not accessible by integration'
    if (!isGraphql) throw new GitHubFault(403, message)
    const error = { type: 'FORBIDDEN', path: ['repository'], message }
    return c.json({ data: { repository: null }, errors: [error] })
  }
}
