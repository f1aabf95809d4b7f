import { beforeEach, describe, expect, it } from '@jest/globals'
import type nock from 'nock'
import { upsertStickyComment } from '../../src/github/sticky-comment.ts'
import type { StickyComment } from '../../src/github/sticky-comment.ts'
import { api, apiUrl, expectRequests, gitHub, repository } from './api.ts'

const marker = '<!-- gated-terraform-run: acme/network -->'
const body = `${marker}\n## Plan`
const target = { repository, pullRequest: 7, marker }
const comments = '/repos/acme/network/issues/7/comments'
const one = (id: number): string => `/repos/acme/network/issues/comments/${id}`

const bot = { login: 'github-actions[bot]', id: 41, type: 'Bot' }
const ann = { login: 'ann', id: 11, type: 'User' }

function comment(
  id: number,
  text = `${marker}\nold`,
  user: unknown = bot
): Record<string, unknown> {
  return {
    id,
    node_id: `IC_${id}`,
    html_url: `https://github.invalid/acme/network/pull/7#issuecomment-${id}`,
    body: text,
    user
  }
}

const head = 'a'.repeat(40)
/** Is all of a conversation told in one query, or refused there? */
let isAtOnce = true
let self: unknown

/** What is asked before anything else, up to the first list. */
function answerViewer(
  viewer: unknown = { login: bot.login, databaseId: bot.id }
): void {
  self = viewer
  if (isAtOnce) return
  refuseQuery()
  api()
    .post('/graphql', /query \{ viewer \{ login databaseId \} \}/)
    .reply(200, { data: { viewer } })
}

/** A token that may read issues and no pull requests, for one. */
function refuseQuery(): void {
  const error = { type: 'FORBIDDEN', message: 'Resource not accessible' }
  const data = { viewer: { login: 'mallory' }, repository: null }
  api()
    .post('/graphql', /headRefOid/)
    .reply(200, { data, errors: [error] })
}

/** Each call is one reading of the list. */
function answerList(...documents: Record<string, unknown>[]): void {
  if (isAtOnce) {
    api()
      .post('/graphql', /headRefOid/)
      .reply(200, { data: conversation(documents) })
  } else {
    api().get(comments).query({ per_page: 100, page: 1 }).reply(200, documents)
  }
}

/** The comments as GraphQL tells them. */
function conversation(
  documents: readonly Record<string, unknown>[],
  endCursor: string | null = null
): Record<string, unknown> {
  const nodes = documents.map((document) => {
    const { login, id, type } = (document['user'] ?? {}) as Partial<typeof bot>
    const author = {
      __typename: type,
      login: login?.replace(/\[bot\]$/, ''),
      databaseId: id
    }
    return {
      id: document['node_id'],
      url: document['html_url'],
      body: document['body'] ?? '',
      author: document['user'] === null ? null : author
    }
  })
  const pageInfo = { hasNextPage: endCursor !== null, endCursor }
  const pullRequest = { headRefOid: head, comments: { nodes, pageInfo } }
  return { viewer: self, repository: { pullRequest } }
}

function answerUpdate(id: number, status = 200): void {
  api()
    .patch(one(id), { body })
    .reply(status, status === 200 ? comment(id, body) : { message: 'no' })
}

function answerCreate(id: number): void {
  api().post(comments, { body }).reply(201, comment(id, body))
}

function answerDelete(id: number, status = 204): void {
  api()
    .delete(one(id))
    .reply(status, status === 204 ? undefined : { message: 'no' })
}

/** What it says stays as it is, so that nothing is written where it is found. */
async function findOwn(): Promise<StickyComment | undefined> {
  let found: StickyComment | undefined
  await upsertStickyComment(gitHub(), {
    ...target,
    body: (previous) => {
      found = previous
      return previous?.body ?? body
    }
  })
  return found
}

const ways = [
  ['in one query', true],
  ['one by one', false]
] as const

describe.each(ways)('our own comment, read %s', (_way, isOne) => {
  expectRequests()
  beforeEach(() => {
    isAtOnce = isOne
  })

  it('is the oldest of ours on all pages', async () => {
    answerViewer()
    const first = [comment(1, 'hello', ann), comment(5)]
    const second = [comment(3), comment(9)]
    if (isAtOnce) {
      api()
        .post('/graphql', /"after":null/)
        .reply(200, { data: conversation(first, 'next') })
        .post('/graphql', /"after":"next"/)
        .reply(200, { data: conversation(second) })
    } else {
      api()
        .get(comments)
        .query({ per_page: 100, page: 1 })
        .reply(200, first, { link: '<https://x.invalid>; rel="next"' })
        .get(comments)
        .query({ per_page: 100, page: 2 })
        .reply(200, second)
    }
    answerDelete(5)
    answerDelete(9)
    expect(await findOwn()).toMatchObject({
      id: 3,
      url: 'https://github.invalid/acme/network/pull/7#issuecomment-3',
      body: `${marker}\nold`
    })
  })

  it.each([
    ['a marker that is not at the start', `> ${marker}`, bot],
    ['the marker of another comment', '<!-- gated-terraform-run: b -->', bot],
    ['a person who planted the marker', body, ann],
    [
      'a person with the bare name of our app',
      body,
      { login: 'github-actions', id: 99, type: 'User' }
    ],
    ['another app', body, { login: 'other[bot]', id: 43, type: 'Bot' }],
    ['nobody', body, null],
    ['no body', null, bot]
  ])('is not %s', async (_, text, user) => {
    const foreign = { ...comment(1, '', user), body: text }
    answerViewer()
    answerList(foreign)
    answerCreate(4)
    answerList(foreign, comment(4, body))
    expect(await findOwn()).toBeUndefined()
  })

  it.each<[string, unknown, unknown]>([
    ['the same id', { login: 'x', databaseId: 41 }, bot],
    ['a login without [bot]', { login: 'github-actions' }, bot],
    ['a login with [bot]', { login: 'github-actions[bot]' }, bot],
    ['a person', { login: 'Ann' }, ann],
    ['a person by id', { login: 'renamed', databaseId: 11 }, ann]
  ])('is known by %s', async (_, viewer, user) => {
    answerViewer(viewer)
    answerList(comment(1, body, user))
    expect(await findOwn()).toMatchObject({ id: 1 })
  })

  it.each<[string, unknown]>([
    ['another id with our login', { login: 'ann', databaseId: 12 }],
    ['a bot for a person', { login: 'github-actions[bot]' }]
  ])('is not known by %s', async (_, viewer) => {
    answerViewer(viewer)
    answerList(comment(1, body, ann))
    answerCreate(4)
    answerList(comment(1, body, ann))
    expect(await findOwn()).toBeUndefined()
  })
})

describe.each(ways)('upsertStickyComment, reading %s', (_way, isOne) => {
  expectRequests()
  beforeEach(() => {
    isAtOnce = isOne
  })

  const upsert = (text = body): ReturnType<typeof upsertStickyComment> =>
    upsertStickyComment(gitHub(), { ...target, body: text })
  const url = (id: number): string =>
    `https://github.invalid/acme/network/pull/7#issuecomment-${id}`

  it('updates ours in place, and passes over foreign ones', async () => {
    answerViewer()
    answerList(comment(2, body, ann), comment(3))
    answerUpdate(3)
    expect(await upsert()).toEqual({
      id: 3,
      url: url(3),
      created: false,
      folded: 0
    })
  })

  it('writes nothing where nothing is new', async () => {
    answerViewer()
    answerList(comment(3, body))
    expect(await upsert()).toMatchObject({ id: 3, created: false })
  })

  it('makes the body from what its own comment says now', async () => {
    answerViewer()
    answerList(
      comment(4, `${marker}\nforged`, ann),
      comment(5, `${marker}\nmine`)
    )
    answerUpdate(5)
    const seen: (string | undefined)[] = []
    await upsertStickyComment(gitHub(), {
      ...target,
      body: (previous) => {
        seen.push(previous?.body)
        return body
      }
    })
    expect(seen).toEqual([`${marker}\nmine`])
  })

  it('puts the marker in front of a body without it', async () => {
    answerViewer()
    answerList(comment(3))
    answerUpdate(3)
    expect(await upsert('## Plan')).toMatchObject({ id: 3 })
  })

  it('makes one where there is none', async () => {
    answerViewer()
    answerList(comment(2, body, ann))
    answerCreate(4)
    answerList(comment(2, body, ann), comment(4, body))
    expect(await upsert()).toEqual({
      id: 4,
      url: url(4),
      created: true,
      folded: 0
    })
  })

  it('takes its own for made where the list does not show it yet', async () => {
    answerViewer()
    answerList()
    answerCreate(4)
    answerList()
    expect(await upsert()).toMatchObject({ id: 4, created: true })
  })

  it('makes a new one where the one found is deleted meanwhile', async () => {
    answerViewer()
    answerList(comment(3))
    answerUpdate(3, 404)
    answerCreate(4)
    answerList(comment(4, body))
    expect(await upsert()).toMatchObject({ id: 4, created: true })
  })

  it('puts away the duplicate of a job that raced and lost', async () => {
    answerViewer()
    answerList()
    answerCreate(4)
    answerList(comment(4, body), comment(5))
    answerDelete(5)
    expect(await upsert()).toMatchObject({ id: 4, created: true, folded: 1 })
  })

  it('gives way to a job that raced and won', async () => {
    answerViewer()
    answerList()
    answerCreate(5)
    answerList(comment(4), comment(5, body))
    answerUpdate(4)
    answerDelete(5)
    expect(await upsert()).toMatchObject({ id: 4, created: false, folded: 1 })
  })

  it('is written, whether or not it can be seen who raced', async () => {
    answerViewer()
    answerList()
    answerCreate(5)
    if (isAtOnce) refuseQuery()
    const page = { per_page: 100, page: 1 }
    api().get(comments).query(page).reply(403, { message: 'No' })
    expect(await upsert()).toMatchObject({ id: 5, created: true, folded: 0 })
  })

  it('keeps its own where the winner is deleted meanwhile', async () => {
    answerViewer()
    answerList()
    answerCreate(5)
    answerList(comment(4), comment(5, body))
    answerUpdate(4, 404)
    expect(await upsert()).toMatchObject({ id: 5, created: true, folded: 0 })
  })

  it('puts away what earlier races left', async () => {
    answerViewer()
    answerList(comment(3), comment(5), comment(6))
    answerUpdate(3)
    answerDelete(5)
    answerDelete(6, 404)
    expect(await upsert()).toMatchObject({ id: 3, folded: 2 })
  })

  it('hides what it cannot delete, and leaves what it cannot hide', async () => {
    answerViewer()
    answerList(comment(3), comment(5), comment(6))
    answerUpdate(3)
    answerDelete(5, 403)
    api()
      .post(
        '/graphql',
        (sent: { query: string; variables: unknown }) =>
          sent.query.includes('minimizeComment') &&
          JSON.stringify(sent.variables) === '{"id":"IC_5"}'
      )
      .reply(200, { data: {} })
    answerDelete(6, 403)
    api()
      .post('/graphql', /IC_6/)
      .reply(200, { data: null, errors: [{ type: 'FORBIDDEN' }] })
    expect(await upsert()).toMatchObject({ id: 3, folded: 1 })
  })

  it('does not comment twice where the answer is lost', async () => {
    answerViewer()
    answerList()
    api().post(comments, { body }).replyWithError(new Error('socket hang up'))
    answerList(comment(4, body))
    answerList(comment(4, body))
    expect(await upsert()).toMatchObject({ id: 4, folded: 0 })
  })

  it('comments again where the list shows that it was not done', async () => {
    answerViewer()
    answerList()
    api().post(comments, { body }).reply(502, {})
    answerList()
    answerCreate(4)
    answerList(comment(4, body))
    expect(await upsert()).toMatchObject({ id: 4, created: true })
  })

  it("writes into another job's comment where its own is lost", async () => {
    answerViewer()
    answerList()
    api().post(comments, { body }).reply(502, {})
    answerList(comment(3))
    answerUpdate(3)
    answerList(comment(3, body))
    expect(await upsert()).toMatchObject({ id: 3 })
  })

  it('gives up after three attempts to make one', async () => {
    answerViewer()
    answerList()
    api().post(comments, { body }).times(3).reply(502, {})
    answerList()
    answerList()
    await expect(upsert()).rejects.toMatchObject({
      kind: 'unanswered',
      status: 502
    })
  })

  it.each<[number, string, string, nock.Body]>([
    [
      403,
      'permission',
      'pull-requests: write',
      { message: 'Resource not accessible by integration' }
    ],
    [
      403,
      'locked',
      'conversation is locked',
      { message: 'Unable to create comment because issue is locked.' }
    ],
    [423, 'locked', 'conversation is locked', { message: 'Locked' }],
    [422, 'refused', 'too long', { message: 'Body is too long' }]
  ])('explains %i %s', async (status, kind, words, answer) => {
    answerViewer()
    answerList()
    api().post(comments).reply(status, answer)
    await expect(upsert()).rejects.toMatchObject({
      kind,
      status,
      message: expect.stringContaining(words)
    })
  })

  it('says which comment it could not write, and not where', async () => {
    answerViewer()
    answerList(comment(3))
    answerUpdate(3, 422)
    const error = await upsert().catch((reason: unknown) => reason as Error)
    expect((error as Error).message).toContain(
      'update our comment on pull request #7 of acme/network'
    )
    expect((error as Error).message).not.toContain(apiUrl)
  })
})

describe('the conversation of a pull request', () => {
  expectRequests()
  beforeEach(() => {
    isAtOnce = true
    self = { login: bot.login, databaseId: bot.id }
  })

  it('is told with its head, to whoever decides whether to write', async () => {
    answerList(comment(3))
    const heads: (string | undefined)[] = []
    const mustStay = (_: unknown, seen: string | undefined) => {
      heads.push(seen)
      return true
    }
    await upsertStickyComment(gitHub(), { ...target, body, mustStay })
    answerList()
    const mayCreate = (seen: string | undefined) => {
      heads.push(seen)
      return false
    }
    await upsertStickyComment(gitHub(), { ...target, body, mayCreate })
    expect(heads).toEqual([head, head])
  })

  it("takes an import's stand-in for nobody", async () => {
    self = { login: 'ann', databaseId: 11 }
    const mannequin = { login: 'ann', id: 11, type: 'Mannequin' }
    answerList(comment(1, body, mannequin), comment(2, body, ann))
    expect(await findOwn()).toMatchObject({ id: 2 })
  })

  // Not every server has every field, and what is missing is not nothing.
  it.each<[string, string, string]>([
    ['no viewer', '"viewer":', '"viewed":'],
    ['no head', '"headRefOid":', '"headRef":'],
    ['no pull request', '"pullRequest":', '"issue":'],
    ['no comments', '"nodes":', '"edges":'],
    ['no word of more', '"hasNextPage":', '"hasNext":'],
    ['more, and not where', '"hasNextPage":false', '"hasNextPage":true'],
    ['a comment that is null', '"nodes":[', '"nodes":[null,'],
    ['a comment without id', '"id":"IC_1"', '"id":""'],
    ['a comment without address', '#issuecomment-1"', '"'],
    ['a comment without body', '"body":"hello"', '"bodyText":"hello"'],
    ['a comment without author', '"author":', '"editor":']
  ])('is read by REST where the query tells %s', async (_, part, other) => {
    const listed = [comment(1, 'hello', ann), comment(2, body, ann)]
    const answer = JSON.stringify({ data: conversation(listed) })
    expect(answer).toContain(part)
    api()
      .post('/graphql', /headRefOid/)
      .reply(200, answer.replace(part, other))
    api()
      .post('/graphql', /query \{ viewer/)
      .reply(200, { data: { viewer: { login: 'ann', databaseId: 11 } } })
    isAtOnce = false
    answerList(...listed)
    expect(await findOwn()).toMatchObject({ id: 2 })
  })

  it('is asked of REST where there is no GraphQL', async () => {
    api().post('/graphql').twice().reply(404, { message: 'Not Found' })
    api().get('/user').reply(200, ann)
    isAtOnce = false
    answerList(comment(1, body, bot), comment(2, body, ann))
    expect(await findOwn()).toMatchObject({ id: 2 })
  })

  it("is an app's where nobody tells", async () => {
    refuseQuery()
    api()
      .post('/graphql')
      .reply(200, {
        data: null,
        errors: [{ type: 'FORBIDDEN', message: 'no' }]
      })
    api().get('/user').reply(403, { message: 'no' })
    isAtOnce = false
    answerList(comment(1, body, ann), comment(2, body, bot))
    expect(await findOwn()).toMatchObject({ id: 2 })
  })

  it('is read by one query before and one after a comment is made', async () => {
    answerList()
    answerCreate(4)
    answerList(comment(4, body))
    await upsertStickyComment(gitHub(), { ...target, body })
  })
})
