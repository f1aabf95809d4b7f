import * as http from 'node:http'
import * as https from 'node:https'
import { HttpClient } from '@actions/http-client'
import {
  documentLimit,
  isHtml,
  isSuccess,
  readBody,
  readJson
} from './answer.ts'
import type { Answer } from './answer.ts'
import { systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { InvalidRequestError, MalformedResponseError } from './errors.ts'
import { createExchanges } from './exchange.ts'
import type { Exchange, Send, UploadSource } from './exchange.ts'
import { createPersistence } from './persistence.ts'
import { nextEase } from './pressure.ts'
import { withQuery } from './redirects.ts'
import type { Query } from './redirects.ts'
import { defaultRetryLimits } from './retry.ts'
import type { Operation } from './retry.ts'
import { createTransfers } from './transfers.ts'

export interface Deadlines {
  /** One API request, from connecting to the last byte of the answer. */
  readonly requestMilliseconds: number
  /** One upload or download. */
  readonly transferMilliseconds: number
  /** All attempts of one API request. */
  readonly overallMilliseconds: number
  /** A transfer that hardly moves for this long is given up. */
  readonly idleMilliseconds: number
  /**
   * One wait for an answer to what was sent whole. Storages take their time;
   * but of a transfer's deadline, something is to be left for another try.
   */
  readonly answerMilliseconds: number
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

/** Beyond every deadline: http-client's own timeout names the URL. */
const socketTimeout = 2 ** 31 - 1

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
  const clock = options.clock ?? systemClock
  const random = options.random ?? Math.random
  const deadlines: Deadlines = {
    requestMilliseconds: options.deadlines?.requestMilliseconds ?? 30_000,
    transferMilliseconds: options.deadlines?.transferMilliseconds ?? 600_000,
    overallMilliseconds:
      options.deadlines?.overallMilliseconds ??
      defaultRetryLimits.overallMilliseconds,
    idleMilliseconds: options.deadlines?.idleMilliseconds ?? 60_000,
    answerMilliseconds: options.deadlines?.answerMilliseconds ?? 180_000
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
    answerMilliseconds: deadlines.answerMilliseconds,
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

  const { persist, pause } = createPersistence({ clock, signal, random, log })

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

    ...createTransfers({
      baseUrl,
      apiUrl,
      deadlines,
      exchange,
      refuse,
      persist
    }),

    async pause(what, milliseconds) {
      await pause(what, milliseconds)
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
