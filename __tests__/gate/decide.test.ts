import { describe, expect, it } from '@jest/globals'
import { decide, isAboutOurRun, mayDiscard } from '../../src/gate/decide.ts'
import type {
  Evidence,
  Loss,
  PullRequestEvidence
} from '../../src/gate/evidence.ts'
import type { Known } from '../../src/gate/known.ts'
import { needsPullRequest } from '../../src/gate/pull-request-rules.ts'
import { judgeLimits } from '../../src/gate/limit-rules.ts'
import type { Rules } from '../../src/gate/rules.ts'
import { reasonCodes } from '../../src/gate/verdict.ts'
import {
  allRules,
  asked,
  digest,
  evidence,
  filesDigest,
  headSha,
  identity,
  label,
  lost,
  noRules,
  otherSha,
  pullRequest,
  review,
  withPull
} from './evidence.ts'
import { fc, runs } from '../fuzz.ts'

type Verdict = ReturnType<typeof decide>

function codes(verdict: Verdict): readonly string[] {
  return verdict.kind === 'allowed'
    ? []
    : verdict.reasons.map(({ code }) => code)
}

describe('decide', () => {
  it.each([
    ['maxDestroy', 4, []],
    ['maxDestroy', 3, ['destroys-exceeded']],
    ['maxReplace', 3, []],
    ['maxReplace', 2, ['replaces-exceeded']],
    ['maxChange', 21, []],
    ['maxChange', 20, ['changes-exceeded']],
    ['maxMonthlyCostIncrease', 12.5, []],
    ['maxMonthlyCostIncrease', 12.49, ['cost-exceeded']],
    ['requiredApprovals', 2, []],
    ['requiredApprovals', 3, ['reviews-missing']]
  ] as const)('holds %s = %d to what it sees', (rule, limit, want) => {
    const verdict = decide(evidence, { ...noRules, [rule]: limit })
    expect(codes(verdict)).toEqual(want)
    expect(verdict.kind).toBe(want.length === 0 ? 'allowed' : 'blocked')
  })

  it.each([
    'runId',
    'workspaceId',
    'configurationVersionId',
    'planId'
  ] as const)('blocks where %s is another one than set out for', (part) => {
    for (const approve of [true, false, undefined]) {
      const verdict = decide(
        { ...evidence, approve, actual: { ...identity, [part]: 'other' } },
        noRules
      )
      expect(verdict.kind).toBe('blocked')
      expect(codes(verdict)).toEqual(['run-differs'])
    }
  })

  it('takes a plan id that was not known at the start', () => {
    const expected = { ...identity, planId: undefined }
    expect(decide({ ...evidence, expected }, noRules).kind).toBe('allowed')
  })

  it('is pending where only reviews are missing, and nobody approved', () => {
    const verdict = decide(
      {
        ...withPull({ reviews: { known: true, value: [] } }),
        approve: undefined
      },
      { ...noRules, requiredApprovals: 1 }
    )
    expect(verdict.kind).toBe('pending')
    expect(codes(verdict)).toEqual(['approval-missing', 'reviews-missing'])
  })

  it.each([
    [undefined, 'pending', ['approval-missing', 'permission-missing']],
    [true, 'blocked', ['permission-missing']],
    [false, 'refused', ['approval-refused']]
  ])(
    'leaves the apply to a token that may, with approve %s',
    (approve, kind, reasons) => {
      const verdict = decide({ ...evidence, approve, canApply: false }, noRules)
      expect(verdict.kind).toBe(kind)
      expect(codes(verdict)).toEqual(reasons)
    }
  )

  it('blocks at the first request for changes', () => {
    const reviews = {
      known: true,
      value: [
        review('bea', 'CHANGES_REQUESTED'),
        review('cleo', 'APPROVED'),
        review('dora', 'APPROVED', { mayWrite: lost })
      ]
    } as const
    const rules = { ...noRules, requiredApprovals: 1 }
    const verdict = decide(withPull({ reviews }), rules)
    expect(codes(verdict)).toEqual(['changes-requested'])
  })

  it('names everybody whose permission is not known', () => {
    const reviews = {
      known: true,
      value: ['bea', 'cleo'].map((login) =>
        review(login, 'APPROVED', { mayWrite: lost })
      )
    } as const
    const verdict = decide(withPull({ reviews }), {
      ...noRules,
      requiredApprovals: 1
    })
    expect(verdict).toMatchObject({
      reasons: [
        {
          code: 'reviews-unknown',
          message: expect.stringContaining(
            ': bea (it is not there.), cleo (it is not there.)'
          )
        }
      ]
    })
  })

  it('knows a repository in any letters', () => {
    const origin = { ...evidence.origin!, repository: 'Acme/NETWORK' }
    expect(decide({ ...evidence, origin }, noRules).kind).toBe('allowed')
  })

  it('says that the commit is unknown where the run does not tell', () => {
    const verdict = decide({ ...evidence, origin: undefined }, noRules)
    expect(codes(verdict)).toEqual(['origin-unknown', 'origin-unknown'])
    expect(
      verdict.kind === 'allowed' ? '' : verdict.reasons[1]?.message
    ).toContain('planned from an unknown commit, and')
  })

  it.each([
    [{ requiredApprovals: 1 }, true],
    [{ requireReviewDecision: true }, true],
    [{ requiredLabels: ['x'] }, true],
    [{ requireUpToDate: true }, true],
    [{ allowedActors: ['x'], maxDestroy: 0 }, false]
  ])('with %j, needs the pull request: %s', (rules, want) => {
    expect(needsPullRequest({ ...noRules, ...rules })).toBe(want)
  })

  it('judges no limit that was not asked for', () => {
    expect(judgeLimits(evidence, noRules)).toHaveLength(0)
  })

  const foreign = [
    'actor-not-allowed',
    'actor-unknown',
    'branch-differs',
    'commenter-not-allowed',
    'commit-differs',
    'creator-not-allowed',
    'creator-unknown',
    'options-differ',
    'origin-differs',
    'origin-unknown',
    'requester-not-allowed',
    'run-differs',
    'run-unknown',
    'source-differs'
  ]
  it.each(reasonCodes.map((code) => [code, !foreign.includes(code)] as const))(
    'with %s, the run is for us to discard: %s',
    (code, isOurs) => {
      const reason = { code, message: '', facts: {} }
      const other = { ...reason, code: 'cost-exceeded' } as const
      expect(isAboutOurRun([reason])).toBe(isOurs)
      expect(isAboutOurRun([other, reason])).toBe(isOurs)
      expect(isAboutOurRun([])).toBe(true)
      // What could not be read may hold after all.
      const isKnown = !code.endsWith('-unknown')
      expect(mayDiscard([reason], false)).toBe(isOurs && isKnown)
      expect(mayDiscard([other, reason], false)).toBe(isOurs)
      expect(mayDiscard([], false)).toBe(false)
      // Its own run is not left to others, whoever asked for it.
      const isOwnToo = isOurs || code.startsWith('actor-')
      expect(mayDiscard([reason], true)).toBe(isOwnToo && isKnown)
      expect(mayDiscard([other, reason], true)).toBe(isOwnToo)
      expect(mayDiscard([], true)).toBe(false)
    }
  )
})

const flag = fc.boolean()
const few = fc.nat({ max: 3 })
const mayWrite = known(flag)

function known<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Known<T>> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: value.map((each) => ({ known: true, value: each }) as const)
    },
    { weight: 1, arbitrary: fc.constant(lost) }
  )
}

/** Leans to what holds, so that `allowed` is met often. */
function mostly<T>(good: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(good) },
    { weight: 1, arbitrary: fc.constantFrom(good, ...others) }
  )
}

const anyReview = fc
  .record({
    login: fc.constantFrom('bea', 'cleo', 'dora'),
    state: fc.constantFrom(
      'APPROVED',
      'APPROVED',
      'CHANGES_REQUESTED',
      'COMMENTED',
      'DISMISSED'
    ),
    commitId: mostly<string | undefined>(headSha, otherSha, undefined),
    isBot: mostly(false, true),
    isGone: mostly(false, true),
    mayWrite: mostly<Known<boolean>>({ known: true, value: true }, lost, {
      known: true,
      value: false
    })
  })
  .map(({ login, state, isBot, isGone, ...rest }) => {
    const made = review(login, state, rest)
    return {
      ...made,
      reviewer: isGone ? undefined : { ...made.reviewer!, isBot }
    }
  })

const anyPull: fc.Arbitrary<PullRequestEvidence> = fc.record({
  number: fc.constant(7),
  headSha: mostly(headSha, otherSha),
  author: mostly<PullRequestEvidence['author']>(
    { id: 1, login: 'zoe', isBot: false },
    review('bea', '').reviewer,
    undefined
  ),
  isFork: mostly(false, true),
  isOpen: mostly(true, false),
  isMerged: mostly(false, true),
  mergeCommitSha: fc.constantFrom(headSha, otherSha, undefined),
  reviews: known(fc.array(anyReview, { maxLength: 5 })),
  pushers: known(
    fc.subarray([
      { id: 8, login: 'pat', isBot: false },
      review('cleo', '').reviewer!
    ])
  ),
  reviewDecision: known(
    fc.record({
      headSha: mostly<string | undefined>(headSha, otherSha, undefined),
      decision: mostly<string | undefined>(
        'APPROVED',
        'REVIEW_REQUIRED',
        undefined
      )
    })
  ),
  labels: known(
    fc.array(
      fc
        .tuple(fc.constantFrom('ready', 'READY', 'other'), mayWrite)
        .map(([name, writes]) => label(name, { mayWrite: writes })),
      { maxLength: 3 }
    )
  ),
  base: known(
    fc.record({
      headSha: mostly(headSha, otherSha),
      isContained: mostly(true, false),
      saw: fc.constant('x')
    })
  )
})

const anyLoss: fc.Arbitrary<Loss> = fc.record({
  address: fc.constantFrom('aws_a.x', 'aws_b.x', 'module.m.aws_a.x[0]'),
  previousAddress: mostly<string | undefined>(undefined, 'aws_b.x'),
  verb: fc.constantFrom('destroy', 'replace', 'forget')
})

const anyIdentity = fc.record({
  runId: mostly('run-1', 'run-2'),
  workspaceId: mostly<string | undefined>('ws-1', 'ws-2', undefined),
  configurationVersionId: mostly<string | undefined>('cv-1', undefined),
  planId: mostly<string | undefined>('plan-1', 'plan-2', undefined)
})

const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  approve: mostly<boolean | undefined>(true, false, undefined),
  plan: known(
    fc.record({
      create: few,
      update: few,
      replace: few,
      destroy: few,
      forget: few,
      import: few,
      invoke: few
    })
  ),
  losses: known(fc.array(anyLoss, { maxLength: 2 })),
  addresses: known(fc.constantFrom(['aws_a.x'], ['aws_b.x'], [])),
  planDigest: known(mostly(digest, 'e'.repeat(64), 'unknown')),
  configurationDigest: known(mostly(filesDigest, 'unknown', digest)),
  planAge: known(fc.constantFrom(0, 1000, 1001, 40 * 86_400_000)),
  monthlyCost: known(
    fc.integer({ min: -2, max: 4 }).chain((deltaMonthlyCost) =>
      mostly<number | undefined>(0, 1, undefined).map((uncovered) => ({
        deltaMonthlyCost,
        uncovered
      }))
    )
  ),
  policies: mostly<Evidence['policies']['state']>(
    'passed',
    'failed',
    'unknown'
  ).map((state) => ({ state, saw: 'x' })),
  creator: known(
    fc.record({
      id: mostly('user-1', 'user-2'),
      name: mostly<string | undefined>('robot', 'mallory', undefined),
      isToken: flag
    })
  ),
  canApply: mostly<boolean | undefined>(true, undefined, false),
  expected: anyIdentity,
  actual: anyIdentity,
  origin: mostly<Evidence['origin']>(
    evidence.origin,
    { repository: 'acme/network', pullRequest: 7, sha: otherSha },
    { repository: 'acme/other', pullRequest: 7, sha: headSha },
    { repository: 'acme/network', pullRequest: 8, sha: headSha },
    { repository: 'acme/network', pullRequest: undefined, sha: headSha },
    undefined
  ),
  here: mostly<Evidence['here']>(
    { repository: 'acme/network', pullRequest: 7, doubt: undefined },
    { repository: 'acme/network', pullRequest: undefined, doubt: undefined },
    { repository: 'acme/network', pullRequest: undefined, doubt: 'a or b' }
  ),
  eventName: fc.constantFrom('workflow_dispatch', 'issue_comment', 'push'),
  isTeardown: flag,
  isDestroy: flag,
  actor: mostly<string | undefined>('ann', 'mallory', undefined),
  request: mostly<Evidence['request']>(
    undefined,
    evidence.request,
    asked('edited', 'bea'),
    asked(undefined, 'bea'),
    { ...asked('labeled', 'bea'), isWritten: false },
    asked('submitted', 'bea', { known: true, value: false }),
    asked('created', 'bea', lost),
    { ...asked('created', 'bea'), requesters: [] }
  ),
  pullRequest: fc.oneof(
    {
      weight: 6,
      arbitrary: anyPull.map((value) => ({ known: true, value }) as const)
    },
    { weight: 1, arbitrary: fc.constant(lost) },
    { weight: 1, arbitrary: fc.constant(undefined) }
  )
})

const limit = fc.option(few, { nil: undefined, freq: 2 })
const anyRules: fc.Arbitrary<Rules> = fc.record({
  maxDestroy: limit,
  maxReplace: limit,
  maxChange: fc.option(fc.nat({ max: 20 }), { nil: undefined, freq: 2 }),
  protectedAddresses: mostly<readonly string[]>(
    [],
    ['aws_b.*'],
    ['**.aws_a.x']
  ),
  maxMonthlyCostIncrease: limit,
  requiredApprovals: mostly(0, 1, 2),
  requireReviewDecision: mostly(false, true),
  requiredLabels: mostly<readonly string[]>([], ['Ready']),
  allowedActors: mostly<readonly string[]>([], ['ANN']),
  requireUpToDate: mostly(false, true),
  requireNewestRun: mostly(false, true),
  expectReviewedPlan: mostly(false, true),
  expectedPlanDigest: mostly<string | undefined>(undefined, digest, 'unknown'),
  expectedConfigurationDigest: mostly<string | undefined>(
    undefined,
    filesDigest,
    'unknown'
  ),
  maxPlanAge: mostly<number | undefined>(undefined, 1000),
  allowedRunCreators: mostly<readonly string[]>([], ['Robot'], ['user-1']),
  allowForks: flag,
  allowForeignRun: flag,
  allowPartialCostEstimate: flag
})

/** A second, naive reading of every rule. */
function holds(some: Evidence, rules: Rules): boolean {
  const value = <T>(fact: Known<T>): T | undefined =>
    fact.known ? fact.value : undefined
  const plan = value(some.plan)
  const pull = some.pullRequest && value(some.pullRequest)
  const is = (condition: boolean | undefined): boolean => condition === true

  if (some.approve !== true || some.canApply === false) return false
  if (some.policies.state === 'failed') return false
  for (const part of [
    'runId',
    'workspaceId',
    'configurationVersionId',
    'planId'
  ] as const) {
    const expected = some.expected[part]
    if (expected !== undefined && expected !== some.actual[part]) return false
  }
  if (
    rules.maxDestroy !== undefined &&
    !is(plan && plan.destroy <= rules.maxDestroy)
  )
    return false
  if (
    rules.maxReplace !== undefined &&
    !is(plan && plan.replace <= rules.maxReplace)
  )
    return false
  if (rules.maxChange !== undefined) {
    if (!plan) return false
    let all = 0
    for (const count of Object.values<number>({ ...plan })) all += count
    if (all > rules.maxChange) return false
  }
  for (const glob of rules.protectedAddresses) {
    const losses = value(some.losses)
    if (!losses) return false
    const hit = glob === 'aws_b.*' ? /^aws_b\./ : /(^|\.)aws_a\.x/
    for (const { address, previousAddress } of losses) {
      if (hit.test(address) || hit.test(previousAddress ?? '')) return false
    }
  }
  const cost = value(some.monthlyCost)
  if (
    rules.maxMonthlyCostIncrease !== undefined &&
    !is(
      cost &&
        cost.deltaMonthlyCost <= rules.maxMonthlyCostIncrease &&
        (cost.uncovered === 0 || rules.allowPartialCostEstimate)
    )
  )
    return false
  for (const [expected, actual] of [
    [rules.expectedPlanDigest, some.planDigest],
    [rules.expectedConfigurationDigest, some.configurationDigest]
  ] as const) {
    if (expected === undefined) continue
    if (expected === 'unknown' || value(actual) !== expected) return false
  }
  // No run of version control is asked for.
  if (rules.expectReviewedPlan) return false
  const age = value(some.planAge)
  if (
    rules.maxPlanAge !== undefined &&
    !is(age === undefined ? undefined : age <= rules.maxPlanAge)
  )
    return false
  if (rules.allowedRunCreators.length > 0) {
    const creator = value(some.creator)
    const [wanted] = rules.allowedRunCreators
    if (!creator) return false
    if (creator.id !== wanted && creator.name !== wanted?.toLowerCase())
      return false
  }
  if (rules.allowedActors.length > 0 && some.actor !== 'ann') return false
  const { request } = some
  if (request) {
    if (request.isWritten) {
      if (!['created', 'submitted'].includes(request.action ?? '')) return false
    }
    if (value(request.requesters[0]?.mayWrite ?? lost) !== true) return false
  }
  const isMeant =
    rules.allowForeignRun && !request && some.eventName === 'workflow_dispatch'

  const asksPeople =
    rules.requiredApprovals > 0 ||
    rules.requireReviewDecision ||
    rules.requiredLabels.length > 0 ||
    rules.requireUpToDate
  const isOurs =
    some.here.doubt === undefined &&
    some.origin?.repository === 'acme/network' &&
    (some.here.pullRequest !== 7 || some.origin.pullRequest === 7)
  if (!isOurs && !isMeant) return false
  if (!some.pullRequest) return !asksPeople
  if (!pull) return false
  const sha = some.origin?.sha
  if (sha === undefined) return false
  if (sha !== pull.headSha && !(pull.isMerged && sha === pull.mergeCommitSha))
    return false
  if (!pull.isMerged) {
    if (pull.isFork && !rules.allowForks) return false
    if (!pull.isOpen && !(some.isTeardown && some.isDestroy)) return false
  }
  if (rules.requiredApprovals > 0) {
    const reviews = value(pull.reviews)
    if (!reviews) return false
    let live = 0
    for (const { reviewer, state } of reviews) {
      if (!reviewer && state === 'CHANGES_REQUESTED') return false
    }
    for (const login of ['bea', 'cleo', 'dora']) {
      const last = reviews
        .filter(({ reviewer }) => reviewer?.login === login)
        .filter(({ state }) => state !== 'COMMENTED')
        .at(-1)
      if (!last || last.state === 'DISMISSED') continue
      if (!last.mayWrite.known) return false
      if (!last.mayWrite.value) continue
      if (last.state === 'CHANGES_REQUESTED') return false
      const isOwn = last.reviewer!.id === pull.author?.id
      if (last.reviewer!.isBot || isOwn) continue
      const pushers = value(pull.pushers) ?? []
      if (pushers.some(({ id }) => id === last.reviewer!.id)) continue
      if (last.commitId !== pull.headSha) continue
      if (!pull.pushers.known) return false
      live += 1
    }
    if (live < rules.requiredApprovals) return false
  }
  if (rules.requireReviewDecision) {
    const decision = value(pull.reviewDecision)
    if (decision?.decision !== 'APPROVED') return false
    if (decision.headSha !== pull.headSha) return false
  }
  if (rules.requiredLabels.length > 0) {
    const found = value(pull.labels)?.find(({ name }) => name !== 'other')
    if (!found || value(found.mayWrite) !== true) return false
  }
  const base = value(pull.base)
  return (
    !rules.requireUpToDate ||
    is(base && base.isContained && base.headSha === pull.headSha)
  )
}

describe('decide, for any evidence', () => {
  it('allows exactly what a naive reading allows', () => {
    let allowed = 0
    fc.assert(
      fc.property(anyEvidence, anyRules, (some, rules) => {
        const { kind } = decide(some, rules)
        if (kind === 'allowed') allowed += 1
        expect(kind === 'allowed').toBe(holds(some, rules))
      }),
      { numRuns: runs(1_500) }
    )
    expect(allowed).toBeGreaterThan(50)
  })

  /** Ways to lose or falsify one fact; none may turn a no into a yes. */
  const losses: readonly ((some: Evidence) => Evidence)[] = [
    (some) => ({ ...some, plan: lost }),
    (some) => ({ ...some, losses: lost }),
    (some) => ({ ...some, planDigest: lost }),
    (some) => ({ ...some, planDigest: { known: true, value: 'f'.repeat(64) } }),
    (some) => ({ ...some, monthlyCost: lost }),
    (some) => ({ ...some, approve: undefined }),
    (some) => ({ ...some, approve: false }),
    (some) => ({ ...some, canApply: false }),
    (some) => ({ ...some, policies: { state: 'failed', saw: 'x' } }),
    (some) => ({ ...some, configurationDigest: lost }),
    (some) => ({ ...some, planAge: lost }),
    (some) => ({ ...some, creator: lost }),
    (some) => ({
      ...some,
      monthlyCost: some.monthlyCost.known
        ? {
            known: true,
            value: { ...some.monthlyCost.value, uncovered: undefined }
          }
        : lost
    }),
    (some) => ({ ...some, here: { ...some.here, doubt: 'a or b' } }),
    (some) => ({ ...some, actual: { ...some.actual, runId: 'run-9' } }),
    (some) => ({ ...some, actual: { ...some.actual, planId: undefined } }),
    (some) => ({ ...some, origin: undefined }),
    (some) => ({
      ...some,
      origin: some.origin && { ...some.origin, repository: 'acme/forged' }
    }),
    (some) => ({
      ...some,
      origin: some.origin && { ...some.origin, sha: '9'.repeat(40) }
    }),
    (some) => ({ ...some, actor: undefined }),
    (some) => ({
      ...some,
      request: some.request && {
        ...some.request,
        requesters: some.request.requesters.map(({ login }) => ({
          login,
          mayWrite: lost
        }))
      }
    }),
    (some) => ({ ...some, pullRequest: some.pullRequest && lost }),
    ...(
      ['reviews', 'reviewDecision', 'labels', 'base', 'pushers'] as const
    ).map((part) => (some: Evidence) => change(some, { [part]: lost })),
    (some) =>
      change(some, { headSha: '9'.repeat(40), mergeCommitSha: undefined }),
    (some) => change(some, { reviews: { known: true, value: [] } }),
    (some) => change(some, { labels: { known: true, value: [] } }),
    (some) => change(some, { isFork: true, isMerged: false }),
    (some) => ({
      ...change(some, { isOpen: false, isMerged: false }),
      isDestroy: false
    }),
    (some) => ({
      ...change(some, { isOpen: false, isMerged: false }),
      isTeardown: false
    })
  ]

  function change(
    some: Evidence,
    changes: Partial<PullRequestEvidence>
  ): Evidence {
    return some.pullRequest?.known === true
      ? {
          ...some,
          pullRequest: {
            known: true,
            value: { ...some.pullRequest.value, ...changes }
          }
        }
      : some
  }

  it('never turns a no into a yes by losing or falsifying a fact', () => {
    fc.assert(
      fc.property(
        anyEvidence,
        anyRules,
        fc.constantFrom(...losses),
        (some, rules, lose) => {
          fc.pre(decide(some, rules).kind !== 'allowed')
          expect(decide(lose(some), rules).kind).not.toBe('allowed')
        }
      ),
      { numRuns: 4_000 }
    )
  })

  it.each(losses.map((lose, index) => [index, lose] as const))(
    'needs fact %i where every rule is on',
    (_, lose) => {
      expect(decide(evidence, allRules).kind).toBe('allowed')
      expect(decide(lose(evidence), allRules).kind).not.toBe('allowed')
    }
  )

  /** Every known fact of a piece of evidence, made unknown one at a time. */
  function forgetEach(value: unknown): unknown[] {
    if (typeof value !== 'object' || value === null) return []
    const own = 'known' in value && value.known === true ? [lost] : []
    if (Array.isArray(value)) {
      return value.flatMap((each, index) =>
        forgetEach(each).map((less) => value.with(index, less))
      )
    }
    return [
      ...own,
      ...Object.entries(value).flatMap(([key, each]) =>
        forgetEach(each).map((less) => ({ ...value, [key]: less }))
      )
    ]
  }

  it('never turns a no into a yes by any one fact that is not known', () => {
    // 15 facts of the run, 4 of the pull request, and one of each person.
    expect(forgetEach(evidence).length).toBeGreaterThan(15)
    fc.assert(
      fc.property(anyEvidence, anyRules, (some, rules) => {
        if (decide(some, rules).kind === 'allowed') return
        const allowed = (forgetEach(some) as Evidence[]).filter(
          (less) => decide(less, rules).kind === 'allowed'
        )
        expect(allowed).toEqual([])
      }),
      { numRuns: runs(1_500) }
    )
  })

  it('discards for no fact that is not known', () => {
    fc.assert(
      fc.property(anyEvidence, anyRules, (some, rules) => {
        const verdict = decide(some, rules)
        if (verdict.kind !== 'allowed') return
        const discarded = (forgetEach(some) as Evidence[]).filter((less) => {
          const now = decide(less, rules)
          return now.kind === 'blocked' && mayDiscard(now.reasons, true)
        })
        expect(discarded).toEqual([])
      }),
      { numRuns: runs(1_500) }
    )
  })

  /** Everything that an input can ask for more, or allow less. */
  const stricter: readonly Partial<Rules>[] = [
    { maxDestroy: 0 },
    { maxReplace: 0 },
    { maxChange: 0 },
    { protectedAddresses: ['**'] },
    { maxMonthlyCostIncrease: 0 },
    { maxPlanAge: 0 },
    { requiredApprovals: 3 },
    { requireReviewDecision: true },
    { requiredLabels: ['ready'] },
    { allowedActors: ['ann'] },
    { allowedRunCreators: ['robot'] },
    { requireUpToDate: true },
    { expectedPlanDigest: digest },
    { expectedConfigurationDigest: filesDigest },
    { expectReviewedPlan: true },
    { requireNewestRun: true },
    { allowForks: false },
    { allowForeignRun: false },
    { allowPartialCostEstimate: false }
  ]
  const isOff = (value: unknown): boolean =>
    value === undefined ||
    value === 0 ||
    value === false ||
    (Array.isArray(value) && value.length === 0)

  it('knows every rule there is', () => {
    expect(new Set(stricter.flatMap((rule) => Object.keys(rule)))).toEqual(
      new Set(Object.keys(allRules))
    )
  })

  it.each(stricter.map((rule) => [Object.keys(rule)[0]!, rule] as const))(
    'allows no more with %s',
    (name, rule) => {
      fc.assert(
        fc.property(anyEvidence, anyRules, (some, rules) => {
          const old = rules[name as keyof Rules]
          // A number or a list that is there is not replaced by another.
          fc.pre(isOff(old) || typeof old === 'boolean')
          if (decide(some, rules).kind === 'allowed') return
          expect(decide(some, { ...rules, ...rule }).kind).not.toBe('allowed')
        }),
        { numRuns: runs(200) }
      )
    }
  )

  it.each([
    [['reviews-unknown'], false],
    [['reviews-unknown', 'plan-unknown'], false],
    [['reviews-unknown', 'destroys-exceeded'], true],
    [['destroys-exceeded'], true],
    [['destroys-exceeded', 'origin-unknown'], false],
    [['destroys-exceeded', 'requester-not-allowed'], false]
  ] as const)('for %j a run may be discarded: %s', (given, want) => {
    const reasons = given.map((code) => ({ code, message: '', facts: {} }))
    expect(mayDiscard(reasons, false)).toBe(want)
  })

  it('gives reasons of the closed list for everything but a yes', () => {
    fc.assert(
      fc.property(anyEvidence, anyRules, (some, rules) => {
        const verdict = decide(some, rules)
        if (verdict.kind === 'allowed') {
          expect(verdict.checks.every(({ held }) => held)).toBe(true)
          return
        }
        expect(verdict.reasons.length).toBeGreaterThan(0)
        for (const { code, message } of verdict.reasons) {
          expect(reasonCodes).toContain(code)
          expect(message).toMatch(/^\S.*\S$/s)
        }
      })
    )
  })

  it('does not confuse a fork that was merged with one that was not', () => {
    const merged = { isFork: true, isOpen: false, isMerged: true }
    expect(decide(withPull(merged), noRules).kind).toBe('allowed')
    expect(decide(withPull({ ...merged, isMerged: false }), noRules).kind).toBe(
      'blocked'
    )
    expect(pullRequest().isFork).toBe(false)
  })
})
