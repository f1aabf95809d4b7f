import { describe, expect, it } from '@jest/globals'
import { judgeLimits } from '../../../src/gate/limit-rules.ts'
import { reducePlan } from '../../../src/plan/reduction.ts'
import { ageOf } from '../../../src/run/record/plan-evidence.ts'
import { readPlanEvidence } from '../../../src/run/reading/plan-evidence.ts'
import type { PlanReading } from '../../../src/run/record/plan-evidence.ts'
import { noRules } from '../../gate/evidence.ts'
import { readFixture } from '../../plan/fixtures.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'

const asked = { ...noRules, maxMonthlyCostIncrease: 1 }

function readingOf(name: string): PlanReading {
  const { changes, digest } = reducePlan(readFixture(name))
  return {
    kind: 'changes',
    changes,
    digest,
    secrets: [],
    redactedPath: undefined
  }
}

describe('readPlanEvidence', () => {
  it.each([
    [
      'destroy-count-and-key',
      ['destroy', 'destroy', 'destroy', 'destroy'] as const
    ],
    ['destroy-deposed', ['replace', 'destroy']],
    ['forget', ['forget']],
    ['replace-tainted', ['replace']],
    ['create-one', []],
    ['moved', []]
  ])('finds what %s would lose', async (name, verbs) => {
    const { losses, planDigest } = await readPlanEvidence(
      createScripted([]),
      createRun(),
      readingOf(name),
      noRules
    )
    expect(losses.known && losses.value.map(({ verb }) => verb)).toEqual(verbs)
    expect(planDigest).toMatchObject({
      known: true,
      value: expect.stringMatching(/^(?:full|values|redacted):[0-9a-f]{64}$/)
    })
  })

  it('counts the invocations of actions, which have effects', async () => {
    const { changes, digest } = reducePlan({
      format_version: '1.2',
      resource_changes: [],
      action_invocations: [
        { address: 'action.aws_lambda_invoke.x' },
        { address: 'action.aws_lambda_invoke.y' }
      ]
    })
    const evidence = await readPlanEvidence(
      createScripted([]),
      createRun(),
      {
        kind: 'changes',
        changes,
        digest,
        secrets: [],
        redactedPath: undefined
      },
      noRules
    )
    expect(evidence.plan).toMatchObject({ value: { invoke: 2, destroy: 0 } })
    expect(
      judgeLimits(evidence, {
        ...noRules,
        maxChange: 1,
        maxDestroy: 0,
        maxReplace: 0
      }).map(({ reason }) => reason?.message)
    ).toEqual([
      undefined,
      undefined,
      "The plan would invoke 2 actions in all; 'max-change' allows 1."
    ])
  })

  it.each([
    [undefined, 'there is no plan.'],
    [{ kind: 'unavailable', why: 'too large' }, 'too large']
  ] as const)('knows nothing of %j', async (plan, why) => {
    const unknown = { known: false, why }
    expect(
      await readPlanEvidence(createScripted([]), createRun(), plan, noRules)
    ).toMatchObject({ plan: unknown, losses: unknown, planDigest: unknown })
  })

  it('does not ask for the cost where no rule does', async () => {
    const world = createScripted([])
    const run = createRun({ costEstimateId: 'ce-1' })
    await readPlanEvidence(world, run, undefined, noRules)
    expect(world.calls).toEqual([])
  })

  it.each([
    [{ status: 'finished', deltaMonthlyCost: '12.50' }, 12.5],
    [{ status: 'finished', deltaMonthlyCost: '-3' }, -3],
    [{ status: 'finished', deltaMonthlyCost: '0.0' }, 0]
  ])('reads %j', async (estimate, deltaMonthlyCost) => {
    const world = createScripted([], { 'costEstimates.read': () => estimate })
    const run = createRun({ costEstimateId: 'ce-1' })
    expect(
      (await readPlanEvidence(world, run, undefined, asked)).monthlyCost
    ).toEqual({ known: true, value: { deltaMonthlyCost } })
  })

  it.each([
    [{ status: 'errored', errorMessage: 'no prices' }, 'errored: no prices'],
    [{ status: 'skipped_due_to_targeting' }, 'skipped due to targeting'],
    [{ status: 'pending' }, 'is pending'],
    [{ status: 'finished' }, 'names no amount'],
    [{ status: 'finished', deltaMonthlyCost: 'much' }, 'names no amount'],
    [{ status: 'finished', deltaMonthlyCost: '1e-9' }, 'names no amount'],
    [new Error('404'), '404']
  ])('does not know the cost by %j', async (estimate, why) => {
    const world = createScripted([], {
      'costEstimates.read': () => {
        if (estimate instanceof Error) throw estimate
        return estimate
      }
    })
    const run = createRun({ costEstimateId: 'ce-1' })
    const { monthlyCost } = await readPlanEvidence(world, run, undefined, asked)
    expect(monthlyCost).toEqual({
      known: false,
      why: expect.stringContaining(why)
    })
  })

  it('does not know the cost of a run without an estimate', async () => {
    const world = createScripted([])
    expect(
      (await readPlanEvidence(world, createRun(), undefined, asked)).monthlyCost
    ).toMatchObject({ known: false })
  })
})

describe('ageOf', () => {
  const now = Date.parse('2026-11-27T12:00:00Z')
  const run = createRun({ status: 'planned' })
  it.each([
    [{ 'planned-at': '2026-11-27T11:00:00Z' }, 3_600_000],
    [{ 'planned-and-saved-at': '2026-10-18T12:00:00Z' }, 40 * 86_400_000],
    // Another machine's clock may be a little ahead.
    [{ 'planned-at': '2026-11-27T12:04:00Z' }, 0],
    [{ 'planned-at': '2026-11-27T12:06:00Z' }, undefined],
    [{ 'planned-at': 'yesterday' }, undefined],
    [{}, undefined]
  ])('with %j is %s', (statusTimestamps, want) => {
    const age = ageOf({ ...run, plan: undefined, statusTimestamps }, now)
    expect(age.known ? age.value : undefined).toBe(want)
  })

  it('is counted from the end of the plan itself', () => {
    const plan = {
      ...createRun({ status: 'planned' }).plan!,
      statusTimestamps: { 'finished-at': '2026-11-27T11:59:00Z' }
    }
    const statusTimestamps = { 'planned-at': '2026-11-27T11:00:00Z' }
    expect(ageOf({ plan, statusTimestamps }, now)).toEqual({
      known: true,
      value: 60_000
    })
  })
})
