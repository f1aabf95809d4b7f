import { EventEmitter } from 'node:events'
import { Readable, Writable } from 'node:stream'

export interface Request {
  readonly method: string
  readonly host: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What comes back, whole or not. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
  /** The connection breaks after so many bytes of the body. */
  readonly cutAt?: number
}

/** A broken connection, in Node's words. */
export class BrokenConnection extends Error {
  readonly code: string

  constructor(code: string) {
    super(code === 'ECONNRESET' ? 'socket hang up' : `connect ${code}`)
    this.code = code
  }
}

/** Carries a request there and an answer back; rejects where none comes. */
export type Send = (
  request: Request,
  signal: AbortSignal | undefined
) => Promise<Answer>

interface Options {
  readonly method?: string
  readonly host?: string
  readonly hostname?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal
}

function plainHeaders(given: object | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      String(value)
    ])
  )
}

function createResponse(answer: Answer): Readable {
  const bytes = Buffer.from(answer.body)
  const cut = answer.cutAt
  let isSent = false
  const response = new Readable({
    read() {
      if (isSent) return
      isSent = true
      if (cut === undefined) {
        if (bytes.length > 0) this.push(bytes)
        this.push(null)
        return
      }
      this.push(bytes.subarray(0, cut))
      process.nextTick(() => this.destroy(new BrokenConnection('ECONNRESET')))
    }
  })
  return Object.assign(response, {
    statusCode: answer.status,
    statusMessage: '',
    headers: plainHeaders(answer.headers),
    complete: cut === undefined,
    socket: {
      get bytesRead() {
        return isSent ? bytes.length : 0
      }
    }
  })
}

/** `node:http` and `node:https`, as far as clients use them. */
export function createHttpModule(send: Send): object {
  class Agent {
    destroy(): void {
      // Idle connections hold nothing here.
    }
  }
  function request(
    options: Options,
    onResponse?: (response: Readable) => void
  ): Writable {
    const chunks: Buffer[] = []
    const ending = new AbortController()
    const { signal } = options
    // A combined signal is kept alive, and its process with it, by listeners.
    const forget = (): void => {
      signal?.removeEventListener('abort', giveUp)
    }
    const outgoing = new Writable({
      autoDestroy: false,
      write(chunk: Buffer, _, done) {
        chunks.push(Buffer.from(chunk))
        done()
      },
      final(done) {
        done()
        dispatch()
      },
      destroy(error, done) {
        forget()
        ending.abort(error ?? new BrokenConnection('ECONNRESET'))
        done(error)
      }
    })
    function dispatch(): void {
      send(
        {
          method: options.method ?? 'GET',
          host: options.hostname ?? options.host ?? '',
          path: options.path ?? '/',
          headers: plainHeaders(options.headers),
          body: Buffer.concat(chunks).toString('latin1')
        },
        ending.signal
      ).then(
        (answer) => {
          if (outgoing.destroyed && ending.signal.aborted) return
          const response = createResponse(answer).once('close', forget)
          if (onResponse !== undefined) onResponse(response)
          outgoing.emit('response', response)
        },
        (error: unknown) => {
          if (!outgoing.destroyed) outgoing.destroy(error as Error)
        }
      )
    }
    const giveUp = (): void => {
      outgoing.destroy(
        Object.assign(new Error('The operation was aborted'), {
          name: 'AbortError',
          code: 'ABORT_ERR'
        })
      )
    }
    if (signal?.aborted === true) process.nextTick(giveUp)
    signal?.addEventListener('abort', giveUp)
    return Object.assign(outgoing, {
      setTimeout: () => outgoing,
      setNoDelay: () => outgoing,
      setSocketKeepAlive: () => outgoing,
      abort: giveUp,
      flushHeaders: () => undefined
    })
  }
  return {
    Agent,
    globalAgent: new Agent(),
    request,
    get: (options: Options, done?: (response: Readable) => void) =>
      request(options, done).end(),
    STATUS_CODES: {},
    METHODS: [],
    IncomingMessage: EventEmitter,
    ClientRequest: EventEmitter
  }
}
