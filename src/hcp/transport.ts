import * as http from 'node:http'
import * as https from 'node:https'
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { pipeline as pipelineToEnd } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { HttpClient } from '@actions/http-client'
import {
  AbortedError,
  ApiError,
  DeadlineError,
  ExpiredLinkError,
  HcpError,
  InvalidRequestError,
  MalformedResponseError,
  TransportError,
  errorCode,
  isError,
  parseErrors
} from './errors.ts'
import { nextEase } from './pressure.ts'
import { defaultRetryLimits, nextAttempt, parseRetryAfter } from './retry.ts'
import type { Failure, Operation } from './retry.ts'

/** Time, passed in so that tests need not wait for it. Milliseconds. */
export interface Clock {
  now(): number
  /** Rejects when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export interface Deadlines {
  /** One API request, from connecting to the last byte of the answer. */
  readonly requestMilliseconds: number
  /** One upload or download. */
  readonly transferMilliseconds: number
  /** All attempts of one API request. */
  readonly overallMilliseconds: number
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

export type Query = Readonly<Record<string, string | number | undefined>>

/** Bytes that can be sent again from the start. */
export interface UploadSource {
  /** Size in bytes; a source that ends earlier fails the upload. */
  readonly size: number
  readonly open: () => Readable
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

const jsonApiType = 'application/vnd.api+json'
const documentLimit = 32 * 1024 * 1024
const errorBodyLimit = 256 * 1024
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

/** One exchange: what is sent where, under whose credentials. */
interface Exchange {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: URL
  /** Words for messages: the API path, or the host of a signed URL. */
  readonly name: string
  readonly operation: Operation
  readonly isSigned: boolean
  readonly accept?: string
  readonly acceptsGzip?: boolean
  readonly body?: string | UploadSource
  readonly deadlineMilliseconds: number
  readonly signal: AbortSignal | undefined
}

/** An answer whose body has not been read. */
interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Readable
}

/** What fails here and now and may be tried again. */
class FailedAttempt extends Error {
  readonly error: HcpError
  readonly failure: Failure

  constructor(error: HcpError, failure: Failure) {
    super(error.message)
    this.error = error
    this.failure = failure
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
      defaultRetryLimits.overallMilliseconds
  }
  /** Extra milliseconds between patient requests, see `nextEase`. */
  let ease = 0
  const apiRoot =
    baseUrl.origin +
    (baseUrl.pathname === '/'
      ? '/api/v2'
      : baseUrl.pathname.replace(/\/+$/, ''))

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

  /** Sends once and hands the answer to `consume`, whatever its status. */
  async function exchange<T>(
    request: Exchange,
    consume: (answer: Answer) => Promise<T>
  ): Promise<T> {
    const isWrite =
      request.operation === 'create' || request.operation === 'action'
    const what = `${request.method} ${request.name} on ${request.url.host}`
    const retry = isWrite
      ? 'It may or may not have been carried out: look at the current state before repeating it.'
      : 'Check the network, the proxy and the service status, then try again.'
    const ending = new AbortController()
    const signals = [signal, request.signal].filter((one) => one !== undefined)
    const endAborted = (): void => {
      const reason: unknown = signals.find((one) => one.aborted)?.reason
      ending.abort(abortedError(what, reason, isWrite))
    }
    if (signals.some((one) => one.aborted)) {
      throw abortedError(
        what,
        signals.find((one) => one.aborted)?.reason,
        false
      )
    }
    for (const one of signals) one.addEventListener('abort', endAborted)
    const timer = setTimeout(() => {
      ending.abort(
        new FailedAttempt(
          new DeadlineError(
            `${what} gave no complete answer within ${request.deadlineMilliseconds / 1000} s. ${retry}`,
            { ambiguous: isWrite }
          ),
          { kind: 'deadline' }
        )
      )
    }, request.deadlineMilliseconds)

    const source =
      typeof request.body === 'object' ? request.body.open() : undefined
    source?.on('error', (cause: Error) => {
      ending.abort(
        new HcpError(
          `${what} was given up because what is to be sent cannot be read: ${cause.message}`,
          { cause }
        )
      )
    })
    let body: Readable | undefined
    let consumed: Promise<unknown> | undefined
    const started = clock.now()
    try {
      const message = await untilAborted(
        connections.send(
          request,
          requestHeaders(request),
          source,
          ending.signal
        ),
        ending.signal,
        (late) => late.destroy()
      )
      body = message
      const answer = {
        status: message.statusCode ?? 0,
        headers: message.headers,
        body: decoded(message)
      }
      if (!request.isSigned) {
        ease = nextEase(ease, answer.status, {
          'x-ratelimit-limit': answer.headers['x-ratelimit-limit'],
          'x-ratelimit-remaining': answer.headers['x-ratelimit-remaining']
        })
      }
      // The last resort against a body that neither ends nor fails.
      const consuming = consume(answer)
      consumed = consuming
      const result = await untilAborted(consuming, ending.signal)
      log?.debug(
        `${what}: ${answer.status} in ${clock.now() - started} ms${renderRequestId(answer.headers)}`
      )
      return result
    } catch (cause) {
      if (ending.signal.aborted) throw asError(ending.signal.reason)
      if (cause instanceof HcpError || cause instanceof FailedAttempt) {
        throw cause
      }
      const code = errorCode(cause)
      const kind = faultKind(code)
      const isUnsent = kind !== 'transport'
      throw new FailedAttempt(
        new TransportError(
          `${what} failed: ${describeFault(cause, request)}. ${
            kind === 'certificate'
              ? 'The certificate is not trusted: give the certificate authority of the server, or of the proxy, to Node by NODE_EXTRA_CA_CERTS in the env of the step or of the runner.'
              : kind === 'unknown-host'
                ? 'Check the spelling of the hostname and that the runner can resolve it.'
                : retry
          }`,
          {
            // Node's messages can quote the URL.
            ...(request.isSigned ? {} : { cause }),
            ambiguous: isWrite && !isUnsent,
            code
          }
        ),
        { kind }
      )
    } finally {
      clearTimeout(timer)
      for (const one of signals) one.removeEventListener('abort', endAborted)
      if (body !== undefined && !body.readableEnded) body.destroy()
      source?.destroy()
      // So that whoever writes a file has closed it before this returns.
      if (ending.signal.aborted) await settled(consumed)
    }
  }

  function requestHeaders(request: Exchange): http.OutgoingHttpHeaders {
    // Lower-case keys: http-client merges by name without folding the case.
    return {
      accept: request.accept ?? jsonApiType,
      ...(request.acceptsGzip === true ? { 'accept-encoding': 'gzip' } : {}),
      ...(request.isSigned ? {} : { authorization: `Bearer ${token}` }),
      ...(request.method === 'POST' ? { 'content-type': jsonApiType } : {}),
      ...(typeof request.body === 'object'
        ? {
            'content-type': 'application/octet-stream',
            'content-length': request.body.size
          }
        : {})
    }
  }

  /** Turns every answer that is no success into the error for it. */
  async function refuse(request: Exchange, answer: Answer): Promise<never> {
    const text = await readStart(answer.body, errorBodyLimit).then(
      (bytes) => bytes.toString('utf8').replaceAll(token, '***'),
      () => ''
    )
    const { status, headers } = answer
    const retryAfterMilliseconds = parseRetryAfter(
      {
        'x-ratelimit-reset': headers['x-ratelimit-reset'],
        'retry-after': headers['retry-after']
      },
      clock.now()
    )
    const isWrite =
      request.operation === 'create' || request.operation === 'action'
    const error = new ApiError({
      status,
      method: request.method,
      path: request.name,
      host: request.url.host,
      requestId: headerText(headers['x-request-id']),
      retryAfterMilliseconds,
      errors: parseErrors(text),
      ambiguous: isWrite && status >= 500,
      isSigned: request.isSigned
    })
    log?.debug(error.message)
    throw new FailedAttempt(error, {
      kind: 'status',
      status,
      retryAfterMilliseconds
    })
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
  send(
    request: Pick<Exchange, 'url' | 'method' | 'operation' | 'body'>,
    headers: http.OutgoingHttpHeaders,
    source: Readable | undefined,
    signal: AbortSignal
  ): Promise<http.IncomingMessage>
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

/**
 * Settles with the promise, or rejects as soon as the signal is aborted, even
 * if the promise never settles. `discard` gets a value that comes too late.
 */
async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  discard?: (value: T) => void
): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      reject(asError(signal.reason))
    }
    signal.addEventListener('abort', onAbort, { once: true })
    promise
      .then(
        (value) => {
          if (signal.aborted) discard?.(value)
          resolve(value)
        },
        (error: unknown) => {
          reject(asError(error))
        }
      )
      .finally(() => {
        signal.removeEventListener('abort', onAbort)
      })
    if (signal.aborted) onAbort()
  })
}

/** Waits for an end of any kind, but not for long. */
async function settled(promise: Promise<unknown> | undefined): Promise<void> {
  const timer = new AbortController()
  await Promise.race([
    promise?.catch(() => undefined),
    delay(1000, undefined, { signal: timer.signal }).catch(() => undefined)
  ])
  timer.abort()
}

/** Reads to the last byte; rejects where the body is cut off or too long. */
async function readBody(
  body: Readable,
  maximumBytes: number,
  what: string
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maximumBytes) throw tooLarge(what, maximumBytes)
  }
  return Buffer.concat(chunks)
}

/** The same, but leaves alone what exceeds the limit. */
async function readStart(
  body: Readable,
  maximumBytes: number
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= maximumBytes) break
  }
  return Buffer.concat(chunks).subarray(0, maximumBytes)
}

/**
 * Streams a body to a file, which appears when it is complete; the same
 * rejections. Gives the bytes written.
 */
async function saveBody(
  body: Readable,
  file: string,
  maximumBytes: number,
  what: string
): Promise<number> {
  // One a try: what an earlier one still writes must not land in this one.
  const partial = `${file}.${randomUUID()}.partial`
  const output = createWriteStream(partial, { flags: 'wx', mode: 0o600 })
  let localFault: Error | undefined
  output.on('error', (error) => {
    if (errorCode(error)?.startsWith('ERR_') !== true) localFault ??= error
  })
  let size = 0
  let fault: unknown
  try {
    await pipelineToEnd(
      body,
      async function* (chunks: AsyncIterable<Buffer>) {
        try {
          for await (const chunk of chunks) {
            size += chunk.length
            if (size > maximumBytes) throw tooLarge(what, maximumBytes)
            yield chunk
          }
        } catch (error) {
          fault = error
          throw error
        }
      },
      output
    )
    await rename(partial, file)
    return size
  } catch (error) {
    await rm(partial, { force: true })
    if (fault !== undefined || localFault === undefined) throw fault ?? error
    throw new HcpError(
      `The answer to GET ${what} cannot be written to ${file}: ${localFault.message}. Check the space and the permissions there.`,
      { cause: localFault }
    )
  }
}

function tooLarge(what: string, maximumBytes: number): MalformedResponseError {
  return new MalformedResponseError(
    `The answer to ${what} is larger than ${Math.round(maximumBytes / 1024 / 1024)} MiB, which is more than this action reads.`
  )
}

async function readJson(
  answer: Answer,
  what: string,
  ambiguous: boolean
): Promise<unknown> {
  const bytes = await readBody(answer.body, documentLimit, what)
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    const { headers, status } = answer
    const isFramed =
      headers['content-length'] !== undefined ||
      headers['transfer-encoding'] !== undefined
    const type = headers['content-type'] ?? 'without a content type'
    const error = new MalformedResponseError(
      `${what} was answered ${status} with ${bytes.length} bytes (${type}) that are not JSON${renderRequestId(headers)}. ${
        isHtml(answer)
          ? 'An HTML page comes from a proxy or a login page, not from the API: check the hostname and the proxy.'
          : 'Check that the hostname is HCP Terraform or Terraform Enterprise.'
      }`,
      { ambiguous }
    )
    // Without a length, a body that was cut off just looks like its end.
    if (!isFramed && bytes.length > 0 && !isHtml(answer)) {
      throw new FailedAttempt(error, { kind: 'transport' })
    }
    throw error
  }
}

function refuseHtml(answer: Answer, what: string): void {
  if (!isHtml(answer)) return
  throw new MalformedResponseError(
    `GET ${what} was answered ${answer.status} with an HTML page, so it came from a proxy or a login page, not from HCP Terraform. Check the hostname and the proxy.`
  )
}

function isHtml({ headers }: Answer): boolean {
  return /^\s*(text\/html|application\/xhtml)/i.test(
    headers['content-type'] ?? ''
  )
}

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300
}

/** The body as it was before the server, or its storage, compressed it. */
function decoded(message: http.IncomingMessage): Readable {
  const encoding = message.headers['content-encoding']?.trim().toLowerCase()
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : encoding === 'br'
          ? createBrotliDecompress()
          : undefined
  if (decoder === undefined) return message
  // pipeline carries errors both ways; the reader of the decoder sees them.
  return pipeline(message, decoder, () => undefined)
}

function redirectTarget({ status, headers }: Answer): string | undefined {
  return [301, 302, 303, 307, 308].includes(status)
    ? headers.location
    : undefined
}

function resolveFrom(location: string, base: URL): string {
  return URL.parse(location, base.href)?.href ?? location
}

/** Adds to the query and keeps what is there, such as a signature. */
function withQuery(url: URL, query: Query): URL {
  const added = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`
    )
  if (added.length === 0) return url
  const merged = new URL(url)
  // Not by searchParams: that writes the signature's encoding anew.
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !(safeKey(pair) in query))
  merged.search = [...kept, ...added].join('&')
  return merged
}

function safeKey(pair: string): string {
  const key = pair.split('=', 1)[0] ?? ''
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}

function signedName(url: URL): string {
  return `a signed URL on ${url.host}`
}

function abortedError(
  what: string,
  reason: unknown,
  ambiguous: boolean
): AbortedError {
  const why = isError(reason) ? reason.message : String(reason)
  return new AbortedError(
    `${what} was given up because this step is ending: ${why}.${
      ambiguous ? ' It may or may not have been carried out.' : ''
    }`,
    { cause: reason, ambiguous }
  )
}

function faultKind(
  code: string | undefined
): 'transport' | 'unknown-host' | 'certificate' {
  if (code === 'ENOTFOUND') return 'unknown-host'
  return /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(
    code ?? ''
  )
    ? 'certificate'
    : 'transport'
}

function describeFault(cause: unknown, request: Exchange): string {
  const code = errorCode(cause)
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return `the connection was cut before the answer was complete (${code})`
  }
  if (request.isSigned) return code ?? 'the connection failed'
  return isError(cause) ? cause.message : String(cause)
}

function asError(reason: unknown): Error {
  return isError(reason) ? reason : new Error(String(reason))
}

function renderFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'status':
      return failure.status === 429
        ? 'the rate limit was hit (429)'
        : `the server answered ${failure.status}`
    case 'unknown-host':
      return 'the host is not known'
    case 'transport':
    case 'certificate':
      return 'the connection failed'
    case 'deadline':
      return 'no answer in time'
    case 'expired-link':
      return 'the link handed out is dead'
  }
}

function renderRequestId(headers: http.IncomingHttpHeaders): string {
  const id = headerText(headers['x-request-id'])
  return id === undefined ? '' : ` (request id ${id})`
}

function headerText(value: string | string[] | undefined): string | undefined {
  const text = [value].flat()[0]
  return text === undefined || text === '' ? undefined : text.slice(0, 200)
}
