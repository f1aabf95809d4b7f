import { systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { createConnections } from './connections.ts'
import type { Connections } from './connections.ts'
import { createDocument, performAction, readDocument } from './documents.ts'
import type { ReadOptions } from './documents.ts'
import { InvalidRequestError } from './errors.ts'
import { readServerTime } from './exchange.ts'
import { pause } from './persistence.ts'
import { createPressure, takeOver } from './pressure.ts'
import { download, readSigned, readText, upload } from './transfers.ts'
import type { Download, SignedReadOptions } from './transfers.ts'
import { defaultDeadlines } from './wire.ts'
import type { Deadlines, UploadSource, Wire } from './wire.ts'

export interface TransportOptions {
  /** `https://app.terraform.io`; a path other than `/` replaces `/api/v2`. */
  readonly baseUrl: URL
  readonly token: string
  readonly userAgent: string
  readonly log?: Wire['log']
  readonly signal?: AbortSignal | undefined
  readonly clock?: Clock | undefined
  readonly deadlines?: Partial<Deadlines> | undefined
  /** Numbers in [0, 1) for the backoff. */
  readonly random?: (() => number) | undefined
}

/** The half of a transport that changes nothing. */
export interface Reader {
  readonly baseUrl: URL
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  /**
   * Milliseconds since 1970 by the server's own clock, as its answers told it
   * (late by a second at most and the quickest answer's way); by this machine's
   * where none did.
   */
  serverTime(): number
  /** GET of an API document. */
  readDocument(path: string, options?: ReadOptions): Promise<unknown>
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
  readSigned(url: string, options: SignedReadOptions): Promise<Uint8Array>
  /** Waits; throws `AbortedError`, with `what` in it, when it is to end. */
  pause(what: string, milliseconds: number): Promise<void>
}

/** The half of a transport that changes something. */
export interface Writer {
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
}

export interface Transport extends Reader, Writer {
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
  const connections = createConnections(options.userAgent)
  const wire: Wire = {
    baseUrl: options.baseUrl,
    token: options.token,
    clock: options.clock ?? systemClock,
    dated: { ahead: Number.NEGATIVE_INFINITY },
    signal: options.signal,
    deadlines: { ...defaultDeadlines, ...options.deadlines },
    random: options.random ?? Math.random,
    log: options.log,
    send: connections.send,
    pressure: createPressure(),
    urgent: createPressure(true)
  }
  return bindTransport(wire, connections)
}

function bindTransport(wire: Wire, connections: Connections): Transport {
  return {
    baseUrl: wire.baseUrl,
    clock: wire.clock,
    signal: wire.signal,
    serverTime: readServerTime.bind(undefined, wire),
    readDocument: readDocument.bind(undefined, wire),
    createDocument: createDocument.bind(undefined, wire),
    performAction: performAction.bind(undefined, wire),
    upload: upload.bind(undefined, wire),
    download: download.bind(undefined, wire),
    readText: readText.bind(undefined, wire),
    readSigned: readSigned.bind(undefined, wire),
    pause: pause.bind(undefined, wire),
    derive: ({ deadlines, ...rest }) => {
      // Who settles what was aborted has no time to stand back, and for many
      // runs at once only what the limit gives.
      const isUrgent = 'signal' in rest
      if (isUrgent) takeOver(wire.urgent, wire.pressure, wire.clock.now())
      const pressure = isUrgent ? wire.urgent : wire.pressure
      const changed = { ...wire, ...rest, pressure }
      changed.deadlines = { ...wire.deadlines, ...deadlines }
      return bindTransport(changed, connections)
    },
    dispose: connections.dispose
  }
}
