import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  jest
} from '@jest/globals'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import nock from 'nock'
import type { GitHubCall } from '../../src/github/client.ts'
import type { GitHubError } from '../../src/github/refusals.ts'
import { api, apiUrl, expectRequests, gitHub, token } from './api.ts'

const read: GitHubCall = {
  route: 'GET /repos/{owner}/{repo}',
  parameters: { owner: 'acme', repo: 'network' },
  what: 'read acme/network',
  needs: 'contents: read'
}
const write: GitHubCall = {
  route: 'POST /repos/{owner}/{repo}/issues',
  parameters: { owner: 'acme', repo: 'network', title: 'x' },
  what: 'open an issue',
  needs: 'issues: write'
}

async function failureOf(promise: Promise<unknown>): Promise<GitHubError> {
  return promise.then(
    () => {
      throw new Error('expected a rejection')
    },
    (error: unknown) => error as GitHubError
  )
}

describe('createGitHub, answered', () => {
  expectRequests()

  it('sends the token, the user agent and encoded names', async () => {
    nock(apiUrl, {
      reqheaders: {
        authorization: `token ${token}`,
        'user-agent': /^gated-terraform-run\/test/,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28'
      }
    })
      .get('/repos/ac%2Fme/net%20work')
      .reply(200, { id: 1 })
    const answer = await gitHub().request({
      ...read,
      parameters: { owner: 'ac/me', repo: 'net work' }
    })
    expect(answer).toEqual({ id: 1 })
  })

  it("knows GitHub's clock by the answer that was quickest", async () => {
    const client = gitHub()
    expect(client.now?.()).toBeUndefined()
    const at = Date.parse('2026-03-04T05:06:07Z')
    for (const behind of [0, 9_000, undefined]) {
      const date =
        behind === undefined ? 'soon' : new Date(at - behind).toUTCString()
      api().get('/repos/acme/network').reply(200, { id: 1 }, { date })
      await client.request(read)
    }
    // However slow the machine is, time has not gone back by what was late.
    expect(client.now?.()).toBeGreaterThanOrEqual(at)
    expect(client.now?.()).toBeLessThan(at + 600_000)
  })

  it('follows a repository that was renamed, with the token to its host only', async () => {
    const gone = (to: string) => ['Moved', { location: to }] as const
    api()
      .get('/repos/acme/network')
      .reply(301, ...gone(`${apiUrl}/repositories/7`))
      .get('/repositories/7')
      .matchHeader('authorization', `token ${token}`)
      .reply(200, { id: 7 })
    await expect(gitHub().request(read)).resolves.toEqual({ id: 7 })

    api()
      .post('/repos/acme/network/issues', { title: 'x' })
      .reply(307, ...gone('/repositories/7/issues'))
      .post('/repositories/7/issues', { title: 'x' })
      .reply(201, { id: 8 })
    await expect(gitHub().request(write)).resolves.toEqual({ id: 8 })

    // Nothing answers there: a request would fail the test.
    api()
      .get('/repos/acme/network')
      .reply(302, ...gone('https://elsewhere.invalid/repositories/7'))
    const error = await failureOf(gitHub().request(read))
    expect(error).toMatchObject({ kind: 'refused', status: 302 })

    api()
      .get('/repos/acme/network')
      .times(24)
      .reply(302, ...gone('/repos/acme/network'))
    const endless = await failureOf(gitHub().request(read))
    expect(endless.message).toContain('too many redirects')
  })

  it('resolves 204 to undefined', async () => {
    api().delete('/x').reply(204)
    const answer = gitHub().request({ ...read, route: 'DELETE /x' })
    await expect(answer).resolves.toBeUndefined()
  })

  it('keeps the path of the API root, as on GitHub Enterprise Server', async () => {
    nock('https://ghes.invalid').get('/api/v3/x').reply(200, {})
    nock('https://ghes.invalid')
      .post('/api/graphql', { query: 'query { x }', variables: { a: 1 } })
      .reply(200, { data: { x: 2 } })
    const github = gitHub({ apiUrl: 'https://ghes.invalid/api/v3/' })
    await github.request({ ...read, route: 'GET /x', parameters: {} })
    const data = await github.query({
      query: 'query { x }',
      variables: { a: 1 },
      what: 'ask',
      needs: 'contents: read'
    })
    expect(data).toEqual({ x: 2 })
  })

  it('speaks to a tenant with data residency at its own API host', async () => {
    nock('https://api.acme.ghe.invalid').get('/x').reply(200, {})
    nock('https://api.acme.ghe.invalid')
      .post('/graphql')
      .reply(200, { data: { x: 3 } })
    const github = gitHub({ apiUrl: 'https://api.acme.ghe.invalid' })
    await github.request({ ...read, route: 'GET /x', parameters: {} })
    const data = await github.query({
      query: 'query { x }',
      variables: {},
      what: 'ask',
      needs: 'contents: read'
    })
    expect(data).toEqual({ x: 3 })
  })

  it.each([500, 502, 503, 504, 429])(
    'repeats a read that came back with %i',
    async (status) => {
      const lines: string[] = []
      api()
        .get('/repos/acme/network')
        .reply(status, { message: 'later' }, { 'retry-after': '0' })
        .get('/repos/acme/network')
        .reply(200, { id: 1 })
      const github = gitHub({ log: (line) => lines.push(line) })
      await expect(github.request(read)).resolves.toEqual({ id: 1 })
      expect(lines).toHaveLength(1)
      expect(lines[0]).toContain(`${status} "later"`)
    }
  )

  it('repeats a read that the network lost', async () => {
    api()
      .get('/repos/acme/network')
      .replyWithError(new Error('socket hang up'))
      .get('/repos/acme/network')
      .reply(200, { id: 1 })
    await expect(gitHub().request(read)).resolves.toEqual({ id: 1 })
  })

  it('gives up a read after four attempts', async () => {
    api().get('/repos/acme/network').times(4).reply(502, 'Bad gateway')
    const error = await failureOf(gitHub().request(read))
    expect(error).toMatchObject({
      name: 'GitHubError',
      kind: 'unanswered',
      status: 502
    })
  })

  it.each([500, 502])('does not repeat a write after %i', async (status) => {
    api().post('/repos/acme/network/issues', { title: 'x' }).reply(status, {})
    const error = await failureOf(gitHub().request(write))
    expect(error).toMatchObject({ kind: 'unanswered', status })
  })

  it('does not repeat a write that the network lost', async () => {
    api()
      .post('/repos/acme/network/issues')
      .replyWithError(new Error('socket hang up'))
    const error = await failureOf(gitHub().request(write))
    expect(error).toMatchObject({ kind: 'unanswered', status: undefined })
    expect(error.message).toContain('socket hang up')
    expect(error.cause).toBeInstanceOf(Error)
  })

  it('repeats even a write that a secondary limit turned down', async () => {
    api()
      .post('/repos/acme/network/issues')
      .reply(
        403,
        { message: 'You have exceeded a secondary rate limit.' },
        { 'retry-after': '0' }
      )
      .post('/repos/acme/network/issues')
      .reply(201, { id: 2 })
    await expect(gitHub().request(write)).resolves.toEqual({ id: 2 })
  })

  it.each([
    ['retry-after in seconds', { 'retry-after': '120' }],
    [
      'x-ratelimit-reset',
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 120)
      }
    ],
    [
      'retry-after as a date',
      { 'retry-after': new Date(Date.now() + 120_000).toUTCString() }
    ]
  ])('does not wait longer than it may: %s', async (_, headers) => {
    api()
      .get('/repos/acme/network')
      .reply(403, { message: 'API rate limit exceeded' }, headers)
    const started = performance.now()
    const error = await failureOf(
      gitHub({ rateLimitPatience: 60_000 }).request(read)
    )
    expect(performance.now() - started).toBeLessThan(3000)
    expect(error.kind).toBe('rate-limit')
    expect(error.message).toMatch(/wait 1(1\d|2[01]) s/)
  })

  it.each([{ 'retry-after': '0' }, { 'x-ratelimit-remaining': '0' }])(
    'knows a limit by its headers alone: %j',
    async (headers) => {
      api()
        .get('/repos/acme/network')
        .reply(403, { message: 'no' }, { 'x-ratelimit-reset': '1', ...headers })
        .get('/repos/acme/network')
        .reply(200, { id: 1 })
      await expect(gitHub().request(read)).resolves.toEqual({ id: 1 })
    }
  )

  it('waits as long as GitHub asks for, beyond the deadline of a call', async () => {
    const limited = { message: 'You have exceeded a secondary rate limit.' }
    api()
      .get('/repos/acme/network')
      .reply(403, limited, { 'retry-after': '90' })
      .get('/repos/acme/network')
      .reply(403, limited)
      .get('/repos/acme/network')
      .reply(200, { id: 1 })
    const waits: number[] = []
    const github = gitHub({
      deadline: 60_000,
      sleep: async (time) => {
        waits.push(time)
        return Promise.resolve()
      }
    })
    await expect(github.request(read)).resolves.toEqual({ id: 1 })
    // Where no time is named: a minute, and longer each time.
    expect(waits).toEqual([90_000, 120_000])
  })

  it('repeats a query that a limit turned down in its answer', async () => {
    api()
      .post('/graphql')
      .reply(200, { errors: [{ type: 'RATE_LIMITED', message: 'no' }] })
      .post('/graphql')
      .reply(200, { data: { id: 1 } })
    const github = gitHub({ sleep: async () => Promise.resolve() })
    await expect(
      github.query({ query: '{ x }', variables: {}, what: 'x', needs: 'y' })
    ).resolves.toEqual({ id: 1 })
  })

  it.each([
    [
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and 192.0.2.1 is not permitted to access this resource.',
      'only known addresses'
    ],
    [
      'Resource protected by organization SAML enforcement. You must grant your token access to this organization.',
      'single sign-on'
    ],
    ['Repository was archived so is read-only.', 'archived'],
    ['Sorry. Your account was suspended.', 'suspended'],
    ['This installation has been suspended', 'suspended'],
    ['Repository access blocked', 'closed the repository'],
    ['User is blocked', 'whoever set it'],
    ['Repository has been locked for migration.', 'whoever set it'],
    [
      '`acme` forbids access via a personal access token (classic).',
      'kind of token'
    ]
  ])('names the cause that GitHub names first: %s', async (message, advice) => {
    api().get('/repos/acme/network').reply(403, { message })
    api()
      .post('/graphql')
      .reply(200, { errors: [{ type: 'FORBIDDEN', message }] })
    const asked = [
      gitHub().request(read),
      gitHub().query({ query: '{ x }', variables: {}, what: 'x', needs: 'y' })
    ]
    for (const each of asked) {
      const error = await failureOf(each)
      expect(error.kind).toBe('refused')
      expect(error.missingPermission).toBeUndefined()
      expect(error.message.indexOf(message.slice(0, 30))).toBeLessThan(
        error.message.indexOf(advice)
      )
      expect(error.message).not.toContain('under permissions')
    }
  })

  it('has one patience for all calls, whatever is answered between them', async () => {
    let now = 0
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now)
    const client = gitHub({
      rateLimitPatience: 150_000,
      sleep: (time) => {
        now += time
        return Promise.resolve()
      }
    })
    const limited = { message: 'You have exceeded a secondary rate limit.' }
    const limit = (times: number) =>
      api()
        .get('/repos/acme/network')
        .times(times)
        .reply(403, limited, { 'retry-after': '60' })
    const answer = () => api().get('/repos/acme/network').reply(200, {})
    limit(1)
    answer()
    await client.request(read)
    limit(1)
    answer()
    await client.request(read)
    limit(1)
    expect((await failureOf(client.request(read))).kind).toBe('rate-limit')
    expect(now).toBe(120_000)
    now += 3_700_000
    limit(1)
    answer()
    await client.request(read)
    clock.mockRestore()
  })

  it('takes a limit without a time for a minute', async () => {
    api()
      .get('/repos/acme/network')
      .reply(403, { message: 'You have exceeded a secondary rate limit.' })
    const error = await failureOf(
      gitHub({ rateLimitPatience: 5000 }).request(read)
    )
    expect(error.message).toContain('names no time to wait: 60 s')
  })

  it.each<[number, string, Partial<GitHubError>, RegExp]>([
    [
      403,
      'Resource not accessible by integration',
      { kind: 'permission', missingPermission: 'issues: write' },
      /Give the job's token "issues: write" under permissions/
    ],
    [
      403,
      'Forbidden',
      { kind: 'permission', missingPermission: 'issues: write' },
      /If the job's token may not do this, give it "issues: write" under/
    ],
    [
      403,
      'Unable to create comment because issue is locked.',
      { kind: 'locked', missingPermission: undefined },
      /locked/
    ],
    [404, 'Not Found', { kind: 'not-found' }, /cannot see it.*"issues: write"/],
    [401, 'Bad credentials', { kind: 'refused' }, /wrong or has expired/],
    [410, 'Issues are disabled', { kind: 'refused' }, /410 "Issues/],
    [422, 'Validation Failed', { kind: 'refused' }, /422 "Validation/]
  ])('explains %i "%s"', async (status, message, facts, words) => {
    api().post('/repos/acme/network/issues').reply(status, { message })
    const error = await failureOf(gitHub().request(write))
    expect(error).toMatchObject({ status, ...facts })
    expect(error.message).toMatch(words)
    expect(error.message).toContain('Could not open an issue')
  })

  it('shows what a validation found', async () => {
    api()
      .post('/repos/acme/network/issues')
      .reply(422, {
        message: 'Validation Failed',
        errors: [{ message: 'body is too long' }, 'odd', { code: 'custom' }]
      })
    const error = await failureOf(gitHub().request(write))
    expect(error.message).toContain('Validation Failed: body is too long')
  })

  it('keeps the token and line breaks out of its messages', async () => {
    const message = `no ${token}\n::set-output name=a::b ${'long '.repeat(200)}`
    api().post('/repos/acme/network/issues').reply(422, { message })
    const error = await failureOf(gitHub().request(write))
    expect(error.message).not.toContain(token)
    expect(error.message).not.toContain('\n')
    expect(error.message.length).toBeLessThan(500)
  })

  it.each([
    ['an HTML page', { 'content-type': 'text/html' }, '<html>'],
    ['JSON cut short', { 'content-type': 'application/json' }, '{"id": 1'],
    ['no body', { 'content-type': 'application/json' }, ''],
    ['bytes', { 'content-type': 'application/octet-stream' }, 'x']
  ])('takes a 200 with %s for no answer', async (_, headers, body) => {
    api().get('/repos/acme/network').times(4).reply(200, body, headers)
    const error = await failureOf(gitHub().request(read))
    expect(error).toMatchObject({ kind: 'unanswered', status: undefined })
  })

  it('loads nothing and asks nothing once aborted', async () => {
    const reason = new Error('SIGINT')
    const github = gitHub({ signal: AbortSignal.abort(reason) })
    await expect(github.request(read)).rejects.toBe(reason)
    await expect(github.pause(1)).rejects.toBe(reason)
  })

  it('ends a wait with the reason of the abort', async () => {
    const controller = new AbortController()
    const reason = new Error('SIGINT')
    const github = gitHub({ signal: controller.signal, retryDelay: 60_000 })
    const waiting = github.pause(1)
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
  })
})

describe('readPages', () => {
  expectRequests()

  const list = { ...read, route: 'GET /list', parameters: { state: 'all' } }
  const items = (count: number): number[] =>
    Array.from({ length: count }, (_, index) => index)

  it('follows the link header page by page', async () => {
    const link = '<https://elsewhere.invalid/?page=9>; rel="next"'
    api()
      .get('/list')
      .query({ state: 'all', per_page: 100, page: 1 })
      .reply(200, [1, 2], { link })
      .get('/list')
      .query({ state: 'all', per_page: 100, page: 2 })
      .reply(200, [3], { link: '<https://x.invalid>; rel="prev"' })
    await expect(gitHub().readPages(list)).resolves.toEqual([1, 2, 3])
  })

  it('asks again after a full page without a link header', async () => {
    api()
      .get('/list')
      .query({ state: 'all', per_page: 100, page: 1 })
      .reply(200, items(100))
      .get('/list')
      .query({ state: 'all', per_page: 100, page: 2 })
      .reply(200, [])
    await expect(gitHub().readPages(list)).resolves.toHaveLength(100)
  })

  it('ends, however many pages there are said to be', async () => {
    api()
      .get('/list')
      .query(true)
      .times(100)
      .reply(200, [1], { link: '<https://x.invalid>; rel="next"' })
    const error = await failureOf(gitHub().readPages(list))
    expect(error.message).toContain('more than 10000')
  })

  it('refuses what is not a list', async () => {
    api().get('/list').query(true).reply(200, { items: [] })
    const error = await failureOf(gitHub().readPages(list))
    expect(error.message).toContain('not a list')
  })
})

describe('query', () => {
  expectRequests()

  const question = {
    query: 'query { viewer { login } }',
    variables: {},
    what: 'ask who we are',
    needs: 'contents: read'
  }

  it.each([
    ['FORBIDDEN', 'permission', 403],
    ['INSUFFICIENT_SCOPES', 'permission', 403],
    ['NOT_FOUND', 'not-found', 404],
    ['RATE_LIMITED', 'rate-limit', 200],
    [undefined, 'refused', 200]
  ])('explains error type %s', async (type, kind, status) => {
    api()
      .post('/graphql')
      .reply(200, { data: null, errors: [{ type, message: 'no' }] })
    const error = await failureOf(
      gitHub({ rateLimitPatience: 0 }).query(question)
    )
    expect(error).toMatchObject({ kind, status })
    expect(error.message).toContain('Could not ask who we are (GraphQL): "no"')
  })

  it('repeats only what says it may be repeated', async () => {
    api().post('/graphql').reply(502, {})
    const error = await failureOf(gitHub().query(question))
    expect(error.kind).toBe('unanswered')
    expect(error.message).not.toContain(apiUrl)
    api().post('/graphql').reply(502, {}).post('/graphql').reply(200, {
      data: 1
    })
    await expect(
      gitHub().query({ ...question, repeatable: true })
    ).resolves.toBe(1)
  })
})

describe('createGitHub, over a real connection', () => {
  let server: Server | undefined

  beforeEach(() => {
    nock.cleanAll()
    nock.enableNetConnect('127.0.0.1')
  })

  afterEach(async () => {
    server?.closeAllConnections()
    await new Promise<void>((resolve) => {
      if (server === undefined) resolve()
      else
        server.close(() => {
          resolve()
        })
    })
    server = undefined
  })

  async function listen(
    answer: (
      response: ServerResponse,
      count: number,
      request: IncomingMessage
    ) => void
  ): Promise<string> {
    let count = 0
    server = createServer((request, response) => {
      count += 1
      request.resume()
      answer(response, count, request)
    })
    await new Promise<void>((resolve) => {
      server?.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  function cutOff(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': '100'
    })
    response.write('{"id": 1}')
    setTimeout(() => response.destroy(), 5)
  }

  it('rejects a body that was cut off', async () => {
    let asked = 0
    const url = await listen((response, count) => {
      asked = count
      cutOff(response)
    })
    const error = await failureOf(gitHub({ apiUrl: url }).request(read))
    expect(error).toMatchObject({ kind: 'unanswered', status: undefined })
    expect(asked).toBe(4)
  })

  it('reads again after a body that was cut off', async () => {
    const url = await listen((response, count) => {
      if (count === 1) cutOff(response)
      else {
        response.setHeader('content-type', 'application/json')
        response.end('{"id": 1}')
      }
    })
    await expect(gitHub({ apiUrl: url }).request(read)).resolves.toEqual({
      id: 1
    })
  })

  it('does not repeat a write whose answer was cut off', async () => {
    let asked = 0
    const url = await listen((response, count) => {
      asked = count
      cutOff(response)
    })
    const error = await failureOf(gitHub({ apiUrl: url }).request(write))
    expect(error.kind).toBe('unanswered')
    expect(asked).toBe(1)
  })

  it('rejects a connection that was reset', async () => {
    const url = await listen((_, __, request) => {
      request.socket.resetAndDestroy()
    })
    const error = await failureOf(gitHub({ apiUrl: url }).request(write))
    expect(error.kind).toBe('unanswered')
  })

  it('ends an attempt that gets no answer', async () => {
    const url = await listen(() => undefined)
    const github = gitHub({ apiUrl: url, attemptTimeout: 30 })
    const error = await failureOf(github.request(write))
    expect(error.message).toContain('no answer within 30 ms')
  })

  it('ends a body that drips for ever', async () => {
    const url = await listen((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 5)
      response.on('close', () => {
        clearInterval(drip)
      })
    })
    const github = gitHub({ apiUrl: url, attemptTimeout: 50 })
    const error = await failureOf(github.request(write))
    expect(error.message).toContain('no answer within 50 ms')
  })

  it('ends a call with all its attempts at its deadline', async () => {
    const url = await listen(() => undefined)
    const github = gitHub({ apiUrl: url, attemptTimeout: 80, deadline: 120 })
    const started = performance.now()
    const error = await failureOf(github.request(read))
    expect(error.kind).toBe('unanswered')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('ends a call in flight with the reason of the abort', async () => {
    const controller = new AbortController()
    const reason = new Error('SIGINT')
    const url = await listen(() => {
      controller.abort(reason)
    })
    const github = gitHub({ apiUrl: url, signal: controller.signal })
    await expect(github.request(read)).rejects.toBe(reason)
  })
})
