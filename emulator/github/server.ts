import type { Trouble } from '../interference.ts'
import { createInterference } from '../interference.ts'
import { listen } from '../listening.ts'
import { openRecorder } from '../recording.ts'
import { createApplication } from './application.ts'
import type { Happening, WorkflowEvent } from './events.ts'
import { renderEvent } from './events.ts'
import type { TokenOptions } from './identities.ts'
import { actionsBot, createIdentities } from './identities.ts'
import type { ContentLimit, Limit } from './limits.ts'
import { renderLimit } from './limits.ts'
import type { GitHubState, Scope, User } from './model.ts'
import type { Pushing } from './pushing.ts'
import { createPushing } from './pushing.ts'
import type { GitHubRequest } from './request-log.ts'
import { createRequestLog } from './request-log.ts'
import type { Roots, World } from './world.ts'
import { createWorld } from './world.ts'

export interface GitHubOptions {
  /** `owner/name`. */
  readonly repository?: string
  readonly port?: number
  /** Folder for what is asked and answered. Default `EMULATOR_RECORDING`. */
  readonly recording?: string
  /** How much content may be written. Default no limit. */
  readonly contentLimit?: ContentLimit
}

export interface GitHubServer extends World, Pushing {
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
 * that an action needs for pull requests, reviews, comments and checks.
 */
export async function startGitHub(
  options: GitHubOptions = {}
): Promise<GitHubServer> {
  const roots = createRoots(options.repository ?? 'acme/infrastructure')
  const { state } = roots
  const requests: GitHubRequest[] = []
  const interference = createInterference()
  const identities = createIdentities(roots.userOf)
  const closing = new AbortController()
  let url = ''
  const world = createWorld(roots)
  const service = { ...roots, repository: state.repository, url: () => url }
  const log = createRequestLog({
    requests,
    identities,
    interference,
    recorder: openRecorder('github', true, options.recording),
    closing: closing.signal
  })
  const { contentLimit } = options
  const app = createApplication(service, { identities, log, contentLimit })
  const server = await listen(app.fetch, options.port ?? 0)
  url = server.url
  return {
    ...world,
    ...createPushing(roots, world),
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

/** An empty repository, and what makes ids and accounts for it. */
function createRoots(repository: string): Roots {
  const state = createState(repository)
  let lastId = 1000
  const nextId = (): number => {
    lastId += 1
    return lastId
  }
  const userOf = (login: string): User => {
    const known = state.users.get(login)
    if (known !== undefined) return known
    const type = login.endsWith('[bot]') ? 'Bot' : 'User'
    const user: User = { id: nextId(), login, type }
    state.users.set(login, user)
    return user
  }
  return { state, nextId, userOf }
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
    statuses: [],
    approvals: new Map(),
    refusals: []
  }
}
