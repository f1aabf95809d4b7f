import { createServer } from 'node:http'
import type {
  IncomingHttpHeaders,
  IncomingMessage,
  ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface LoopbackServer {
  readonly url: URL
  readonly requests: ReceivedRequest[]
  close(): Promise<void>
}

/** A real HTTP server on loopback that keeps what it received. */
export async function startLoopbackServer(
  answer: (
    request: ReceivedRequest,
    response: ServerResponse,
    count: number
  ) => void,
  onHeaders?: (request: IncomingMessage, response: ServerResponse) => boolean
): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = []
  const server = createServer((request, response) => {
    if (onHeaders?.(request, response) === true) {
      requests.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.alloc(0)
      })
      return
    }
    const chunks: Buffer[] = []
    request.on('error', () => undefined)
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const received = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks)
      }
      requests.push(received)
      answer(received, response, requests.length)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

/** Answers with a JSON document. */
export function replyJson(
  response: ServerResponse,
  status: number,
  document: unknown,
  headers: Record<string, string> = {}
): void {
  response.writeHead(status, {
    'content-type': 'application/vnd.api+json',
    ...headers
  })
  response.end(JSON.stringify(document))
}
