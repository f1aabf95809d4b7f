import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Acting } from './acting.ts'
import { repo, startActing } from './acting.ts'

let acting: Acting
beforeEach(async () => {
  acting = await startActing()
})
afterEach(() => acting.github.close())

const comments = `${repo}/issues/7/comments`

describe('a comment', () => {
  it.each([
    [{ app: 'planner' }, 'planner[bot]', 'Bot', 'planner'],
    [{ login: 'bea' }, 'bea', 'User', undefined]
  ])('of the token of %j', async (options, login, type, slug) => {
    const token = acting.github.addToken(options)
    const { json } = await acting.call('POST', comments, { body: 'x' }, token)
    expect(json.user).toMatchObject({ login, type })
    expect(json.performed_via_github_app?.slug).toBe(slug)
    expect(acting.github.requests.at(-1)?.as).toBe(login)
    const viewer = await acting.call(
      'POST',
      '/graphql',
      { query: '{ viewer { login } }' },
      token
    )
    expect(viewer.json.data.viewer.login).toBe(login)
    const user = await acting.call('GET', '/user', undefined, token)
    expect(user.status).toBe(slug === undefined ? 200 : 403)
  })

  it.each([
    ['github-actions[bot]', 'github-actions', 15_368],
    ['renovate[bot]', 'renovate', expect.any(Number)],
    // A person who comments through an App is a person.
    ['bea', 'helper', expect.any(Number)]
  ])('of somebody else: %s by %s', async (login, slug, id) => {
    acting.github.addComment(7, login, 'hello', slug)
    const { json } = await acting.call('GET', comments)
    expect(json).toMatchObject([
      { user: { login }, performed_via_github_app: { slug, id } }
    ])
  })
})

describe('a rate limit', () => {
  it.each([
    ['secondary', 403, 30],
    ['secondary', 429, 30],
    ['secondary', 403, undefined],
    ['secondary', 429, undefined],
    ['primary', 403, undefined],
    ['primary', 429, undefined]
  ] as const)('%s, %d, Retry-After %s', async (kind, status, retryAfter) => {
    acting.github.limit(
      { method: 'POST', path: '/comments' },
      { kind, status, ...(retryAfter === undefined ? {} : { retryAfter }) }
    )
    const refused = await acting.call('POST', comments, { body: 'x' })
    expect(refused.status).toBe(status)
    expect(refused.headers.get('retry-after')).toBe(
      retryAfter === undefined ? null : '30'
    )
    const left = Number(refused.headers.get('x-ratelimit-remaining'))
    expect(left > 0).toBe(kind === 'secondary')
    expect(
      Number(refused.headers.get('x-ratelimit-reset')) * 1000
    ).toBeGreaterThan(Date.now())
    expect(refused.json.message).toMatch(/rate limit/i)
    expect(acting.github.state.comments).toEqual([])
    const second = await acting.call('POST', comments, { body: 'x' })
    expect(second.status).toBe(201)
  })
})
