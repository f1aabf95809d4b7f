import type { getOctokit } from '@actions/github'
import { setTimeout as sleep } from 'node:timers/promises'

/** A repository by its two names, as in `owner/name`. */
export interface Repository {
  readonly owner: string
  readonly name: string
}

export interface GitHubOptions {
  readonly token: string
  /** The REST root, `GITHUB_API_URL`: also GHES' `…/api/v3`. */
  readonly apiUrl: string
  readonly userAgent: string
  /** Told of every retry, one line each. */
  readonly log: (line: string) => void
  /** Ends calls and waits; they reject with its reason. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for a call with all its attempts. */
  readonly deadline?: number
  /** Milliseconds for one attempt. */
  readonly attemptTimeout?: number
  /** Milliseconds before the first retry; doubled for each one after. */
  readonly retryDelay?: number
}

export interface GitHubCall {
  /** As in GitHub's documentation: `GET /repos/{owner}/{repo}/pulls`. */
  readonly route: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** What is tried, for messages: "read pull request #7 of acme/network". */
  readonly what: string
  /** The `permissions:` entry this takes: `pull-requests: write`. */
  readonly needs: string
  /**
   * May it be sent again when nobody knows whether it was done? By default
   * only where the method is GET.
   */
  readonly repeatable?: boolean
  /**
   * Is a rate limit told at once, instead of waited out? For a write whose
   * words grow old while it waits.
   */
  readonly isTimely?: boolean
}

export interface GitHubQuery {
  /** A GraphQL document. */
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly what: string
  readonly needs: string
  readonly repeatable?: boolean
}

/** GitHub's API as far as we use it; every function of this folder takes one. */
export interface GitHub {
  /** One REST call. Resolves to the parsed body; undefined for 204. */
  readonly request: (call: GitHubCall) => Promise<unknown>
  /** All pages of a REST list, 100 items each. */
  readonly readPages: (call: GitHubCall) => Promise<readonly unknown[]>
  /** One GraphQL call. Resolves to its `data`. */
  readonly query: (call: GitHubQuery) => Promise<unknown>
  /** Waits as long as before retry number `attempt` (from 1). */
  readonly pause: (attempt: number) => Promise<void>
}

/**
 * Why a call failed:
 * - `permission`: the token lacks `missingPermission`
 * - `not-found`: not there, or not visible to this token
 * - `locked`: the conversation is locked
 * - `rate-limit`: GitHub asks for a longer wait than we have
 * - `unanswered`: no whole answer, or a 5xx; a write may have been done
 * - `refused`: any other answer
 */
export type GitHubErrorKind =
  | 'permission'
  | 'not-found'
  | 'locked'
  | 'rate-limit'
  | 'unanswered'
  | 'refused'

/** A call to GitHub that failed. Its message says what to do next. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError'
  readonly kind: GitHubErrorKind
  /** HTTP status; undefined where no answer came. */
  readonly status: number | undefined
  /** The `permissions:` entry that is missing, for kind `permission`. */
  readonly missingPermission: string | undefined
  /** Milliseconds that GitHub asks us to wait, where it does. */
  readonly wait: number | undefined

  constructor(
    message: string,
    facts: {
      readonly kind: GitHubErrorKind
      readonly status?: number | undefined
      readonly missingPermission?: string | undefined
      readonly wait?: number | undefined
      readonly cause?: unknown
    }
  ) {
    super(message, { cause: facts.cause })
    this.kind = facts.kind
    this.status = facts.status
    this.missingPermission = facts.missingPermission
    this.wait = facts.wait
  }
}

const maxAttempts = 4
const pageSize = 100
// 10,000 items: a pull request beyond that is a loop or an attack.
const maxPages = 100

interface Answer {
  readonly data: unknown
  readonly link: string | undefined
}

/** One attempt's failure, before it is known whether there will be another. */
interface Failure {
  readonly error: GitHubError
  /** Milliseconds that GitHub asks us to wait; undefined where it does not. */
  readonly wait: number | undefined
}

type Octokit = ReturnType<typeof getOctokit>

/**
 * Makes the GitHub client. Octokit is loaded by the first call, as it takes
 * longer to load than everything else together.
 *
 * Calls reject with {@link GitHubError}, or with the signal's reason once the
 * signal is aborted. GET calls are repeated on 5xx, on network failures and on
 * cut-off bodies; any call is repeated when GitHub turned it down by a rate
 * limit (REST API: Best practices, "Handle rate limit errors appropriately").
 */
export function createGitHub(options: GitHubOptions): GitHub {
  const { log, signal, token } = options
  const apiUrl = options.apiUrl.replace(/\/+$/, '')
  const graphqlUrl = `${apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`
  const deadline = options.deadline ?? 60_000
  const attemptTimeout = options.attemptTimeout ?? 20_000
  const retryDelay = options.retryDelay ?? 1000
  let octokit: Promise<Octokit> | undefined

  async function load(): Promise<Octokit> {
    // `request` must stay unset: it would replace the proxy-aware fetch.
    const { getOctokit } = await import('@actions/github')
    return getOctokit(token, {
      baseUrl: apiUrl,
      userAgent: options.userAgent,
      log: { debug: drop, info: drop, warn: log, error: log }
    })
  }

  function pause(attempt: number): Promise<void> {
    return wait(retryDelay * 2 ** (attempt - 1))
  }

  async function wait(milliseconds: number): Promise<void> {
    signal?.throwIfAborted()
    try {
      await sleep(milliseconds, undefined, signal ? { signal } : {})
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  }

  async function attempt(call: GitHubCall, left: number): Promise<Answer> {
    const limit = new AbortController()
    const time = Math.max(1, Math.min(attemptTimeout, left))
    const timer = setTimeout(() => {
      limit.abort(new Error(`no answer within ${time} ms`))
    }, time)
    const either = signal
      ? AbortSignal.any([signal, limit.signal])
      : limit.signal
    try {
      octokit ??= load()
      const api = await octokit
      const response = await api.request(call.route, {
        ...call.parameters,
        request: { signal: either }
      })
      const data: unknown = response.data
      const { headers, status } = response
      // Octokit hands over a JSON body that was cut off, or that it could
      // not parse, as if it were a string.
      const isWhole = typeof data === 'object' && !(data instanceof ArrayBuffer)
      if (!isWhole && status !== 204) {
        throw either.aborted ? either.reason : new Error('the body is cut off')
      }
      return {
        data: status === 204 ? undefined : data,
        link: headers.link
      }
    } finally {
      clearTimeout(timer)
    }
  }

  async function send(call: GitHubCall): Promise<Answer> {
    const repeatable = call.repeatable ?? call.route.startsWith('GET ')
    const end = performance.now() + deadline
    for (let number = 1; ; number += 1) {
      signal?.throwIfAborted()
      let failure: Failure
      try {
        return await attempt(call, end - performance.now())
      } catch (error) {
        signal?.throwIfAborted()
        failure = explain(call, error, token)
      }
      const { error } = failure
      const again =
        error.kind === 'rate-limit' ||
        (error.kind === 'unanswered' && repeatable)
      const delay = failure.wait ?? retryDelay * 2 ** (number - 1)
      if (
        !again ||
        (call.isTimely === true && error.kind === 'rate-limit') ||
        number === maxAttempts ||
        performance.now() + delay >= end
      ) {
        throw error
      }
      log(`${error.message} Trying again in ${inSeconds(delay)}.`)
      await wait(delay)
    }
  }

  return {
    pause,

    async request(call) {
      return (await send(call)).data
    },

    async readPages(call) {
      const items: unknown[] = []
      for (let page = 1; page <= maxPages; page += 1) {
        const { data, link } = await send({
          ...call,
          parameters: { ...call.parameters, per_page: pageSize, page }
        })
        if (!Array.isArray(data)) {
          throw new GitHubError(
            `Could not ${call.what}: GitHub's answer is not a list.`,
            { kind: 'refused', status: 200 }
          )
        }
        items.push(...(data as unknown[]))
        const hasNext =
          link === undefined
            ? data.length >= pageSize
            : link.includes('rel="next"')
        if (!hasNext) return items
      }
      throw new GitHubError(
        `Could not ${call.what}: there are more than ` +
          `${maxPages * pageSize} of them.`,
        { kind: 'refused', status: 200 }
      )
    },

    async query(call) {
      const { data } = await send({
        route: `POST ${graphqlUrl}`,
        parameters: { query: call.query, variables: call.variables },
        what: call.what,
        needs: call.needs,
        repeatable: call.repeatable ?? false
      })
      const body = data as { data?: unknown; errors?: unknown }
      if (Array.isArray(body.errors) && body.errors.length > 0) {
        throw explainGraphqlError(call, body.errors[0], token)
      }
      return body.data
    }
  }
}

function drop(): void {
  // Octokit's own chatter would go to the job log.
}

/** What Octokit throws: an answer of status 400 and more, or none at all. */
interface OctokitError {
  readonly message: string
  readonly status?: number
  readonly response?: {
    readonly status: number
    readonly headers: Readonly<Record<string, string | undefined>>
    readonly data: unknown
  }
}

function explain(call: GitHubCall, error: unknown, token: string): Failure {
  const thrown = (
    error instanceof Error ? error : new Error(String(error))
  ) as OctokitError & Error
  const route = call.route.replace(/https?:\/\/\S+(?=\/graphql$)/, '')
  const tried = `Could not ${call.what} (${route}):`
  const answer = thrown.response
  if (answer === undefined) {
    return {
      wait: undefined,
      error: new GitHubError(
        `${tried} no whole answer from GitHub ` +
          `(${tidy(thrown.message, token)}).`,
        { kind: 'unanswered', cause: error }
      )
    }
  }

  const { headers, status } = answer
  const said = tidy(messageOf(answer.data) ?? '', token)
  const came = `${tried} ${status}${said === '' ? '' : ` "${said}"`}.`
  const fail = (
    kind: GitHubErrorKind,
    advice: string,
    more: { missingPermission?: string; wait?: number | undefined } = {}
  ): Failure => ({
    wait: more.wait,
    error: new GitHubError(advice === '' ? came : `${came} ${advice}`, {
      kind,
      status,
      missingPermission: more.missingPermission,
      wait: more.wait,
      cause: error
    })
  })

  if (isRateLimit(status, headers, said)) {
    const wait = waitOf(headers) ?? 60_000
    return fail('rate-limit', `GitHub asks to wait ${inSeconds(wait)}.`, {
      wait
    })
  }
  if (status === 423 || (status === 403 && /\blocked\b/i.test(said))) {
    return fail(
      'locked',
      'The conversation is locked: unlock it, or switch the comment off.'
    )
  }
  if (status === 403) {
    return fail('permission', permissionAdvice(call.needs), {
      missingPermission: call.needs
    })
  }
  if (status === 404) {
    return fail(
      'not-found',
      'It does not exist, or this token cannot see it: ' +
        `a private repository takes "${call.needs}" under permissions.`
    )
  }
  if (status === 401) {
    return fail('refused', 'The github-token is wrong or has expired.')
  }
  if (status >= 500) {
    return fail('unanswered', '', { wait: waitOf(headers) })
  }
  return fail('refused', '')
}

function explainGraphqlError(
  call: GitHubQuery,
  first: unknown,
  token: string
): GitHubError {
  const type = (first as { type?: unknown } | null)?.type
  const said = tidy(messageOf(first) ?? 'no message', token)
  const came = `Could not ${call.what} (GraphQL): "${said}".`
  if (type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES') {
    return new GitHubError(`${came} ${permissionAdvice(call.needs)}`, {
      kind: 'permission',
      status: 403,
      missingPermission: call.needs
    })
  }
  if (type === 'NOT_FOUND') {
    return new GitHubError(came, { kind: 'not-found', status: 404 })
  }
  if (type === 'RATE_LIMITED') {
    return new GitHubError(came, { kind: 'rate-limit', status: 200 })
  }
  return new GitHubError(came, { kind: 'refused', status: 200 })
}

function permissionAdvice(needs: string): string {
  return (
    `Give the job's token "${needs}" under permissions; ` +
    'runs for forks and for Dependabot cannot have it.'
  )
}

function isRateLimit(
  status: number,
  headers: Readonly<Record<string, string | undefined>>,
  said: string
): boolean {
  if (status === 429) return true
  return (
    status === 403 &&
    (headers['retry-after'] !== undefined ||
      headers['x-ratelimit-remaining'] === '0' ||
      /rate limit/i.test(said))
  )
}

function waitOf(
  headers: Readonly<Record<string, string | undefined>>
): number | undefined {
  const after = headers['retry-after']
  if (after !== undefined) {
    const seconds = Number(after)
    const wait = Number.isNaN(seconds)
      ? Date.parse(after) - Date.now()
      : seconds * 1000
    if (!Number.isNaN(wait)) return Math.max(0, wait)
  }
  const reset = Number(headers['x-ratelimit-reset'])
  if (headers['x-ratelimit-remaining'] === '0' && !Number.isNaN(reset)) {
    return Math.max(0, reset * 1000 - Date.now())
  }
  return undefined
}

function messageOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { message, errors } = data as { message?: unknown; errors?: unknown }
  if (typeof message !== 'string') return undefined
  const details = Array.isArray(errors)
    ? (errors as unknown[]).flatMap((one) => messageOf(one) ?? [])
    : []
  return [message, ...details].join(': ')
}

/** One line of bounded length without the token. */
function tidy(text: string, token: string): string {
  const safe = token === '' ? text : text.replaceAll(token, '***')
  const line = safe.replace(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}

function inSeconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1000)} s`
}
