import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import type { Trouble } from '../interference.ts'
import { answerThrough, createInterference } from '../interference.ts'
import { listen } from '../listening.ts'
import type { Api, Env, Exchange, Service } from './exchange.ts'
import { GitHubFault, repositoryPath } from './exchange.ts'
import { push } from './history.ts'
import type { PushOptions, RepositoryEvent } from './history.ts'
import type {
  CommitStatus,
  GitHubState,
  IssueComment,
  Level,
  PullRequest,
  Review,
  Scope,
  User
} from './model.ts'
import { renderTime } from './model.ts'
import { mountComments } from './routes/comments.ts'
import { mountCommits } from './routes/commits.ts'
import { mountGraphql } from './routes/graphql.ts'
import { mountPeople } from './routes/people.ts'
import { mountPullRequests } from './routes/pull-requests.ts'

export interface GitHubRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly scope: Scope | 'none'
  readonly status: number
  readonly at: number
}

export interface PullRequestOptions {
  readonly number: number
  readonly headSha: string
  readonly headRef?: string
  /** `owner/name` of a fork. Default: the repository itself. */
  readonly headRepo?: string
  readonly author?: string
  readonly title?: string
  readonly draft?: boolean
  readonly merged?: boolean
  readonly mergeCommitSha?: string
  readonly baseRef?: string
  readonly labels?: readonly string[]
  readonly behindBy?: number
  readonly body?: string
  readonly files?: readonly string[]
  readonly reviewDecision?: PullRequest['reviewDecision']
}

/** How a pull request lands on its base branch. */
export interface MergeOptions {
  /** `merge_commit_sha`; the tip, unless other commits follow. */
  readonly sha: string
  /** Commits that come before it in the same push (rebase, a group). */
  readonly before?: readonly string[]
  /** Commits that come after it in the same push. */
  readonly after?: readonly string[]
  /** Commits of its own that a merge by rebase makes. Default: `sha`. */
  readonly landed?: readonly string[]
  readonly sender?: string
  readonly message?: string
  /** Empty answers before its commit is known to belong to it. Default 0. */
  readonly pullsDelay?: number
  /** Marks it as merged, and pushes nothing: another push brings it. */
  readonly isPushedLater?: boolean
}

export interface GitHubOptions {
  /** `owner/name`. */
  readonly repository?: string
  readonly port?: number
}

export interface GitHubServer {
  /** Value for GITHUB_API_URL. */
  readonly url: string
  /** Value for GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string
  /** As a workflow's token with `pull-requests: write`. */
  readonly token: string
  readonly tokens: Readonly<Record<Scope, string>>
  readonly requests: readonly GitHubRequest[]
  readonly state: GitHubState
  addPullRequest(options: PullRequestOptions): PullRequest
  addReview(
    pullRequest: number,
    login: string,
    state: Review['state'],
    commitId?: string
  ): Review
  /** Adds a comment as some other user. */
  addComment(issue: number, login: string, body: string): IssueComment
  /** Labels a pull request as this user, who need not be allowed to. */
  addLabel(pullRequest: number, label: string, login: string): void
  /** Moves the pull request's head. */
  push(pullRequest: number, sha: string): void
  /** Pushes to a branch; a pull request of it is not moved by that. */
  pushBranch(options: PushOptions): void
  /** Merges a pull request, and pushes what that makes of the base. */
  merge(pullRequest: number, options: MergeOptions): void
  /** Listens to what an installed app is told. */
  onEvent(listener: (event: RepositoryEvent) => void): void
  addStatus(status: Omit<CommitStatus, 'id' | 'createdAt' | 'creator'>): void
  /** Locks the conversation on a pull request. */
  lock(pullRequest: number): void
  setPermission(login: string, level: Level): void
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
  const closing = new AbortController()
  const tokens: Record<Scope, string> = {
    write: `ghs_${randomBytes(18).toString('hex')}`,
    'read-only': `ghs_${randomBytes(18).toString('hex')}`
  }
  const actions: User = {
    id: 41_898_282,
    login: 'github-actions[bot]',
    type: 'Bot'
  }
  const state: GitHubState = {
    repository,
    pullRequests: new Map(),
    comments: [],
    users: new Map([[actions.login, actions]]),
    permissions: new Map(),
    trees: new Map(),
    branches: new Map(),
    statuses: [],
    pushes: [],
    pullsDelays: new Map(),
    approvals: new Map()
  }
  let lastId = 1000
  const nextId = () => {
    lastId += 1
    return lastId
  }
  let url = ''

  const listeners: ((event: RepositoryEvent) => void)[] = []
  const tell = (event: RepositoryEvent) => {
    for (const listener of listeners) listener(event)
  }

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

  const pushAndTell = (options: PushOptions): void => {
    for (const event of push(state, options)) {
      const { branch, before, after, sender } = event
      if (branch !== undefined) {
        state.pushes.push({ branch, before, after, actor: userOf(sender) })
      }
      tell(event)
    }
  }

  const scopeOf = (c: Exchange): Scope | undefined => {
    const [, token] =
      /^(?:Bearer|token) (.+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    return (Object.keys(tokens) as Scope[]).find(
      (scope) => tokens[scope] === token
    )
  }

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
    return answerThrough(c, next, trouble, closing.signal, (status) => {
      requests.push({
        method: c.req.method,
        path: target.pathname,
        query: Object.fromEntries(target.searchParams),
        body,
        scope: scopeOf(c) ?? 'none',
        status,
        at: Date.now()
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
    const scope = scopeOf(c)
    if (scope === undefined) throw new GitHubFault(401, 'Bad credentials')
    c.set('scope', scope)
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
    actions,
    nextId
  }
  mountPullRequests(api, service)
  mountCommits(api, service)
  mountPeople(api, service)
  mountComments(api, service)
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

  const pullRequestOf = (number: number): PullRequest => {
    const pull = state.pullRequests.get(number)
    if (pull === undefined) {
      throw new Error(`The emulator has no pull request #${number}`)
    }
    return pull
  }

  return {
    url,
    graphqlUrl: `${url}/graphql`,
    token: tokens.write,
    tokens,
    requests,
    state,
    addPullRequest: (added) => {
      const pull: PullRequest = {
        number: added.number,
        headSha: added.headSha,
        headRef: added.headRef ?? `change-${added.number}`,
        headRepo: added.headRepo ?? repository,
        baseRef: added.baseRef ?? 'main',
        baseSha: 'b'.repeat(40),
        author: userOf(added.author ?? 'octocat'),
        title: added.title ?? `Change ${added.number}`,
        draft: added.draft ?? false,
        state: added.merged === true ? 'closed' : 'open',
        merged: added.merged ?? false,
        mergedAt: added.merged === true ? renderTime() : undefined,
        mergeCommitSha: added.mergeCommitSha,
        landed: [],
        body: added.body ?? '',
        files: added.files,
        labels: [...(added.labels ?? [])],
        labelEvents: (added.labels ?? []).map((label) => ({
          label,
          actor: userOf(added.author ?? 'octocat')
        })),
        behindBy: added.behindBy ?? 0,
        reviewDecision: added.reviewDecision,
        reviews: [],
        locked: false
      }
      state.pullRequests.set(pull.number, pull)
      if (!pull.merged) tell({ kind: 'pull-request', action: 'opened', pull })
      return pull
    },
    addReview: (number, login, reviewState, commitId) => {
      const pull = pullRequestOf(number)
      const review: Review = {
        id: nextId(),
        user: userOf(login),
        state: reviewState,
        commitId: commitId ?? pull.headSha,
        submittedAt: renderTime()
      }
      pull.reviews.push(review)
      return review
    },
    addComment: (issue, login, body) => {
      const now = renderTime()
      const comment: IssueComment = {
        id: nextId(),
        issue,
        user: userOf(login),
        body,
        createdAt: now,
        updatedAt: now,
        byActions: false,
        minimized: false
      }
      state.comments.push(comment)
      return comment
    },
    addLabel: (number, label, login) => {
      const pull = pullRequestOf(number)
      pull.labels.push(label)
      pull.labelEvents.push({ label, actor: userOf(login) })
    },
    push: (number, sha) => {
      const pull = pullRequestOf(number)
      pull.headSha = sha
      tell({ kind: 'pull-request', action: 'synchronize', pull })
    },
    pushBranch: (options) => {
      pushAndTell(options)
    },
    merge: (number, options) => {
      const pull = pullRequestOf(number)
      pull.state = 'closed'
      pull.merged = true
      pull.mergedAt = renderTime()
      pull.mergeCommitSha = options.sha
      pull.landed = options.landed ?? [options.sha]
      state.pullsDelays.set(options.sha, options.pullsDelay ?? 0)
      if (options.isPushedLater === true) return
      const { before = [], sha, after = [] } = options
      pushAndTell({
        branch: pull.baseRef,
        commits: [...before, sha, ...after],
        message: options.message ?? `${pull.title} (#${number})`,
        sender: options.sender ?? pull.author.login,
        ...(pull.files === undefined ? {} : { files: pull.files })
      })
    },
    onEvent: (listener) => {
      listeners.push(listener)
    },
    addStatus: (status) => {
      state.statuses.push({
        ...status,
        id: nextId(),
        creator: userOf('terraform-cloud[bot]'),
        createdAt: renderTime()
      })
    },
    lock: (number) => {
      pullRequestOf(number).locked = true
    },
    setPermission: (login, level) => {
      userOf(login)
      state.permissions.set(login, level)
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
