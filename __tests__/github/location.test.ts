import { describe, expect, it } from '@jest/globals'
import type { EventLocation } from '../../src/github/location.ts'
import {
  isDependabot,
  isForkPullRequest,
  locatePullRequest
} from '../../src/github/location.ts'
import { pullDocument, sha } from './api.ts'
import { fc, runs } from '../fuzz.ts'

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

function locate(name: string, payload: unknown, input?: number): EventLocation {
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

    it.each([
      {},
      null,
      [],
      { pull_request: null },
      { pull_request: {} },
      { pull_request: [pullDocument(), pullDocument()] },
      { number: 8, pull_request: pullDocument() },
      { number: null, pull_request: pullDocument() }
    ])('does not know where the payload does not tell: %j', (payload) => {
      expect(locate(name, payload).kind).toBe('unknown')
    })
  })

  it('takes the pull request that was commented on', () => {
    const issue = { number: 7, user: { login: 'ann' }, pull_request: {} }
    expect(locate('issue_comment', { issue })).toEqual(
      numbered({ author: 'ann' })
    )
  })

  it.each([
    [{ issue: { number: 7 } }, 'does not say that #7 is a pull request'],
    [{ issue: { number: 7, pull_request: null } }, 'does not say that #7'],
    [{ issue: { number: 7, pull_request: true } }, 'does not say that #7'],
    [{}, 'names no issue']
  ])('does not know of a comment on %j', (payload, why) => {
    expect(locate('issue_comment', payload)).toEqual({
      kind: 'unknown',
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
        kind: 'unknown',
        why: expect.stringContaining('2 pull requests')
      })
    })

    it.each([[[]], [undefined], ['x'], [[null]], [[{}]]])(
      'takes the head where the list is %j, as for forks',
      (pulls) => {
        expect(locate(name, about(pulls))).toEqual({
          kind: 'head',
          sha,
          isFork: undefined
        })
      }
    )

    it('knows nothing without a commit', () => {
      expect(locate(name, {}).kind).toBe('unknown')
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
  ])('does not know of the merge queue branch %s', (head_ref) => {
    expect(locate('merge_group', { merge_group: { head_ref } }).kind).toBe(
      'unknown'
    )
  })

  it.each(['workflow_dispatch', 'schedule', 'repository_dispatch'])(
    'has none for %s, and names the input',
    (name) => {
      expect(locate(name, { pull_request: pullDocument() })).toEqual({
        kind: 'none',
        why: expect.stringMatching(`${name}.*pull-request input`)
      })
    }
  )

  it.each(['', 'anything_else', 'deployment_status'])(
    'does not know of the event %j',
    (name) => {
      expect(locate(name, { pull_request: pullDocument() })).toEqual({
        kind: 'unknown',
        why: expect.stringContaining('pull-request input')
      })
    }
  )

  describe('a workflow_run', () => {
    const after = (run: Record<string, unknown>): unknown => ({
      workflow_run: {
        head_sha: sha,
        pull_requests: [],
        event: 'push',
        head_repository: here,
        ...run
      },
      repository: here
    })

    it.each(['push', 'schedule', 'workflow_dispatch'])(
      'after a %s of this repository is of a commit',
      (event) => {
        expect(locate('workflow_run', after({ event }))).toEqual({
          kind: 'commit',
          sha
        })
      }
    )

    it.each([
      [{ event: 'pull_request' }, false],
      [{ event: undefined }, false],
      [{ event: ['push', 'push'] }, false],
      [{ pull_requests: null }, false],
      [{ pull_requests: undefined }, false],
      [{ head_repository: fork }, true],
      [{ head_repository: null }, undefined]
    ])('with %j may be of a pull request', (run, isFork) => {
      expect(locate('workflow_run', after(run))).toEqual({
        kind: 'head',
        sha,
        isFork
      })
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
        } else if (found.kind === 'head') {
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
