import {
  isSuccess,
  readBody,
  readStart,
  refuseHtml,
  saveBody
} from './answer.ts'
import type { Answer } from './answer.ts'
import { FailedAttempt } from './attempt.ts'
import { ExpiredLinkError, MalformedResponseError } from './errors.ts'
import { errorBodyLimit, exchange, refuse } from './exchange.ts'
import { persist } from './persistence.ts'
import {
  redirectTarget,
  resolveFrom,
  signedName,
  signedUrl,
  withQuery
} from './redirects.ts'
import type { Query } from './redirects.ts'
import { apiRequest, describeRequest, signedRequest } from './wire.ts'
import type { Exchange, UploadSource, Wire } from './wire.ts'

/**
 * What goes to or comes from storage, by signed URLs that never see the token.
 */

const planLimit = 512 * 1024 * 1024
const textLimit = 4 * 1024 * 1024
const mostHops = 5

export type Download =
  | { readonly kind: 'ready'; readonly bytes: number }
  /** 204: there is nothing yet. */
  | { readonly kind: 'empty' }

export interface SignedReadOptions {
  readonly query?: Query
  readonly maximumBytes: number
  readonly signal?: AbortSignal | undefined
}

/** Reads an answer that is no redirect. */
type Take<T> = (answer: Answer, request: Exchange) => Promise<T>

/** PUT to a signed URL. */
export async function upload(
  wire: Wire,
  url: string,
  source: UploadSource
): Promise<void> {
  const { transferMilliseconds } = wire.deadlines
  const request = signedRequest(wire, signedUrl(url, wire.baseUrl), {
    method: 'PUT',
    operation: 'upload',
    body: source,
    deadlineMilliseconds: transferMilliseconds
  })
  await persist(wire, request, transferMilliseconds, async (first) =>
    followRedirects(wire, first, async (answer, current) => {
      if (!isSuccess(answer)) return await refuse(wire, current, answer)
      await readStart(answer.body, errorBodyLimit)
    })
  )
}

/**
 * GET of an API path that may redirect to a signed URL, into a file, which
 * appears when it is complete.
 */
export async function download(
  wire: Wire,
  path: string,
  {
    file,
    maximumBytes = planLimit
  }: { readonly file: string; readonly maximumBytes?: number }
): Promise<Download> {
  const { transferMilliseconds } = wire.deadlines
  const request = apiRequest(wire, path, {
    method: 'GET',
    operation: 'read',
    accept: 'application/json, application/vnd.api+json',
    acceptsGzip: true,
    deadlineMilliseconds: transferMilliseconds
  })
  return await persist(wire, request, transferMilliseconds, async (first) =>
    followRedirects<Download>(wire, first, async (answer, current) => {
      if (answer.status === 204) return { kind: 'empty' }
      await expectContent(wire, first, current, answer)
      refuseHtml(answer, current.name)
      const { body } = answer
      const bytes = await saveBody(body, file, maximumBytes, current.name)
      return { kind: 'ready', bytes }
    })
  )
}

/** The same, for small texts. Undefined on 204. */
export async function readText(
  wire: Wire,
  path: string,
  { maximumBytes = textLimit }: { readonly maximumBytes?: number } = {}
): Promise<string | undefined> {
  const { overallMilliseconds } = wire.deadlines
  const request = apiRequest(wire, path, {
    method: 'GET',
    operation: 'read',
    accept: '*/*',
    acceptsGzip: true
  })
  return await persist(wire, request, overallMilliseconds, async (first) =>
    followRedirects(wire, first, async (answer, current) => {
      if (answer.status === 204) return undefined
      await expectContent(wire, first, current, answer)
      const bytes = await readBody(answer.body, maximumBytes, current.name)
      return bytes.toString('utf8')
    })
  )
}

/** GET of a signed URL; what exceeds the limit is cut. */
export async function readSigned(
  wire: Wire,
  url: string,
  { query = {}, maximumBytes, signal }: SignedReadOptions
): Promise<Uint8Array> {
  const { overallMilliseconds } = wire.deadlines
  const where = withQuery(signedUrl(url, wire.baseUrl), query)
  const request = signedRequest(wire, where, {
    method: 'GET',
    operation: 'read',
    signal
  })
  return await persist(wire, request, overallMilliseconds, async (first) =>
    followRedirects<Uint8Array>(wire, first, async (answer, current) => {
      if (answer.status === 204) return new Uint8Array()
      if (!isSuccess(answer)) return await refuse(wire, current, answer)
      return await readStart(answer.body, maximumBytes)
    })
  )
}

async function followRedirects<T>(
  wire: Wire,
  first: Exchange,
  take: Take<T>
): Promise<T> {
  let request = first
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const step = await takeHop(wire, request, take)
    if (!('next' in step)) return step.value
    const { next } = step
    request = { ...request, url: next, name: signedName(next), isSigned: true }
  }
  throw new MalformedResponseError(
    `${describeRequest(first)} was redirected more than ${mostHops} times. Check the proxies between the runner and the server.`
  )
}

async function takeHop<T>(
  wire: Wire,
  request: Exchange,
  take: Take<T>
): Promise<{ readonly next: URL } | { readonly value: T }> {
  return await exchange<{ next: URL } | { value: T }>(
    wire,
    request,
    async (answer) => {
      const location = redirectTarget(answer)
      // Other redirects would turn a PUT into a GET.
      const isFollowed =
        request.method === 'GET' || [307, 308].includes(answer.status)
      if (location === undefined || !isFollowed) {
        return { value: await take(answer, request) }
      }
      const target = resolveFrom(location, request.url)
      return { next: signedUrl(target, wire.baseUrl) }
    }
  )
}

async function expectContent(
  wire: Wire,
  first: Exchange,
  current: Exchange,
  answer: Answer
): Promise<void> {
  if (answer.status === 200) return
  if (!current.isSigned || ![403, 404, 410].includes(answer.status)) {
    return await refuse(wire, current, answer)
  }
  const error = new ExpiredLinkError(
    `${describeRequest(first)} handed out ${current.name}, which answered ${answer.status} each time. Check that the runner may reach ${current.url.host}.`,
    answer.status
  )
  throw new FailedAttempt(error, { kind: 'expired-link' })
}
