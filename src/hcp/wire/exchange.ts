import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { decoded, headerText, readStart, renderRequestId } from './answer.ts'
import type { Answer } from './answer.ts'
import { FailedAttempt, settled, untilAborted } from './attempt.ts'
import { openEnding } from './ending.ts'
import type { Ending } from './ending.ts'
import { ApiError, HcpError } from './errors.ts'
import { parseErrors } from './failure.ts'
import { explainFault } from './faults.ts'
import { heedAnswer } from './pressure.ts'
import { watchProgress } from './progress.ts'
import { parseRetryAfter, timeOf } from './retry.ts'
import { describeRequest, isWrite } from './wire.ts'
import type { Exchange, Wire } from './wire.ts'

const jsonApiType = 'application/vnd.api+json'
/** An error's body is read up to here. Bytes. */
export const errorBodyLimit = 256 * 1024

/**
 * Sends once and hands the answer to `consume`, whatever its status; nothing is
 * repeated here. Settles within the request's deadline: with what `consume`
 * gives, a `FailedAttempt`, or another of the errors of `errors.ts`. HCP
 * Terraform API: Overview.
 */
export async function exchange<T>(
  wire: Wire,
  request: Exchange,
  consume: (answer: Answer) => Promise<T>
): Promise<T> {
  const started = wire.clock.now()
  const what = describeRequest(request)
  const ending = openEnding(wire, request)
  const source = openSource(request, ending)
  const progress = watchProgress(wire.deadlines, source, {
    giveUp: ending.giveUp,
    sayWaiting: (missing, seconds) =>
      wire.log?.info(`${what}: ${missing} for ${seconds} s, still waiting`)
  })
  let message: IncomingMessage | undefined
  let consuming: Promise<T> | undefined
  try {
    message = await send(wire, request, source, ending.signal)
    progress.answered(message)
    const answer = toAnswer(message)
    if (!request.isSigned) {
      heedLimit(wire, answer)
      heedDate(wire, answer)
    }
    consuming = consume(answer)
    // The last resort against a body that neither ends nor fails.
    const result = await untilAborted(consuming, ending.signal)
    wire.log?.debug(
      `${what}: ${answer.status} in ${wire.clock.now() - started} ms${renderRequestId(answer.headers)}`
    )
    return result
  } catch (cause) {
    throw ending.reason() ?? explainFault(request, cause)
  } finally {
    progress.close()
    ending.close()
    if (message?.readableEnded === false) message.destroy()
    source?.destroy()
    // So that whoever writes a file has closed it before this returns.
    if (ending.signal.aborted) await settled(consuming)
  }
}

function openSource(request: Exchange, ending: Ending): Readable | undefined {
  if (typeof request.body !== 'object') return undefined
  const source = request.body.open()
  source.on('error', (cause: Error) => {
    ending.end(
      new HcpError(
        `${describeRequest(request)} was given up because what is to be sent cannot be read: ${cause.message}`,
        { cause }
      )
    )
  })
  return source
}

async function send(
  { send, token }: Wire,
  request: Exchange,
  source: Readable | undefined,
  signal: AbortSignal
): Promise<IncomingMessage> {
  return await untilAborted(
    send(request, requestHeaders(request, token), source, signal),
    signal,
    (late) => late.destroy()
  )
}

function toAnswer(message: IncomingMessage): Answer {
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    body: decoded(message)
  }
}

function heedLimit({ pressure, clock, random }: Wire, answer: Answer): void {
  const { status, headers } = answer
  const told = {
    'x-ratelimit-limit': headers['x-ratelimit-limit'],
    'x-ratelimit-remaining': headers['x-ratelimit-remaining']
  }
  heedAnswer(pressure, clock.now(), { status, headers: told }, random)
}

/** An answer is dated before it comes, and dates leave fractions out. */
function heedDate({ clock, dated }: Wire, { headers }: Answer): void {
  const ahead = (timeOf(headers.date) ?? Number.NaN) - clock.now()
  if (ahead > dated.ahead) dated.ahead = ahead
}

/** By the server's clock; by this machine's where no answer was dated. */
export function readServerTime({ clock, dated }: Wire): number {
  const time = clock.now() + dated.ahead
  return Number.isFinite(time) ? time : clock.wallTime()
}

function requestHeaders(request: Exchange, token: string): OutgoingHttpHeaders {
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

/** Turns an answer that is no success into the error for it, and throws. */
export async function refuse(
  wire: Wire,
  request: Exchange,
  { status, headers, body }: Answer
): Promise<never> {
  const text = await readStart(body, errorBodyLimit).then(
    (bytes) => bytes.toString('utf8').replaceAll(wire.token, '***'),
    () => ''
  )
  const retryAfterMilliseconds = parseRetryAfter(
    {
      'x-ratelimit-reset': headers['x-ratelimit-reset'],
      'retry-after': headers['retry-after']
    },
    // The server's own time, where it tells it: whoever's clock is wrong.
    timeOf(headers.date) ?? wire.clock.wallTime()
  )
  const error = new ApiError({
    status,
    method: request.method,
    path: request.name,
    host: request.url.host,
    requestId: headerText(headers['x-request-id']),
    retryAfterMilliseconds,
    errors: parseErrors(text),
    ambiguous: isWrite(request) && status >= 500,
    isSigned: request.isSigned,
    uploaded: typeof request.body === 'object' ? request.body.size : undefined
  })
  wire.log?.debug(error.message)
  const failure = { kind: 'status', status, retryAfterMilliseconds } as const
  throw new FailedAttempt(error, failure)
}
