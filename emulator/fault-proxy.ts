import { createServer, request as send } from 'node:http'
import type {
  IncomingHttpHeaders,
  IncomingMessage,
  ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What can go wrong with one request. Where a name ends in `-after` the server
 * has done what it was asked, and only the answer is lost; `half-json`,
 * `truncated`, `drip` and `stall` are such, too. Everything else is answered
 * instead of the server.
 */
export const faults = [
  '429-with-reset',
  '429-bare',
  '500',
  '502',
  '503',
  '504-after',
  '401',
  '404',
  '409',
  'html-200',
  'half-json',
  'truncated',
  'reset-before',
  'reset-after',
  'redirect-loop',
  'stall',
  'drip'
] as const

export type Fault = (typeof faults)[number]

/** One request as it came in, whatever became of it. */
export interface ProxiedRequest {
  /** Counted from 1. */
  readonly index: number
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly fault: Fault | undefined
}

interface FaultProxyOptions {
  /** Where the real server is: `http://127.0.0.1:40123`. */
  readonly target: string
  /** The fault of a request; undefined to let it pass. */
  readonly choose?: (request: {
    readonly index: number
    readonly method: string
    readonly path: string
  }) => Fault | undefined
  /** Told of a request before the server sees it. */
  readonly onRequest?: (request: ProxiedRequest) => void
  /** Told when the server has acted, before the answer goes back. */
  readonly onAnswer?: (request: ProxiedRequest) => void
  /** Changes the body of an answer; its length must stay. */
  readonly alter?: (body: Buffer) => Buffer
  /** How long `stall` waits, in milliseconds. Default 10,000. */
  readonly stall?: number
  /** What clients know this proxy by. Default: its own address. */
  readonly publicUrl?: string
}

interface FaultProxy {
  readonly url: string
  readonly requests: readonly ProxiedRequest[]
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const loop = '/fault-proxy/loop'

/**
 * Starts a proxy on 127.0.0.1 before a server of this emulator. Addresses of
 * the server in its answers become the proxy's, so that signed URLs lead
 * through it as well.
 */
export async function startFaultProxy(
  options: FaultProxyOptions
): Promise<FaultProxy> {
  const target = new URL(options.target)
  const requests: ProxiedRequest[] = []
  const closing = new AbortController()
  let port = 0

  const rename = (text: string): string =>
    text.replaceAll(
      new RegExp(`http://(localhost|127\\.0\\.0\\.1):${target.port}\\b`, 'g'),
      options.publicUrl ?? `http://$1:${port}`
    )

  async function ask(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = send(
        {
          host: target.hostname,
          port: target.port,
          method: incoming.method,
          path: incoming.url,
          headers: { ...incoming.headers, connection: 'close' }
        },
        (message) => {
          readAll(message).then((bytes) => {
            resolve(rewrite(message, bytes))
          }, reject)
        }
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  function rewrite(message: IncomingMessage, bytes: Buffer): Answer {
    const headers = { ...message.headers }
    delete headers['transfer-encoding']
    delete headers['connection']
    if (headers.location !== undefined) {
      headers.location = rename(headers.location)
    }
    const isText = /json|text/.test(headers['content-type'] ?? '')
    // Latin-1 keeps every byte: a chunk of a log may end within a character.
    const body = isText
      ? Buffer.from(rename(bytes.toString('latin1')), 'latin1')
      : bytes
    return {
      status: message.statusCode ?? 502,
      headers,
      body: options.alter?.(body) ?? body
    }
  }

  async function handle(
    incoming: IncomingMessage,
    outgoing: ServerResponse
  ): Promise<void> {
    const method = incoming.method ?? 'GET'
    const path = (incoming.url ?? '/').replace(/\?.*/, '')
    if (path === loop) {
      refuse(outgoing, 302, { location: loop })
      return
    }
    const index = requests.length + 1
    const fault = options.choose?.({ index, method, path })
    const record = { index, method, path, at: Date.now(), fault }
    requests.push(record)
    options.onRequest?.(record)
    const body = await readAll(incoming)
    if (fault !== undefined && answerInstead(fault, incoming, outgoing)) return
    const answer = await ask(incoming, body)
    options.onAnswer?.(record)
    await passOn(fault, answer, incoming, outgoing)
  }

  /** Says whether the fault takes the server's place. */
  function answerInstead(
    fault: Fault,
    incoming: IncomingMessage,
    outgoing: ServerResponse
  ): boolean {
    switch (fault) {
      case '429-with-reset':
        refuse(outgoing, 429, {
          'x-ratelimit-limit': '30',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': '0.5',
          'retry-after': '1'
        })
        return true
      case '429-bare':
      case '500':
      case '502':
      case '503':
      case '401':
      case '404':
      case '409':
        refuse(outgoing, Number.parseInt(fault, 10))
        return true
      case 'html-200':
        outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        outgoing.end('<!doctype html><title>Sign in</title><p>Sign in here.')
        return true
      case 'reset-before':
        incoming.socket.destroy()
        return true
      case 'redirect-loop':
        refuse(outgoing, 302, { location: loop })
        return true
      case '504-after':
      case 'half-json':
      case 'truncated':
      case 'reset-after':
      case 'stall':
      case 'drip':
        return false
    }
  }

  async function passOn(
    fault: Fault | undefined,
    { status, headers, body }: Answer,
    incoming: IncomingMessage,
    outgoing: ServerResponse
  ): Promise<void> {
    const half = body.subarray(0, Math.floor(body.length / 2))
    if (fault === '504-after') {
      refuse(outgoing, 504)
      return
    }
    if (fault === 'reset-after') {
      incoming.socket.destroy()
      return
    }
    if (fault === 'half-json') {
      outgoing.writeHead(status, {
        ...headers,
        'content-length': String(half.length)
      })
      outgoing.end(half)
      return
    }
    if (fault === 'truncated') {
      outgoing.writeHead(status, {
        ...headers,
        'content-length': String(body.length + 64)
      })
      outgoing.write(half, () => {
        incoming.socket.end()
      })
      return
    }
    if (fault === 'drip') {
      outgoing.writeHead(status, { 'content-type': 'application/json' })
      while (!outgoing.destroyed && !closing.signal.aborted) {
        outgoing.write(' ')
        await pause(250)
      }
      return
    }
    if (fault === 'stall') await pause(options.stall ?? 10_000)
    outgoing.writeHead(status, {
      ...headers,
      ...(status === 204 || status === 304
        ? {}
        : { 'content-length': String(body.length) })
    })
    outgoing.end(body)
  }

  async function pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: closing.signal }).catch(
      () => undefined
    )
  }

  const server = createServer((incoming, outgoing) => {
    // A client that goes away is none of our troubles.
    incoming.on('error', () => undefined)
    outgoing.on('error', () => undefined)
    handle(incoming, outgoing).catch(() => {
      incoming.socket.destroy()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async close() {
      closing.abort()
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      })
    }
  }
}

function refuse(
  outgoing: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {}
): void {
  outgoing.writeHead(status, {
    'content-type': 'application/vnd.api+json',
    ...headers
  })
  const message = `The fault proxy says ${status}.`
  // Both APIs' ways of saying why.
  outgoing.end(
    JSON.stringify({
      message,
      errors: [{ status: String(status), title: message }]
    })
  )
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
