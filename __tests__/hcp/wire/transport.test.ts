import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  AbortedError,
  ApiError,
  DeadlineError,
  ExpiredLinkError,
  HcpError,
  InvalidRequestError,
  MalformedResponseError,
  TransportError,
  isAmbiguous
} from '../../../src/hcp/wire/errors.ts'
import { createTransport } from '../../../src/hcp/wire/transport.ts'
import type {
  Transport,
  TransportOptions
} from '../../../src/hcp/wire/transport.ts'
import { api, interceptRequests } from '../api.ts'
import { createFakeClock } from '../fake-clock.ts'
import type { FakeClock } from '../fake-clock.ts'
import { replyJson, startLoopbackServer } from '../loopback-server.ts'
import type { LoopbackServer, ReceivedRequest } from '../loopback-server.ts'

const token = 'token-that-nobody-may-see'
const document = { data: { id: 'run-1' } }

let server: LoopbackServer | undefined
let transport: Transport | undefined
let clock: FakeClock
let lines: string[]
let folder: string

beforeEach(async () => {
  clock = createFakeClock()
  lines = []
  folder = await mkdtemp(join(tmpdir(), 'transport-'))
})

afterEach(async () => {
  transport?.dispose()
  await server?.close()
  server = undefined
  await rm(folder, { recursive: true })
  expect(lines.join('\n')).not.toContain(token)
})

type Answer = (
  response: ServerResponse,
  request: ReceivedRequest,
  count: number
) => void

/** A server that answers with the nth function to the nth request. */
/** For what has to answer within it, on a busy machine too. */
const patient = 700

async function serve(...answers: Answer[]): Promise<void> {
  server = await startLoopbackServer((request, response, count) => {
    answers[Math.min(count, answers.length) - 1]!(response, request, count)
  })
}

function open(options: Partial<TransportOptions> = {}): Transport {
  transport = createTransport({
    baseUrl: server?.url ?? new URL('https://tfe.example'),
    token,
    userAgent: 'gated-terraform-run-test',
    clock,
    random: () => 0,
    log: {
      debug: (line) => lines.push(line),
      info: (line) => lines.push(line)
    },
    ...options
  })
  return transport
}

async function rejection(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (reason: unknown) => reason as Error
  )
  expect(error.message).not.toContain(token)
  return error
}

const ok: Answer = (response) => {
  replyJson(response, 200, document)
}
const reset: Answer = (response) => {
  response.socket?.resetAndDestroy()
}
const cutOff: Answer = (response) => {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': '1000'
  })
  response.write('{"data":', () => response.socket?.destroy())
}
const cutOffChunked: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"data":', () => response.socket?.destroy())
}
const cutOffUnframed: Answer = (response) => {
  response.socket?.end(
    'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"data":'
  )
}
const html: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end('<html>Please log in</html>')
}
const silence: Answer = () => undefined
const drip: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 10)
  response.on('close', () => {
    clearInterval(timer)
  })
}
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) => {
    replyJson(response, code, { errors: [{ title: `title ${code}` }] }, headers)
  }
const redirect =
  (location: string, code = 307): Answer =>
  (response) => {
    response.writeHead(code, { location }).end()
  }

const late =
  (milliseconds: number, answer: Answer): Answer =>
  (...given) => {
    setTimeout(() => {
      answer(...given)
    }, milliseconds)
  }

const writes = {
  create: (to: Transport) => to.createDocument('/runs', { data: 1 }, 'create'),
  action: (to: Transport) => to.performAction('/runs/run-1/actions/apply', {})
}

describe('a request', () => {
  it('carries token, user agent and content types', async () => {
    await serve(ok)
    const to = open()
    await to.readDocument('/runs/run-1', {
      query: { include: 'plan,apply', 'page[size]': 5, left: undefined }
    })
    await to.createDocument('/runs', { data: { type: 'runs' } }, 'create')
    await to.performAction('/runs/run-1/actions/force-execute')
    const [read, create, action] = server!.requests
    expect(read).toMatchObject({
      method: 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.api+json',
        'user-agent': expect.stringMatching(/^gated-terraform-run-test/),
        host: server!.url.host
      }
    })
    expect(read!.headers).not.toHaveProperty('content-type')
    const url = new URL(read!.url, server!.url)
    expect(url.pathname).toBe('/api/v2/runs/run-1')
    expect([...url.searchParams]).toEqual([
      ['include', 'plan,apply'],
      ['page[size]', '5']
    ])
    expect(create).toMatchObject({
      method: 'POST',
      url: '/api/v2/runs',
      headers: {
        'content-type': 'application/vnd.api+json',
        authorization: `Bearer ${token}`
      }
    })
    expect(create!.body.toString()).toBe('{"data":{"type":"runs"}}')
    expect(action!.body).toHaveLength(0)
    expect(action!.headers).toMatchObject({
      'content-type': 'application/vnd.api+json',
      'content-length': '0'
    })
  })

  it('goes to the path of the base URL where it has one', async () => {
    await serve(ok)
    await open({
      baseUrl: new URL('/remote/tfe/v2/', server!.url)
    }).readDocument('/ping')
    expect(server!.requests[0]!.url).toBe('/remote/tfe/v2/ping')
  })

  it.each(['', 'a b', 'a\nb', 'tök'])('refuses the token %j', (bad) => {
    expect(() => open({ token: bad })).toThrow(InvalidRequestError)
    try {
      open({ token: bad })
    } catch (error) {
      if (bad !== '') expect(String(error)).not.toContain(bad)
    }
  })

  it('goes through the proxy of the environment', async () => {
    await serve(ok)
    const proxied: string[] = []
    const proxy = createServer()
    proxy.on('connect', (request, socket) => {
      proxied.push(request.url ?? '')
      const target = connect(Number(server!.url.port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        target.pipe(socket)
        socket.pipe(target)
      })
      target.on('error', () => socket.destroy())
      socket.on('error', () => target.destroy())
      socket.on('close', () => target.destroy())
    })
    await new Promise<void>((resolve) => {
      proxy.listen(0, '127.0.0.1', resolve)
    })
    const before = process.env['http_proxy']
    process.env['http_proxy'] =
      `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    try {
      const to = open({ baseUrl: new URL('http://hcp.example') })
      expect(await to.readDocument('/runs/run-1')).toEqual(document)
      expect(proxied).toEqual(['hcp.example:80'])
      expect(server!.requests[0]!.headers.host).toBe('hcp.example')
    } finally {
      if (before === undefined) delete process.env['http_proxy']
      else process.env['http_proxy'] = before
      transport?.dispose()
      proxy.closeAllConnections()
      await server!.close()
      server = undefined
      await new Promise((resolve) => proxy.close(resolve))
    }
  })

  it('cannot be sent after dispose', async () => {
    await serve(ok)
    const to = open()
    to.dispose()
    expect(await rejection(to.readDocument('/x'))).toBeInstanceOf(
      InvalidRequestError
    )
  })
})

describe('a read', () => {
  it.each([
    ['reset before the answer', reset],
    ['a body cut off before its length', cutOff],
    ['a chunked body cut off', cutOffChunked],
    ['a body without a length cut off', cutOffUnframed],
    ['500', status(500)],
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['429', status(429)]
  ])('is repeated after %s', async (name, failure) => {
    await serve(failure, failure, ok)
    expect(await open().readDocument('/runs/run-1')).toEqual(document)
    expect(server!.requests).toHaveLength(3)
    // After a refusal this step stands back for the others besides.
    expect(clock.sleeps.map(Math.trunc)).toEqual(
      name === '429' ? [500, 3900, 500, 5102] : [500, 500]
    )
  })

  it('is repeated when the deadline passes', async () => {
    await serve(drip, silence, ok)
    const to = open({ deadlines: { requestMilliseconds: patient } })
    expect(await to.readDocument('/runs/run-1')).toEqual(document)
    expect(server!.requests).toHaveLength(3)
  })

  it.each([400, 401, 403, 404, 409, 415, 422, 501])(
    'is not repeated after %i',
    async (code) => {
      await serve(status(code, { 'x-request-id': 'req-9' }))
      const error = await rejection(open().readDocument('/runs/run-1'))
      expect(error).toBeInstanceOf(ApiError)
      expect(error).toMatchObject({
        status: code,
        title: `title ${code}`,
        requestId: 'req-9',
        method: 'GET',
        path: '/runs/run-1',
        ambiguous: false
      })
      expect(server!.requests).toHaveLength(1)
    }
  )

  it('ends after a bounded number of attempts', async () => {
    await serve(status(503))
    const error = await rejection(open().readDocument('/runs/run-1'))
    expect(error).toMatchObject({ status: 503, ambiguous: false })
    expect(server!.requests).toHaveLength(12)
  })

  it('ends with the fault when the connection fails each time', async () => {
    await serve(cutOff)
    const error = await rejection(open().readDocument('/runs/run-1'))
    expect(error).toBeInstanceOf(TransportError)
    expect(error.message).toMatch(
      /GET \/runs\/run-1 on 127\.0\.0\.1:\d+ failed: the connection was cut before the answer was complete/
    )
    expect(error).toMatchObject({ code: 'ECONNRESET', ambiguous: false })
  })

  it('ends with a deadline error when the answer drips', async () => {
    await serve(drip)
    const to = open({
      deadlines: { requestMilliseconds: 50, overallMilliseconds: 600 }
    })
    const error = await rejection(to.readDocument('/runs/run-1'))
    expect(error).toBeInstanceOf(DeadlineError)
    expect(error.message).toMatch(/no complete answer within 0\.05 s/)
  })

  it('says that nobody listens', async () => {
    await serve(ok)
    const baseUrl = server!.url
    await server!.close()
    server = undefined
    const error = await rejection(open({ baseUrl }).readDocument('/x'))
    expect(error).toMatchObject({ code: 'ECONNREFUSED', ambiguous: false })
  })

  it('C-16: waits for X-RateLimit-Reset, then for Retry-After', async () => {
    await serve(
      status(429, { 'x-ratelimit-reset': '1.5' }),
      status(429, { 'retry-after': '7' }),
      ok
    )
    await open().readDocument('/runs/run-1')
    // What is between is its standing back for the others.
    expect(clock.sleeps).toEqual([1500, 2900, 7000])
  })

  it('reads a date by the time of the server, if it tells its own', async () => {
    const after = { 'retry-after': 'Fri, 05 Jan 2001 10:00:09 GMT' }
    await serve(
      status(429, { ...after, date: 'Fri, 05 Jan 2001 10:00:00 GMT' }),
      ok
    )
    await open().readDocument('/runs/run-1')
    expect(clock.sleeps).toEqual([9000])
  })

  it('gives up where a 429 asks for more than there is', async () => {
    await serve(status(429, { 'x-ratelimit-reset': '600' }))
    const error = await rejection(open().readDocument('/runs/run-1'))
    expect(error).toMatchObject({
      status: 429,
      retryAfterMilliseconds: 600_000
    })
    expect(error.message).toMatch(/wait 600 s/)
    expect(clock.sleeps).toEqual([])
  })

  it('refuses an HTML page', async () => {
    await serve(html)
    const error = await rejection(open().readDocument('/runs/run-1'))
    expect(error).toBeInstanceOf(MalformedResponseError)
    expect(error.message).toMatch(/text\/html.*proxy or a login page/)
    expect(server!.requests).toHaveLength(4)
  })

  describe.each([
    ['an empty body', ''],
    ['half a document', '{"data":'],
    ['a document without data', '{}'],
    ['a document of nothing', '{"data":null}'],
    ['null', 'null'],
    ['a word', '"ok"']
  ])('answered with %s', (_name, body) => {
    const broken: Answer = (response) => {
      response.writeHead(200, {
        'content-type': 'application/vnd.api+json',
        'content-length': String(body.length)
      })
      response.end(body)
    }

    it('is repeated a few times, then refused', async () => {
      await serve(broken)
      const error = await rejection(open().readDocument('/runs/run-1'))
      expect(error).toBeInstanceOf(MalformedResponseError)
      expect(server!.requests).toHaveLength(4)
      expect(isAmbiguous(error)).toBe(false)
    })

    it('gives what comes after that', async () => {
      await serve(broken, html, ok)
      expect(await open().readDocument('/runs/run-1')).toEqual(document)
    })

    it('is ambiguous, and sent once, where it creates something', async () => {
      await serve(broken, ok)
      const error = await rejection(writes.create(open()))
      expect(error).toBeInstanceOf(MalformedResponseError)
      expect(isAmbiguous(error)).toBe(true)
      expect(server!.requests).toHaveLength(1)
    })
  })

  it('is repeated where the caller misses something in it', async () => {
    const documents: unknown[] = []
    await serve((response, _request, count) => {
      replyJson(response, 200, { data: { id: `run-${count}` } })
    })
    await open().readDocument('/runs/run-1', {
      expect: (value) => {
        documents.push(value)
        if (documents.length < 3) throw new MalformedResponseError('no status')
      }
    })
    expect(documents).toHaveLength(3)
  })

  it('refuses a document without end', async () => {
    await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const chunk = Buffer.alloc(1024 * 1024, ' ')
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    const error = await rejection(open().readDocument('/runs/run-1'))
    expect(error.message).toMatch(/larger than 32 MiB/)
    expect(server!.requests).toHaveLength(1)
  })

  it('does not follow a redirect of the API', async () => {
    await serve(redirect('https://other.example/api/v2/runs/run-1', 301), ok)
    const error = await rejection(open().readDocument('/runs/run-1'))
    expect(error).toMatchObject({ status: 301 })
    expect(error.message).toMatch(/check that the hostname/)
    expect(server!.requests).toHaveLength(1)
  })

  it('keeps the token out of what the server says', async () => {
    await serve((response) => {
      replyJson(response, 422, { errors: [`bad header Bearer ${token}`] })
    })
    const error = await rejection(open().readDocument('/runs/run-1'))
    expect(error.message).toContain('bad header Bearer ***')
  })

  it('survives an error body that is cut off', async () => {
    await serve((response) => {
      response.writeHead(404, { 'content-length': '1000' })
      response.write('{"errors"', () => response.socket?.destroy())
    })
    const error = await rejection(open().readDocument('/runs/run-1'))
    expect(error).toMatchObject({ status: 404, errors: [] })
  })
})

for (const [name, write] of Object.entries(writes)) {
  describe(`a write (${name})`, () => {
    it.each([
      ['a reset before the answer', reset],
      ['an answer cut off', cutOff],
      ['500', status(500)],
      ['502', status(502)],
      ['503', status(503)],
      ['504', status(504)],
      ['no answer in time', silence],
      ['a dripping answer', drip]
    ])('is sent once, and is ambiguous, after %s', async (_name, failure) => {
      await serve(failure, ok)
      const to = open({ deadlines: { requestMilliseconds: 150 } })
      const error = await rejection(write(to))
      expect(error).toBeInstanceOf(HcpError)
      expect(isAmbiguous(error)).toBe(true)
      expect(error.message).toMatch(/may or may not have been carried out/)
      expect(server!.requests).toHaveLength(1)
      expect(clock.sleeps).toEqual([])
    })

    it('is ambiguous when an HTML page comes back', async () => {
      await serve(html, ok)
      const error = await rejection(write(open()))
      expect(error).toBeInstanceOf(MalformedResponseError)
      expect(isAmbiguous(error)).toBe(true)
      expect(server!.requests).toHaveLength(1)
    })

    it.each([301, 400, 401, 403, 404, 409, 415, 422])(
      'is sent once, and is not ambiguous, after %i',
      async (code) => {
        await serve(status(code, { location: '/elsewhere' }), ok)
        const error = await rejection(write(open()))
        expect(error).toMatchObject({ status: code, ambiguous: false })
        expect(server!.requests).toHaveLength(1)
      }
    )

    it('is repeated after 429, no sooner than asked', async () => {
      await serve(status(429, { 'x-ratelimit-reset': '2.25' }), status(429), ok)
      await write(open())
      expect(server!.requests).toHaveLength(3)
      expect(
        new Set(server!.requests.map(({ body }) => body.toString())).size
      ).toBe(1)
      expect(clock.sleeps[0]).toBeGreaterThanOrEqual(2250)
    })

    it('is not repeated after a 5xx that follows a 429', async () => {
      await serve(status(429), status(500), ok)
      expect(isAmbiguous(await rejection(write(open())))).toBe(true)
      expect(server!.requests).toHaveLength(2)
    })

    it('is ambiguous when the step is ending meanwhile', async () => {
      const abort = new AbortController()
      await serve(() => {
        abort.abort(new Error('SIGINT'))
      })
      const error = await rejection(write(open({ signal: abort.signal })))
      expect(error).toBeInstanceOf(AbortedError)
      expect(isAmbiguous(error)).toBe(true)
    })

    it('uses a connection of its own', async () => {
      await serve(ok)
      const to = open()
      await to.readDocument('/x')
      await write(to)
      expect(server!.requests[0]!.headers.connection).toBe('keep-alive')
      expect(server!.requests[1]!.headers.connection).toBe('close')
    })
  })
}

describe('an action', () => {
  it.each([200, 201, 202, 204])('is accepted with %i', async (code) => {
    await serve((response) => {
      response.writeHead(code).end(code === 204 ? undefined : '{"data":{}}')
    })
    await expect(
      open().performAction('/runs/run-1/actions/apply', {})
    ).resolves.toBeUndefined()
  })
})

describe('a repeatable create', () => {
  it('is repeated after a reset and a 5xx', async () => {
    await serve(reset, status(502), ok)
    await open().createDocument('/x', {}, 'repeatable-create')
    expect(server!.requests).toHaveLength(3)
  })
})

describe('an abort', () => {
  it('ends a call before anything is sent', async () => {
    await serve(ok)
    const reason = new Error('workflow cancelled')
    const error = await rejection(
      open({ signal: AbortSignal.abort(reason) }).performAction('/x')
    )
    expect(error).toBeInstanceOf(AbortedError)
    expect(error.cause).toBe(reason)
    expect(error.message).toContain('workflow cancelled')
    expect(isAmbiguous(error)).toBe(false)
    expect(server!.requests).toHaveLength(0)
  })

  it('ends a call in the middle of a body', async () => {
    const abort = new AbortController()
    await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"data":', () => {
        setTimeout(() => {
          abort.abort(new Error('SIGTERM'))
        }, 20)
      })
    })
    const error = await rejection(
      open({ signal: abort.signal }).readDocument('/runs/run-1')
    )
    expect(error).toBeInstanceOf(AbortedError)
    expect(error.message).toContain('SIGTERM')
    expect(server!.requests).toHaveLength(1)
  })

  it('ends a call in the middle of a backoff', async () => {
    const abort = new AbortController()
    clock = createFakeClock(() => {
      abort.abort(new Error('SIGINT'))
    })
    await serve(status(429))
    const error = await rejection(writes.create(open({ signal: abort.signal })))
    expect(error).toBeInstanceOf(AbortedError)
    expect(isAmbiguous(error)).toBe(false)
    expect(server!.requests).toHaveLength(1)
  })

  it('ends a real backoff at once', async () => {
    await serve(status(429, { 'retry-after': '60' }))
    const started = Date.now()
    const error = await rejection(
      open({
        signal: AbortSignal.timeout(50),
        clock: undefined
      }).readDocument('/x')
    )
    expect(error).toBeInstanceOf(AbortedError)
    expect(Date.now() - started).toBeLessThan(5000)
  })

  it('ends a call by the signal of that call', async () => {
    await serve(silence)
    const error = await rejection(
      open({ signal: new AbortController().signal }).readDocument('/x', {
        signal: AbortSignal.timeout(30)
      })
    )
    expect(error).toBeInstanceOf(AbortedError)
  })

  it('leaves a derived transport without the signal alone', async () => {
    await serve(ok)
    const to = open({ signal: AbortSignal.abort(new Error('SIGINT')) })
    const rest = to.derive({
      signal: undefined,
      deadlines: { requestMilliseconds: 2000 }
    })
    expect(await rest.readDocument('/x')).toEqual(document)
    expect(
      await rejection(to.derive({ deadlines: {} }).readDocument('/x'))
    ).toBeInstanceOf(AbortedError)
  })

  it('leaves no listener behind', async () => {
    await serve(status(503), ok)
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...all: Parameters<typeof add>) => {
      listeners += 1
      add(...all)
    }
    signal.removeEventListener = (...all: Parameters<typeof remove>) => {
      listeners -= 1
      remove(...all)
    }
    await open({ signal }).readDocument('/x')
    expect(listeners).toBe(0)
  })
})

describe('a download', () => {
  const plan = JSON.stringify({ format_version: '1.2', text: 'x'.repeat(9999) })
  const body: Answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    response.end(plan)
  }
  const download = (to: Transport, maximumBytes?: number) =>
    to.download('/plans/plan-1/json-output', {
      file: join(folder, 'plan.json'),
      ...(maximumBytes === undefined ? {} : { maximumBytes })
    })

  it.each([
    ['its headers', late(400, body)],
    [
      'its first byte',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.flushHeaders()
        setTimeout(() => response.end(plan), 400)
      }
    ]
  ] satisfies [string, Answer][])(
    'waits for a server that takes its time with %s',
    async (_what, answer) => {
      await serve(answer)
      expect(
        await download(open({ deadlines: { idleMilliseconds: 60 } }))
      ).toMatchObject({ kind: 'ready' })
      expect(server!.requests).toHaveLength(1)
    }
  )

  it('is asked for again where nothing comes, or only a drip', async () => {
    await serve(silence, drip, body)
    const to = open({
      deadlines: { idleMilliseconds: patient, answerMilliseconds: patient }
    })
    expect(await download(to)).toMatchObject({ kind: 'ready' })
    // On a slow machine the whole one may come too late, too.
    expect(server!.requests.length).toBeGreaterThanOrEqual(3)
  })

  it.each([301, 302, 303, 307, 308])(
    'follows %i without the token, also on the same host',
    async (code) => {
      await serve(redirect('/_archivist/s3cr3t?sig=1', code), body)
      expect(await download(open())).toEqual({
        kind: 'ready',
        bytes: plan.length
      })
      expect(await readFile(join(folder, 'plan.json'), 'utf8')).toBe(plan)
      expect(server!.requests[0]!.headers.authorization).toBe(`Bearer ${token}`)
      expect(server!.requests[1]).toMatchObject({
        method: 'GET',
        url: '/_archivist/s3cr3t?sig=1'
      })
      expect(server!.requests[1]!.headers).not.toHaveProperty('authorization')
      expect(lines.join('\n')).not.toContain('s3cr3t')
      expect(await readdir(folder)).toEqual(['plan.json'])
    }
  )

  it('C-18: never gives the token back to the API host behind a signed URL', async () => {
    await serve(redirect('/a'), redirect('/api/v2/runs'), body)
    await download(open())
    expect(
      server!.requests.map(({ headers }) => 'authorization' in headers)
    ).toEqual([true, false, false])
  })

  it('takes a document without a redirect', async () => {
    await serve(body)
    expect(await download(open())).toMatchObject({ kind: 'ready' })
  })

  it('unpacks what storage packed', async () => {
    await serve((response, { headers }) => {
      expect(headers['accept-encoding']).toBe('gzip')
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(gzipSync(plan))
    })
    expect(await download(open())).toEqual({
      kind: 'ready',
      bytes: plan.length
    })
    expect(await readFile(join(folder, 'plan.json'), 'utf8')).toBe(plan)
  })

  it('asks for a fresh signed URL when a packed body is cut off', async () => {
    const packed = gzipSync(plan)
    await serve(
      redirect('/one'),
      (response) => {
        response.writeHead(200, {
          'content-encoding': 'gzip',
          'content-length': String(packed.length)
        })
        response.write(packed.subarray(0, 20), () => response.socket?.destroy())
      },
      redirect('/two'),
      body
    )
    expect(await download(open())).toMatchObject({ kind: 'ready' })
    expect(server!.requests.map(({ url }) => url.split('/').at(-1))).toEqual([
      'json-output',
      'one',
      'json-output',
      'two'
    ])
  })

  it('says that there is nothing yet', async () => {
    await serve(status(204))
    expect(await download(open())).toEqual({ kind: 'empty' })
    expect(await readdir(folder)).toEqual([])
  })

  it.each([403, 404, 410])(
    'asks for a fresh signed URL when one is dead (%i)',
    async (code) => {
      await serve(redirect('/one'), status(code), redirect('/two'), body)
      expect(await download(open())).toMatchObject({ kind: 'ready' })
      expect(server!.requests).toHaveLength(4)
    }
  )

  it('ends when every signed URL is dead', async () => {
    await serve((response, { url }) => {
      if (url.startsWith('/api/')) redirect('/s3cr3t')(response, undefined!, 0)
      else status(403)(response, undefined!, 0)
    })
    const error = await rejection(download(open()))
    expect(error).toBeInstanceOf(ExpiredLinkError)
    expect(error.message).not.toContain('s3cr3t')
  })

  it('keeps the signed URL out of a transport error', async () => {
    await serve((response, { url }) => {
      if (url.startsWith('/api/')) redirect('/s3cr3t')(response, undefined!, 0)
      else reset(response, undefined!, 0)
    })
    const error = await rejection(download(open()))
    expect(error).toBeInstanceOf(TransportError)
    expect(`${error.message} ${String(error.cause)}`).not.toContain('s3cr3t')
    expect(lines.join('\n')).not.toContain('s3cr3t')
  })

  it('ends a redirect loop', async () => {
    await serve(redirect('/round-and-round'))
    const error = await rejection(download(open()))
    expect(error).toBeInstanceOf(MalformedResponseError)
    expect(error.message).toMatch(/redirected more than 5 times/)
    expect(server!.requests).toHaveLength(6)
  })

  it.each(['file:///etc/passwd', 'ftp://x.example/', 'http://['])(
    'does not follow %s',
    async (location) => {
      await serve(redirect(location))
      const error = await rejection(download(open()))
      expect(error).toBeInstanceOf(MalformedResponseError)
      expect(server!.requests).toHaveLength(1)
    }
  )

  it('leaves nothing behind when it is too large', async () => {
    await serve(body)
    const error = await rejection(download(open(), 1000))
    expect(error).toBeInstanceOf(MalformedResponseError)
    expect(await readdir(folder)).toEqual([])
  })

  it('says where it cannot be written, and does not try again', async () => {
    await serve(body)
    const error = await rejection(
      open().download('/plans/plan-1/json-output', {
        file: join(folder, 'missing', 'plan.json')
      })
    )
    expect(error).toBeInstanceOf(HcpError)
    expect(error.message).toMatch(/cannot be written to .*missing.*ENOENT/)
    expect(server!.requests).toHaveLength(1)
  })

  it('leaves nothing behind when it is aborted', async () => {
    const abort = new AbortController()
    await serve((response) => {
      response.writeHead(200)
      response.write(plan, () => {
        setTimeout(() => {
          abort.abort(new Error('SIGINT'))
        }, 20)
      })
    })
    expect(
      await rejection(download(open({ signal: abort.signal })))
    ).toBeInstanceOf(AbortedError)
    expect(await readdir(folder)).toEqual([])
  })

  it('refuses an HTML page', async () => {
    await serve(html)
    expect((await rejection(download(open()))).message).toMatch(/HTML page/)
  })

  it('reads a text the same way', async () => {
    await serve(redirect('/signed'), (response) => {
      response.end('policy output')
    })
    expect(await open().readText('/policy-checks/x/output')).toBe(
      'policy output'
    )
    expect(server!.requests[1]!.headers).not.toHaveProperty('authorization')
  })
})

describe('from https', () => {
  interceptRequests()

  it('does not follow to http', async () => {
    api(token)
      .get('/api/v2/plans/p/json-output')
      .reply(307, undefined, { location: 'http://blob.example/s3cr3t' })
    const error = await rejection(
      open().download('/plans/p/json-output', { file: join(folder, 'x') })
    )
    expect(error).toBeInstanceOf(MalformedResponseError)
    expect(error.message).toContain('blob.example')
    expect(error.message).not.toContain('s3cr3t')
  })

  const fault = (code: string) => Object.assign(new Error('x'), { code })

  it.each([
    ['ENOTFOUND', 3, /spelling of the hostname/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 1, /NODE_EXTRA_CA_CERTS/],
    ['ECONNRESET', 12, /connection was cut/]
  ])('%s: %i attempts', async (code, attempts, message) => {
    api(token).get('/api/v2/x').times(attempts).replyWithError(fault(code))
    const error = await rejection(open().readDocument('/x'))
    expect(error).toMatchObject({ code, ambiguous: false })
    expect(error.message).toMatch(message)
  })

  it.each([
    ['ENOTFOUND', false],
    ['SELF_SIGNED_CERT_IN_CHAIN', false],
    ['ECONNREFUSED', true],
    ['ECONNRESET', true]
  ])('%s on a write: ambiguous %p', async (code, ambiguous) => {
    api(token).post('/api/v2/runs').replyWithError(fault(code))
    const error = await rejection(writes.create(open()))
    expect(error).toMatchObject({ code, ambiguous })
  })
})

describe('an upload', () => {
  const bytes = Buffer.alloc(300_000, 'abc')
  const source = {
    size: bytes.length,
    open: () =>
      Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)])
  }
  const url = () => new URL('/upload/s3cr3t?sig=1', server!.url).href

  it('C-3: sends the bytes and no token', async () => {
    await serve(status(200))
    await open().upload(url(), source)
    const [request] = server!.requests
    expect(request).toMatchObject({
      method: 'PUT',
      url: '/upload/s3cr3t?sig=1',
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(bytes.length)
      }
    })
    expect(request!.headers).not.toHaveProperty('authorization')
    expect(request!.body.equals(bytes)).toBe(true)
    expect(lines.join('\n')).not.toContain('s3cr3t')
  })

  it('sends the same bytes again after a 503 and a reset', async () => {
    await serve(status(503), reset, status(200))
    await open().upload(url(), source)
    expect(server!.requests).toHaveLength(3)
    for (const request of server!.requests) {
      expect(request.body.equals(bytes)).toBe(true)
    }
  })

  it('follows 307 with the same bytes', async () => {
    await serve(redirect('/elsewhere'), status(200))
    await open().upload(url(), source)
    expect(server!.requests[1]).toMatchObject({
      method: 'PUT',
      url: '/elsewhere'
    })
    expect(server!.requests[1]!.body.equals(bytes)).toBe(true)
  })

  it('does not take a 303 for an upload', async () => {
    await serve(redirect('/elsewhere', 303), status(200))
    expect(await rejection(open().upload(url(), source))).toMatchObject({
      status: 303
    })
    expect(server!.requests).toHaveLength(1)
  })

  it('says what refused it, without the URL', async () => {
    await serve(status(403))
    const error = await rejection(open().upload(url(), source))
    expect(error).toMatchObject({ status: 403, method: 'PUT' })
    expect(error.message).toContain('a signed URL on 127.0.0.1')
    expect(error.message).not.toMatch(/s3cr3t|sig=/)
  })

  it('fails when its source cannot be read', async () => {
    await serve(status(200))
    const error = await rejection(
      open().upload(url(), {
        size: 10,
        open: () =>
          Readable.from(
            (function* () {
              yield Buffer.from('abc')
              throw new Error('disk on fire')
            })()
          )
      })
    )
    expect(error).toBeInstanceOf(HcpError)
    expect(error.message).toContain('disk on fire')
    expect(server!.requests).toHaveLength(0)
  })

  it('is sent again when the answer only drips', async () => {
    await serve(drip, status(200))
    const to = open({ deadlines: { idleMilliseconds: patient } })
    await to.upload(url(), {
      size: 10,
      open: () => Readable.from([bytes.subarray(0, 10)])
    })
    expect(server!.requests).toHaveLength(2)
  })

  it('is sent once to a storage that takes its time to answer', async () => {
    await serve(late(400, status(200)))
    const to = open({ deadlines: { idleMilliseconds: 60 } })
    await to.upload(url(), {
      size: 10,
      open: () => Readable.from([bytes.subarray(0, 10)])
    })
    expect(server!.requests).toHaveLength(1)
  })

  it('is told of, while a storage takes its time', async () => {
    await serve(late(200, (response) => response.writeHead(200).end()))
    await open({ deadlines: { silenceMilliseconds: 20 } }).upload(url(), source)
    expect(lines).toContainEqual(
      'PUT to a signed URL on 127.0.0.1: no answer for 0.02 s, still waiting'.replace(
        '127.0.0.1',
        server!.url.host
      )
    )
  })

  it('is told of again while nobody answers', async () => {
    const seconds = () =>
      lines.flatMap((line) => /no answer for ([\d.]+) s/.exec(line)?.[1] ?? [])
    await serve((response) => {
      const timer = setInterval(() => {
        if (seconds().length < 2) return
        clearInterval(timer)
        response.writeHead(200).end()
      }, 5)
    })
    await open({ deadlines: { silenceMilliseconds: 20 } }).upload(url(), source)
    expect(seconds().slice(0, 2)).toEqual(['0.02', '0.14'])
  })

  it('is told of where an answer stops half-way', async () => {
    await serve((response) => {
      response.writeHead(200, { 'content-length': 6 }).write('abc')
      const timer = setInterval(() => {
        if (lines.length === 0) return
        clearInterval(timer)
        response.end('def')
      }, 5)
    })
    const to = open({ deadlines: { silenceMilliseconds: 40 } })
    const read = await to.readSigned(url(), { maximumBytes: 100 })
    expect(Buffer.from(read).toString()).toBe('abcdef')
    expect(lines.join('\n')).toContain(
      `GET a signed URL on ${server!.url.host}: no more of the answer for 0.04 s, still waiting`
    )
    expect(lines.join('\n')).not.toContain('no answer')
  })

  it('that is too large is told with its size', async () => {
    await serve(status(413))
    const error = await rejection(open().upload(url(), source))
    expect(error.message).toMatch(
      /The archive \(300\.0 kB packed\) is too large/
    )
    expect(error.message).not.toMatch(/expired/)
    expect(server!.requests).toHaveLength(1)
  })

  it('is sent again to a storage that never answers', async () => {
    await serve(silence, status(200))
    const to = open({ deadlines: { answerMilliseconds: patient } })
    await to.upload(url(), {
      size: 10,
      open: () => Readable.from([bytes.subarray(0, 10)])
    })
    expect(server!.requests).toHaveLength(2)
    expect(lines.join()).toContain('no answer in time')
  })

  it('is given up where it hardly moves', async () => {
    await serve(status(200))
    const error = await rejection(
      open({
        deadlines: { idleMilliseconds: 60, transferMilliseconds: 1_000 }
      }).upload(url(), {
        size: 1_000_000,
        open: () =>
          Readable.from(
            (async function* () {
              for (;;) {
                yield Buffer.from('drip')
                await new Promise((resolve) => setTimeout(resolve, 10))
              }
            })()
          )
      })
    )
    expect(error).toBeInstanceOf(DeadlineError)
    expect(error.message).toContain('hardly moved for 0.06 s')
    expect(server!.requests).toHaveLength(0)
  })

  it('is not taken for complete when its source ends early', async () => {
    await serve(status(200))
    const to = open({ deadlines: { transferMilliseconds: 100 } })
    const error = await rejection(
      to.upload(url(), {
        size: 10,
        open: () => Readable.from([bytes.subarray(0, 3)])
      })
    )
    expect(error).toBeInstanceOf(HcpError)
    expect(server!.requests).toHaveLength(0)
  })
})
