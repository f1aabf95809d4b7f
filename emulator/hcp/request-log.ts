import type { Exchange } from './exchange.ts'
import type { Principals } from './principals.ts'

/** One request as the log keeps it: who asked, never with which secret. */
export interface RequestRecord {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Lower-case names; `authorization` holds the kind of the token. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON, the size of other bodies, undefined without one. */
  readonly body: unknown
  readonly status: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Reads what there is to record of a request before it is answered. */
export async function openRecord(
  c: Exchange,
  principals: Principals
): Promise<{
  record: Omit<RequestRecord, 'status'>
  pathAndQuery: string
  /** As it was sent: text where it is JSON. */
  body: string | ArrayBuffer
}> {
  const url = new URL(c.req.url)
  const headers = { ...c.req.header() }
  if (headers['authorization'] !== undefined) {
    headers['authorization'] = principals.read(c)?.kind ?? 'unknown'
  } else {
    headers['authorization'] = 'none'
  }
  let body: unknown
  let sent: string | ArrayBuffer = ''
  const type = headers['content-type'] ?? ''
  if (type.includes('json')) {
    sent = await c.req.text()
    try {
      body = sent === '' ? undefined : JSON.parse(sent)
    } catch {
      body = sent
    }
  } else if (c.req.method !== 'GET') {
    sent = await c.req.arrayBuffer()
    body = { bytes: sent.byteLength }
  }
  return {
    record: {
      method: c.req.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers,
      body,
      at: Date.now()
    },
    pathAndQuery: `${url.pathname}${url.search}`,
    body: sent
  }
}
