/** How the simulated HCP Terraform's workspace and its runs are. */
export interface Ways {
  /** Milliseconds in each working status but those below. */
  readonly dwell: number
  readonly queue: number
  readonly plan: number
  readonly apply: number
  /** From an action that was accepted to its effect. */
  readonly effect: number
  /** From the arrival at a gate to its flags. */
  readonly flags: number
  readonly hasCost: boolean
  readonly hasTasks: boolean
  readonly policy: 'none' | 'passed' | 'soft' | 'hard'
  /** A status that no client knows, on the way to the gate. */
  readonly strange: string | undefined
  readonly hasChanges: boolean
  readonly creates: number
  readonly destroys: number
  readonly planFails: boolean
  readonly applyFails: boolean
  /** Has a log no address until its phase begins? */
  readonly isLogLate: boolean
  /** Which of the values in `plan-values.ts` the plan sets. */
  readonly variant: number
  /**
   * The provisioner, expression, provider or module of what is made; undefined: only the
   * redacted plan is told.
   */
  readonly provisioner: string | undefined
}

export type Kind = 'plan' | 'apply' | 'save'

export const final: ReadonlySet<string> = new Set([
  'applied',
  'planned_and_finished',
  'policy_soft_failed',
  'discarded',
  'errored',
  'canceled',
  'force_canceled'
])

export const confirmedOrLater: ReadonlySet<string> = new Set([
  'confirmed',
  'pre_apply_running',
  'pre_apply_completed',
  'queuing_apply',
  'apply_queued',
  'applying',
  'post_apply_running',
  'post_apply_completed',
  'applied'
])

const order = [
  'pending',
  'fetching',
  'plan_queued',
  'planning',
  'planned',
  'post_plan_running',
  'post_plan_completed',
  'cost_estimating',
  'cost_estimated',
  'policy_checking',
  'policy_override',
  'policy_checked',
  'planned_and_saved',
  'confirmed',
  'queuing_apply',
  'apply_queued',
  'applying'
]

/** How old a run is in this status; final is oldest, unknown is undefined. */
export function ageOf(status: string): number | undefined {
  if (final.has(status)) return order.length
  const at = order.indexOf(status)
  return at < 0 ? undefined : at
}

type Leg = readonly [status: string, milliseconds: number]

/**
 * The statuses from the queue to the end of the plan, as the Runs API's state
 * machine orders them; the last one is where the run rests or has ended.
 */
export function planCourse(kind: Kind, ways: Ways, isVain: boolean): Leg[] {
  const { dwell, policy } = ways
  const legs: Leg[] = [
    ['plan_queued', dwell],
    ['planning', ways.plan]
  ]
  if (ways.planFails) return [...legs, ['errored', 0]]
  legs.push(['planned', dwell])
  if (ways.strange !== undefined) legs.push([ways.strange, dwell])
  if (ways.hasTasks) {
    legs.push(['post_plan_running', dwell], ['post_plan_completed', dwell])
  }
  if (ways.hasCost) {
    legs.push(['cost_estimating', dwell], ['cost_estimated', dwell])
  }
  if (policy !== 'none') {
    legs.push(['policy_checking', dwell])
    if (policy === 'hard') return [...legs, ['errored', 0]]
    if (policy === 'soft') {
      return [
        ...legs,
        [kind === 'plan' ? 'policy_soft_failed' : 'policy_override', 0]
      ]
    }
    legs.push(['policy_checked', dwell])
  }
  return [...legs.slice(0, -1), ...ending(kind, legs.at(-1)!, isVain)]
}

function ending(kind: Kind, last: Leg, isVain: boolean): Leg[] {
  if (kind === 'plan' || isVain) return [last, ['planned_and_finished', 0]]
  return kind === 'save' ? [last, ['planned_and_saved', 0]] : [[last[0], 0]]
}

/** From the confirm to the end. */
export function applyCourse(ways: Ways): Leg[] {
  return [
    ['confirmed', ways.dwell / 2],
    ['apply_queued', ways.dwell],
    ['applying', ways.apply],
    [ways.applyFails ? 'errored' : 'applied', 0]
  ]
}
