import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { startFaultProxy } from '../../emulator/fault-proxy.ts'
import type { FaultProxy } from '../../emulator/fault-proxy.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

/** A name that only the proxies below know: nothing here asks a resolver. */
const tfe = 'tfe.test:8443'
const apply = {
  mode: 'apply',
  approve: 'true',
  'configuration-directory': '.'
}

let stage: Stage
let closing: (() => Promise<void>)[]
beforeEach(async () => {
  stage = await openStage([scripts.creates])
  closing = []
})
afterEach(async () => {
  await Promise.all(closing.map((close) => close()))
  await stage.close()
})

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
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

function bridge(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one)
  one.on('error', () => other.destroy())
  other.on('error', () => one.destroy())
}

/** A CONNECT proxy that knows some names, and remembers who was asked for. */
async function openProxy(
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
  const port = await listen(server)
  return { url: `http://user:p%40ss@127.0.0.1:${port}`, asked, credentials }
}

/** TLS under a private authority, before HCP Terraform; gone after the test. */
async function openTls(): Promise<{ port: number; authority: string }> {
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
    ...['req', ...key, '-subj', '/CN=tfe.test'],
    ...['-keyout', at('tfe.key'), '-out', at('tfe.csr')]
  )
  await writeFile(at('san'), 'subjectAltName=DNS:tfe.test\n')
  await openssl(
    ...['x509', '-req', '-in', at('tfe.csr'), '-days', '2'],
    ...['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'],
    ...['-extfile', at('san'), '-out', at('tfe.pem')]
  )
  const renamer: FaultProxy = await startFaultProxy({
    target: stage.hcp.url,
    publicUrl: `https://${tfe}`
  })
  closing.push(() => renamer.close())
  const server = createTlsServer(
    { key: await readFile(at('tfe.key')), cert: await readFile(at('tfe.pem')) },
    (socket) => {
      bridge(socket, connect(Number(new URL(renamer.url).port), '127.0.0.1'))
    }
  )
  server.on('tlsClientError', () => undefined)
  return { port: await listen(server), authority: at('ca.pem') }
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0
const withOpenssl = hasOpenssl ? it : it.skip

describe('a network that is not plain', () => {
  withOpenssl(
    'goes by a proxy, to a port, under a private authority (needs openssl)',
    async () => {
      const { port, authority } = await openTls()
      const github = Number(new URL(stage.github.url).port)
      const proxy = await openProxy({ [tfe]: port, 'ghes.test:80': github })
      const env = { https_proxy: proxy.url, http_proxy: proxy.url }
      const result = await stage.run(
        { ...apply, hostname: tfe },
        {
          ...pullRequestEvent(),
          githubUrl: 'http://ghes.test/api/v3',
          graphqlUrl: 'http://ghes.test/api/graphql',
          env: { ...env, NODE_EXTRA_CA_CERTS: authority }
        }
      )
      expect(annotations(result, 'error')).toEqual([])
      expect(annotations(result, 'warning')).toEqual([])
      expect(result.outputs).toMatchObject({
        outcome: 'applied',
        'run-url': expect.stringMatching(/^https:\/\/tfe\.test:8443\/app\//)
      })
      expect(new Set(proxy.asked)).toEqual(new Set([tfe, 'ghes.test:80']))
      expect([...proxy.credentials]).toEqual([
        `Basic ${Buffer.from('user:p@ss').toString('base64')}`
      ])
      expect(stage.comments()).toHaveLength(1)
      expect(stage.applies()).toBe(1)

      const untrusted = await stage.run(
        { ...apply, hostname: tfe, comment: 'never' },
        { env }
      )
      expect(untrusted.exitCode).toBe(1)
      expect(annotations(untrusted, 'error')[0]).toContain(
        'NODE_EXTRA_CA_CERTS'
      )
      for (const { stdout } of [result, untrusted]) {
        expect(stdout).not.toContain('p%40ss')
      }
    },
    60_000
  )

  withOpenssl(
    'outlives a proxy that is gone for a moment in mid-run (needs openssl)',
    async () => {
      const { port, authority } = await openTls()
      let created = 0
      const proxy = await openProxy({ [tfe]: port }, (asked) => {
        const isMade = stage.hcp.state.runs.size > 0
        if (isMade && created === 0) created = asked
        return isMade && asked < created + 3
      })
      const result = await stage.run(
        { ...apply, hostname: tfe, comment: 'never' },
        { env: { https_proxy: proxy.url, NODE_EXTRA_CA_CERTS: authority } }
      )
      expect(created).toBeGreaterThan(0)
      expect(stage.hcp.state.runs.size).toBe(1)
      expect(stage.applies()).toBeLessThanOrEqual(1)
      // The confirm has a connection of its own, which is not tried again.
      expect(['applied', 'errored']).toContain(result.outputs['outcome'])
      expect(result.outputs['run-id']).toMatch(/^run-/)
    },
    60_000
  )

  it('speaks IPv6, with GHES, and never by a proxy on loopback', async () => {
    const server = createServer((socket) => {
      bridge(socket, connect(Number(new URL(stage.hcp.url).port), '127.0.0.1'))
    })
    const port = await listen(server, '::1')
    const result = await stage.run(
      { ...apply, hostname: `http://[::1]:${port}` },
      {
        ...pullRequestEvent(),
        githubUrl: `${stage.github.url}/api/v3`,
        graphqlUrl: `${stage.github.url}/api/graphql`,
        // Nobody is there: whoever asks it fails.
        env: {
          http_proxy: 'http://127.0.0.1:9',
          https_proxy: 'http://127.0.0.1:9',
          no_proxy: '127.0.0.1,localhost,::1'
        }
      }
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.comments()).toHaveLength(1)
    expect(
      stage.github.requests.some(({ path }) => path.startsWith('/api/v3/'))
    ).toBe(true)
  })
})
