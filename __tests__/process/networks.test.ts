import { connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Closing } from './private-network.ts'
import {
  bridge,
  hasOpenssl,
  listen,
  openProxy,
  openTls
} from './private-network.ts'
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
let closing: Closing
beforeEach(async () => {
  stage = await openStage([scripts.creates])
  closing = []
})
afterEach(async () => {
  await Promise.all(closing.map((close) => close()))
  await stage.close()
})

const withOpenssl = hasOpenssl ? it : it.skip

describe('a network that is not plain', () => {
  withOpenssl(
    'goes by a proxy, to a port, under a private authority (needs openssl)',
    async () => {
      const { port, authority } = await openTls(closing, tfe, stage.hcp.url)
      const github = Number(new URL(stage.github.url).port)
      const proxy = await openProxy(closing, {
        [tfe]: port,
        'ghes.test:80': github
      })
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
      const { port, authority } = await openTls(closing, tfe, stage.hcp.url)
      let created = 0
      const proxy = await openProxy(closing, { [tfe]: port }, (asked) => {
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
    const port = await listen(closing, server, '::1')
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
