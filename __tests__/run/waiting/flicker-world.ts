import type { Run } from '../../../src/hcp/types.ts'
import { createDice } from '../../simulation/random.ts'
import type { Dice } from '../../simulation/random.ts'
import { createPlan, createRun } from '../scripted-hcp.ts'

/** What an organization has configured, and whether its API tells. */
interface Configured {
  readonly tasks: boolean
  readonly estimates: boolean
  readonly policies: boolean
  readonly isTold: boolean
}

/** A run from its plan to its gate or end, and what it shows meanwhile. */
export interface FlickerWorld {
  readonly configured: Configured
  readonly latency: () => number
  /** Milliseconds of work at the gate. */
  readonly work: number
  /** What a read shows of this moment. */
  readonly at: (now: number) => Run
  /** Does the run wait for a confirmation at this moment? */
  readonly isGate: (now: number) => boolean
  readonly isFinal: (now: number) => boolean
  /** May the plan's end be its gate at once, and does the API tell so? */
  readonly isPlain: boolean
  readonly gateFrom: number
}

interface Stretch {
  readonly status: string
  readonly from: number
  /** Shown as confirmable for so many milliseconds at its beginning. */
  readonly flicker: number
}

/** No server was seen to flicker for longer than it takes to begin a phase. */
const longestFlicker = 950

/** One of many histories, the same for the same seed. */
export function createFlickerWorld(seed: number): FlickerWorld {
  const dice = createDice(seed, 'flicker')
  const kind = dice.pick(['plain', 'plain', 'any', 'any', 'any'] as const)
  const isAny = kind === 'any'
  const configured = {
    tasks: isAny && dice.chance(0.4),
    estimates: isAny && dice.chance(0.4),
    policies: isAny && dice.chance(0.4),
    isTold: dice.chance(0.8)
  }
  const run = {
    hasChanges: dice.chance(0.8),
    autoApply: dice.chance(0.15),
    savePlan: dice.chance(0.15)
  }
  const stretches = stretchesOf(dice, configured, run)
  const last = stretches.at(-1)
  const gateFrom = last?.from ?? 0
  const isConfirmation = last?.status === statusOfGate(configured)
  const named = namesOf(dice, configured, stretches)
  const at = (now: number): Run => {
    const { status, from, flicker } =
      stretches.findLast((one) => one.from <= now) ?? stretches[0]!
    const isPlanned = status !== 'planning'
    const rests = status === last?.status && from === gateFrom
    return createRun({
      ...run,
      status,
      hasChanges: isPlanned && run.hasChanges,
      plan: createPlan({ status: isPlanned ? 'finished' : 'running' }),
      actions: {
        isCancelable: true,
        isConfirmable: (rests && isConfirmation) || now - from < flicker,
        isDiscardable: true,
        isForceCancelable: false
      },
      ...named(now)
    })
  }
  return {
    configured,
    latency: () => dice.number(5, 250),
    work: dice.number(5, 700),
    at,
    gateFrom,
    isGate: (now) => now >= gateFrom && isConfirmation,
    isFinal: (now) =>
      now >= gateFrom &&
      last?.status !== undefined &&
      !isConfirmation &&
      last.status !== 'planned_and_saved',
    isPlain:
      !configured.tasks &&
      !configured.estimates &&
      !configured.policies &&
      configured.isTold &&
      isConfirmation
  }
}

function statusOfGate({ tasks, estimates, policies }: Configured): string {
  if (policies) return 'policy_checked'
  if (estimates) return 'cost_estimated'
  return tasks ? 'post_plan_completed' : 'planned'
}

function stretchesOf(
  dice: Dice,
  configured: Configured,
  run: Pick<Run, 'hasChanges' | 'autoApply' | 'savePlan'>
): readonly Stretch[] {
  const { tasks, estimates, policies } = configured
  const ends = !run.hasChanges
    ? ['planned_and_finished']
    : run.savePlan
      ? ['planned_and_saved']
      : run.autoApply
        ? ['confirmed', 'applying', 'applied']
        : []
  const statuses = [
    'planning',
    'planned',
    ...(tasks ? ['post_plan_running', 'post_plan_completed'] : []),
    ...(estimates ? ['cost_estimating', 'cost_estimated'] : []),
    ...(policies ? ['policy_checking', 'policy_checked'] : []),
    ...ends
  ]
  let from = 0
  return statuses.map((status) => {
    const stretch = {
      status,
      from,
      flicker: status.endsWith('ed') && dice.chance(0.7) ? longestFlicker : 0
    }
    const isWork = status.endsWith('ing')
    // In passing; what works takes its time.
    from += isWork ? dice.number(50, 6_000) : dice.number(20, longestFlicker)
    return stretch
  })
}

/** What follows is named from the beginning, or late, or as it begins. */
function namesOf(
  dice: Dice,
  { tasks, estimates, policies }: Configured,
  stretches: readonly Stretch[]
): (now: number) => Partial<Run> {
  const from = (status: string) =>
    (stretches.find((one) => one.status === status)?.from ?? Infinity) +
    dice.pick([-Infinity, 0, dice.number(0, 1_500)])
  const named = {
    tasks: from('post_plan_running'),
    estimates: from('cost_estimating'),
    policies: from('policy_checking')
  }
  return (now) => ({
    taskStageIds: tasks && now >= named.tasks ? ['ts-1'] : [],
    costEstimateId: estimates && now >= named.estimates ? 'ce-1' : undefined,
    policyCheckIds: policies && now >= named.policies ? ['polchk-1'] : []
  })
}
