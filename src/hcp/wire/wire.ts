import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { Pressure } from './pressure.ts'
import type { Clock } from './clock.ts'
import { nameRequest } from './failure.ts'
import { signedName, withQuery } from './redirects.ts'
import type { Query } from './redirects.ts'
import { defaultRetryLimits } from './retry.ts'
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
  /**
   * One wait for an answer to what was sent whole. Storages take their time;
   * but of a transfer's deadline, something is to be left for another try.
   */
  readonly answerMilliseconds: number
  /** After so long without an answer, people are told what is waited for. */
  readonly silenceMilliseconds: number
}

export const defaultDeadlines: Deadlines = {
  requestMilliseconds: 30_000,
  transferMilliseconds: 600_000,
  overallMilliseconds: defaultRetryLimits.overallMilliseconds,
  idleMilliseconds: 60_000,
  answerMilliseconds: 180_000,
  silenceMilliseconds: 10_000
}

/** Bytes that can be sent again from the start. */
export interface UploadSource {
  /** Size in bytes; a source that ends earlier fails the upload. */
  readonly size: number
  readonly open: () => Readable
}

/** One exchange: what is sent where, under whose credentials. */
export interface Exchange {
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

/** Puts a request on a connection; resolves when the headers are there. */
export type Send = (
  request: Pick<Exchange, 'url' | 'method' | 'operation' | 'body'>,
  headers: OutgoingHttpHeaders,
  source: Readable | undefined,
  signal: AbortSignal
) => Promise<IncomingMessage>

/** What all requests over the same connections share. */
export interface Wire {
  readonly baseUrl: URL
  readonly token: string
  readonly clock: Clock
  /** The server's clock, by ours: the best that its answers told. */
  readonly dated: { ahead: number }
  /** Ends whatever is under way. */
  readonly signal: AbortSignal | undefined
  readonly deadlines: Deadlines
  /** Numbers in [0, 1) for the backoff. */
  readonly random: () => number
  readonly log:
    { debug(message: string): void; info(message: string): void } | undefined
  readonly send: Send
  /** What the answers told of the rate limit. */
  readonly pressure: Pressure
  /** The same for those who have no time, together. */
  readonly urgent: Pressure
}

/** A request to the API itself, with the token. */
export function apiRequest(
  wire: Wire,
  path: string,
  call: Pick<Exchange, 'method' | 'operation'> &
    Partial<Exchange> & { readonly query?: Query | undefined }
): Exchange {
  const { query = {}, ...rest } = call
  const { origin, pathname } = wire.baseUrl
  const root =
    origin + (pathname === '/' ? '/api/v2' : pathname.replace(/\/+$/, ''))
  return {
    url: withQuery(new URL(root + path), query),
    name: path,
    isSigned: false,
    deadlineMilliseconds: wire.deadlines.requestMilliseconds,
    signal: undefined,
    ...rest
  }
}

/** A request to a signed URL, without the token. */
export function signedRequest(
  wire: Wire,
  url: URL,
  call: Pick<Exchange, 'method' | 'operation'> & Partial<Exchange>
): Exchange {
  return {
    url,
    name: signedName(url),
    isSigned: true,
    accept: '*/*',
    deadlineMilliseconds: wire.deadlines.requestMilliseconds,
    signal: undefined,
    ...call
  }
}

/** Words for a request; never a signed URL. */
export function describeRequest({
  method,
  name,
  url,
  isSigned
}: Pick<Exchange, 'method' | 'name' | 'url' | 'isSigned'>): string {
  return nameRequest({ method, path: name, host: url.host, isSigned })
}

/** May the request have been carried out although no good answer came? */
export function isWrite({ operation }: Pick<Exchange, 'operation'>): boolean {
  return operation === 'create' || operation === 'action'
}
