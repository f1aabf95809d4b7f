/**
 * What can go wrong between this action and HCP Terraform. Every message says
 * what was tried, what came back and what to do next; none carries a token or
 * a signed URL.
 */

import { nameRequest } from './failure.ts'
import type { ApiFailure, ErrorItem } from './failure.ts'
import { renderHint } from './hints.ts'

/** Anything the HCP Terraform client throws on purpose. */
export class HcpError extends Error {
  /**
   * True where a write may have happened although no good answer arrived. The
   * caller reads the resource again and decides from its state.
   */
  readonly ambiguous: boolean

  constructor(message: string, options: HcpErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = new.target.name
    this.ambiguous = options.ambiguous ?? false
  }
}

interface HcpErrorOptions {
  readonly cause?: unknown
  readonly ambiguous?: boolean
}

/** The server answered, and the answer is not a success. */
export class ApiError extends HcpError {
  readonly status: number
  readonly method: string
  readonly path: string
  readonly requestId: string | undefined
  readonly retryAfterMilliseconds: number | undefined
  readonly errors: readonly ErrorItem[]
  readonly title: string | undefined
  readonly detail: string | undefined
  /** What to do next. */
  readonly hint: string
  private readonly failure: ApiFailure

  constructor(failure: ApiFailure) {
    const hint = renderHint(failure)
    super(renderApiError(failure, hint), { ambiguous: failure.ambiguous })
    this.status = failure.status
    this.method = failure.method
    this.path = failure.path
    this.requestId = failure.requestId
    this.retryAfterMilliseconds = failure.retryAfterMilliseconds
    this.errors = failure.errors
    this.title = failure.errors[0]?.title
    this.detail = failure.errors[0]?.detail
    this.hint = hint
    this.failure = failure
  }

  /** The same failure with what its caller found out about what to do. */
  explained(hint: string): ApiError {
    return new ApiError({ ...this.failure, hint })
  }
}

/** Connecting, sending or receiving failed; a cut-off body is one of these. */
export class TransportError extends HcpError {
  /** Node's error code, such as `ECONNRESET`. */
  readonly code: string | undefined

  constructor(
    message: string,
    options: HcpErrorOptions & { readonly code?: string | undefined } = {}
  ) {
    super(message, options)
    this.code = options.code
  }
}

/** No complete answer in time. */
export class DeadlineError extends HcpError {}

/** The caller's signal ended the call; `cause` is the signal's reason. */
export class AbortedError extends HcpError {}

/** A success status with a body that does not hold what it has to. */
export class MalformedResponseError extends HcpError {}

/** A signed URL that was handed out answers no more; ask for a fresh one. */
export class ExpiredLinkError extends HcpError {
  readonly status: number

  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

/**
 * The log's signed URL is dead. Read the plan or apply again and go on at the
 * same offset.
 */
export class LogUrlExpiredError extends ExpiredLinkError {}

/** A configuration version that no run can use. */
export class ConfigurationVersionError extends HcpError {
  readonly configurationVersionId: string
  readonly status: string
  readonly reason: 'errored' | 'unusable' | 'timed-out'

  constructor(
    message: string,
    facts: {
      readonly configurationVersionId: string
      readonly status: string
      readonly reason: 'errored' | 'unusable' | 'timed-out'
    }
  ) {
    super(message)
    this.configurationVersionId = facts.configurationVersionId
    this.status = facts.status
    this.reason = facts.reason
  }
}

/** An id or a name that cannot stand in an API path, or an unusable token. */
export class InvalidRequestError extends HcpError {}

/** Says whether a value is an error, whichever realm's constructor made it. */
export function isError(value: unknown): value is Error {
  return (
    value instanceof Error ||
    (typeof value === 'object' &&
      value !== null &&
      'message' in value &&
      typeof value.message === 'string' &&
      'name' in value)
  )
}

/** Node's code of an error, such as `ECONNRESET` or `ENOENT`, if it has one. */
export function errorCode(error: unknown): string | undefined {
  return isError(error) && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}

/** Says whether a write that failed with this error may have happened. */
export function isAmbiguous(error: unknown): boolean {
  return error instanceof HcpError && error.ambiguous
}

/** Says whether the server does not know one of the `include` names. */
export function isInvalidInclude(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.status === 400 &&
    error.errors.some((item) =>
      /invalid include/i.test(`${item.title ?? ''} ${item.detail ?? ''}`)
    )
  )
}

function renderApiError(failure: ApiFailure, hint: string): string {
  const said = failure.errors.map(renderErrorItem).join('; ')
  const answer =
    said === '' ? String(failure.status) : `${failure.status} ${said}`
  const requestId =
    failure.requestId === undefined ? '' : ` (request id ${failure.requestId})`
  return `${nameRequest(failure)} was answered with ${answer}${requestId}. ${hint}`
}

function renderErrorItem(item: ErrorItem): string {
  const { title, detail, pointer } = item
  const words = [title, detail].filter((part) => part !== undefined).join(': ')
  if (pointer === undefined) return words
  return `${words} (at ${pointer})`.trim()
}
