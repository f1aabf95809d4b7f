import * as http from 'node:http'
import * as https from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { HttpClient } from '@actions/http-client'
import {
  documentLimit,
  isHtml,
  isSuccess,
  readBody,
  readJson,
  readStart,
  refuseHtml,
  saveBody
} from './answer.ts'
import type { Answer } from './answer.ts'
import { FailedAttempt, abortedError, renderFailure } from './attempt.ts'
import {
  ExpiredLinkError,
  InvalidRequestError,
  MalformedResponseError
} from './errors.ts'
import { createExchanges, errorBodyLimit } from './exchange.ts'
import type { Clock, Exchange, Send, UploadSource } from './exchange.ts'
import { nextEase } from './pressure.ts'
import {
  redirectTarget,
  resolveFrom,
  signedName,
  withQuery
} from './redirects.ts'
import type { Query } from './redirects.ts'
import { defaultRetryLimits, nextAttempt } from './retry.ts'
import type { Operation } from './retry.ts'

export interface Deadlines {
  /** One API request, from connecting to the last byte of the answer. */
  readonly requestMilliseconds: number
  /** One upload or download. */
  readonly transferMilliseconds: number
  /** All attempts of one API request. */
  readonly overallMilliseconds: number
  /** A transfer that hardly moves for this long is given up. */
  readonly idleMilliseconds: number
}

export interface TransportOptions {
  /** `https://app.terraform.io`; a path other than `/` replaces `/api/v2`. */
  readonly baseUrl: URL
  readonly token: string
  readonly userAgent: string
  readonly log?:
    { debug(message: string): void; info(message: string): void } | undefined
  readonly signal?: AbortSignal | undefined
  readonly clock?: Clock | undefined
  readonly deadlines?: Partial<Deadlines> | undefined
  /** Numbers in [0, 1) for the backoff. */
  readonly random?: (() => number) | undefined
}

export type Download =
  | { readonly kind: 'ready'; readonly bytes: number }
  /** 204: there is nothing yet. */
  | { readonly kind: 'empty' }

export interface Transport {
  readonly baseUrl: URL
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  /**
   * GET of an API document; one that `isPatient` is held back while requests
   * are scarce.
   */
  readDocument(
    path: string,
    options?: {
      readonly query?: Query
      readonly signal?: AbortSignal
      readonly isPatient?: boolean
    }
  ): Promise<unknown>
  /** POST of a JSON:API document that is answered with one. */
  createDocument(
    path: string,
    document: object,
    operation: 'create' | 'repeatable-create'
  ): Promise<unknown>
  /** POST of an action; flat JSON or no body, any 2xx. */
  performAction(path: string, body?: object): Promise<void>
  /** PUT to a signed URL, without the token. */
  upload(url: string, source: UploadSource): Promise<void>
  /** GET of an API path that may redirect to a signed URL, into a file. */
  download(
    path: string,
    options: { readonly file: string; readonly maximumBytes?: number }
  ): Promise<Download>
  /** The same, for small texts. Undefined on 204. */
  readText(
    path: string,
    options?: { readonly maximumBytes?: number }
  ): Promise<string | undefined>
  /** GET of a signed URL, without the token; what exceeds the limit is cut. */
  readSigned(
    url: string,
    options: {
      readonly query?: Query
      readonly maximumBytes: number
      readonly signal?: AbortSignal | undefined
    }
  ): Promise<Uint8Array>
  /** Waits; throws `AbortedError`, with `what` in it, when it is to end. */
  pause(what: string, milliseconds: number): Promise<void>
  /**
   * The same connections under another signal or other deadlines: what has to
   * be settled after an abort needs one. `signal: undefined` takes it off.
   */
  derive(overrides: {
    readonly signal?: AbortSignal | undefined
    readonly deadlines?: Partial<Deadlines>
  }): Transport
  /** Closes idle connections. Nothing can be sent after that. */
  dispose(): void
}

const planLimit = 512 * 1024 * 1024
const textLimit = 4 * 1024 * 1024
const mostHops = 5
/** Beyond every deadline: http-client's own timeout names the URL. */
const socketTimeout = 2 ** 31 - 1

/** The wall clock. */
const wallClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal })
  }
}

/**
 * The way to one HCP Terraform or Terraform Enterprise: sends requests with
 * the token, reads answers to their last byte, retries by `nextAttempt`. Every
 * call settles: with an answer, or with one of the errors of `errors.ts`.
 * Proxies are taken from the environment by http-client. Throws
 * `InvalidRequestError` for a token that cannot be sent. HCP Terraform API:
 * Overview.
 */
export function createTransport(options: TransportOptions): Transport {
  // Never echoed: the point of the check is a message without the token.
  if (!/^[\x21-\x7e]+$/.test(options.token)) {
    throw new InvalidRequestError(
      'The token is empty or holds white space or another character that no token has: check that the secret was copied completely, without line breaks.'
    )
  }
  return bindTransport(options, createConnections(options.userAgent))
}

function bindTransport(
  options: TransportOptions,
  connections: Connections
): Transport {
  const { baseUrl, token, log, signal } = options
  const clock = options.clock ?? wallClock
  const random = options.random ?? Math.random
  const deadlines: Deadlines = {
    requestMilliseconds: options.deadlines?.requestMilliseconds ?? 30_000,
    transferMilliseconds: options.deadlines?.transferMilliseconds ?? 600_000,
    overallMilliseconds:
      options.deadlines?.overallMilliseconds ??
      defaultRetryLimits.overallMilliseconds,
    idleMilliseconds: options.deadlines?.idleMilliseconds ?? 60_000
  }
  /** Extra milliseconds between patient requests, see `nextEase`. */
  let ease = 0
  const apiRoot =
    baseUrl.origin +
    (baseUrl.pathname === '/'
      ? '/api/v2'
      : baseUrl.pathname.replace(/\/+$/, ''))

  const { exchange, refuse } = createExchanges({
    token,
    signal,
    clock,
    log,
    idleMilliseconds: deadlines.idleMilliseconds,
    send: connections.send,
    onAnswer: ({ status, headers }) => {
      ease = nextEase(ease, status, {
        'x-ratelimit-limit': headers['x-ratelimit-limit'],
        'x-ratelimit-remaining': headers['x-ratelimit-remaining']
      })
    }
  })

  function apiUrl(path: string, query: Query = {}): URL {
    return withQuery(new URL(apiRoot + path), query)
  }

  function signedUrl(text: string): URL {
    let url: URL
    try {
      url = new URL(text, baseUrl)
    } catch {
      throw new MalformedResponseError(
        `${baseUrl.host} handed out a signed URL that is not a URL; report it to the server's operator.`
      )
    }
    const isDowngrade =
      baseUrl.protocol === 'https:' && url.protocol !== 'https:'
    if (isDowngrade || !/^https?:$/.test(url.protocol)) {
      throw new MalformedResponseError(
        `${baseUrl.host} handed out a signed URL with the scheme ${url.protocol} on ${url.host}, which is not followed from ${baseUrl.protocol}; report it to the server's operator.`
      )
    }
    return url
  }

  /** Runs `once` until it succeeds or `nextAttempt` says no. */
  async function persist<T>(
    call: {
      readonly operation: Operation
      readonly name: string
      readonly overallMilliseconds: number
      readonly signal: AbortSignal | undefined
    },
    once: (remainingMilliseconds: number) => Promise<T>
  ): Promise<T> {
    const started = clock.now()
    for (let attempt = 1; ; attempt += 1) {
      const elapsed = clock.now() - started
      try {
        return await once(Math.max(1000, call.overallMilliseconds - elapsed))
      } catch (error) {
        if (!(error instanceof FailedAttempt)) throw error
        const decision = nextAttempt(
          {
            operation: call.operation,
            attempt,
            elapsedMilliseconds: clock.now() - started,
            failure: error.failure,
            limits: {
              attempts: defaultRetryLimits.attempts,
              overallMilliseconds: call.overallMilliseconds
            }
          },
          random
        )
        if (!decision.retry) throw error.error
        log?.info(
          `${call.name}: ${renderFailure(error.failure)}; trying again in ${(decision.afterMilliseconds / 1000).toFixed(1)} s`
        )
        await pause(call.name, decision.afterMilliseconds, call.signal)
      }
    }
  }

  async function pause(
    what: string,
    milliseconds: number,
    ownSignal: AbortSignal | undefined
  ): Promise<void> {
    const signals = [signal, ownSignal].filter((one) => one !== undefined)
    const either = signals.length > 1 ? AbortSignal.any(signals) : signals[0]
    try {
      await clock.sleep(milliseconds, either)
    } catch (error) {
      if (either?.aborted !== true) throw error
    }
    // Between attempts nothing is under way, so nothing is ambiguous.
    if (either?.aborted === true) {
      throw abortedError(what, either.reason, false)
    }
  }

  /** GET through redirects to signed URLs, which never see the token. */
  async function follow<T>(
    path: string,
    call: {
      readonly accept: string
      readonly deadlineMilliseconds: number
      readonly overallMilliseconds: number
    },
    consume: (answer: Answer, what: string) => Promise<T>
  ): Promise<T | undefined> {
    return await persist(
      {
        operation: 'read',
        name: `GET ${path}`,
        overallMilliseconds: call.overallMilliseconds,
        signal: undefined
      },
      async (remaining) => {
        let request: Exchange = {
          method: 'GET',
          url: apiUrl(path),
          name: path,
          operation: 'read',
          isSigned: false,
          accept: call.accept,
          acceptsGzip: true,
          deadlineMilliseconds: Math.min(call.deadlineMilliseconds, remaining),
          signal: undefined
        }
        for (let hop = 0; hop <= mostHops; hop += 1) {
          const current = request
          const step = await exchange<{ next: URL } | { value: T | undefined }>(
            current,
            async (answer) => {
              const location = redirectTarget(answer)
              if (location !== undefined) {
                return { next: signedUrl(resolveFrom(location, current.url)) }
              }
              if (answer.status === 204) return { value: undefined }
              if (answer.status === 200) {
                return { value: await consume(answer, current.name) }
              }
              if (current.isSigned && [403, 404, 410].includes(answer.status)) {
                throw new FailedAttempt(
                  new ExpiredLinkError(
                    `GET ${path} on ${baseUrl.host} handed out ${current.name}, which answered ${answer.status} each time. Check that the runner may reach ${current.url.host}.`,
                    answer.status
                  ),
                  { kind: 'expired-link' }
                )
              }
              return await refuse(current, answer)
            }
          )
          if (!('next' in step)) return step.value
          request = {
            ...request,
            url: step.next,
            name: signedName(step.next),
            isSigned: true
          }
        }
        throw new MalformedResponseError(
          `GET ${path} on ${baseUrl.host} was redirected more than ${mostHops} times. Check the proxies between the runner and the server.`
        )
      }
    )
  }

  async function post(
    path: string,
    operation: Operation,
    body: object | undefined,
    consume: (answer: Answer, what: string) => Promise<unknown>
  ): Promise<unknown> {
    return await persist(
      {
        operation,
        name: `POST ${path}`,
        overallMilliseconds: deadlines.overallMilliseconds,
        signal: undefined
      },
      async (remaining) => {
        const request: Exchange = {
          method: 'POST',
          url: apiUrl(path),
          name: path,
          operation,
          isSigned: false,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          deadlineMilliseconds: Math.min(
            deadlines.requestMilliseconds,
            remaining
          ),
          signal: undefined
        }
        return await exchange(request, async (answer) =>
          isSuccess(answer)
            ? await consume(answer, `POST ${path} on ${baseUrl.host}`)
            : await refuse(request, answer)
        )
      }
    )
  }

  return {
    baseUrl,
    clock,
    signal,

    async readDocument(path, call = {}) {
      if (call.isPatient === true && ease > 0) {
        // Spread, or all who share the limit would come back together.
        await pause(`GET ${path}`, ease * (0.5 + random()), call.signal)
      }
      return await persist(
        {
          operation: 'read',
          name: `GET ${path}`,
          overallMilliseconds: deadlines.overallMilliseconds,
          signal: call.signal
        },
        async (remaining) => {
          const request: Exchange = {
            method: 'GET',
            url: apiUrl(path, call.query),
            name: path,
            operation: 'read',
            isSigned: false,
            deadlineMilliseconds: Math.min(
              deadlines.requestMilliseconds,
              remaining
            ),
            signal: call.signal
          }
          return await exchange(request, async (answer) =>
            isSuccess(answer)
              ? await readJson(answer, `GET ${path} on ${baseUrl.host}`, false)
              : await refuse(request, answer)
          )
        }
      )
    },

    async createDocument(path, document, operation) {
      return await post(path, operation, document, async (answer, what) =>
        readJson(answer, what, operation === 'create')
      )
    },

    async performAction(path, body) {
      await post(path, 'action', body, async (answer, what) => {
        const bytes = await readBody(answer.body, documentLimit, what)
        if (bytes.length > 0 && isHtml(answer)) {
          throw new MalformedResponseError(
            `${what} was answered ${answer.status} with an HTML page, so it came from a proxy or a login page, not from HCP Terraform. Check the hostname and the proxy, and look at the current state before repeating it.`,
            { ambiguous: true }
          )
        }
      })
    },

    async upload(url, source) {
      const first = signedUrl(url)
      await persist(
        {
          operation: 'upload',
          name: `PUT to ${signedName(first)}`,
          overallMilliseconds: deadlines.transferMilliseconds,
          signal: undefined
        },
        async (remaining) => {
          let next: URL | undefined = first
          for (let hop = 0; hop <= mostHops; hop += 1) {
            const request: Exchange = {
              method: 'PUT',
              url: next,
              name: signedName(next),
              operation: 'upload',
              isSigned: true,
              accept: '*/*',
              body: source,
              deadlineMilliseconds: Math.min(
                deadlines.transferMilliseconds,
                remaining
              ),
              signal: undefined
            }
            next = await exchange(request, async (answer) => {
              const location = redirectTarget(answer)
              // Other redirects would turn the PUT into a GET.
              if (
                location !== undefined &&
                (answer.status === 307 || answer.status === 308)
              ) {
                return signedUrl(resolveFrom(location, request.url))
              }
              if (!isSuccess(answer)) return await refuse(request, answer)
              await readStart(answer.body, errorBodyLimit)
              return undefined
            })
            if (next === undefined) return
          }
          throw new MalformedResponseError(
            `The upload to ${first.host} was redirected more than ${mostHops} times. Check the proxies between the runner and the server.`
          )
        }
      )
    },

    async download(path, { file, maximumBytes = planLimit }) {
      const bytes = await follow(
        path,
        {
          accept: 'application/json, application/vnd.api+json',
          deadlineMilliseconds: deadlines.transferMilliseconds,
          overallMilliseconds: deadlines.transferMilliseconds
        },
        async (answer, what) => {
          refuseHtml(answer, what)
          return await saveBody(answer.body, file, maximumBytes, what)
        }
      )
      return bytes === undefined ? { kind: 'empty' } : { kind: 'ready', bytes }
    },

    async readText(path, { maximumBytes = textLimit } = {}) {
      return await follow(
        path,
        {
          accept: '*/*',
          deadlineMilliseconds: deadlines.requestMilliseconds,
          overallMilliseconds: deadlines.overallMilliseconds
        },
        async (answer, what) => {
          const bytes = await readBody(answer.body, maximumBytes, what)
          return bytes.toString('utf8')
        }
      )
    },

    async readSigned(url, call) {
      const first = signedUrl(url)
      return await persist(
        {
          operation: 'read',
          name: `GET ${signedName(first)}`,
          overallMilliseconds: deadlines.overallMilliseconds,
          signal: call.signal
        },
        async (remaining) => {
          let next = withQuery(first, call.query ?? {})
          for (let hop = 0; hop <= mostHops; hop += 1) {
            const request: Exchange = {
              method: 'GET',
              url: next,
              name: signedName(next),
              operation: 'read',
              isSigned: true,
              accept: '*/*',
              deadlineMilliseconds: Math.min(
                deadlines.requestMilliseconds,
                remaining
              ),
              signal: call.signal
            }
            const step = await exchange<URL | Uint8Array>(
              request,
              async (answer) => {
                const location = redirectTarget(answer)
                if (location !== undefined) {
                  return signedUrl(resolveFrom(location, request.url))
                }
                if (answer.status === 204) return new Uint8Array()
                if (isSuccess(answer)) {
                  return await readStart(answer.body, call.maximumBytes)
                }
                return await refuse(request, answer)
              }
            )
            if (!(step instanceof URL)) return step
            next = step
          }
          throw new MalformedResponseError(
            `A signed URL on ${first.host} was redirected more than ${mostHops} times. Check the proxies between the runner and the server.`
          )
        }
      )
    },

    async pause(what, milliseconds) {
      await pause(what, milliseconds, undefined)
    },

    derive(overrides) {
      return bindTransport(
        {
          ...options,
          signal: 'signal' in overrides ? overrides.signal : signal,
          deadlines: { ...deadlines, ...overrides.deadlines }
        },
        connections
      )
    },

    dispose() {
      connections.dispose()
    }
  }
}

interface Connections {
  readonly send: Send
  dispose(): void
}

/**
 * http-client's clients. It keeps one agent a client, whatever the scheme, so
 * there is one client a scheme. Writes that must not be repeated get fresh
 * connections: an idle one may have been closed by the server just now, and
 * that looks like a write that was lost.
 */
function createConnections(userAgent: string): Connections {
  const clients = new Map<string, HttpClient>()
  let isDisposed = false

  function clientFor(request: Pick<Exchange, 'url' | 'operation'>): HttpClient {
    const keepAlive =
      request.operation !== 'create' && request.operation !== 'action'
    const key = `${request.url.protocol} ${keepAlive}`
    const client =
      clients.get(key) ??
      new HttpClient(userAgent, [], {
        allowRedirects: false,
        allowRetries: false,
        keepAlive,
        socketTimeout
      })
    clients.set(key, client)
    return client
  }

  return {
    async send(request, headers, source, signal) {
      if (isDisposed) {
        throw new InvalidRequestError(
          'The connection to HCP Terraform is closed already: this is a defect of this action, please report it.'
        )
      }
      const { url } = request
      const isTls = url.protocol === 'https:'
      const client = clientFor(request)
      const body =
        source ?? (typeof request.body === 'string' ? request.body : null)
      const response = await client.requestRaw(
        {
          parsedUrl: url,
          httpModule: isTls ? https : http,
          options: {
            // http-client leaves the brackets on, and then finds no such host.
            host: url.hostname.replace(/^\[|\]$/g, ''),
            port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
            path: url.pathname + url.search,
            method: request.method,
            headers: {
              ...headers,
              host: url.host,
              'user-agent': client.userAgent ?? userAgent
            },
            agent: client.getAgent(url.href),
            signal
          }
        },
        body
      )
      return response.message
    },
    dispose() {
      isDisposed = true
      for (const client of clients.values()) client.dispose()
      clients.clear()
    }
  }
}
