import { describe, expect, it } from '@jest/globals'
import { judgeLimits } from '../../../src/gate/rules.ts'
import { reducePlan } from '../../../src/plan/reduction.ts'
import { policiesOf } from '../../../src/run/record/plan-evidence.ts'
import { readPlanEvidence } from '../../../src/run/reading/plan-evidence.ts'
import type { PlanReading } from '../../../src/run/record/plan-evidence.ts'
import { knownStatuses } from '../../../src/run/record/status.ts'
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
      value: expect.stringMatching(/^[0-9a-f]{64}$/)
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
      "The plan would change 2 resources and actions in all; 'max-change' allows 1."
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

describe('policiesOf', () => {
  it.each(knownStatuses.map((status) => [status] as const))(
    'tells by %s',
    (status) => {
      expect(policiesOf({ status }).failed).toBe(
        /override$|awaiting_decision$|soft_failed$/.test(status)
      )
    }
  )
})
