import * as http from 'node:http'
import * as https from 'node:https'
import { HttpClient } from '@actions/http-client'
import { InvalidRequestError } from './errors.ts'
import type { Exchange, Send } from './wire.ts'

/** Beyond every deadline: http-client's own timeout names the URL. */
const socketTimeout = 2 ** 31 - 1

/** Connections that are kept for the next request, until they are disposed of. */
export interface Connections {
  readonly send: Send
  readonly dispose: () => void
}

/**
 * http-client's clients. It keeps one agent a client, whatever the scheme, so
 * there is one client a scheme. Proxies are taken from the environment.
 */
export function createConnections(userAgent: string): Connections {
  const clients = new Map<string, HttpClient>()
  let isDisposed = false
  return {
    async send(request, headers, source, signal) {
      if (isDisposed) {
        throw new InvalidRequestError(
          'The connection to HCP Terraform is closed already: this is a defect of this action, please report it.'
        )
      }
      const client = clientFor(clients, userAgent, request)
      const body =
        source ?? (typeof request.body === 'string' ? request.body : null)
      const requestInfo = describe(client, request, headers, signal)
      const response = await client.requestRaw(requestInfo, body)
      return response.message
    },
    dispose() {
      isDisposed = true
      for (const client of clients.values()) client.dispose()
      clients.clear()
    }
  }
}

/**
 * Writes that must not be repeated get fresh connections: an idle one may have
 * been closed by the server just now, and that looks like a write that was
 * lost.
 */
function clientFor(
  clients: Map<string, HttpClient>,
  userAgent: string,
  { url, operation }: Pick<Exchange, 'url' | 'operation'>
): HttpClient {
  const keepAlive = operation !== 'create' && operation !== 'action'
  const key = `${url.protocol} ${keepAlive}`
  const client =
    clients.get(key) ??
    new HttpClient(userAgent, [], {
      allowRedirects: false,
      allowRetries: false,
      keepAlive,
      socketTimeout
    })
  clients.set(key, client)
  return client
}

function describe(
  client: HttpClient,
  { url, method }: Pick<Exchange, 'url' | 'method'>,
  headers: http.OutgoingHttpHeaders,
  signal: AbortSignal
): Parameters<HttpClient['requestRaw']>[0] {
  const isTls = url.protocol === 'https:'
  return {
    parsedUrl: url,
    httpModule: isTls ? https : http,
    options: {
      // http-client leaves the brackets on, and then finds no such host.
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
      path: url.pathname + url.search,
      method,
      headers: {
        ...headers,
        host: url.host,
        'user-agent': client.userAgent
      },
      agent: client.getAgent(url.href),
      signal
    }
  }
}
