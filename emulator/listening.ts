import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'

/** A server that listens on 127.0.0.1. */
interface Listening {
  /** Without a trailing slash, e.g. `http://127.0.0.1:40123`. */
  readonly url: string
  /** Ends all connections, too. */
  close(): Promise<void>
}

/** Listens on a port, on any free one for 0. Rejects where that fails. */
export async function listen(
  fetch: Parameters<typeof serve>[0]['fetch'],
  port: number
): Promise<Listening> {
  const server = await new Promise<Server>((resolve, reject) => {
    const started = serve({ fetch, port, hostname: '127.0.0.1' }, () => {
      resolve(started as Server)
    })
    started.once('error', reject)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      })
  }
}
