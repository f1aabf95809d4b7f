import { describe, expect, it } from '@jest/globals'
import {
  gateAtSight,
  isPlanLast,
  isResting,
  nextStep,
  sight
} from '../../../src/run/record/next-step.ts'
import type { RunActions } from '../../../src/hcp/types.ts'
import type { Seen, Sighting } from '../../../src/run/record/next-step.ts'
import { isFinal, knownStatuses } from '../../../src/run/record/status.ts'
import { fc } from '../../fuzz.ts'
import { createPlan } from '../scripted-hcp.ts'

function look(
  status: string,
  isConfirmable: boolean | undefined,
  flags: { autoApply?: boolean; savePlan?: boolean; planOnly?: boolean } = {}
) {
  return {
    status,
    autoApply: false,
    savePlan: false,
    planOnly: false,
    ...flags,
    actions: {
      isConfirmable,
      isCancelable: undefined,
      isDiscardable: undefined,
      isForceCancelable: undefined
    }
  }
}

const once: Omit<Sighting, 'status' | 'isConfirmable'> = {
  count: 1,
  heldMilliseconds: 0
}
const twice = { count: 2, heldMilliseconds: 1_000 }

function step(
  run: Parameters<typeof nextStep>[0],
  seen: Omit<Sighting, 'status' | 'isConfirmable'>
) {
  return nextStep(run, {
    status: run.status,
    isConfirmable: run.actions.isConfirmable,
    ...seen
  })
}

describe('nextStep', () => {
  it.each([
    ['planned', { savePlan: true }],
    ['planned_and_saved', {}],
    ['planned_and_saved', { savePlan: true, autoApply: true }]
  ] as const)('takes %s with %j for a saved plan', (status, flags) => {
    for (const isConfirmable of [true, false]) {
      if (status === 'planned' && !isConfirmable) continue
      expect(step(look(status, isConfirmable, flags), twice)).toEqual({
        kind: 'gate',
        gate: 'saved-plan'
      })
    }
  })

  it.each([
    ['pending', {}],
    ['plan_queued', { savePlan: true }],
    ['planning', {}],
    ['planning', { autoApply: true }],
    ['planned', { planOnly: true }],
    ['policy_checked', { planOnly: true }]
  ] as const)(
    'waits at %s with %j, whatever the flag says',
    (status, flags) => {
      expect(step(look(status, true, flags), twice).kind).toBe('wait')
    }
  )

  it('says what it waits for where the run asked for auto-apply', () => {
    expect(step(look('planned', true, { autoApply: true }), twice)).toEqual({
      kind: 'wait',
      why: 'the run asked for auto-apply'
    })
  })

  it('looks again at once where the first look is old', () => {
    const old = { count: 1, heldMilliseconds: 5_000 }
    expect(step(look('planned', true), old)).toEqual({
      kind: 'look-again',
      afterMilliseconds: 0
    })
  })

  it.each([
    'planned',
    'cost_estimated',
    'policy_checked',
    'post_plan_completed'
  ])(
    'waits at %s while it is not confirmable: more phases follow',
    (status) => {
      expect(step(look(status, false), twice).kind).toBe('wait')
      expect(step(look(status, undefined), twice).kind).toBe('wait')
    }
  )

  it.each(['planned', 'cost_estimated', 'policy_checked', 'frobnicated'])(
    'believes a confirmable %s only at the second look',
    (status) => {
      expect(step(look(status, true), once)).toEqual({
        kind: 'look-again',
        afterMilliseconds: 1_000
      })
      expect(step(look(status, true), twice)).toEqual({
        kind: 'gate',
        gate: 'confirmation'
      })
    }
  )

  it('wants the two looks a second apart, however many there were', () => {
    expect(
      step(look('planned', true), { count: 5, heldMilliseconds: 400 })
    ).toEqual({ kind: 'look-again', afterMilliseconds: 600 })
  })

  it.each([
    'policy_override',
    'post_plan_awaiting_decision',
    'pre_plan_awaiting_decision',
    'pre_apply_awaiting_decision',
    'tf_policy_override'
  ])('takes %s for the gate of an override', (status) => {
    expect(step(look(status, false), once).kind).toBe('look-again')
    expect(step(look(status, false), twice)).toEqual({
      kind: 'gate',
      gate: 'policy-override'
    })
  })

  it('rests at a saved plan, confirmable or not', () => {
    for (const isConfirmable of [true, false, undefined]) {
      expect(
        step(
          look('planned_and_saved', isConfirmable, { savePlan: true }),
          twice
        )
      ).toEqual({ kind: 'gate', gate: 'saved-plan' })
    }
  })

  it('waits where auto-apply will confirm, and no longer than 30 s', () => {
    const run = look('planned', true, { autoApply: true })
    expect(step(run, twice).kind).toBe('wait')
    expect(step(run, { count: 30, heldMilliseconds: 29_999 }).kind).toBe('wait')
    expect(step(run, { count: 30, heldMilliseconds: 30_000 })).toEqual({
      kind: 'gate',
      gate: 'confirmation'
    })
  })

  it('never sees a gate in a confirmed run, whatever the flags say', () => {
    for (const status of ['confirmed', 'applying', 'post_apply_running']) {
      expect(step(look(status, true), twice).kind).toBe('wait')
    }
  })

  it('waits at an unknown status and says its name', () => {
    expect(step(look('frobnicating', false), twice)).toEqual({
      kind: 'wait',
      why: "the status 'frobnicating' is not known to this version"
    })
  })

  it.each(knownStatuses.filter(isFinal))('ends at %s', (status) => {
    expect(step(look(status, true), once)).toEqual({ kind: 'final' })
  })
})

describe('nextStep over any walk of statuses', () => {
  const anyStatus = fc.oneof(
    fc.constantFrom(...knownStatuses),
    fc.string({ minLength: 1, maxLength: 12 })
  )
  const anyLook = fc.record({
    status: anyStatus,
    isConfirmable: fc.constantFrom(true, false, undefined),
    after: fc.integer({ min: 0, max: 5_000 })
  })

  it('calls nothing final that is not, and confirms only what was confirmable', () => {
    fc.assert(
      fc.property(
        fc.array(anyLook, { minLength: 1, maxLength: 40 }),
        fc.boolean(),
        fc.boolean(),
        (looks, autoApply, savePlan) => {
          let now = 0
          let sighting: ReturnType<typeof sight> | undefined
          for (const { status, isConfirmable, after } of looks) {
            now += after
            const run = look(status, isConfirmable, { autoApply, savePlan })
            sighting = sight(sighting, run, now)
            const next = nextStep(run, sighting)
            expect(next.kind === 'final').toBe(isFinal(status))
            if (next.kind === 'gate' && next.gate === 'confirmation') {
              expect(isConfirmable).toBe(true)
              expect(sighting.heldMilliseconds).toBeGreaterThanOrEqual(1_000)
              expect(sighting.count).toBeGreaterThanOrEqual(2)
            }
          }
        }
      )
    )
  })
})

describe('sight', () => {
  it('counts looks that agree and starts anew where they do not', () => {
    const first = sight(undefined, look('planned', false), 100)
    const second = sight(first, look('planned', false), 600)
    const flicker = sight(second, look('planned', true), 900)
    const back = sight(flicker, look('planned', true), 1_900)
    expect(second).toMatchObject({ count: 2, heldMilliseconds: 500 })
    expect(flicker).toMatchObject({ count: 1, heldMilliseconds: 0 })
    expect(back).toMatchObject({ count: 2, heldMilliseconds: 1_000 })
  })
})

describe('a run that rests and cannot be confirmed', () => {
  const resting = (status: string, flags: Partial<RunActions>) => ({
    ...look(status, false),
    actions: {
      ...{ isConfirmable: false, isCancelable: false, isDiscardable: true },
      isForceCancelable: false,
      ...flags
    }
  })
  const untold = { isConfirmable: undefined, isDiscardable: undefined }
  it.each<[string, Partial<RunActions>, number, boolean]>([
    ['cost_estimated', {}, 4_999, false],
    ['cost_estimated', {}, 5_000, true],
    // Checks may be late to begin.
    ['planned', {}, 59_999, false],
    ['planned', {}, 60_000, true],
    ['policy_checked', {}, 60_000, true],
    ['tf_policy_checked', {}, 60_000, true],
    ['post_plan_completed', {}, 60_000, true],
    ['planned', untold, 30_000, true],
    ['planned', untold, 29_999, false],
    // Half of the flags tells no more than none.
    ['cost_estimated', { isConfirmable: undefined }, 29_999, false],
    ['cost_estimated', { isDiscardable: undefined }, 29_999, false],
    // It is under way, or cannot be left.
    ['cost_estimated', { isDiscardable: false }, 600_000, false],
    ['cost_estimated', { isCancelable: true }, 600_000, false],
    ['cost_estimating', {}, 600_000, false],
    ['policy_checking', {}, 600_000, false],
    ['planning', untold, 600_000, false],
    ['frobnicating', untold, 600_000, false]
  ])('%s, %j, for %d ms: %s', (status, flags, heldMilliseconds, isGate) => {
    expect(
      step(resting(status, flags), { count: 9, heldMilliseconds })
    ).toEqual(
      isGate
        ? { kind: 'gate', gate: 'confirmation' }
        : expect.objectContaining({ kind: 'wait' })
    )
  })

  it('shows no gate at one look', () => {
    expect(gateAtSight(resting('cost_estimated', {}))).toBe('none')
  })
})

describe('what one look shows', () => {
  it.each<[string, boolean, string, boolean]>([
    ['planned', true, 'confirmation', false],
    ['planned', false, 'none', false],
    ['planned_and_saved', false, 'saved-plan', true],
    ['policy_override', false, 'policy-override', true],
    ['planning', true, 'none', false],
    ['applying', true, 'none', false],
    ['applied', true, 'none', false],
    ['frobnicating', false, 'none', false]
  ])('at %s, confirmable: %s, is the gate %s', (status, flag, gate, rests) => {
    expect(gateAtSight(look(status, flag))).toBe(gate)
    expect(isResting({ status })).toBe(rests)
  })
})

describe('a plan that nothing follows', () => {
  const bare: Seen = {
    ...look('planned', true),
    hasChanges: true,
    plan: createPlan(),
    taskStageIds: [],
    policyCheckIds: [],
    tfPolicyEvaluationIds: [],
    costEstimateId: undefined
  }
  const followed: readonly [string, Partial<Seen>][] = [
    ['is not planned yet', { status: 'planning' }],
    ['has another status that is confirmable', { status: 'cost_estimated' }],
    ['is not confirmable', { actions: look('planned', false).actions }],
    ['may be confirmable', { actions: look('planned', undefined).actions }],
    ['has no changes', { hasChanges: false }],
    ['does not tell its changes', { hasChanges: undefined }],
    ['has a plan under way', { plan: createPlan({ status: 'running' }) }],
    ['does not tell its plan', { plan: undefined }],
    ['applies by itself', { autoApply: true }],
    ['is saved', { savePlan: true }],
    ['has a cost estimate', { costEstimateId: 'ce-1' }],
    ...(['taskStageIds', 'policyCheckIds', 'tfPolicyEvaluationIds'] as const)
      .map((names): [string, Partial<Seen>][] => [
        [`names ${names}`, { [names]: ['one'] }],
        [`does not tell ${names}`, { [names]: undefined }]
      ])
      .flat()
  ]
  const sure = { count: 2, heldMilliseconds: 100, isSure: true }

  it('is believed at the second look, where nothing is configured', () => {
    expect(isPlanLast(bare)).toBe(true)
    expect(step(bare, sure)).toEqual({ kind: 'gate', gate: 'confirmation' })
    expect(step(bare, { ...sure, count: 1 }).kind).toBe('look-again')
    for (const isSure of [false, undefined]) {
      const seen = { count: 2, heldMilliseconds: 100, isSure }
      expect(step(bare, seen as typeof sure)).toEqual({
        kind: 'look-again',
        afterMilliseconds: 900
      })
    }
  })

  it.each(followed)('is not that of a run that %s', (_, change) => {
    const run = { ...bare, ...change }
    expect(isPlanLast(run)).toBe(false)
    expect(step(run, sure).kind).not.toBe('gate')
  })

  it.each([
    ['planned_and_saved', 'saved-plan'],
    ['policy_override', 'policy-override']
  ])('is not that of %s', (status, gate) => {
    const run = { ...bare, status }
    expect(step(run, sure).kind).toBe('look-again')
    expect(step(run, twice)).toEqual({ kind: 'gate', gate })
  })
})
