import * as http from 'node:http'
import type { IncomingMessage } from 'node:http'
import * as https from 'node:https'
import { HttpClient } from '@actions/http-client'

/** What one call of GitHub's API is sent as. */
export interface GitHubRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

interface GitHubResponse {
  readonly status: number
  /** Lower-case names; of several values the first. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
}

/** Sends once, follows GitHub's redirects, and reads the whole answer. */
export type Connection = (
  request: GitHubRequest,
  signal: AbortSignal
) => Promise<GitHubResponse>

/** Beyond every deadline: http-client's own timeout names the URL. */
const socketTimeout = 2 ** 31 - 1
/** Renamed and moved repositories are redirected, once or twice. */
const mostRedirects = 5
/** A page of a hundred items is far below. Characters. */
const longestText = 64 * 1024 * 1024

/**
 * Connections to GitHub, by http-client: proxies are taken from the
 * environment. What only reads shares connections; a write gets one of its own,
 * since an idle one may have been closed just now. A call rejects with the
 * signal's reason once it is aborted, and for a body that is cut off.
 */
export function createConnection(userAgent: string): Connection {
  const clients = new Map<string, HttpClient>()
  const clientFor = ({ url, method }: GitHubRequest): HttpClient => {
    const keepAlive = method === 'GET'
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
  return async (request, signal) => {
    let next = request
    for (let redirects = 0; ; redirects += 1) {
      const answer = await sendOnce(clientFor(next), next, signal)
      const target = redirectOf(next, answer)
      if (target === undefined) return answer
      if (redirects === mostRedirects) throw new Error('too many redirects')
      next = { ...next, url: target }
    }
  }
}

/**
 * Where an answer sends the same request on to; undefined where it does not.
 * Only to the same host: the token goes nowhere else.
 */
function redirectOf(
  { method, url }: GitHubRequest,
  { status, headers }: GitHubResponse
): URL | undefined {
  const keepsMethod = status === 307 || status === 308
  const isFound = status === 301 || status === 302
  if (!keepsMethod && !(isFound && method === 'GET')) return undefined
  const target = URL.parse(headers['location'] ?? '', url.href)
  return target?.origin === url.origin ? target : undefined
}

async function sendOnce(
  client: HttpClient,
  request: GitHubRequest,
  signal: AbortSignal
): Promise<GitHubResponse> {
  signal.throwIfAborted()
  let stop: (() => void) | undefined
  const aborted = new Promise<never>((_, fail) => {
    stop = () => {
      fail(signal.reason as Error)
    }
    signal.addEventListener('abort', stop)
  })
  try {
    // The last resort against a body that neither ends nor fails.
    return await Promise.race([exchange(client, request, signal), aborted])
  } finally {
    if (stop) signal.removeEventListener('abort', stop)
  }
}

async function exchange(
  client: HttpClient,
  request: GitHubRequest,
  signal: AbortSignal
): Promise<GitHubResponse> {
  const { message } = await client.requestRaw(
    describe(client, request, signal),
    request.body ?? null
  )
  const text = await readText(message)
  return {
    status: message.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value[0] : value
      ])
    ),
    text
  }
}

async function readText(message: IncomingMessage): Promise<string> {
  message.setEncoding('utf8')
  let text = ''
  for await (const part of message as AsyncIterable<string>) {
    text += part
    if (text.length > longestText) throw new Error('the body is too long')
  }
  if (!message.complete) throw new Error('the body is cut off')
  return text
}

function describe(
  client: HttpClient,
  { method, url, headers }: GitHubRequest,
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
