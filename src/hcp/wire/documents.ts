import {
  documentLimit,
  isHtml,
  isSuccess,
  readBody,
  readJson
} from './answer.ts'
import type { Answer } from './answer.ts'
import { FailedAttempt } from './attempt.ts'
import { MalformedResponseError } from './errors.ts'
import { exchange, refuse } from './exchange.ts'
import { persist } from './persistence.ts'
import type { Query } from './redirects.ts'
import { apiRequest, describeRequest } from './wire.ts'
import type { Exchange, Wire } from './wire.ts'

export interface ReadOptions {
  readonly query?: Query
  readonly signal?: AbortSignal
  /**
   * Throws `MalformedResponseError` for a document that lacks what nothing can
   * go on without; that is a failed attempt, and read again.
   */
  readonly expect?: (document: unknown) => void
}

/** GET of an API document. */
export async function readDocument(
  wire: Wire,
  path: string,
  { query, signal, expect }: ReadOptions = {}
): Promise<unknown> {
  const request = apiRequest(wire, path, {
    method: 'GET',
    operation: 'read',
    query,
    signal
  })
  return await call(wire, request, async (answer, what) => {
    const document = await readJson(answer, what, false)
    if (expect !== undefined) insist(document, expect)
    return document
  })
}

function insist(document: unknown, expect: (document: unknown) => void): void {
  try {
    expect(document)
  } catch (error) {
    if (!(error instanceof MalformedResponseError)) throw error
    throw new FailedAttempt(error, { kind: 'malformed' })
  }
}

/** POST of a JSON:API document that is answered with one. */
export async function createDocument(
  wire: Wire,
  path: string,
  document: object,
  operation: 'create' | 'repeatable-create'
): Promise<unknown> {
  const body = JSON.stringify(document)
  const request = apiRequest(wire, path, { method: 'POST', operation, body })
  return await call(wire, request, async (answer, what) =>
    readJson(answer, what, operation === 'create')
  )
}

/** POST of an action; flat JSON or no body, any 2xx. */
export async function performAction(
  wire: Wire,
  path: string,
  body?: object
): Promise<void> {
  const request = apiRequest(wire, path, {
    method: 'POST',
    operation: 'action',
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  await call(wire, request, expectNoPage)
}

async function call<T>(
  wire: Wire,
  request: Exchange,
  consume: (answer: Answer, what: string) => Promise<T>
): Promise<T> {
  const { overallMilliseconds } = wire.deadlines
  const what = describeRequest(request)
  return await persist(wire, request, overallMilliseconds, async (current) =>
    exchange(wire, current, async (answer) =>
      isSuccess(answer)
        ? await consume(answer, what)
        : await refuse(wire, current, answer)
    )
  )
}

async function expectNoPage(answer: Answer, what: string): Promise<void> {
  const bytes = await readBody(answer.body, documentLimit, what)
  if (bytes.length === 0 || !isHtml(answer)) return
  throw new MalformedResponseError(
    `${what} was answered ${answer.status} with an HTML page, so it came from a proxy or a login page, not from HCP Terraform. Check the hostname and the proxy, and look at the current state before repeating it.`,
    { ambiguous: true }
  )
}
