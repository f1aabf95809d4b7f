import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { PullRequestLocation } from '../../src/github/pull-request.ts'
import {
  isDependabot,
  isForkPullRequest,
  locatePullRequest,
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
import { runs } from '../fuzz.ts'

const other = 'd'.repeat(40)
const zeros = '0'.repeat(40)
const here = { id: 1, full_name: 'acme/network' }
const fork = { id: 2, full_name: 'eve/network' }

const events = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'issue_comment',
  'push',
  'workflow_run',
  'check_run',
  'check_suite',
  'merge_group',
  'workflow_dispatch',
  'schedule',
  'repository_dispatch',
  'anything_else'
]

function locate(
  name: string,
  payload: unknown,
  input?: number
): PullRequestLocation {
  const ref = 'refs/heads/main'
  return locatePullRequest({ name, payload, sha: other, ref }, input)
}

function numbered(facts: Record<string, unknown> = {}): unknown {
  return {
    kind: 'number',
    number: 7,
    isFork: undefined,
    headSha: undefined,
    author: undefined,
    ...facts
  }
}

describe('locatePullRequest', () => {
  describe.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment'
  ])('%s', (name) => {
    it('takes the pull request of the payload', () => {
      expect(locate(name, { pull_request: pullDocument() })).toEqual(
        numbered({ isFork: false, headSha: sha, author: 'ann' })
      )
    })

    it('tells a fork', () => {
      const pull_request = pullDocument({ head: { sha, repo: fork } })
      expect(locate(name, { pull_request })).toMatchObject({ isFork: true })
    })

    it('has none where the payload has none', () => {
      expect(locate(name, {}).kind).toBe('none')
    })
  })

  it('takes the pull request that was commented on', () => {
    const issue = { number: 7, user: { login: 'ann' }, pull_request: {} }
    expect(locate('issue_comment', { issue })).toEqual(
      numbered({ author: 'ann' })
    )
  })

  it.each([
    [{ issue: { number: 7 } }, '#7 is an issue'],
    [{ issue: { number: 7, pull_request: null } }, '#7 is an issue'],
    [{ issue: { number: 7, pull_request: true } }, '#7 is an issue'],
    [{}, 'names no issue']
  ])('has none for a comment on %j', (payload, why) => {
    expect(locate('issue_comment', payload)).toEqual({
      kind: 'none',
      why: expect.stringContaining(why)
    })
  })

  it.each([
    ['after', { after: sha }, { kind: 'commit', sha }],
    ['GITHUB_SHA', {}, { kind: 'commit', sha: other }]
  ])('takes the commit of a push: %s', (_, payload, expected) => {
    expect(locate('push', payload)).toEqual(expected)
  })

  it.each([
    { deleted: true, after: zeros },
    { after: zeros },
    { after: 'main; rm -rf' },
    { after: 7 }
  ])('has none for the push %j', (payload) => {
    expect(locate('push', payload).kind).toBe('none')
  })

  describe.each(['workflow_run', 'check_run', 'check_suite'])('%s', (name) => {
    const listed = (number: number, base = here, head = here): unknown => ({
      number,
      head: { sha: other, repo: { id: head.id } },
      base: { repo: { id: base.id } }
    })
    const about = (pulls: unknown): unknown => ({
      [name]: { head_sha: sha, pull_requests: pulls },
      repository: here
    })

    it('takes the one pull request', () => {
      expect(locate(name, about([listed(7)]))).toEqual(
        numbered({ isFork: false, headSha: sha })
      )
    })

    it('passes over pull requests of other repositories', () => {
      const pulls = [listed(8, fork), listed(7)]
      expect(locate(name, about(pulls))).toMatchObject({ number: 7 })
    })

    it('does not choose between several', () => {
      expect(locate(name, about([listed(7), listed(8)]))).toEqual({
        kind: 'none',
        why: expect.stringContaining('2 pull requests')
      })
    })

    it.each([[[]], [undefined], ['x'], [[null]], [[{}]]])(
      'takes the commit where the list is %j, as for forks',
      (pulls) => {
        expect(locate(name, about(pulls))).toEqual({ kind: 'commit', sha })
      }
    )

    it('has none without a commit', () => {
      expect(locate(name, {}).kind).toBe('none')
    })
  })

  it.each([
    `refs/heads/gh-readonly-queue/main/pr-7-${sha}`,
    `gh-readonly-queue/release/pr-8/pr-7-${sha}`
  ])('parses the merge queue branch %s', (head_ref) => {
    expect(locate('merge_group', { merge_group: { head_ref } })).toEqual(
      numbered()
    )
  })

  it('takes GITHUB_REF where the merge group has no branch', () => {
    const ref = `refs/heads/gh-readonly-queue/main/pr-7-${sha}`
    expect(
      locatePullRequest(
        { name: 'merge_group', payload: {}, sha, ref },
        undefined
      )
    ).toEqual(numbered())
  })

  it.each([
    'refs/heads/main',
    'refs/heads/gh-readonly-queue/main/pr-x-1',
    'refs/heads/gh-readonly-queue/pr-7-a',
    'refs/heads/x/gh-readonly-queue/main/pr-7-a',
    'gh-readonly-queue/main/pr-99999999999999999999-a'
  ])('has none for the merge queue branch %s', (head_ref) => {
    expect(locate('merge_group', { merge_group: { head_ref } }).kind).toBe(
      'none'
    )
  })

  it.each([
    'workflow_dispatch',
    'schedule',
    'repository_dispatch',
    'anything_else'
  ])('has none for %s, and names the input', (name) => {
    expect(locate(name, { pull_request: pullDocument() })).toEqual({
      kind: 'none',
      why: expect.stringMatching(`${name}.*pull-request input`)
    })
  })

  it.each(events)('lets the input win: %s', (name) => {
    const payload = {
      pull_request: pullDocument(),
      issue: { number: 7, pull_request: {} }
    }
    expect(locate(name, payload, 12)).toEqual(numbered({ number: 12 }))
  })

  it('keeps what the event tells of the number in the input', () => {
    expect(
      locate('pull_request', { pull_request: pullDocument() }, 7)
    ).toMatchObject({ number: 7, headSha: sha, isFork: false })
  })

  it('never throws and never makes up a number, whatever the payload', () => {
    const number = fc.oneof(fc.integer(), fc.double(), fc.jsonValue())
    const side = fc.oneof(
      fc.jsonValue(),
      fc.record({ sha: fc.jsonValue(), repo: fc.jsonValue() })
    )
    const pull = fc.oneof(
      fc.jsonValue(),
      fc.record(
        { number, head: side, base: side, user: fc.jsonValue() },
        { requiredKeys: [] }
      )
    )
    const listing = fc.oneof(
      fc.jsonValue(),
      fc.record({
        head_sha: fc.jsonValue(),
        head_ref: fc.jsonValue(),
        pull_requests: fc.oneof(fc.jsonValue(), fc.array(pull))
      })
    )
    const payload = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          pull_request: pull,
          issue: fc.oneof(
            fc.jsonValue(),
            fc.record({ number, pull_request: fc.jsonValue() })
          ),
          after: fc.jsonValue(),
          workflow_run: listing,
          check_run: listing,
          check_suite: listing,
          merge_group: listing
        },
        { requiredKeys: [] }
      )
    )
    fc.assert(
      fc.property(fc.constantFrom(...events), payload, (name, hostile) => {
        const found = locate(name, hostile)
        if (found.kind === 'number') {
          expect(Number.isSafeInteger(found.number)).toBe(true)
          expect(found.number).toBeGreaterThan(0)
        } else if (found.kind === 'commit') {
          expect(found.sha).toMatch(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
        } else {
          expect(found.why).not.toBe('')
        }
        isForkPullRequest(hostile)
        isDependabot(hostile)
      }),
      { numRuns: runs(1000) }
    )
  })
})

describe('isForkPullRequest', () => {
  const payload = (head: unknown, base: unknown): unknown => ({
    pull_request: { head, base }
  })

  it.each([
    ['the same repository', { repo: here }, { repo: here }, false],
    ['another repository', { repo: fork }, { repo: here }, true],
    ['a fork that is gone', { repo: null }, { repo: here }, true],
    [
      'names in another case',
      { repo: { full_name: 'ACME/Network' } },
      { repo: { full_name: 'acme/network' } },
      false
    ],
    [
      'names only',
      { repo: { full_name: 'eve/network' } },
      { repo: { full_name: 'acme/network' } },
      true
    ],
    ['nothing', {}, {}, undefined],
    ['no head', undefined, { repo: here }, undefined]
  ])('%s', (_, head, base, expected) => {
    expect(isForkPullRequest(payload(head, base))).toBe(expected)
  })

  it('does not know without a pull request', () => {
    expect(isForkPullRequest({})).toBeUndefined()
  })
})

describe('isDependabot', () => {
  const bot = { login: 'dependabot[bot]' }
  const ann = { login: 'ann' }

  it.each([
    ['its pull request, run again by a person', bot, ann, true],
    ["a person's pull request that it touched", ann, bot, false],
    ['its push', undefined, bot, true],
    ['a push', undefined, ann, false],
    ['a person with its bare name', { login: 'dependabot' }, bot, false],
    ['a deleted author', null, bot, false]
  ])('%s', (_, user, sender, expected) => {
    const payload =
      user === undefined ? { sender } : { sender, pull_request: { user } }
    expect(isDependabot(payload)).toBe(expected)
  })
})

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
  const closed = pullDocument({ number: 9, state: 'closed' })
  const foreign = pullDocument({ number: 5, base: { repo: fork } })

  it.each<[string, unknown[], number]>([
    [
      'the one merged as this commit',
      [open(1, sha), merged(2, other, '2026-11-09T00:00:00Z'), merged(3, sha)],
      3
    ],
    [
      'else the last one merged',
      [
        merged(1, other),
        merged(2, other, '2026-11-09T00:00:00Z'),
        open(3, sha)
      ],
      2
    ],
    ['else the open one it heads', [open(1, other), open(2, sha)], 2],
    ['else the only open one', [open(1, other), closed, foreign], 1]
  ])('takes %s', async (_, list, number) => {
    answers(list)
    const found = await readPullRequestOfCommit(gitHub(), repository, sha)
    expect(found?.number).toBe(number)
  })

  it('tells a merged one from a closed one', async () => {
    answers([merged(3, sha)])
    const found = await readPullRequestOfCommit(gitHub(), repository, sha)
    expect(found).toMatchObject({ merged: true, state: 'closed' })
  })

  it.each([
    ['several open ones', [open(1, other), open(2, other)]],
    ['several open ones with the same head', [open(1, sha), open(2, sha)]],
    ['closed ones', [closed]],
    ['those of another repository', [foreign]],
    ['nothing', []]
  ])('finds none among %s', async (_, list) => {
    answers(list, list)
    await expect(
      readPullRequestOfCommit(gitHub(), repository, sha, 2)
    ).resolves.toBeUndefined()
  })

  it('asks again, since a merge is known late', async () => {
    answers([], [], [merged(3, sha)])
    const found = await readPullRequestOfCommit(gitHub(), repository, sha)
    expect(found?.number).toBe(3)
  })
})
