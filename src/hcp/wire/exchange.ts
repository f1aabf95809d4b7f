import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { decoded, headerText, readStart, renderRequestId } from './answer.ts'
import type { Answer } from './answer.ts'
import {
  FailedAttempt,
  abortedError,
  asError,
  describeFault,
  faultKind,
  settled,
  untilAborted
} from './attempt.ts'
import type { Clock } from './clock.ts'
import {
  ApiError,
  DeadlineError,
  HcpError,
  TransportError,
  errorCode,
  parseErrors
} from './errors.ts'
import { parseRetryAfter, timeOf } from './retry.ts'
import type { Operation } from './retry.ts'

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

const jsonApiType = 'application/vnd.api+json'
/** Fewer bytes in `idleMilliseconds` than this are no transfer. */
const leastBytes = 16 * 1024
/** An error's body is read up to here. Bytes. */
export const errorBodyLimit = 256 * 1024

/** One request, one answer; nothing is repeated here. */
export interface Exchanges {
  /** Sends once and hands the answer to `consume`, whatever its status. */
  readonly exchange: <T>(
    request: Exchange,
    consume: (answer: Answer) => Promise<T>
  ) => Promise<T>
  /** Turns an answer that is no success into the error for it, and throws. */
  readonly refuse: (request: Exchange, answer: Answer) => Promise<never>
}

/**
 * Exchanges under one token and signal. Every one settles within its deadline:
 * with what `consume` gives, a `FailedAttempt`, or another of the errors of
 * `errors.ts`. HCP Terraform API: Overview.
 */
export function createExchanges({
  token,
  signal,
  clock,
  log,
  idleMilliseconds,
  answerMilliseconds,
  send,
  onAnswer
}: {
  readonly token: string
  readonly signal: AbortSignal | undefined
  readonly clock: Clock
  readonly log: { debug(message: string): void } | undefined
  /** A transfer that hardly moves for this long is given up. */
  readonly idleMilliseconds: number
  /** The longest wait between the last byte sent and the answer's headers. */
  readonly answerMilliseconds: number
  readonly send: Send
  /** Sees each answer of the API, not of storage, before it is read. */
  readonly onAnswer: (answer: Answer) => void
}): Exchanges {
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
    const giveUp = (why: string): void => {
      ending.abort(
        new FailedAttempt(
          new DeadlineError(`${what} ${why}. ${retry}`, { ambiguous: isWrite }),
          { kind: 'deadline' }
        )
      )
    }
    let received = (): number => 0
    let waiting: NodeJS.Timeout | undefined
    // There is nothing to move; whether the other side still works or is gone
    // cannot be told, and somebody gone must not take all the time there is.
    const waitForAnswer = (): void => {
      clearInterval(watch)
      waiting = setTimeout(() => {
        if (received() > 0) return
        giveUp(`was not answered within ${answerMilliseconds / 1000} s`)
      }, answerMilliseconds)
    }
    // A drip would keep a transfer alive until its last deadline.
    const watchTransfer = (transferred: () => number): NodeJS.Timeout => {
      let moved = 0
      return setInterval(() => {
        const total = transferred()
        const hasBegun = moved > 0
        if (hasBegun && total - moved < leastBytes) {
          giveUp(`hardly moved for ${idleMilliseconds / 1000} s`)
        }
        moved = total
      }, idleMilliseconds)
    }
    let sent = 0
    // Until its first byte there is the deadline: connecting moves nothing.
    let watch = watchTransfer(() => sent)
    source?.on('data', (chunk: Buffer) => {
      sent += chunk.length
    })
    source?.on('end', waitForAnswer)
    if (source === undefined) waitForAnswer()
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
        send(request, requestHeaders(request), source, ending.signal),
        ending.signal,
        (late) => late.destroy()
      )
      body = message
      const { socket } = message
      // Of a connection that may have served others before.
      const before = socket.bytesRead
      received = () => socket.bytesRead - before
      source?.off('end', waitForAnswer)
      if (waiting === undefined) waitForAnswer()
      clearInterval(watch)
      watch = watchTransfer(received)
      const answer = {
        status: message.statusCode ?? 0,
        headers: message.headers,
        body: decoded(message)
      }
      if (!request.isSigned) onAnswer(answer)
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
      clearTimeout(waiting)
      clearInterval(watch)
      source?.off('end', waitForAnswer)
      for (const one of signals) one.removeEventListener('abort', endAborted)
      if (body !== undefined && !body.readableEnded) body.destroy()
      source?.destroy()
      // So that whoever writes a file has closed it before this returns.
      if (ending.signal.aborted) await settled(consumed)
    }
  }

  function requestHeaders(request: Exchange): OutgoingHttpHeaders {
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
      // The server's own time, where it tells it: whoever's clock is wrong.
      timeOf(headers.date) ?? clock.wallTime()
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

  return { exchange, refuse }
}
