import type { Ways } from './course.ts'
import { variantCount } from './plan-values.ts'
import { createDice } from './random.ts'
import type { Dice } from './random.ts'

/** What the workflow is for; `end`: a mode that ends a run that is there. */
type Flow =
  'plan' | 'apply' | 'hold' | 'refuse' | 'save-plan' | 'apply-later' | 'end'

/** Whose the run is that is there before the first job. */
export type Existing =
  'ours' | 'other-commit' | 'other-pull' | 'other-repository' | 'nobody'

/** A repository's workspaces, whose runs version control makes. */
export interface Connected {
  /** Milliseconds from a push to its run, and to its files. */
  readonly delay: number
  readonly fetch: number
  /** Was the webhook lost? */
  readonly isLost: boolean
  /** Does a newer head end the plans of older ones? */
  readonly isSuperseding: boolean
  /** Is the plan of the head another than that of its merge? */
  readonly isOtherPlan: boolean
  /** Milliseconds until GitHub's lists know which pull request was merged. */
  readonly pullsLate: number
}

/** Another workspace of the step, beside `network`. */
interface Member {
  readonly name: string
  readonly ways: Ways
}

/**
 * What a job before all others planned and people reviewed, beside what comes
 * now: the same, another plan, or other files.
 */
type Review = 'same' | 'other-plan' | 'other-files'

/** What the workflow asks for, and how the world is when it does. */
export interface Scenario {
  readonly flow: Flow
  readonly event:
    | 'pull_request'
    | 'pull_request_review'
    | 'push'
    | 'issue_comment'
    | 'workflow_dispatch'
  /** Who caused the event. */
  readonly actor: 'alice' | 'reader'
  /** Is the pull request's branch in somebody else's repository? */
  readonly isFork: boolean
  readonly inputs: Readonly<Record<string, string>>
  /** A rule that is written so that it cannot be read. */
  readonly flaw: string | undefined
  readonly ways: Ways
  /** Who has approved the head, and who labelled the pull request. */
  readonly approvedBy: readonly string[]
  readonly labelledBy: string | undefined
  /** Is another run of the workspace in the way at first? */
  readonly isBusy: boolean
  /** Whose run `run-id` names; undefined: the job makes one. */
  readonly existing: Existing | undefined
  readonly loadingMilliseconds: number
  /** Was it an earlier commit that was approved? */
  readonly isApprovalOld: boolean
  /** Was it somebody without write permission? */
  readonly isByReader: boolean
  /** Is the pull request merged before the first job begins? */
  readonly isMerged: boolean
  readonly members: readonly Member[]
  readonly connected: Connected | undefined
  readonly review: Review | undefined
  /** Is the pull request's title written to be taken for something else? */
  readonly isHostile: boolean
}

/** A moment of a history: so long after something happened. */
export interface Moment {
  /** `start`, `asked`, a status of the step's run, `confirm`, `end`. */
  readonly after: string
  readonly plus: number
}

/** One thing that the world does of its own accord. */
export type WorldEvent =
  | {
      readonly kind: 'answer'
      /** The kind of request, and which of that kind. */
      readonly to: string
      readonly nth: number
      readonly times: number
      readonly how: string
      /** Of every job, and not only of the first? */
      readonly isForAll?: boolean
    }
  | {
      readonly kind: 'stale'
      readonly when: Moment
      readonly lasts: number
      readonly by: number
    }
  | { readonly kind: 'down'; readonly when: Moment; readonly lasts: number }
  | { readonly kind: 'late-run'; readonly by: number; readonly how: string }
  | { readonly kind: 'person'; readonly does: string; readonly when: Moment }
  | { readonly kind: 'signal'; readonly name: string; readonly when: Moment }
  | { readonly kind: 'kill'; readonly effect: number }
  | { readonly kind: 'wall'; readonly by: number; readonly when: Moment }
  | { readonly kind: 'payload'; readonly field: string; readonly how: string }
  | { readonly kind: 'missing'; readonly what: 'event' | 'checkout' }
  /** Every answer of HCP Terraform lacks this; undefined: none does. */
  | { readonly kind: 'without'; readonly part: string | undefined }
  | { readonly kind: 'lost-runner' }
  | { readonly kind: 'lost-state' }
  | { readonly kind: 'again' }
  | { readonly kind: 'beside'; readonly when: Moment }
  | { readonly kind: 'next'; readonly when: Moment }

export interface History {
  readonly seed: number
  readonly scenario: Scenario
  readonly events: readonly WorldEvent[]
}

const requests = [
  'read-run',
  'read-run',
  'read-run',
  'read-run',
  'make-run',
  'confirm',
  'confirm',
  'discard',
  'cancel',
  'read-workspace',
  'plan-json',
  'read-plan',
  'log',
  'list-runs',
  'make-version',
  'upload',
  'read-version',
  'list-versions',
  'read-commit',
  'gh-pulls',
  'read-cost',
  'read-checks',
  'run-events',
  'state-outputs',
  'gh-pull',
  'gh-reviews',
  'gh-permission',
  'gh-graphql',
  'gh-timeline',
  'gh-compare',
  'gh-comments',
  'gh-write'
] as const

const troubles = [
  'reset-before',
  'reset-after',
  '500',
  '502',
  '503',
  '504',
  '504-after',
  '429',
  '429-bare',
  '401',
  '403',
  '404',
  '409',
  'html',
  'empty',
  'half',
  'cut',
  'late',
  'doubled',
  'no-includes',
  'no-flags',
  'confirmable',
  'unfiltered',
  '404',
  'empty',
  'html',
  '410',
  'flicker',
  'bare',
  'secondary',
  'secondary-60'
] as const

const deeds = [
  'confirm',
  'discard',
  'cancel',
  'override',
  'lock',
  'lock-long',
  'unlock',
  'auto-apply',
  'queue',
  'push',
  'move-base',
  'approve',
  'dismiss',
  'request-changes',
  'withdraw',
  'delete-account',
  'label',
  'unlabel',
  'lose-rights',
  'close',
  'merge',
  'forbid-comments',
  'edit-comment',
  'delete-comment',
  'comment'
] as const

/** What is done to runs of version control, and to what makes them. */
const deedsOfCommits = [
  'twin',
  'plain-twin',
  'twin-instead',
  'twin-instead',
  'retry',
  'push',
  'push-main',
  'move-branch',
  'discard',
  'cancel',
  'auto-apply'
] as const

const moments = [
  'start',
  'asked',
  'plan_queued',
  'planning',
  'planned',
  'cost_estimating',
  'cost_estimated',
  'gate',
  'gate',
  'confirm',
  'confirmed',
  'applying',
  'applied'
] as const

/** The history of a seed: what is asked, and all that the world will do. */
export function drawHistory(seed: number): History {
  const scenario = withAge(
    drawScenario(createDice(seed, 'scenario')),
    createDice(seed, 'age')
  )
  const dice = createDice(seed, 'events')
  const count = dice.pick([0, 1, 1, 1, 2, 2, 3, 4])
  const events = Array.from({ length: count }, () => drawEvent(dice))
  if (scenario.connected !== undefined && dice.chance(0.5)) {
    const does = dice.pick(deedsOfCommits)
    events.push({ kind: 'person', does, when: drawMoment(dice) })
  }
  if (scenario.ways.hasTasks && dice.chance(0.2)) {
    const when = { after: 'post_plan_running', plus: 100 }
    events.push({ kind: 'person', does: 'discard', when })
  }
  if (dice.chance(0.25)) events.push({ kind: 'again' })
  else if (dice.chance(0.12)) {
    events.push({ kind: 'beside', when: drawMoment(dice) })
  } else if (scenario.existing === undefined && dice.chance(0.15)) {
    events.push({ kind: 'next', when: drawMoment(dice) })
  }
  return { seed, scenario, events }
}

/** Some insist on a plan that is young. */
function withAge(scenario: Scenario, dice: Dice): Scenario {
  const { inputs, flow } = scenario
  const isAsked = flow === 'apply' || flow === 'apply-later'
  if (!isAsked || !dice.chance(0.1)) return scenario
  return { ...scenario, inputs: { ...inputs, 'max-plan-age': maxPlanAge } }
}

function drawScenario(dice: Dice): Scenario {
  const flow = dice.pick<Flow>([
    'plan',
    'apply',
    'apply',
    'apply',
    'apply',
    'hold',
    'refuse',
    'save-plan',
    'apply-later',
    'apply-later',
    'end'
  ])
  const connected =
    flow !== 'save-plan' && flow !== 'apply-later' && dice.chance(0.25)
      ? drawConnected(dice)
      : undefined
  const event = connected
    ? eventOfCommit(dice, flow)
    : dice.pick<Scenario['event']>([
        'pull_request',
        'pull_request',
        'pull_request',
        'push',
        'issue_comment',
        'pull_request_review',
        'workflow_dispatch'
      ])
  const isWritten = event === 'issue_comment' || event === 'pull_request_review'
  const isReady = dice.chance(0.7)
  const existing =
    connected === undefined && (flow === 'apply-later' || flow === 'end')
      ? dice.pick<Existing>([
          'ours',
          'ours',
          'ours',
          'ours',
          'other-commit',
          'other-pull',
          'other-repository',
          'nobody'
        ])
      : undefined
  const flaw = dice.chance(0.04) ? dice.pick(Object.keys(flaws)) : undefined
  const isNew = existing === undefined && flow !== 'end'
  const members = isNew && dice.chance(0.15) ? drawMembers(dice) : []
  const isAlone = members.length === 0 && connected === undefined
  const review =
    flow === 'apply' &&
    isAlone &&
    flaw === undefined &&
    event === 'pull_request' &&
    dice.chance(0.2)
      ? dice.pick<Review>(['same', 'same', 'other-plan', 'other-files'])
      : undefined
  return {
    flow,
    event,
    actor: isWritten && dice.chance(0.15) ? 'reader' : 'alice',
    isFork: event === 'pull_request' && !connected && dice.chance(0.06),
    inputs: {
      ...drawInputs(dice, flow, connected !== undefined),
      ...(members.length > 0 ? drawSet(dice, members) : {}),
      ...(event === 'pull_request' && dice.chance(0.3)
        ? { 'check-runs': 'true' }
        : {}),
      ...flaws[flaw ?? '']
    },
    flaw,
    ways: drawWays(dice),
    approvedBy: isReady ? ['alice'] : [],
    labelledBy: isReady ? 'alice' : undefined,
    isBusy: dice.chance(0.12) && existing === undefined && isAlone,
    existing,
    loadingMilliseconds: dice.number(40, 500),
    isApprovalOld: dice.chance(0.15),
    isByReader: dice.chance(0.15),
    isMerged: event === 'push' || (connected !== undefined && flow !== 'plan'),
    members,
    connected,
    review,
    isHostile: dice.chance(0.3)
  }
}

function drawConnected(dice: Dice): Connected {
  return {
    delay: dice.number(0, dice.pick([300, 6_000])),
    fetch: dice.number(100, dice.pick([1_000, 8_000])),
    isLost: dice.chance(0.05),
    isSuperseding: dice.chance(0.7),
    isOtherPlan: dice.chance(0.3),
    pullsLate: dice.pick([0, 0, 4_000, 30_000])
  }
}

/** A pull request is planned; what is done to a run is done after the merge. */
function eventOfCommit(dice: Dice, flow: Flow): Scenario['event'] {
  if (flow === 'plan') return 'pull_request'
  return dice.pick<Scenario['event']>(['push', 'push', 'pull_request'])
}

const names = ['app', 'dns'] as const

function drawMembers(dice: Dice): Member[] {
  return names
    .slice(0, dice.pick([1, 2, 2]))
    .map((name) => ({ name, ways: drawWays(dice) }))
}

/** What is asked for of several workspaces. */
function drawSet(
  dice: Dice,
  members: readonly Member[]
): Record<string, string> {
  const all = ['network', ...members.map(({ name }) => name)]
  return {
    workspace: all.join('\n'),
    // Each alone may be within it.
    ...(dice.chance(0.3) ? { 'max-destroy': '1' } : {}),
    ...(dice.chance(0.3) ? { confirm: 'each' } : {}),
    ...(dice.chance(0.4) ? { order: all.join(' -> ') } : {})
  }
}

const maxPlanAge = '10m'

/** Rules that nobody can read, by a word. */
const flaws: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  misspelt: { 'max-destory': '0' },
  'misspelt approvals': { 'required-approval': '2' },
  empty: { 'max-destroy': '' },
  'empty approvals': { 'required-approvals': '' },
  'empty digest': { 'expected-plan-digest': '' },
  'no number': { 'max-change': 'few' }
}

const digest = '0123456789abcdef'.repeat(4)

function drawRules(dice: Dice): Record<string, string> {
  const rules: readonly (readonly [number, string, string])[] = [
    [0.3, 'required-approvals', '1'],
    [0.15, 'require-review-decision', 'true'],
    [0.15, 'required-labels', 'ready'],
    [0.2, 'max-destroy', '0'],
    [0.1, 'allowed-actors', 'alice'],
    [0.15, 'on-blocked', 'discard'],
    [0.2, 'fail-on-blocked', 'false'],
    [0.1, 'protected-addresses', 'terraform_data.delete_*'],
    [0.1, 'require-up-to-date', 'true'],
    [0.04, 'expected-plan-digest', `redacted:${digest}`]
  ]
  return Object.fromEntries(
    rules
      .filter(([chance]) => dice.chance(chance))
      .map(([, name, value]) => [name, value])
  )
}

function drawInputs(
  dice: Dice,
  flow: Flow,
  isConnected: boolean
): Record<string, string> {
  const approves =
    flow === 'apply' || flow === 'apply-later' || flow === 'refuse'
  const mode =
    flow === 'plan' || flow === 'save-plan'
      ? flow
      : flow === 'end'
        ? dice.pick(['discard', 'cancel', 'discard'])
        : 'apply'
  const source = isConnected
    ? {
        commit: 'head',
        ...(flow === 'apply' && dice.chance(0.25)
          ? { 'expected-plan-digest': 'reviewed' }
          : {})
      }
    : flow === 'apply-later' || flow === 'end'
      ? { 'run-id': 'run-0001' }
      : dice.chance(0.3)
        ? { 'configuration-directory': '.' }
        : { 'configuration-version-id': 'current' }
  return {
    mode,
    ...(approves ? { approve: flow === 'refuse' ? 'false' : 'true' } : {}),
    ...(flow === 'apply' || flow === 'apply-later' ? drawRules(dice) : {}),
    ...source,
    ...(dice.chance(0.08) ? { cleanup: 'false' } : {}),
    ...(flow === 'plan' && dice.chance(0.3) ? { supersede: 'false' } : {}),
    'queue-timeout': '5m',
    'run-timeout': '6m',
    'apply-timeout': '8m'
  }
}

function drawWays(dice: Dice): Ways {
  return {
    dwell: dice.number(200, 2500),
    queue: dice.number(100, 4000),
    plan: drawDuration(dice),
    apply: drawDuration(dice),
    effect: dice.number(50, 2500),
    flags: dice.pick([0, 0, 500, 3000]),
    hasCost: dice.chance(0.35),
    hasTasks: dice.chance(0.2),
    policy: dice.pick(['none', 'none', 'none', 'passed', 'soft', 'hard']),
    strange: dice.chance(0.1) ? 'frobnicating' : undefined,
    hasChanges: dice.chance(0.9),
    creates: dice.integer(1, 3),
    destroys: dice.chance(0.3) ? 1 : 0,
    planFails: dice.chance(0.05),
    applyFails: dice.chance(0.08),
    isLogLate: dice.chance(0.2),
    variant: dice.integer(0, variantCount - 1),
    provisioner: dice.chance(0.25)
      ? dice.pick([
          ...['', 'echo one', 'echo two', 'expression one', 'alias one'],
          'module one'
        ])
      : undefined
  }
}

/** Short ones are as telling as long ones, and are told faster. */
function drawDuration(dice: Dice): number {
  return 1200 * 15 ** dice.number(0, 1)
}

function drawMoment(dice: Dice): Moment {
  return { after: dice.pick(moments), plus: Math.round(dice.number(0, 3000)) }
}

/** How often each kind of event is drawn, and how. */
const kinds: readonly (readonly [number, (dice: Dice) => WorldEvent])[] = [
  [
    40,
    (dice) => ({
      kind: 'answer',
      to: dice.pick(requests),
      nth: dice.integer(1, dice.pick([2, 6, 20])),
      times: dice.pick([1, 1, 1, 2, 3, 40]),
      how: dice.pick(troubles)
    })
  ],
  [
    12,
    (dice) => ({
      kind: 'stale',
      when: dice.chance(0.5)
        ? {
            after: dice.pick(['gate', 'confirmed', 'applying']),
            plus: Math.round(dice.number(0, 2500))
          }
        : drawMoment(dice),
      lasts: Math.round(dice.number(500, 8000)),
      by: Math.round(dice.number(1000, 9000))
    })
  ],
  [
    6,
    (dice) => ({
      kind: 'late-run',
      by: Math.round(dice.number(500, 12_000)),
      how: dice.pick(['201', '504', 'reset'])
    })
  ],
  [
    16,
    (dice) => ({
      kind: 'person',
      does: dice.pick(deeds),
      when: drawMoment(dice)
    })
  ],
  [
    10,
    (dice) => ({
      kind: 'signal',
      name: dice.pick(['cancel', 'cancel', 'SIGTERM', 'SIGKILL']),
      when: drawMoment(dice)
    })
  ],
  [8, (dice) => ({ kind: 'kill', effect: dice.integer(0, 60) })],
  [
    5,
    (dice) => ({
      kind: 'wall',
      by: dice.pick([-3, -1, 1, 2, 5]) * 3_600_000,
      when: drawMoment(dice)
    })
  ],
  [
    3,
    (dice) => ({
      kind: 'payload',
      field: dice.pick([
        'pull_request',
        'repository',
        'issue',
        'comment',
        'review',
        'sender',
        'action',
        '*'
      ]),
      how: dice.pick(['remove', 'empty', 'null'])
    })
  ],
  [
    3,
    (dice) => ({
      kind: 'down',
      when: drawMoment(dice),
      lasts: Math.round(dice.number(500, 20_000))
    })
  ],
  [1, (dice) => ({ kind: 'missing', what: dice.pick(['event', 'checkout']) })],
  [2, () => ({ kind: 'lost-runner' })],
  [1, () => ({ kind: 'lost-state' })]
]

function drawEvent(dice: Dice): WorldEvent {
  const all = kinds.reduce((sum, [weight]) => sum + weight, 0)
  let roll = dice.number(0, all)
  for (const [weight, draw] of kinds) {
    roll -= weight
    if (roll < 0) return draw(dice)
  }
  return { kind: 'lost-runner' }
}

/** One line for people. */
export function renderEvent(event: WorldEvent): string {
  const at = ({ after, plus }: Moment): string => `${plus} ms after ${after}`
  switch (event.kind) {
    case 'answer':
      return `answer ${event.nth}${event.times > 1 ? `–${event.nth + event.times - 1}` : ''} to ${event.to}: ${event.how}`
    case 'stale':
      return `from ${at(event.when)}, for ${event.lasts} ms, reads show the world ${event.by} ms ago`
    case 'without':
      return `no answer has ${event.part ?? 'less'}`
    case 'late-run':
      return `the run is made ${event.by} ms late, answered: ${event.how}`
    case 'person':
      return `somebody: ${event.does}, ${at(event.when)}`
    case 'signal':
      return `the runner: ${event.name}, ${at(event.when)}`
    case 'kill':
      return `SIGKILL before effect ${event.effect} of main`
    case 'wall':
      return `the wall clock jumps by ${event.by / 3_600_000} h, ${at(event.when)}`
    case 'payload':
      return `the event's ${event.field}: ${event.how}`
    case 'down':
      return `HCP Terraform is down for ${event.lasts} ms, ${at(event.when)}`
    case 'missing':
      return `the runner's ${event.what} is missing`
    case 'lost-state':
      return 'post is given no state'
    case 'beside':
      return `another job with the same inputs, ${at(event.when)}`
    case 'next':
      return `a push with a job of its own, ${at(event.when)}`
    case 'lost-runner':
      return 'the runner is lost: post does not run'
    case 'again':
      return 'the job is run again, undisturbed'
  }
}
