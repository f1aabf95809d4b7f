import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { pipeline as pipelineToEnd } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { FailedAttempt } from './attempt.ts'
import { HcpError, MalformedResponseError, errorCode } from './errors.ts'
import { parseJson } from './exact-json.ts'

/** A longer document is refused. Bytes. */
export const documentLimit = 32 * 1024 * 1024

/** An answer whose body has not been read. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Readable
}

/** Reads to the last byte; rejects where the body is cut off or too long. */
export async function readBody(
  body: Readable,
  maximumBytes: number,
  what: string
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maximumBytes) throw tooLarge(what, maximumBytes)
  }
  return Buffer.concat(chunks)
}

/** The same, but leaves alone what exceeds the limit. */
export async function readStart(
  body: Readable,
  maximumBytes: number
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= maximumBytes) break
  }
  return Buffer.concat(chunks).subarray(0, maximumBytes)
}

/**
 * Streams a body to a file, which appears when it is complete; the same
 * rejections. Gives the bytes written.
 */
export async function saveBody(
  body: Readable,
  file: string,
  maximumBytes: number,
  what: string
): Promise<number> {
  // One a try: what an earlier one still writes must not land in this one.
  const partial = `${file}.${randomUUID()}.partial`
  const output = createWriteStream(partial, { flags: 'wx', mode: 0o600 })
  let localFault: Error | undefined
  output.on('error', (error) => {
    if (errorCode(error)?.startsWith('ERR_') !== true) localFault ??= error
  })
  let size = 0
  let fault: unknown
  try {
    await pipelineToEnd(
      body,
      async function* (chunks: AsyncIterable<Buffer>) {
        try {
          for await (const chunk of chunks) {
            size += chunk.length
            if (size > maximumBytes) throw tooLarge(what, maximumBytes)
            yield chunk
          }
        } catch (error) {
          fault = error
          throw error
        }
      },
      output
    )
    await rename(partial, file)
    return size
  } catch (error) {
    await rm(partial, { force: true })
    if (fault !== undefined || localFault === undefined) throw fault ?? error
    throw new HcpError(
      `The answer to GET ${what} cannot be written to ${file}: ${localFault.message}. Check the space and the permissions there.`,
      { cause: localFault }
    )
  }
}

function tooLarge(what: string, maximumBytes: number): MalformedResponseError {
  return new MalformedResponseError(
    `The answer to ${what} is larger than ${Math.round(maximumBytes / 1024 / 1024)} MiB, which is more than this action reads.`
  )
}

/**
 * Reads a JSON:API document. What is none (empty, cut off, a page of a proxy)
 * is a failed attempt: a read is tried again, and a write is not.
 */
export async function readJson(
  answer: Answer,
  what: string,
  ambiguous: boolean
): Promise<unknown> {
  const bytes = await readBody(answer.body, documentLimit, what)
  try {
    const document = parseJson(bytes.toString('utf8'))
    if (isDocument(document)) return document
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const error = noDocument(answer, what, bytes.length, ambiguous)
  throw new FailedAttempt(error, {
    // Without a length, a body that was cut off just looks like its end.
    kind:
      isFramed(answer) || bytes.length === 0 || isHtml(answer)
        ? 'malformed'
        : 'transport'
  })
}

function isDocument(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  // Some endpoints are described as giving a bare resource.
  if (!('data' in value)) return 'id' in value && 'attributes' in value
  return typeof value.data === 'object' && value.data !== null
}

function isFramed({ headers }: Answer): boolean {
  return (
    headers['content-length'] !== undefined ||
    headers['transfer-encoding'] !== undefined
  )
}

function noDocument(
  answer: Answer,
  what: string,
  bytes: number,
  ambiguous: boolean
): MalformedResponseError {
  const { headers, status } = answer
  const type = headers['content-type'] ?? 'without a content type'
  return new MalformedResponseError(
    `${what} was answered ${status} with ${bytes} bytes (${type}) that are no document of the API${renderRequestId(headers)}. ${
      isHtml(answer)
        ? 'An HTML page comes from a proxy or a login page, not from the API: check the hostname and the proxy.'
        : 'Check that the hostname is HCP Terraform or Terraform Enterprise.'
    }`,
    { ambiguous }
  )
}

/** The same for a file: a page instead of it is a failed attempt. */
export function refuseHtml(answer: Answer, what: string): void {
  if (!isHtml(answer)) return
  const error = new MalformedResponseError(
    `GET ${what} was answered ${answer.status} with an HTML page, so it came from a proxy or a login page, not from HCP Terraform. Check the hostname and the proxy.`
  )
  throw new FailedAttempt(error, { kind: 'malformed' })
}

export function isHtml({ headers }: Answer): boolean {
  return /^\s*(text\/html|application\/xhtml)/i.test(
    headers['content-type'] ?? ''
  )
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300
}

/** The body as it was before the server, or its storage, compressed it. */
export function decoded(message: IncomingMessage): Readable {
  const encoding = message.headers['content-encoding']?.trim().toLowerCase()
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : encoding === 'br'
          ? createBrotliDecompress()
          : undefined
  if (decoder === undefined) return message
  // pipeline carries errors both ways; the reader of the decoder sees them.
  return pipeline(message, decoder, () => undefined)
}

export function renderRequestId(headers: IncomingHttpHeaders): string {
  const id = headerText(headers['x-request-id'])
  return id === undefined ? '' : ` (request id ${id})`
}

export function headerText(
  value: string | string[] | undefined
): string | undefined {
  const text = [value].flat()[0]
  return text === undefined || text === '' ? undefined : text.slice(0, 200)
}
