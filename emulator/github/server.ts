import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import type { Trouble } from '../interference.ts'
import { answerThrough, createInterference } from '../interference.ts'
import { listen } from '../listening.ts'
import { openRecorder } from '../recording.ts'
import type { Api, Env, Exchange, Service } from './exchange.ts'
import { GitHubFault, repositoryPath } from './exchange.ts'
import type { Happening, WorkflowEvent } from './events.ts'
import { renderEvent } from './events.ts'
import type { TokenOptions } from './identities.ts'
import { actionsBot, createIdentities } from './identities.ts'
import type { Limit } from './limits.ts'
import { renderLimit } from './limits.ts'
import type { GitHubState, Identity, Scope, User } from './model.ts'
import { mountChecks } from './routes/checks.ts'
import { mountComments } from './routes/comments.ts'
import { mountCommits } from './routes/commits.ts'
import { mountGraphql } from './routes/graphql.ts'
import { mountPeople } from './routes/people.ts'
import { mountPullRequests } from './routes/pull-requests.ts'
import type { World } from './world.ts'
import { createWorld } from './world.ts'

export interface GitHubRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly scope: Scope | 'none'
  /** Login of who asked; undefined without a token that there is. */
  readonly as: string | undefined
  readonly status: number
  readonly at: number
}

export interface GitHubOptions {
  /** `owner/name`. */
  readonly repository?: string
  readonly port?: number
  /** Folder for what is asked and answered. Default `EMULATOR_RECORDING`. */
  readonly recording?: string
}

export interface GitHubServer extends World {
  /** Value for GITHUB_API_URL. */
  readonly url: string
  /** Value for GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string
  /** As a workflow's token with `pull-requests: write`. */
  readonly token: string
  readonly tokens: Readonly<Record<Scope, string>>
  readonly requests: readonly GitHubRequest[]
  readonly state: GitHubState
  /** Makes one more token: of another App, or of a person. */
  addToken(options: TokenOptions): string
  /** What the runner tells a step of an event of this pull request. */
  event(pullRequest: number, happening: Happening): WorkflowEvent
  /** Answers with a rate limit, once unless told. */
  limit(
    where: Pick<Trouble, 'method' | 'path' | 'times' | 'skip'>,
    limit: Limit
  ): void
  trouble(trouble: Trouble): void
  close(): Promise<void>
}

/**
 * Starts a local GitHub on 127.0.0.1: the part of its REST and GraphQL API
 * that an action needs for pull requests, reviews and comments.
 */
export async function startGitHub(
  options: GitHubOptions = {}
): Promise<GitHubServer> {
  const repository = options.repository ?? 'acme/infrastructure'
  const [owner = '', repo = ''] = repository.split('/')
  const requests: GitHubRequest[] = []
  const interference = createInterference()
  const recorder = openRecorder('github', true, options.recording)
  const closing = new AbortController()
  const state = createState(repository)
  let lastId = 1000
  const nextId = () => {
    lastId += 1
    return lastId
  }
  let url = ''

  const userOf = (login: string): User => {
    let user = state.users.get(login)
    if (user === undefined) {
      user = {
        id: nextId(),
        login,
        type: login.endsWith('[bot]') ? 'Bot' : 'User'
      }
      state.users.set(login, user)
    }
    return user
  }
  const identities = createIdentities(userOf)
  const identityOf = (c: Exchange): Identity | undefined =>
    identities.read(c.req.header('authorization'))

  const app = new Hono<Env>()
  const record: MiddlewareHandler<Env> = async (c, next) => {
    const target = new URL(c.req.url)
    const text = await c.req.text()
    let body: unknown
    try {
      body = text === '' ? undefined : JSON.parse(text)
    } catch {
      body = text
    }
    const trouble = interference.take(
      c.req.method,
      `${target.pathname}${target.search}`
    )
    return answerThrough(c, next, trouble, closing.signal, async (answer) => {
      requests.push({
        method: c.req.method,
        path: target.pathname,
        query: Object.fromEntries(target.searchParams),
        body,
        scope: identityOf(c)?.scope ?? 'none',
        as: identityOf(c)?.user.login,
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
  app.use('*', record)

  const api: Api = new Hono<Env>()
  const admit: MiddlewareHandler<Env> = async (c, next) => {
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
    const identity = identityOf(c)
    if (identity === undefined) throw new GitHubFault(401, 'Bad credentials')
    c.set('identity', identity)
    await next()
  }
  api.use('*', admit)

  api.use(`${repositoryPath}/*`, async (c, next) => {
    if (c.req.param('owner') !== owner || c.req.param('repo') !== repo) {
      throw new GitHubFault(404, 'Not Found')
    }
    await next()
  })

  const service: Service = {
    repository,
    url: () => url,
    state,
    nextId,
    userOf
  }
  mountPullRequests(api, service)
  mountCommits(api, service)
  mountPeople(api, service)
  mountComments(api, service)
  mountChecks(api, service)
  mountGraphql(api, service)
  api.all('*', () => {
    throw new GitHubFault(404, 'Not Found')
  })

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

  const server = await listen(app.fetch, options.port ?? 0)
  url = server.url

  const world = createWorld({ state, nextId, userOf })
  return {
    ...world,
    url,
    graphqlUrl: `${url}/graphql`,
    token: identities.tokens.write,
    tokens: identities.tokens,
    requests,
    state,
    addToken: (token) => identities.add(token),
    event: (number, happening) => {
      const pull = state.pullRequests.get(number)
      if (pull === undefined) {
        throw new Error(`The emulator has no pull request #${number}`)
      }
      return renderEvent(state, service, pull, happening)
    },
    limit: (where, limit) => {
      interference.order({ ...where, ...renderLimit(limit) })
    },
    trouble: (trouble) => {
      interference.order(trouble)
    },
    close: async () => {
      closing.abort()
      await server.close()
    }
  }
}

function createState(repository: string): GitHubState {
  return {
    repository,
    pullRequests: new Map(),
    comments: [],
    users: new Map([[actionsBot.login, actionsBot]]),
    permissions: new Map(),
    trees: new Map(),
    commits: new Map(),
    files: new Map(),
    branches: new Map(),
    landed: new Map(),
    late: new Map(),
    activities: [],
    checkRuns: [],
    approvals: new Map()
  }
}
