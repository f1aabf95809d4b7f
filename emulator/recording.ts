import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** One request and its answer, as a line of a recording. */
export interface Recorded {
  readonly server: 'hcp' | 'github'
  /** False where the server plays one that its documents do not describe. */
  readonly isDocumented: boolean
  readonly method: string
  readonly path: string
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly userAgent: string
  readonly request: Content
  /** 0 where the connection was cut instead. */
  readonly status: number
  readonly answer: Content
  /** Whether a test ordered this answer instead of the server's own. */
  readonly isOrdered: boolean
}

/** A body: JSON as it is, anything else, and what is huge, by its size. */
export interface Content {
  /** The media type without its parameters; empty where there is none. */
  readonly type: string
  readonly bytes: number
  readonly json?: unknown
}

export interface Recorder {
  /** Writes one line, at once: a test may end its process any time. */
  record(exchange: {
    readonly request: Request
    readonly body: string | ArrayBuffer
    readonly answer: Response | undefined
    readonly isOrdered: boolean
  }): Promise<void>
}

/** Bytes; above it are the plans of tests of size, never an API's document. */
const largest = 1_000_000

/**
 * Starts to record what a local server is asked and answers, as JSON lines in
 * a folder: by default the one that `EMULATOR_RECORDING` names, and nothing
 * without it. No tokens are recorded; bodies are, so record no secrets of
 * anybody.
 */
export function openRecorder(
  server: Recorded['server'],
  isDocumented: boolean,
  folder = process.env['EMULATOR_RECORDING']
): Recorder | undefined {
  if (folder === undefined || folder === '') return undefined
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${server}-${process.pid}-${randomUUID()}.jsonl`)
  return {
    async record({ request, body, answer, isOrdered }) {
      const url = new URL(request.url)
      const line: Recorded = {
        server,
        isDocumented,
        method: request.method,
        path: url.pathname,
        query: [...url.searchParams],
        userAgent: request.headers.get('user-agent') ?? '',
        request: describe(mediaTypeOf(request.headers), body),
        status: answer?.status ?? 0,
        answer: await describeAnswer(answer),
        isOrdered
      }
      appendFileSync(file, `${render(line)}\n`)
    }
  }
}

/** What is nested deeper than can be written is told by its size. */
function render(line: Recorded): string {
  try {
    return JSON.stringify(line)
  } catch {
    const sizeOf = ({ type, bytes }: Content): Content => ({ type, bytes })
    return JSON.stringify({
      ...line,
      request: sizeOf(line.request),
      answer: sizeOf(line.answer)
    })
  }
}

async function describeAnswer(answer: Response | undefined): Promise<Content> {
  if (answer === undefined) return { type: '', bytes: 0 }
  const type = mediaTypeOf(answer.headers)
  // A log that grows while it is read would be held back by a second reader.
  return isJson(type)
    ? describe(type, await answer.clone().text())
    : { type, bytes: Number(answer.headers.get('content-length') ?? 0) }
}

function describe(type: string, body: string | ArrayBuffer): Content {
  const bytes =
    typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  if (!isJson(type) || bytes === 0 || bytes > largest) return { type, bytes }
  const text = typeof body === 'string' ? body : Buffer.from(body).toString()
  try {
    return { type, bytes, json: JSON.parse(text) as unknown }
  } catch {
    return { type, bytes }
  }
}

function mediaTypeOf(headers: Headers): string {
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  return type.trim().toLowerCase()
}

function isJson(type: string): boolean {
  return /^application\/(?:.+\+)?json$/.test(type)
}
