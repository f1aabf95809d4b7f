import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { promisify } from 'node:util'
import { startFaultProxy } from '../../emulator/fault-proxy.ts'

/** What a test closes at its end. */
export type Closing = (() => Promise<void>)[]

/** Certificates are made by openssl. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** Starts a server whose connections end with the test; answers its port. */
export async function listen(
  closing: Closing,
  server: Server,
  host = '127.0.0.1'
): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve)
  })
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        for (const socket of sockets) socket.destroy()
      })
  )
  return (server.address() as AddressInfo).port
}

/** Joins two connections, both ways. */
export function bridge(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one)
  one.on('error', () => other.destroy())
  other.on('error', () => one.destroy())
}

/** A CONNECT proxy that knows some names, and remembers who was asked for. */
export async function openProxy(
  closing: Closing,
  names: Readonly<Record<string, number>>,
  isDown: (asked: number) => boolean = () => false
): Promise<{ url: string; asked: string[]; credentials: Set<string> }> {
  const asked: string[] = []
  const credentials = new Set<string>()
  const server = createHttpServer((_, response) => {
    response.writeHead(405).end()
  })
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '')
    credentials.add(request.headers['proxy-authorization'] ?? '')
    const port = names[request.url ?? '']
    if (port === undefined || isDown(asked.length)) {
      socket.destroy()
      return
    }
    const target = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      bridge(socket, target)
    })
  })
  const port = await listen(closing, server)
  return { url: `http://user:p%40ss@127.0.0.1:${port}`, asked, credentials }
}

/**
 * TLS under a private authority, for one `host:port` that only a proxy knows,
 * before the HCP Terraform at `target`.
 */
export async function openTls(
  closing: Closing,
  host: string,
  target: string
): Promise<{ port: number; authority: string }> {
  const { hostname } = new URL(`https://${host}`)
  const folder = await mkdtemp(join(tmpdir(), 'tls-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  const at = (name: string): string => join(folder, name)
  const openssl = async (...words: string[]): Promise<void> => {
    await promisify(execFile)('openssl', words)
  }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  await openssl(
    ...['req', '-x509', ...key, '-days', '2', '-subj', '/CN=Private authority'],
    ...['-keyout', at('ca.key'), '-out', at('ca.pem')]
  )
  await openssl(
    ...['req', ...key, '-subj', `/CN=${hostname}`],
    ...['-keyout', at('tfe.key'), '-out', at('tfe.csr')]
  )
  await writeFile(at('san'), `subjectAltName=DNS:${hostname}\n`)
  await openssl(
    ...['x509', '-req', '-in', at('tfe.csr'), '-days', '2'],
    ...['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'],
    ...['-extfile', at('san'), '-out', at('tfe.pem')]
  )
  const renamer = await startFaultProxy({
    target,
    publicUrl: `https://${host}`
  })
  closing.push(() => renamer.close())
  const server = createTlsServer(
    { key: await readFile(at('tfe.key')), cert: await readFile(at('tfe.pem')) },
    (socket) => {
      bridge(socket, connect(Number(new URL(renamer.url).port), '127.0.0.1'))
    }
  )
  server.on('tlsClientError', () => undefined)
  return { port: await listen(closing, server), authority: at('ca.pem') }
}
