import { afterEach, describe, expect, it } from '@jest/globals'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startGitHub } from '../../emulator/github/server.ts'
import type { Recorded } from '../../emulator/recording.ts'
import { createJudge } from '../../scripts/conform/compare.ts'
import type { OpenApi, Schema } from '../../scripts/conform/open-api.ts'
import { judgeRecording, renderReport } from '../../scripts/conform/report.ts'
import { request } from '../emulator/conversation.ts'

/** A document as small as a document can be that has each of its ways. */
const schemas: Readonly<Record<string, Schema>> = {
  run: {
    type: 'object',
    required: ['id', 'status', 'secret'],
    properties: {
      id: { type: 'string', readOnly: true },
      secret: { type: 'string', writeOnly: true },
      status: { type: 'string', enum: ['pending', 'applied'], nullable: true },
      owner: { $ref: '#/components/schemas/owner' },
      parts: { type: 'array', items: { $ref: '#/components/schemas/part' } },
      state: { type: 'object', additionalProperties: { type: 'integer' } }
    }
  },
  owner: {
    nullable: true,
    allOf: [
      { $ref: '#/components/schemas/named' },
      {
        type: 'object',
        required: ['type'],
        properties: { type: { type: 'string' } }
      }
    ]
  },
  named: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' } }
  },
  part: {
    oneOf: [
      { $ref: '#/components/schemas/named' },
      {
        type: 'object',
        required: ['size', 'unit'],
        properties: { size: { type: 'integer' }, unit: { type: 'string' } }
      }
    ]
  },
  error: {
    type: 'object',
    required: ['message'],
    properties: { message: { type: 'string' } }
  }
}
const whole = {
  'application/json': { schema: { $ref: '#/components/schemas/run' } }
}
const document: OpenApi = {
  paths: {
    '/runs': {
      get: {
        parameters: [
          { $ref: '#/components/parameters/size' },
          {
            name: 'filter[status]',
            in: 'query',
            schema: {
              type: 'array',
              items: { type: 'string', enum: ['a', 'b'] }
            }
          },
          {
            name: 'org',
            in: 'query',
            required: true,
            schema: { type: 'string' }
          }
        ],
        responses: { '200': { content: whole } }
      },
      post: {
        requestBody: { required: true, content: whole },
        responses: { '201': { content: whole } }
      }
    },
    '/runs/{id}': { get: { responses: { '200': { content: whole } } } },
    '/runs/latest': { get: { responses: { '204': {} } } }
  },
  components: {
    schemas,
    parameters: {
      size: {
        name: 'size',
        in: 'query',
        schema: { type: 'integer', maximum: 100 }
      }
    }
  }
}

const good = { id: 'run-1', status: 'pending' }

function exchange(changes: Partial<Recorded> = {}): Recorded {
  return {
    server: 'hcp',
    isDocumented: true,
    method: 'GET',
    path: '/api/runs/run-1',
    query: [],
    userAgent: 'us/1',
    request: { type: '', bytes: 0 },
    status: 200,
    answer: json(good),
    isOrdered: false,
    ...changes
  }
}

function json(value: unknown): Recorded['answer'] {
  return { type: 'application/json', bytes: 1, json: value }
}

const judge = createJudge({
  document,
  basePath: '/api',
  isOurs: ({ userAgent }) => userAgent.startsWith('us/'),
  errorSchema: () => 'error'
})

/** Every deviation as one line: place and words. */
function linesOf(given: Recorded): readonly string[] {
  return judge(given).deviations.map(({ place, what }) => `${place} ${what}`)
}

describe('an answer', () => {
  it.each<[string, unknown]>([
    ['as it is described', good],
    ['with null where that may be', { ...good, status: null, owner: null }],
    ['with what is put together', { ...good, owner: { name: 'a', type: 'b' } }],
    [
      'of any branch',
      { ...good, parts: [{ name: 'a' }, { size: 1, unit: 'b' }] }
    ],
    ['with free keys', { ...good, state: { anything: 3 } }]
  ])('%s does not deviate', (_, answer) => {
    expect(linesOf(exchange({ answer: json(answer) }))).toEqual([])
  })

  it.each<[string, unknown, string]>([
    [
      'a key that is not described',
      { ...good, extra: 1 },
      '200 has extra, which is not described'
    ],
    ['a key left out', { id: 'run-1' }, '200 lacks status'],
    [
      'what only requests have',
      { ...good, secret: 'x' },
      '200 has secret, which is not described'
    ],
    ['another type', { ...good, id: 1 }, '200 /id is number, not string'],
    [
      'null where it may not be',
      { ...good, id: null },
      '200 /id is null, not string'
    ],
    [
      'another word',
      { ...good, status: 'lost' },
      '200 /status is "lost", none of ["pending","applied",null]'
    ],
    [
      'a key in what is put together',
      { ...good, owner: { name: 'a', type: 'b', c: 1 } },
      '200 /owner has c, which is not described'
    ],
    [
      'a key left out of a part of it',
      { ...good, owner: { type: 'b' } },
      '200 /owner lacks name'
    ],
    [
      'the nearest branch',
      { ...good, parts: [{ size: 1 }] },
      '200 /parts/* lacks unit'
    ],
    [
      'a value of free keys',
      { ...good, state: { a: 'b' } },
      '200 /state/a is string, not integer'
    ]
  ])('is found out: %s', (_, answer, line) => {
    expect(linesOf(exchange({ answer: json(answer) }))).toContain(line)
  })

  it.each<[string, Partial<Recorded>, readonly string[]]>([
    ['another status', { status: 202 }, ['202 is not described']],
    [
      'a failure of the server itself',
      { status: 500, answer: json({ message: 'no' }) },
      ['500 is a defect of the server']
    ],
    [
      'another media type',
      { answer: { type: 'text/html', bytes: 9 } },
      ['200 is of type "text/html", not application/json']
    ],
    [
      'a body where none is',
      { path: '/api/runs/latest', status: 204 },
      ['204 has a body, and none is described']
    ],
    [
      'an error that nobody listed',
      { status: 404, answer: json({ message: 'no' }) },
      []
    ],
    [
      'an error of another shape',
      { status: 404, answer: json({ error: 'no' }) },
      ['404 lacks message', '404 has error, which is not described']
    ]
  ])('%s', (_, changes, lines) => {
    expect([...linesOf(exchange(changes))].sort()).toEqual([...lines].sort())
  })

  it.each<[string, Partial<Recorded>]>([
    ['ordered by a test', { isOrdered: true }],
    ['of a server that the document is not of', { isDocumented: false }],
    ['lost on its way', { status: 0 }]
  ])('is not held: %s', (_, changes) => {
    expect(linesOf(exchange({ answer: json({}), ...changes }))).toEqual([])
  })
})

describe('a request', () => {
  const list = (query: Recorded['query']) =>
    exchange({ path: '/api/runs', query: [['org', 'acme'], ...query] })
  const create = (body: unknown) =>
    exchange({
      method: 'POST',
      path: '/api/runs',
      request: json(body),
      status: 201
    })

  it.each([
    list([
      ['size', '100'],
      ['filter[status]', 'a,b']
    ]),
    create({ status: 'pending', secret: 'x' })
  ])('as it is described does not deviate', (given) => {
    expect(linesOf(given)).toEqual([])
  })

  it.each<[string, Recorded, string]>([
    [
      'a parameter that there is not',
      list([['sort', 'a']]),
      'query sort is not a parameter'
    ],
    [
      'a number that is none',
      list([['size', 'all']]),
      'query size is string, not integer'
    ],
    [
      'one that is too large',
      list([['size', '101']]),
      'query size should be <= 100 (101)'
    ],
    [
      'one word of several',
      list([['filter[status]', 'a,c']]),
      'query filter[status] is "c", none of ["a","b"]'
    ],
    [
      'a parameter left out',
      exchange({ path: '/api/runs' }),
      'query org is required'
    ],
    [
      'a key that is not described',
      create({ status: null, secret: 'x', a: 1 }),
      'request has a, which is not described'
    ],
    [
      'what only answers have',
      create({ status: null, secret: 'x', id: 'a' }),
      'request has id, which is not described'
    ],
    [
      'no body',
      { ...create(good), request: { type: '', bytes: 0 } },
      'request has no body'
    ],
    [
      'a body where none is',
      exchange({ request: json({}) }),
      'request has a body, and none is described'
    ]
  ])('is found out: %s', (_, given, line) => {
    expect(linesOf(given)).toContain(line)
  })

  it('of somebody else is not held, but its answer is', () => {
    const given = create({ nonsense: true })
    expect(
      linesOf({ ...given, userAgent: 'them', answer: json({ id: 'run-1' }) })
    ).toEqual(['201 lacks status'])
  })
})

describe('an endpoint', () => {
  it('is the literal one before that with a parameter', () => {
    const endpoint = (path: string) => judge(exchange({ path })).endpoint
    expect(endpoint('/api/runs/latest')).toBe('GET /runs/latest')
    expect(endpoint('/api/runs/run-1')).toBe('GET /runs/{id}')
    expect(endpoint('/api/runs/run-1/plan')).toBeUndefined()
    expect(endpoint('/other/runs/run-1')).toBeUndefined()
  })
})

describe('a report', () => {
  async function report(
    exchanges: readonly Recorded[],
    known: Parameters<typeof judgeRecording>[2] = []
  ) {
    const recording = (async function* () {
      yield* exchanges
    })()
    return judgeRecording(recording, judge, known)
  }

  it('counts what is the same, by endpoint', async () => {
    const wrong = exchange({ answer: json({ ...good, extra: 1 }) })
    const found = await report([
      exchange(),
      wrong,
      { ...wrong, path: '/api/runs/run-2' },
      exchange({ path: '/api/plans/plan-0123456789' })
    ])
    expect(found.deviations).toHaveLength(1)
    expect(renderReport('HCP', found).split('\n')).toEqual([
      'HCP: 4 exchanges, 1 endpoints, 1 that the document does not have; 0 differences that are known',
      '  not described: GET /api/plans/plan-… (1 times)',
      '  GET /runs/{id}',
      '    200 has extra, which is not described (2 times)'
    ])
  })

  it('leaves out what is known, and nothing beside it', async () => {
    const answer = json({ ...good, extra: 1, other: 1 })
    const found = await report(
      [exchange({ answer })],
      [{ place: /^200$/, what: /^has extra,/, why: 'a test' }]
    )
    expect(found.deviations.map(({ what }) => what)).toEqual([
      'has other, which is not described'
    ])
    expect(found.known).toBe(1)
  })
})

describe('a recording', () => {
  let folder: string
  afterEach(() => rm(folder, { recursive: true }))

  it('has what was asked and answered, and no token', async () => {
    folder = await mkdtemp(join(tmpdir(), 'recording-'))
    const github = await startGitHub({ recording: folder })
    github.addPullRequest({ number: 7, headSha: 'a'.repeat(40) })
    github.trouble({ path: '/pulls/7', status: 500, body: '{}' })
    const ask = (path: string, init: RequestInit = {}) =>
      request(`${github.url}/repos/acme/infrastructure${path}`, {
        ...init,
        headers: {
          authorization: `token ${github.token}`,
          'content-type': 'application/json'
        }
      })
    await ask('/pulls/7')
    await ask('/issues/7/comments?page=2', {
      method: 'POST',
      body: '{"body":"hello"}'
    })
    await github.close()
    const [file] = await readdir(folder)
    const text = await readFile(join(folder, file!), 'utf8')
    expect(text).not.toContain(github.token)
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { method: 'GET', status: 500, isOrdered: true },
      {
        server: 'github',
        method: 'POST',
        query: [['page', '2']],
        request: { json: { body: 'hello' } },
        status: 201,
        answer: { type: 'application/json', json: { body: 'hello' } },
        isOrdered: false
      }
    ])
  })
})
