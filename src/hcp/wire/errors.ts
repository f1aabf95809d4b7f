/**
 * What can go wrong between this action and HCP Terraform. Every message says
 * what was tried, what came back and what to do next; none carries a token or
 * a signed URL.
 */

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

export interface HcpErrorOptions {
  readonly cause?: unknown
  readonly ambiguous?: boolean
}

/** One member of an error document, in whatever form it came. */
export interface ErrorItem {
  readonly title: string | undefined
  readonly detail: string | undefined
  /** JSON pointer into the request, on validation errors. */
  readonly pointer: string | undefined
}

export interface ApiFailure {
  readonly status: number
  readonly method: string
  /** The API path, or words for a signed URL; never the signed URL. */
  readonly path: string
  readonly host: string
  readonly requestId: string | undefined
  readonly retryAfterMilliseconds: number | undefined
  readonly errors: readonly ErrorItem[]
  readonly ambiguous: boolean
  /** Was it a signed URL, that is, storage instead of the API? */
  readonly isSigned?: boolean
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

/**
 * Reads the members of an error body in every form servers send: objects with
 * `title` and `detail`, plain strings, one bare object, or no JSON at all
 * (nothing is taken from that). HCP Terraform API: Overview, Error Responses.
 */
export function parseErrors(body: string): ErrorItem[] {
  let document: unknown
  try {
    document = JSON.parse(body)
  } catch {
    return []
  }
  if (!isRecord(document)) return []
  const { errors, error, message } = document
  return [errors ?? error ?? message]
    .flat()
    .slice(0, mostErrors)
    .map(parseErrorItem)
    .filter((item) => item !== undefined)
}

const mostErrors = 20
const longestText = 2000

function parseErrorItem(value: unknown): ErrorItem | undefined {
  if (typeof value === 'string') {
    const detail = cleanText(value)
    return detail === undefined
      ? undefined
      : { title: undefined, detail, pointer: undefined }
  }
  if (!isRecord(value)) return undefined
  const { title, detail, message, source } = value
  const item = {
    title: cleanText(title),
    detail: cleanText(detail) ?? cleanText(message),
    pointer: isRecord(source) ? cleanText(source['pointer']) : undefined
  }
  return item.title === undefined && item.detail === undefined
    ? undefined
    : item
}

/** One line of bounded length: it ends up in logs and annotations. */
function cleanText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .slice(0, longestText)

    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ')
    .trim()
  return text === '' ? undefined : text
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function renderApiError(failure: ApiFailure, hint: string): string {
  const said = failure.errors.map(renderErrorItem).join('; ')
  const answer =
    said === '' ? String(failure.status) : `${failure.status} ${said}`
  const requestId =
    failure.requestId === undefined ? '' : ` (request id ${failure.requestId})`
  return `${failure.method} ${failure.path} on ${failure.host} was answered with ${answer}${requestId}. ${hint}`
}

function renderErrorItem(item: ErrorItem): string {
  const words = [item.title, item.detail].filter((part) => part !== undefined)
  const pointer = item.pointer === undefined ? '' : ` (at ${item.pointer})`
  return `${words.join(': ')}${pointer}`
}

function renderHint({
  status,
  host,
  ambiguous,
  ...failure
}: ApiFailure): string {
  if (failure.isSigned === true && status < 500 && status !== 429) {
    return `The storage behind HCP Terraform refuses it, mostly because the signed URL has expired or a proxy stands between: check that the runner may reach ${host}, and run this step again.`
  }
  if (status >= 300 && status < 400) {
    return `The API does not answer with redirects here: check that the hostname ${host} is the one HCP Terraform or Terraform Enterprise itself uses.`
  }
  switch (status) {
    case 400:
      return 'The server does not understand the request; an older Terraform Enterprise may lack a parameter that was used.'
    case 401:
      return `The token is missing, expired or revoked, or it was made on another host. Use a user or team token of ${host}.`
    case 403:
    case 404:
      return `HCP Terraform says this for three causes: the name or id is wrong; the token lacks the permission (a forbidden object looks missing); or the organization or hostname (${host}) is the wrong one, or its plan does not include the feature.`
    case 409:
      return 'The state does not allow this now, perhaps because somebody else was faster: look again and decide from what is there.'
    case 413:
      return 'What was sent is too large for the server or for a proxy before it.'
    case 415:
      return 'The content type was refused, which is a defect of this action or of a proxy that changes headers: please report it.'
    case 422:
      return 'The request was understood and refused; correct the values named above.'
    case 429: {
      const wait = failure.retryAfterMilliseconds
      return wait === undefined
        ? 'The rate limit was hit and stayed so: use fewer parallel jobs with tokens of this user or team.'
        : `The rate limit was hit; the server asks to wait ${formatSeconds(wait)}. Use fewer parallel jobs with tokens of this user or team.`
    }
    default:
      if (status < 500) return 'The request was refused; nothing was changed.'
      return ambiguous
        ? 'The service has trouble, and the request may or may not have been carried out: look at the current state before repeating it.'
        : 'The service has trouble: try again later, and see its status page.'
  }
}

function formatSeconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 100) / 10} s`
}
