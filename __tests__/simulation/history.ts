import type { Ways } from './course.ts'
import { createDice } from './random.ts'
import type { Dice } from './random.ts'

export type Flow =
  'plan' | 'apply' | 'hold' | 'refuse' | 'save-plan' | 'apply-later'

/** What the workflow asks for, and how the world is when it does. */
export interface Scenario {
  readonly flow: Flow
  readonly event:
    'pull_request' | 'push' | 'issue_comment' | 'workflow_dispatch'
  readonly inputs: Readonly<Record<string, string>>
  readonly ways: Ways
  /** Who has approved the head, and who labelled the pull request. */
  readonly approvedBy: readonly string[]
  readonly labelledBy: string | undefined
  /** Is another run of the workspace in the way at first? */
  readonly isBusy: boolean
  readonly loadingMilliseconds: number
  /** Was it an earlier commit that was approved? */
  readonly isApprovalOld: boolean
  /** Was it somebody without write permission? */
  readonly isByReader: boolean
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
    }
  | {
      readonly kind: 'stale'
      readonly when: Moment
      readonly lasts: number
      readonly by: number
    }
  | { readonly kind: 'late-run'; readonly by: number; readonly how: string }
  | { readonly kind: 'person'; readonly does: string; readonly when: Moment }
  | { readonly kind: 'signal'; readonly name: string; readonly when: Moment }
  | { readonly kind: 'kill'; readonly effect: number }
  | { readonly kind: 'wall'; readonly by: number; readonly when: Moment }
  | { readonly kind: 'payload'; readonly field: string; readonly how: string }
  | { readonly kind: 'lost-runner' }
  | { readonly kind: 'again' }

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
  'read-cost',
  'read-checks',
  'run-events',
  'state-outputs',
  'gh-pull',
  'gh-reviews',
  'gh-permission',
  'gh-graphql',
  'gh-timeline',
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
  'html'
] as const

const people = [
  'confirm',
  'discard',
  'cancel',
  'lock',
  'unlock',
  'auto-apply',
  'queue',
  'push',
  'dismiss',
  'request-changes',
  'unlabel',
  'lose-rights',
  'close',
  'forbid-comments',
  'withdraw',
  'edit-comment'
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
  const scenario = drawScenario(createDice(seed, 'scenario'))
  const dice = createDice(seed, 'events')
  const count = dice.pick([0, 1, 1, 1, 2, 2, 3, 4])
  const events = Array.from({ length: count }, () => drawEvent(dice))
  if (dice.chance(0.25)) events.push({ kind: 'again' })
  return { seed, scenario, events }
}

function drawScenario(dice: Dice): Scenario {
  const flow = dice.pick([
    'plan',
    'apply',
    'apply',
    'apply',
    'apply',
    'hold',
    'refuse',
    'save-plan',
    'apply-later'
  ] as const)
  const event = dice.pick([
    'pull_request',
    'pull_request',
    'push',
    'issue_comment',
    'workflow_dispatch'
  ] as const)
  const approves =
    flow === 'apply' || flow === 'apply-later' || flow === 'refuse'
  const rules: Record<string, string> = {}
  if (approves && flow !== 'refuse') {
    if (dice.chance(0.3)) rules['required-approvals'] = '1'
    if (dice.chance(0.15)) rules['require-review-decision'] = 'true'
    if (dice.chance(0.15)) rules['required-labels'] = 'ready'
    if (dice.chance(0.2)) rules['max-destroy'] = '0'
    if (dice.chance(0.1)) rules['allowed-actors'] = 'alice'
    if (dice.chance(0.15)) rules['on-blocked'] = 'discard'
    if (dice.chance(0.2)) rules['fail-on-blocked'] = 'false'
    if (dice.chance(0.1))
      rules['protected-addresses'] = 'terraform_data.delete_*'
  }
  const isReady = dice.chance(0.7)
  return {
    flow,
    event,
    inputs: {
      mode: flow === 'plan' || flow === 'save-plan' ? flow : 'apply',
      ...(approves ? { approve: flow === 'refuse' ? 'false' : 'true' } : {}),
      ...(flow === 'apply-later'
        ? { 'run-id': 'run-0001' }
        : dice.chance(0.3)
          ? { 'configuration-directory': '.' }
          : { 'configuration-version-id': 'current' }),
      ...rules,
      ...(dice.chance(0.08) ? { cleanup: 'false' } : {}),
      'queue-timeout': '5m',
      'run-timeout': '6m',
      'apply-timeout': '8m'
    },
    ways: {
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
      applyFails: dice.chance(0.08)
    },
    approvedBy: isReady ? ['alice'] : [],
    labelledBy: isReady ? 'alice' : undefined,
    isBusy: dice.chance(0.12),
    loadingMilliseconds: dice.number(40, 500),
    isApprovalOld: dice.chance(0.15),
    isByReader: dice.chance(0.15)
  }
}

/** Short ones are as telling as long ones, and are told faster. */
function drawDuration(dice: Dice): number {
  return 1200 * 15 ** dice.number(0, 1)
}

function drawMoment(dice: Dice): Moment {
  return { after: dice.pick(moments), plus: Math.round(dice.number(0, 3000)) }
}

function drawEvent(dice: Dice): WorldEvent {
  const roll = dice.number(0, 1)
  if (roll < 0.4) {
    return {
      kind: 'answer',
      to: dice.pick(requests),
      nth: dice.integer(1, dice.pick([2, 6, 20])),
      times: dice.pick([1, 1, 1, 2, 3, 40]),
      how: dice.pick(troubles)
    }
  }
  if (roll < 0.52) {
    return {
      kind: 'stale',
      when: dice.chance(0.5)
        ? {
            after: dice.pick(['gate', 'confirmed', 'applying']),
            plus: Math.round(dice.number(0, 2500))
          }
        : drawMoment(dice),
      lasts: Math.round(dice.number(500, 8000)),
      by: Math.round(dice.number(1000, 9000))
    }
  }
  if (roll < 0.58) {
    return {
      kind: 'late-run',
      by: Math.round(dice.number(500, 12_000)),
      how: dice.pick(['201', '504', 'reset'])
    }
  }
  if (roll < 0.72) {
    return { kind: 'person', does: dice.pick(people), when: drawMoment(dice) }
  }
  if (roll < 0.82) {
    return {
      kind: 'signal',
      name: dice.pick(['cancel', 'cancel', 'SIGTERM', 'SIGKILL']),
      when: drawMoment(dice)
    }
  }
  if (roll < 0.9) return { kind: 'kill', effect: dice.integer(0, 60) }
  if (roll < 0.95) {
    return {
      kind: 'wall',
      by: dice.pick([-3, -1, 1, 2, 5]) * 3_600_000,
      when: drawMoment(dice)
    }
  }
  if (roll < 0.98) {
    return {
      kind: 'payload',
      field: dice.pick([
        'pull_request',
        'repository',
        'issue',
        'comment',
        'action',
        '*'
      ]),
      how: dice.pick(['remove', 'empty', 'null'])
    }
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
    case 'lost-runner':
      return 'the runner is lost: post does not run'
    case 'again':
      return 'the job is run again, undisturbed'
  }
}
