import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it
} from '@jest/globals'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { openHeldStage } from './held-stage.ts'
import { headSha, pullRequest, pullRequestEvent, reasonCodes } from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * What is no live approval of a person with write permission, and answers of
 * GitHub that tell less than they should: nothing is applied for any of them,
 * and what is not known discards nothing.
 */

const olderSha = 'c'.repeat(40)
const reviewsPath = `/pulls/${pullRequest}/reviews`
const json = { 'content-type': 'application/json' }

let stage: Stage
let second: Readonly<Record<string, string>>
let writes = 0
beforeAll(async () => {
  const writers = ['ann', 'bea', 'cleo', 'hubot', 'octocat']
  const held = await openHeldStage(writers, 'member')
  stage = held.stage
  second = { mode: 'apply', 'run-id': held.runId, approve: 'true' }
  writes = stage.writes().length
})
afterEach(() => {
  const pull = stage.github.state.pullRequests.get(pullRequest)!
  pull.reviews.splice(0)
  pull.labels.splice(0)
  pull.labelEvents.splice(0)
  expect(stage.writes()).toHaveLength(writes)
})
afterAll(async () => {
  await stage.close()
})

async function expectBlocked(
  code: string,
  inputs: Readonly<Record<string, string>> = { 'required-approvals': '1' }
): Promise<ActionResult> {
  const isUnknown = code.endsWith('-unknown')
  const result = await stage.run(
    { ...second, 'on-blocked': isUnknown ? 'discard' : 'hold', ...inputs },
    pullRequestEvent()
  )
  expect(result.outputs['outcome']).toBe('blocked')
  expect(reasonCodes(result)).toEqual([code])
  return result
}

describe('reviews', () => {
  type Given = readonly [
    login: string,
    state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED',
    sha?: string
  ]
  const review = (...given: readonly Given[]): void => {
    for (const [login, state, sha = headSha] of given) {
      stage.github.addReview(pullRequest, login, state, sha)
    }
  }

  it.each<[string, readonly Given[], string]>([
    ['that was dismissed', [['bea', 'DISMISSED']], 'reviews-missing'],
    [
      'after which another one was dismissed',
      [
        ['bea', 'APPROVED'],
        ['bea', 'DISMISSED']
      ],
      'reviews-missing'
    ],
    ['of an older commit', [['bea', 'APPROVED', olderSha]], 'approval-stale'],
    [
      'of an older commit, and a comment on the head',
      [
        ['bea', 'APPROVED', olderSha],
        ['bea', 'COMMENTED']
      ],
      'approval-stale'
    ],
    [
      'withdrawn by a request for changes, and a comment',
      [
        ['bea', 'APPROVED'],
        ['bea', 'CHANGES_REQUESTED', olderSha],
        ['bea', 'COMMENTED']
      ],
      'changes-requested'
    ],
    ['of the author', [['hubot', 'APPROVED']], 'reviews-missing'],
    ['of the author’s own bot', [['ann[bot]', 'APPROVED']], 'reviews-missing'],
    ['of a member without write', [['member', 'APPROVED']], 'reviews-missing'],
    ['of somebody unheard of', [['mallory', 'APPROVED']], 'reviews-missing']
  ])('an approval %s applies nothing', async (_, given, code) => {
    review(...given)
    await expectBlocked(code)
  })

  it.each([31, 101])('the last of %d is heard', async (count) => {
    review(['bea', 'APPROVED'])
    for (let number = 2; number < count; number += 1) {
      review(['ann', 'COMMENTED'])
    }
    review(['cleo', 'CHANGES_REQUESTED'])
    await expectBlocked('changes-requested')
  })

  const account = (type: string | undefined) => ({
    id: stage.github.state.users.get('bea')?.id ?? 5,
    login: 'bea',
    type
  })
  const told = (changes: Readonly<Record<string, unknown>>): unknown => ({
    id: 1,
    user: account('User'),
    state: 'APPROVED',
    commit_id: headSha,
    submitted_at: '2026-01-01T00:00:00Z',
    ...changes
  })
  it.each<[string, () => unknown, string]>([
    ['with a node that is null', () => [null, told({})], 'reviews-unknown'],
    [
      'with a node that lost its state',
      () => [told({}), told({ id: 2, state: undefined })],
      'reviews-unknown'
    ],
    ['that is no list', () => ({ 0: told({}) }), 'reviews-unknown'],
    [
      'of an account that is nobody’s',
      () => [told({ user: {} })],
      'reviews-missing'
    ],
    [
      'of an account that was imported',
      () => [told({ user: account('Mannequin') })],
      'reviews-missing'
    ],
    [
      'of an organization',
      () => [told({ user: account('Organization') })],
      'reviews-missing'
    ],
    [
      'of an account of no kind',
      () => [told({ user: account(undefined) })],
      'reviews-missing'
    ],
    [
      'of an abbreviated commit',
      () => [told({ commit_id: headSha.slice(0, 7) })],
      'approval-stale'
    ],
    [
      'of a commit in another case',
      () => [told({ commit_id: headSha.toUpperCase() })],
      'approval-stale'
    ]
  ])('in an answer %s apply nothing', async (_, answer, code) => {
    stage.github.trouble({
      path: reviewsPath,
      status: 200,
      headers: json,
      body: JSON.stringify(answer())
    })
    await expectBlocked(code)
  })
})

describe('GitHub’s own decision', () => {
  const decided = { headRefOid: headSha, reviewDecision: 'APPROVED' }
  const of = (pull: unknown, errors?: unknown): unknown => ({
    data: { repository: { pullRequest: pull } },
    ...(errors === undefined ? {} : { errors })
  })
  it.each<[string, unknown]>([
    [
      'with errors beside it',
      of(decided, [{ type: 'FORBIDDEN', message: 'no', path: ['repository'] }])
    ],
    ['with errors that are no list', of(decided, { message: 'no' })],
    ['with errors that are null', of(decided, [null, null])],
    ['of no pull request', of(null)],
    ['of nothing', { data: null }],
    ['that is not told', of({ headRefOid: headSha })],
    ['that is a list', of({ ...decided, reviewDecision: ['APPROVED'] })],
    ['of another head', of({ ...decided, headRefOid: olderSha })],
    ['of no head', of({ ...decided, headRefOid: null })]
  ])('%s applies nothing, and discards nothing', async (_, answer) => {
    stage.github.trouble({
      path: '/graphql',
      status: 200,
      headers: json,
      body: JSON.stringify(answer)
    })
    await expectBlocked('reviews-unknown', {
      'require-review-decision': 'true'
    })
  })
})

describe('who added a label', () => {
  it('is not known by a timeline with a hole', async () => {
    stage.github.addLabel(pullRequest, 'ready', 'bea')
    stage.github.trouble({
      path: '/timeline',
      status: 200,
      headers: json,
      body: JSON.stringify([
        {
          event: 'labeled',
          label: { name: 'ready' },
          actor: { id: 5, login: 'bea', type: 'User' }
        },
        null
      ])
    })
    await expectBlocked('labels-unknown', { 'required-labels': 'ready' })
  })

  it.each([
    ['another Unicode form', 'pre\u0302t', 'pr\u00eat'],
    ['another alphabet', 'r\u0435ady', 'ready'],
    ['a letter that cannot be seen', 'ready\u200b', 'ready'],
    ['a sign for a letter', '\u212Aind', 'kin\u0064s']
  ])('does not matter where it is in %s', async (_, name, wanted) => {
    stage.github.addLabel(pullRequest, name, 'bea')
    await expectBlocked('labels-missing', { 'required-labels': wanted })
  })
})

describe('somebody whom `allowed-actors` does not name', () => {
  it('says neither yes nor no', async () => {
    const rule = { 'allowed-actors': 'bea' }
    await expectBlocked('actor-not-allowed', {
      ...rule,
      'on-blocked': 'discard'
    })
    await expectBlocked('actor-not-allowed', { ...rule, approve: 'false' })
    const env = { GITHUB_ACTOR: '', GITHUB_TRIGGERING_ACTOR: '' }
    const nameless = await stage.run(
      { ...second, ...rule, 'on-blocked': 'discard' },
      { ...pullRequestEvent(), env }
    )
    expect(reasonCodes(nameless)).toEqual(['actor-unknown'])
  })
})
