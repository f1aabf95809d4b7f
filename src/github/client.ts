import type { getOctokit } from '@actions/github'
import { setTimeout as delay } from 'node:timers/promises'
import {
  explain,
  explainGraphqlError,
  GitHubError,
  inSeconds,
  unnamedWait
} from './refusals.ts'
import type { Failure } from './refusals.ts'

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
  /** Milliseconds for a call with all its attempts, but for rate limits. */
  readonly deadline?: number
  /** Milliseconds for which rate limits are waited out, all calls together. */
  readonly rateLimitPatience?: number
  /** Milliseconds for one attempt. */
  readonly attemptTimeout?: number
  /** Milliseconds before the first retry; doubled for each one after. */
  readonly retryDelay?: number
  /** Passes the time, in milliseconds. Rejects once the signal is aborted. */
  readonly sleep?: (time: number, signal?: AbortSignal) => Promise<void>
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

const maxAttempts = 4
const pageSize = 100
// 10,000 items: a pull request beyond that is a loop or an attack.
const maxPages = 100

/** The version that the calls of this folder were written against. */
const apiVersion = '2022-11-28'

interface Answer {
  readonly data: unknown
  readonly link: string | undefined
}

type Octokit = ReturnType<typeof getOctokit>

/** What all calls of one client share. */
interface Wire {
  readonly options: Required<Omit<GitHubOptions, 'signal'>>
  readonly signal: AbortSignal | undefined
  readonly octokit: () => Promise<Octokit>
  /** When the first rate limit was met since the last good answer. */
  limitedSince: number | undefined
}

/**
 * Makes the GitHub client. Octokit is loaded by the first call, as it takes
 * longer to load than everything else together.
 *
 * Calls reject with {@link GitHubError}, or with the signal's reason once the
 * signal is aborted. GET calls are repeated on 5xx, on network failures and on
 * cut-off bodies; any call is repeated when GitHub turned it down by a rate
 * limit, after as long as GitHub asks for, or a minute and then longer where it
 * names no time (REST API: Best practices, "Handle rate limit errors
 * appropriately").
 */
export function createGitHub(options: GitHubOptions): GitHub {
  const apiUrl = options.apiUrl.replace(/\/+$/, '')
  const graphqlUrl = `${apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`
  let octokit: Promise<Octokit> | undefined
  const wire: Wire = {
    options: {
      deadline: 60_000,
      rateLimitPatience: 300_000,
      attemptTimeout: 20_000,
      retryDelay: 1000,
      sleep: async (time, signal) => {
        await delay(time, undefined, signal ? { signal } : {})
      },
      ...options
    },
    signal: options.signal,
    octokit: () => (octokit ??= load({ ...options, apiUrl })),
    limitedSince: undefined
  }
  return {
    pause: (attempt) => wait(wire, backOff(wire, attempt)),
    request: async (call) => (await send(wire, call)).data,
    readPages: (call) => readPages(wire, call),
    query: (call) => query(wire, graphqlUrl, call)
  }
}

async function load({
  token,
  apiUrl,
  userAgent,
  log
}: GitHubOptions): Promise<Octokit> {
  // `request` must stay unset: it would replace the proxy-aware fetch.
  const { getOctokit } = await import('@actions/github')
  return getOctokit(token, {
    baseUrl: apiUrl,
    userAgent,
    log: { debug: drop, info: drop, warn: log, error: log }
  })
}

function drop(): void {
  // Octokit's own chatter would go to the job log; most answers need no check.
}

/** Milliseconds before retry number `attempt` (from 1). */
function backOff({ options }: Wire, attempt: number): number {
  return options.retryDelay * 2 ** (attempt - 1)
}

async function wait(
  { options, signal }: Wire,
  milliseconds: number
): Promise<void> {
  signal?.throwIfAborted()
  try {
    await options.sleep(milliseconds, signal)
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}

async function attempt(
  { options, signal, octokit }: Wire,
  call: GitHubCall,
  left: number
): Promise<Answer> {
  const limit = new AbortController()
  const time = Math.max(1, Math.min(options.attemptTimeout, left))
  const timer = setTimeout(() => {
    limit.abort(new Error(`no answer within ${time} ms`))
  }, time)
  const either = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal
  try {
    const api = await octokit()
    const response = await api.request(call.route, {
      ...call.parameters,
      headers: {
        accept: 'application/vnd.github+json',
        'x-github-api-version': apiVersion
      },
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
    return { data: status === 204 ? undefined : data, link: headers.link }
  } finally {
    clearTimeout(timer)
  }
}

async function send(
  wire: Wire,
  call: GitHubCall,
  check: (answer: Answer) => void = drop
): Promise<Answer> {
  const { options, signal } = wire
  const repeatable = call.repeatable ?? call.route.startsWith('GET ')
  let end = performance.now() + options.deadline
  for (let number = 1; ; number += 1) {
    signal?.throwIfAborted()
    let failure: Failure
    try {
      const answer = await attempt(wire, call, end - performance.now())
      check(answer)
      wire.limitedSince = undefined
      return answer
    } catch (error) {
      signal?.throwIfAborted()
      failure =
        error instanceof GitHubError
          ? { error, wait: undefined }
          : explain(call, error, options.token)
    }
    const { error } = failure
    const isLimited = error.kind === 'rate-limit'
    const isPassing = isLimited
      ? call.isTimely !== true
      : error.kind === 'unanswered' && repeatable
    if (!isPassing) throw error
    const pause =
      failure.wait ??
      (isLimited ? unnamedWait * 2 ** (number - 1) : backOff(wire, number))
    const now = performance.now()
    if (isLimited) {
      wire.limitedSince ??= now
      if (now + pause > wire.limitedSince + options.rateLimitPatience) {
        throw error
      }
      // What GitHub asks for is not the call's own time.
      end += pause
    }
    if (number === maxAttempts || now + pause >= end) throw error
    options.log(`${error.message} Trying again in ${inSeconds(pause)}.`)
    await wait(wire, pause)
  }
}

async function readPages(
  wire: Wire,
  call: GitHubCall
): Promise<readonly unknown[]> {
  const items: unknown[] = []
  for (let page = 1; page <= maxPages; page += 1) {
    const { data, link } = await send(wire, {
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
      link === undefined ? data.length >= pageSize : link.includes('rel="next"')
    if (!hasNext) return items
  }
  throw new GitHubError(
    `Could not ${call.what}: there are more than ` +
      `${maxPages * pageSize} of them.`,
    { kind: 'refused', status: 200 }
  )
}

async function query(
  wire: Wire,
  graphqlUrl: string,
  call: GitHubQuery
): Promise<unknown> {
  const { data } = await send(
    wire,
    {
      route: `POST ${graphqlUrl}`,
      parameters: { query: call.query, variables: call.variables },
      what: call.what,
      needs: call.needs,
      repeatable: call.repeatable ?? false
    },
    ({ data: answered }) => {
      const { errors } = answered as { readonly errors?: unknown }
      if (!Array.isArray(errors) || errors.length === 0) return
      throw explainGraphqlError(call, errors[0], wire.options.token)
    }
  )
  return (data as { readonly data?: unknown }).data
}
