import { describe, expect, it } from '@jest/globals'
import {
  findPullRequest,
  readPullRequest,
  readPullRequestOfCommit
} from '../../src/github/pull-request.ts'
import {
  api,
  expectRequests,
  gitHub,
  pullDocument,
  repository,
  sha
} from './api.ts'

const other = 'd'.repeat(40)
const here = { id: 1, full_name: 'acme/network' }
const fork = { id: 2, full_name: 'eve/network' }

describe('readPullRequest', () => {
  expectRequests()

  it('reads the pull request', async () => {
    api().get('/repos/acme/network/pulls/7').reply(200, pullDocument())
    expect(await readPullRequest(gitHub(), repository, 7)).toEqual({
      number: 7,
      title: 'Widen the subnet',
      state: 'open',
      draft: false,
      merged: false,
      headSha: sha,
      headRef: 'widen',
      headRepository: 'acme/network',
      baseRef: 'main',
      baseSha: 'b'.repeat(40),
      baseRepository: 'acme/network',
      author: { login: 'ann', id: 11, isBot: false },
      labels: ['terraform', 'risky'],
      isFork: false,
      mergeCommitSha: 'c'.repeat(40),
      mergedAt: undefined,
      htmlUrl: 'https://github.invalid/acme/network/pull/7'
    })
  })

  it('reads one whose fork and author are gone', async () => {
    api()
      .get('/repos/acme/network/pulls/7')
      .reply(
        200,
        pullDocument({ user: null, head: { ref: 'x', sha, repo: null } })
      )
    expect(await readPullRequest(gitHub(), repository, 7)).toMatchObject({
      author: undefined,
      headRepository: undefined,
      isFork: true
    })
  })

  it('takes it for a fork where that cannot be told', async () => {
    api()
      .get('/repos/acme/network/pulls/7')
      .reply(200, pullDocument({ head: { ref: 'x', sha } }))
    expect(await readPullRequest(gitHub(), repository, 7)).toMatchObject({
      isFork: true
    })
  })

  it('refuses an answer without a head commit', async () => {
    api()
      .get('/repos/acme/network/pulls/7')
      .reply(200, pullDocument({ head: null }))
    await expect(readPullRequest(gitHub(), repository, 7)).rejects.toThrow(
      'lacks its number or head commit'
    )
  })

  it('says what it could not read', async () => {
    api()
      .get('/repos/acme/network/pulls/7')
      .reply(404, { message: 'Not Found' })
    await expect(
      readPullRequest(gitHub(), repository, 7)
    ).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining('read pull request #7 of acme/network')
    })
  })
})

describe('readPullRequestOfCommit', () => {
  expectRequests()

  const answers = (...lists: unknown[][]): void => {
    for (const list of lists) {
      api()
        .get(`/repos/acme/network/commits/${sha}/pulls`)
        .query({ per_page: 100, page: 1 })
        .reply(200, list)
    }
  }
  const merged = (
    number: number,
    merge_commit_sha: string,
    merged_at = '2026-11-01T00:00:00Z'
  ): unknown =>
    pullDocument({
      number,
      state: 'closed',
      merged: undefined,
      merged_at,
      merge_commit_sha
    })
  const open = (number: number, headSha: string): unknown =>
    pullDocument({ number, head: { ref: 'x', sha: headSha, repo: here } })
  const closed = pullDocument({
    number: 9,
    state: 'closed',
    head: { ref: 'x', sha: other, repo: here }
  })
  const foreign = pullDocument({ number: 5, base: { repo: fork } })

  const asOne = (number: number): unknown => ({
    kind: 'one',
    pullRequest: expect.objectContaining({ number })
  })

  it.each<[string, unknown[], number]>([
    [
      'the one merged as this commit',
      [open(1, sha), merged(2, other, '2026-11-09T00:00:00Z'), merged(3, sha)],
      3
    ],
    ['else the only one merged', [merged(1, other), open(3, other)], 1],
    ['else the open one it heads', [open(1, other), open(2, sha)], 2],
    ['else the only open one', [open(1, other), closed, foreign], 1],
    ['else the only closed one', [closed], 9]
  ])('takes %s', async (_, list, number) => {
    answers(list)
    const found = await readPullRequestOfCommit(gitHub(), repository, sha)
    expect(found).toEqual(asOne(number))
  })

  it('tells a merged one from a closed one', async () => {
    answers([merged(3, sha)])
    const found = await readPullRequestOfCommit(gitHub(), repository, sha)
    expect(found).toMatchObject({
      pullRequest: { merged: true, state: 'closed' }
    })
  })

  it.each<[string, unknown[], number[]]>([
    ['open ones', [open(1, other), open(2, other)], [1, 2]],
    ['open ones with the same head', [open(1, sha), open(2, sha)], [1, 2]],
    ['merged ones', [merged(1, other), merged(2, other)], [1, 2]],
    [
      'a merged one and its open head',
      [merged(1, other), open(2, sha)],
      [1, 2]
    ],
    ['one merged twice', [merged(1, sha), merged(2, sha)], [1, 2]],
    ['closed ones', [closed, { ...closed, number: 10 }], [9, 10]]
  ])('does not choose between several %s', async (_, list, numbers) => {
    answers(list)
    await expect(
      readPullRequestOfCommit(gitHub(), repository, sha)
    ).resolves.toEqual({ kind: 'several', numbers })
  })

  it.each([
    ['those of another repository', [foreign]],
    ['nothing', []]
  ])('finds none among %s', async (_, list) => {
    answers(list, list)
    await expect(
      readPullRequestOfCommit(gitHub(), repository, sha, 2)
    ).resolves.toEqual({ kind: 'none' })
  })

  it('asks again, since a merge is known late', async () => {
    answers([], [], [merged(3, sha)])
    const found = await readPullRequestOfCommit(gitHub(), repository, sha)
    expect(found).toEqual(asOne(3))
  })

  describe('findPullRequest', () => {
    const head = { kind: 'head', sha, isFork: undefined } as const
    const push = { kind: 'commit', sha } as const

    it.each([
      [head, [open(7, sha)], { kind: 'number', number: 7, isFork: false }],
      // Whatever is there now, this is what the event is about.
      [head, [open(7, other)], { kind: 'number', headSha: sha }],
      [{ ...head, isFork: true }, [open(7, sha)], { isFork: true }],
      [push, [open(7, sha)], { kind: 'number', number: 7 }],
      [head, [open(1, sha), open(2, sha)], { kind: 'unknown' }],
      [push, [open(1, sha), open(2, sha)], { kind: 'unknown' }]
    ])('of %j among %j is %j', async (location, list, want) => {
      answers(list)
      await expect(
        findPullRequest(gitHub(), repository, location)
      ).resolves.toMatchObject(want)
    })

    it.each([
      [head, 'unknown'],
      [push, 'none']
    ])('of %j, of which GitHub knows none, is %s', async (location, kind) => {
      answers([], [], [])
      await expect(
        findPullRequest(gitHub(), repository, location)
      ).resolves.toMatchObject({ kind })
    })

    it('asks nothing where the event tells', async () => {
      for (const told of [
        { kind: 'none', why: 'x' },
        { kind: 'unknown', why: 'x' }
      ] as const) {
        await expect(findPullRequest(gitHub(), repository, told)).resolves.toBe(
          told
        )
      }
    })
  })
})
