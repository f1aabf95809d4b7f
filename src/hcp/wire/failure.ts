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
  /** How many bytes were uploaded, where it was an upload. */
  readonly uploaded?: number | undefined
  /** What to do next, where the caller knows better than the status. */
  readonly hint?: string
}

/** Words for a request: what is done, to what, where; the host is named once. */
export function nameRequest({
  method,
  path,
  host,
  isSigned = false
}: Pick<ApiFailure, 'method' | 'path' | 'host' | 'isSigned'>): string {
  const what = method === 'PUT' ? `PUT to ${path}` : `${method} ${path}`
  return isSigned ? what : `${what} on ${host}`
}

/**
 * Reads the members of an error body in every form servers send: objects with
 * `title` and `detail`, plain strings, one bare object, a storage's XML, or
 * anything else (nothing is taken from that). HCP Terraform API: Overview, Error Responses.
 */
export function parseErrors(body: string): ErrorItem[] {
  let document: unknown
  try {
    document = JSON.parse(body)
  } catch {
    return parseXmlError(body)
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

/** Code and message only: the rest of it quotes what was signed. */
function parseXmlError(body: string): ErrorItem[] {
  const [, title] = /<Code>([^<]{1,200})<\/Code>/.exec(body) ?? []
  const [, detail] = /<Message>([^<]{1,2000})<\/Message>/.exec(body) ?? []
  return [parseErrorItem({ title, detail })].filter(
    (item) => item !== undefined
  )
}

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
  return Object.values(item).every((part) => part === undefined)
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
