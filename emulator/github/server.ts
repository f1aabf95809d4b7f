import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { serve } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import type { Trouble } from '../interference.ts'
import { answerThrough, createInterference } from '../interference.ts'

/** What a token of the emulated GitHub may do. */
export type Scope = 'write' | 'read-only'

export interface User {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Bot'
}

export interface PullRequest {
  readonly number: number
  headSha: string
  headRef: string
  /** `owner/name`; undefined once the fork is deleted. */
  headRepo: string | undefined
  baseRef: string
  baseSha: string
  readonly author: User
  title: string
  draft: boolean
  state: 'open' | 'closed'
  merged: boolean
  mergedAt: string | undefined
  mergeCommitSha: string | undefined
  labels: string[]
  /** Who added which label, oldest first. */
  readonly labelEvents: { readonly label: string; readonly actor: User }[]
  /** How many commits of the base branch the head lacks. */
  behindBy: number
  /** GraphQL's `reviewDecision`. */
  reviewDecision:
    'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | undefined
  readonly reviews: Review[]
  /** Locked conversations take no new comments. */
  locked: boolean
}

export interface Review {
  readonly id: number
  /** Undefined for a deleted account. */
  readonly user: User | undefined
  readonly state:
    'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  readonly commitId: string | undefined
  readonly submittedAt: string
}

export interface IssueComment {
  readonly id: number
  readonly issue: number
  readonly user: User
  body: string
  readonly createdAt: string
  updatedAt: string
  readonly byActions: boolean
  minimized: boolean
}

export type Level = 'admin' | 'write' | 'read' | 'none'

export interface GitHubState {
  readonly repository: string
  readonly pullRequests: Map<number, PullRequest>
  readonly comments: IssueComment[]
  readonly users: Map<string, User>
  /** Permission of a login on the repository; absent = `read`. */
  readonly permissions: Map<string, Level>
  /** Trees of commits; absent = a tree of its own. */
  readonly trees: Map<string, string>
  /** Who approved a workflow run's environment, by workflow run id. */
  readonly approvals: Map<number, readonly unknown[]>
}

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
  readonly reviewDecision?: PullRequest['reviewDecision']
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
  /** Locks the conversation on a pull request. */
  lock(pullRequest: number): void
  setPermission(login: string, level: Level): void
  trouble(trouble: Trouble): void
  close(): Promise<void>
}

/** GitHub's documented limit, in characters. */
const longestBody = 65_536

interface Env {
  Bindings: HttpBindings
  Variables: { scope: Scope }
}
type Exchange = Context<Env>

class GitHubFault extends Error {
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
    approvals: new Map()
  }
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

  const api = new Hono<Env>()
  const admit: MiddlewareHandler<Env> = async (c, next) => {
    c.header('X-GitHub-Request-Id', randomBytes(8).toString('hex'))
    c.header('X-RateLimit-Limit', '1000')
    c.header('X-RateLimit-Remaining', '999')
    c.header('X-RateLimit-Reset', String(Math.ceil(Date.now() / 1000) + 3600))
    const scope = scopeOf(c)
    if (scope === undefined) throw new GitHubFault(401, 'Bad credentials')
    c.set('scope', scope)
    await next()
  }
  api.use('*', admit)

  const repositoryPath = '/repos/:owner/:repo'
  api.use(`${repositoryPath}/*`, async (c, next) => {
    if (c.req.param('owner') !== owner || c.req.param('repo') !== repo) {
      throw new GitHubFault(404, 'Not Found')
    }
    await next()
  })

  const demandWrite = (c: Exchange) => {
    if (c.get('scope') !== 'write') {
      throw new GitHubFault(403, 'Resource not accessible by integration')
    }
  }
  const findPullRequest = (c: Exchange): PullRequest => {
    const found = state.pullRequests.get(Number(c.req.param('number')))
    if (found === undefined) throw new GitHubFault(404, 'Not Found')
    return found
  }
  const findComment = (c: Exchange): IssueComment => {
    const id = Number(c.req.param('id'))
    const found = state.comments.find((comment) => comment.id === id)
    if (found === undefined) throw new GitHubFault(404, 'Not Found')
    return found
  }
  const readCommentBody = async (c: Exchange): Promise<string> => {
    const { body } = (await readJson(c)) as { body?: unknown }
    if (typeof body !== 'string' || body === '') {
      throw new GitHubFault(422, 'Validation Failed', [
        { resource: 'IssueComment', code: 'missing_field', field: 'body' }
      ])
    }
    if (body.length > longestBody) {
      throw new GitHubFault(422, 'Validation Failed', [
        {
          resource: 'IssueComment',
          code: 'unprocessable',
          field: 'data',
          message: `Body is too long (maximum is ${longestBody} characters)`
        }
      ])
    }
    return body
  }

  const renderPullRequest = (pull: PullRequest) => ({
    id: pull.number,
    number: pull.number,
    state: pull.state,
    draft: pull.draft,
    title: pull.title,
    user: renderUser(pull.author),
    merged: pull.merged,
    merged_at: pull.mergedAt ?? null,
    merge_commit_sha: pull.mergeCommitSha ?? null,
    labels: pull.labels.map((name) => ({ name })),
    html_url: `${url}/${repository}/pull/${pull.number}`,
    head: {
      ref: pull.headRef,
      sha: pull.headSha,
      label: `${pull.headRepo?.split('/')[0] ?? 'unknown'}:${pull.headRef}`,
      repo: pull.headRepo === undefined ? null : { full_name: pull.headRepo }
    },
    base: {
      ref: pull.baseRef,
      sha: pull.baseSha,
      label: `${owner}:${pull.baseRef}`,
      repo: { full_name: repository, default_branch: 'main' }
    }
  })
  const renderComment = (comment: IssueComment) => ({
    id: comment.id,
    node_id: `IC_${comment.id}`,
    body: comment.body,
    user: renderUser(comment.user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    // What GitHub says of bots and outsiders; proves no permission.
    author_association: 'NONE',
    html_url: `${url}/${repository}/pull/${comment.issue}#issuecomment-${comment.id}`,
    performed_via_github_app: comment.byActions
      ? { id: 15_368, slug: 'github-actions', name: 'GitHub Actions' }
      : null
  })

  api.get(`${repositoryPath}/pulls/:number{[0-9]+}`, (c) =>
    c.json(renderPullRequest(findPullRequest(c)))
  )
  api.get(`${repositoryPath}/pulls`, (c) => {
    const head = c.req.query('head')
    const wanted = c.req.query('state') ?? 'open'
    const found = [...state.pullRequests.values()].filter(
      (pull) =>
        (wanted === 'all' || pull.state === wanted) &&
        (head === undefined ||
          head ===
            `${pull.headRepo?.split('/')[0] ?? 'unknown'}:${pull.headRef}`)
    )
    return c.json(cutPage(c, found).map(renderPullRequest))
  })
  api.get(`${repositoryPath}/pulls/:number{[0-9]+}/reviews`, (c) =>
    c.json(
      cutPage(c, findPullRequest(c).reviews).map((review) => ({
        id: review.id,
        user: review.user === undefined ? null : renderUser(review.user),
        state: review.state,
        commit_id: review.commitId ?? null,
        submitted_at: review.submittedAt,
        body: '',
        author_association: 'CONTRIBUTOR'
      }))
    )
  )
  api.get(`${repositoryPath}/commits/:sha/pulls`, (c) => {
    const sha = c.req.param('sha')
    const found = [...state.pullRequests.values()].filter(
      (pull) => pull.mergeCommitSha === sha || pull.headSha === sha
    )
    return c.json(cutPage(c, found).map(renderPullRequest))
  })
  api.get(`${repositoryPath}/compare/:basehead{.+}`, (c) => {
    const [base = '', head = ''] = c.req.param('basehead').split('...')
    const pull = [...state.pullRequests.values()].find(
      ({ headSha, headRef }) => headSha === head || headRef === head
    )
    if (pull === undefined || ![pull.baseRef, pull.baseSha].includes(base)) {
      throw new GitHubFault(404, 'Not Found')
    }
    return c.json({
      status: pull.behindBy > 0 ? 'diverged' : 'ahead',
      ahead_by: 1,
      behind_by: pull.behindBy,
      total_commits: 1,
      merge_base_commit: { sha: pull.baseSha },
      commits: []
    })
  })
  api.get(`${repositoryPath}/collaborators/:user/permission`, (c) => {
    const login = c.req.param('user')
    const user = state.users.get(login)
    // Bots have no permission document.
    if (user?.type === 'Bot') throw new GitHubFault(404, 'Not Found')
    const permission = state.permissions.get(login) ?? 'read'
    return c.json({
      permission,
      role_name: permission,
      user: renderUser(user ?? { id: 0, login, type: 'User' })
    })
  })
  api.get(`${repositoryPath}/issues/:number{[0-9]+}/comments`, (c) => {
    const { number } = findPullRequest(c)
    return c.json(
      cutPage(
        c,
        state.comments.filter(({ issue }) => issue === number)
      ).map(renderComment)
    )
  })
  api.get(`${repositoryPath}/issues/:number{[0-9]+}/labels`, (c) =>
    c.json(cutPage(c, findPullRequest(c).labels).map((name) => ({ name })))
  )
  api.get(`${repositoryPath}/issues/:number{[0-9]+}/timeline`, (c) =>
    c.json(
      cutPage(c, findPullRequest(c).labelEvents).map(({ label, actor }) => ({
        event: 'labeled',
        actor: renderUser(actor),
        label: { name: label }
      }))
    )
  )
  api.get(`${repositoryPath}/git/commits/:sha`, (c) => {
    const sha = c.req.param('sha')
    return c.json({ sha, tree: { sha: state.trees.get(sha) ?? `tree-${sha}` } })
  })
  api.post(`${repositoryPath}/issues/:number{[0-9]+}/comments`, async (c) => {
    demandWrite(c)
    const { number, locked } = findPullRequest(c)
    if (locked) {
      throw new GitHubFault(
        403,
        'Unable to create comment because issue is locked.'
      )
    }
    const now = renderTime()
    const comment: IssueComment = {
      id: nextId(),
      issue: number,
      user: actions,
      body: await readCommentBody(c),
      createdAt: now,
      updatedAt: now,
      byActions: true,
      minimized: false
    }
    state.comments.push(comment)
    return c.json(renderComment(comment), 201)
  })
  api.get(`${repositoryPath}/issues/comments/:id{[0-9]+}`, (c) =>
    c.json(renderComment(findComment(c)))
  )
  api.patch(`${repositoryPath}/issues/comments/:id{[0-9]+}`, async (c) => {
    demandWrite(c)
    const comment = findComment(c)
    comment.body = await readCommentBody(c)
    comment.updatedAt = renderTime()
    return c.json(renderComment(comment))
  })
  api.delete(`${repositoryPath}/issues/comments/:id{[0-9]+}`, (c) => {
    demandWrite(c)
    state.comments.splice(state.comments.indexOf(findComment(c)), 1)
    return c.body(null, 204)
  })
  api.get(`${repositoryPath}/actions/runs/:id{[0-9]+}/approvals`, (c) =>
    c.json(state.approvals.get(Number(c.req.param('id'))) ?? [])
  )
  // The Actions token is an installation's: it has no user.
  api.get('/user', () => {
    throw new GitHubFault(403, 'Resource not accessible by integration')
  })

  api.post('/graphql', async (c) => {
    const { query = '', variables = {} } = (await readJson(c)) as {
      query?: string
      variables?: Record<string, unknown>
    }
    if (query.includes('minimizeComment')) {
      if (c.get('scope') !== 'write') {
        return c.json({
          data: null,
          errors: [
            {
              type: 'FORBIDDEN',
              message: 'Resource not accessible by integration'
            }
          ]
        })
      }
      const ids = [...Object.values(variables), query].map(String).join(' ')
      const comment = state.comments.find(({ id }) =>
        new RegExp(`IC_${id}\\b`).test(ids)
      )
      if (comment !== undefined) comment.minimized = true
      return c.json({
        data: {
          minimizeComment: {
            minimizedComment: { isMinimized: comment !== undefined }
          }
        }
      })
    }
    const number =
      Object.values(variables).find((value) => typeof value === 'number') ??
      Number(/pullRequest\(\s*number:\s*(\d+)/.exec(query)?.[1])
    const pull = state.pullRequests.get(number)
    return c.json({
      data: {
        // The viewer keeps its "[bot]"; authors in GraphQL lose it.
        viewer: { login: actions.login },
        ...(query.includes('repository')
          ? {
              repository: {
                pullRequest:
                  pull === undefined ? null : renderGraphql(pull, state)
              }
            }
          : {})
      }
    })
  })

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

  const server = await new Promise<Server>((resolve, reject) => {
    const started = serve(
      { fetch: app.fetch, port: options.port ?? 0, hostname: '127.0.0.1' },
      () => {
        resolve(started as Server)
      }
    )
    started.once('error', reject)
  })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

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
      pullRequestOf(number).headSha = sha
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
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      })
    }
  }
}

async function readJson(c: Exchange): Promise<unknown> {
  try {
    return (JSON.parse(await c.req.text()) ?? {}) as unknown
  } catch {
    throw new GitHubFault(400, 'Problems parsing JSON')
  }
}

/** 30 a page unless told, 100 at most, with GitHub's Link header. */
function cutPage<Item>(c: Exchange, all: readonly Item[]): readonly Item[] {
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

function renderUser(user: User): Record<string, unknown> {
  return { id: user.id, login: user.login, type: user.type }
}

function renderGraphql(
  pull: PullRequest,
  state: GitHubState
): Record<string, unknown> {
  const writers = pull.reviews.filter(
    ({ user, state: reviewState }) =>
      user !== undefined &&
      reviewState !== 'COMMENTED' &&
      ['write', 'admin'].includes(state.permissions.get(user.login) ?? 'read')
  )
  const latest = new Map(writers.map((review) => [review.user?.id, review]))
  return {
    number: pull.number,
    headRefOid: pull.headSha,
    isDraft: pull.draft,
    state: pull.merged ? 'MERGED' : pull.state.toUpperCase(),
    reviewDecision: pull.reviewDecision ?? null,
    latestOpinionatedReviews: {
      nodes: [...latest.values()].map((review) => ({
        state: review.state,
        commit: { oid: review.commitId },
        author: { login: review.user?.login.replace(/\[bot\]$/, '') }
      }))
    }
  }
}

function renderTime(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z')
}
