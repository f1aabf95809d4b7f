import { setTimeout as delay } from 'node:timers/promises'
import { createConnection } from './connection.ts'
import type { Connection, GitHubRequest } from './connection.ts'
import {
  explain,
  explainGraphqlError,
  GitHubError,
  RefusedAnswer,
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
  /** Milliseconds for which rate limits are waited out, all calls of an hour together. */
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

interface GitHubQuery {
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
  /**
   * Epoch milliseconds by GitHub's own clock, as its answers told it: late by a
   * second at most and the quickest answer's way. Undefined where none did.
   */
  readonly now?: () => number | undefined
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

/** What all calls of one client share. */
interface Wire {
  readonly options: Required<Omit<GitHubOptions, 'signal'>>
  readonly signal: AbortSignal | undefined
  readonly apiUrl: string
  readonly send: Connection
  /** Rate limits that were waited out: until when, and how long together. */
  readonly limited: { until: number; waited: number }
  /** GitHub's clock, by ours: the best that its answers told. */
  readonly dated: { ahead: number }
}

/**
 * Makes the GitHub client.
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
    apiUrl,
    send: createConnection(options.userAgent),
    limited: { until: Number.NEGATIVE_INFINITY, waited: 0 },
    dated: { ahead: Number.NEGATIVE_INFINITY }
  }
  return {
    now: () => {
      const now = Math.round(performance.now() + wire.dated.ahead)
      return Number.isFinite(now) ? now : undefined
    },
    pause: (attempt) => wait(wire, backOff(wire, attempt)),
    request: async (call) => (await send(wire, call)).data,
    readPages: (call) => readPages(wire, call),
    query: (call) => query(wire, graphqlUrl, call)
  }
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
  wire: Wire,
  call: GitHubCall,
  left: number
): Promise<Answer> {
  const { options, signal } = wire
  const limit = new AbortController()
  const time = Math.max(1, Math.min(options.attemptTimeout, left))
  const timer = setTimeout(() => {
    limit.abort(new Error(`no answer within ${time} ms`))
  }, time)
  const either = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal
  try {
    const answer = await wire.send(renderRequest(wire, call), either)
    const { status, headers, text } = answer
    takeDate(wire, headers['date'])
    const data = parseBody(text)
    if (status >= 300) throw new RefusedAnswer({ status, headers, data })
    if (status === 204) return { data: undefined, link: headers['link'] }
    if (data === undefined) throw new Error('the body is cut off')
    return { data, link: headers['link'] }
  } catch (error) {
    // What the abort broke says less than why it was aborted.
    throw either.aborted ? either.reason : error
  } finally {
    clearTimeout(timer)
  }
}

/** An answer is dated before it comes, and dates leave fractions out. */
function takeDate({ dated }: Wire, date = ''): void {
  const ahead = Date.parse(date) - performance.now()
  if (ahead > dated.ahead) dated.ahead = ahead
}

/**
 * A route as GitHub's documentation has it, with what its names stand for; what
 * is left of the parameters is the query of a GET, and the body of all else.
 */
function renderRequest(
  { apiUrl, options }: Wire,
  { route, parameters }: GitHubCall
): GitHubRequest {
  const [method = '', template = ''] = route.split(' ', 2)
  const left = new Map(Object.entries(parameters))
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = left.get(name)
    left.delete(name)
    return encodeURIComponent(String(value))
  })
  const url = new URL(path.startsWith('/') ? `${apiUrl}${path}` : path)
  const hasBody = method !== 'GET' && left.size > 0
  if (method === 'GET') {
    for (const [name, value] of left) url.searchParams.set(name, String(value))
  }
  return {
    method,
    url,
    headers: {
      accept: 'application/vnd.github+json',
      'x-github-api-version': apiVersion,
      authorization: `token ${options.token}`,
      ...(hasBody ? { 'content-type': 'application/json; charset=utf-8' } : {})
    },
    body: hasBody ? JSON.stringify(Object.fromEntries(left)) : undefined
  }
}

/** An object or a list; undefined for what is none, as a body cut off. */
function parseBody(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

async function send(
  wire: Wire,
  call: GitHubCall,
  check: (answer: Answer) => void = () => undefined
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
      if (!takePatience(wire, now, pause)) throw error
      // What GitHub asks for is not the call's own time.
      end += pause
    }
    if (number === maxAttempts || now + pause >= end) throw error
    options.log(`${error.message} Trying again in ${inSeconds(pause)}.`)
    await wait(wire, pause)
  }
}

/** As long as an hourly limit of GitHub's takes to be another one. */
const forgetsAfter = 3_600_000

/**
 * May a rate limit be waited out for so long? Calls that wait side by side wait
 * once, and an answer to another call between them is no new patience.
 */
function takePatience(wire: Wire, now: number, pause: number): boolean {
  const { limited } = wire
  if (now - limited.until > forgetsAfter) limited.waited = 0
  const until = Math.max(limited.until, now + pause)
  const waited = limited.waited + until - Math.max(limited.until, now)
  if (waited > wire.options.rateLimitPatience) return false
  Object.assign(limited, { until, waited })
  return true
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
      // What came beside an error, of whatever shape, may be a part.
      const { errors = null } = answered as { readonly errors?: unknown }
      const all: readonly unknown[] = Array.isArray(errors) ? errors : [errors]
      const first = all.find((error) => error !== null)
      if (first === undefined && all.length <= 1) return
      throw explainGraphqlError(call, first, wire.options.token)
    }
  )
  return (data as { readonly data?: unknown }).data
}
