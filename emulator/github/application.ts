import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import type { Api, Env, Service } from './exchange.ts'
import { GitHubFault, repositoryPath } from './exchange.ts'
import type { Identities } from './identities.ts'
import { limitContent } from './limits.ts'
import type { ContentLimit } from './limits.ts'
import { demandPermissions } from './permissions.ts'
import { mountChecks } from './routes/checks.ts'
import { mountComments } from './routes/comments.ts'
import { mountCommits } from './routes/commits.ts'
import { mountGraphql } from './routes/graphql.ts'
import { mountPeople } from './routes/people.ts'
import { mountPullRequests } from './routes/pull-requests.ts'
import { mountStatuses } from './routes/statuses.ts'

/** All routes of the local GitHub, behind a log of what is asked. */
export function createApplication(
  service: Service,
  {
    identities,
    log,
    contentLimit
  }: {
    readonly identities: Identities
    readonly log: MiddlewareHandler<Env>
    readonly contentLimit: ContentLimit | undefined
  }
): Hono<Env> {
  const app = new Hono<Env>()
  app.use('*', log)
  if (contentLimit !== undefined) app.use('*', limitContent(contentLimit))
  const api = createApi(service, identities)
  // GitHub Enterprise Server has the same API below this path.
  app.route('/api/v3', api)
  app.route('/api', api)
  app.route('/', api)
  app.onError((error, c) => {
    if (!(error instanceof GitHubFault)) {
      return c.json({ message: error.message }, 500)
    }
    return c.json(
      {
        message: error.message,
        ...(error.errors === undefined ? {} : { errors: error.errors }),
        documentation_url: 'https://docs.github.com/rest',
        status: String(error.status)
      },
      error.status
    )
  })
  return app
}

function createApi(service: Service, identities: Identities): Api {
  const [owner = '', repo = ''] = service.repository.split('/')
  const api: Api = new Hono<Env>()
  api.use('*', createAdmission(identities))
  api.use('*', demandPermissions(service.state.refusals))
  api.use(`${repositoryPath}/*`, async (c, next) => {
    if (c.req.param('owner') !== owner || c.req.param('repo') !== repo) {
      throw new GitHubFault(404, 'Not Found')
    }
    await next()
  })
  mountPullRequests(api, service)
  mountCommits(api, service)
  mountPeople(api, service)
  mountComments(api, service)
  mountChecks(api, service)
  mountStatuses(api, service)
  mountGraphql(api, service)
  api.all('*', () => {
    throw new GitHubFault(404, 'Not Found')
  })
  return api
}

/** Lets in who says who they are, and tells how many requests are left. */
function createAdmission(identities: Identities): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.header('X-GitHub-Request-Id', randomBytes(8).toString('hex'))
    c.header('X-RateLimit-Limit', '1000')
    c.header('X-RateLimit-Remaining', '999')
    c.header('X-RateLimit-Reset', String(Math.ceil(Date.now() / 1000) + 3600))
    if ((c.req.header('user-agent') ?? '') === '') {
      throw new GitHubFault(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.'
      )
    }
    const identity = identities.read(c.req.header('authorization'))
    if (identity === undefined) throw new GitHubFault(401, 'Bad credentials')
    c.set('identity', identity)
    await next()
  }
}
