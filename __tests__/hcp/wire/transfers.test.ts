import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import {
  afterAll,
  afterEach,
  beforeEach,
  describe,
  expect,
  it
} from '@jest/globals'
import nock from 'nock'
import { createTransport } from '../../../src/hcp/wire/transport.ts'
import type { Transport } from '../../../src/hcp/wire/transport.ts'
import { createFakeClock } from '../fake-clock.ts'
import { startLoopbackServer } from '../loopback-server.ts'
import type { LoopbackServer } from '../loopback-server.ts'

// What is asked of storage, and what each of its answers means.

interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

const signed = '/storage/s3cr3t?sig=1'
const toStorage = (status = 307): Reply => ({
  status,
  headers: { location: signed }
})
const refusal = (status: number): Reply => ({
  status,
  body: JSON.stringify({ errors: [{ title: `title ${status}` }] })
})
const mebibyte = 1024 * 1024

let server: LoopbackServer
let transport: Transport
let folder: string
/** One each request, the last one for ever; a function answers all of them. */
let replies: readonly Reply[] | ((url: string) => Reply)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transfers-'))
  server = await startLoopbackServer(({ url }, response, count) => {
    const reply =
      typeof replies === 'function'
        ? replies(url)
        : replies[Math.min(count, replies.length) - 1]!
    response.writeHead(reply.status, reply.headers).end(reply.body)
  })
  transport = createTransport({
    baseUrl: server.url,
    token: 'token-that-nobody-may-see',
    userAgent: 'gated-terraform-run-test',
    clock: createFakeClock(),
    random: () => 0
  })
})

afterEach(async () => {
  transport.dispose()
  await server.close()
  await rm(folder, { recursive: true })
})

afterAll(() => {
  nock.restore()
})

const ways = {
  'a file': async () =>
    await transport.download('/plans/plan-1/json-output', {
      file: join(folder, 'plan.json')
    }),
  'a text': async () => await transport.readText('/policy-checks/1/output'),
  'a piece of a log': async () =>
    Buffer.from(
      await transport.readSigned(new URL(signed, server.url).href, {
        maximumBytes: 4
      })
    ).toString()
}
type Way = keyof typeof ways
const fromTheApi = ['a file', 'a text'] as const

describe('what storage answers', () => {
  it.each<readonly [Way, unknown]>([
    ['a file', { kind: 'ready', bytes: 5 }],
    ['a text', 'words'],
    // What exceeds the limit is cut.
    ['a piece of a log', 'word']
  ])('is read: %s', async (way, want) => {
    replies =
      way === 'a piece of a log'
        ? [{ status: 200, body: 'words' }]
        : [toStorage(302), { status: 200, body: 'words' }]
    expect(await ways[way]()).toEqual(want)
    expect(server.requests.at(-1)?.headers).not.toHaveProperty('authorization')
  })

  it.each<readonly [Way, unknown]>([
    ['a file', { kind: 'empty' }],
    ['a text', undefined],
    ['a piece of a log', '']
  ])('is nothing yet: %s', async (way, want) => {
    replies = [{ status: 204 }]
    expect(await ways[way]()).toEqual(want)
    expect(await readdir(folder)).toEqual([])
  })

  it('may be packed, and what is asked for says so', async () => {
    const headers = { 'content-encoding': 'gzip' }
    replies = [{ status: 200, headers, body: gzipSync('words') }]
    expect(await ways['a text']()).toBe('words')
    expect(server.requests[0]!.headers).toMatchObject({
      accept: '*/*',
      'accept-encoding': 'gzip'
    })
  })

  it.each<readonly [Way, number]>(
    (['a file', 'a text', 'a piece of a log'] as const).flatMap((way) =>
      [400, 401, 409, 422].map((status) => [way, status] as const)
    )
  )('is no content, as %s: %d', async (way, status) => {
    replies = (url) =>
      url.startsWith('/storage') ? refusal(status) : toStorage()
    await expect(ways[way]()).rejects.toMatchObject({
      name: 'ApiError',
      status
    })
    expect(await readdir(folder)).toEqual([])
  })

  it.each<readonly [Way, number]>(
    fromTheApi.flatMap((way) =>
      [403, 404, 410].map((status) => [way, status] as const)
    )
  )(
    'is a dead link, as %s: %d; a new one is asked for, and at last it is said',
    async (way, status) => {
      replies = [toStorage(), refusal(status), { status: 200, body: 'words' }]
      await ways[way]()
      expect(server.requests).toHaveLength(3)

      replies = (url) =>
        url.startsWith('/storage') ? refusal(status) : toStorage()
      const { host } = server.url
      await expect(ways[way]()).rejects.toMatchObject({
        name: 'ExpiredLinkError',
        message: expect.stringMatching(
          new RegExp(
            `^GET /.* handed out a signed URL on ${host}, which answered ${status} each time\\. Check that the runner may reach ${host}\\.$`
          )
        )
      })
    }
  )

  it.each<readonly [Way, number]>(
    fromTheApi.flatMap((way) =>
      [403, 404, 410].map((status) => [way, status] as const)
    )
  )(
    'is no dead link where the API itself answers, as %s: %d',
    async (way, status) => {
      replies = [refusal(status)]
      await expect(ways[way]()).rejects.toMatchObject({
        ...{ name: 'ApiError', status }
      })
      expect(server.requests).toHaveLength(1)
    }
  )

  it('is refused where a text is larger than four mebibytes', async () => {
    replies = [{ status: 200, body: Buffer.alloc(4 * mebibyte, 'x') }]
    expect(await ways['a text']()).toHaveLength(4 * mebibyte)
    replies = [{ status: 200, body: Buffer.alloc(4 * mebibyte + 1, 'x') }]
    await expect(ways['a text']()).rejects.toThrow('larger than 4 MiB')
  })

  it('is refused where a plan is larger than half a gibibyte', async () => {
    // At once, as no socket gives it, so that nothing of it is written.
    const body = Readable.from([Buffer.alloc(512 * mebibyte + 1)])
    if (!nock.isActive()) nock.activate()
    nock(server.url.origin)
      .get(/json-output/)
      .reply(200, () => body)
    await expect(ways['a file']()).rejects.toThrow('larger than 512 MiB')
    expect(server.requests).toEqual([])
    expect(await readdir(folder)).toEqual([])
  })
})

describe('an upload that is sent on', () => {
  it.each([
    [301, false],
    [302, false],
    [303, false],
    [307, true],
    [308, true]
  ])(
    'by %d is followed with the same bytes: %s',
    async (status, isFollowed) => {
      replies = [toStorage(status), { status: 200 }]
      const bytes = Buffer.from('archive')
      const sent = transport.upload(new URL('/upload', server.url).href, {
        size: bytes.length,
        open: () => Readable.from([bytes])
      })
      if (isFollowed) await sent
      else await expect(sent).rejects.toMatchObject({ status })
      expect(server.requests.map(({ method }) => method)).toEqual(
        isFollowed ? ['PUT', 'PUT'] : ['PUT']
      )
      for (const { body } of server.requests) expect(body).toEqual(bytes)
    }
  )
})
