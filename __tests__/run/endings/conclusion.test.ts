import { describe, expect, it } from '@jest/globals'
import { AbortedError } from '../../../src/hcp/wire/errors.ts'
import type { Apply, Run } from '../../../src/hcp/types.ts'
import { concludeFinal } from '../../../src/run/endings/conclusion.ts'
import type { Ending } from '../../../src/run/record/ending.ts'
import type { PlanReading } from '../../../src/run/record/plan-evidence.ts'
import { refusal } from '../refusals.ts'
import { createPlan, createRun, createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'

const plan = createPlan()
const apply: Apply = {
  id: 'apply-1',
  status: 'errored',
  counts: { additions: 1, changes: 0, destructions: 0, imports: 0 },
  logReadUrl: undefined,
  statusTimestamps: {},
  actionInvocations: undefined,
  actionFailures: undefined,
  stateVersionIds: []
}

async function end(world: Scripted, run: Partial<Run>): Promise<Ending> {
  return await concludeFinal(world, createRun(run), undefined)
}

describe('an ended run', () => {
  it('is told what the apply said', async () => {
    const ending = await end(createScripted([]), {
      status: 'errored',
      plan,
      apply
    })
    expect(ending.failure?.headline).toBe('The apply of run run-1 failed')
  })

  it('is told by its times where plan and apply cannot be read', async () => {
    const ending = await end(createScripted([]), {
      status: 'errored',
      statusTimestamps: { 'applying-at': 'x' }
    })
    expect(ending.failure?.headline).toContain('errored during the apply')
  })
})

const unread: PlanReading = { kind: 'unavailable', why: '404' }
const none = { additions: 0, changes: 0, destructions: 0, imports: 0 }
const some = { ...none, additions: 2 }

describe('a plan whose run does not say whether it changes anything', () => {
  it.each([
    // has-changes, counts, plan-only → outcome, is it said to be doubtful?
    [true, undefined, true, 'planned', false],
    [false, undefined, true, 'no-changes', false],
    [false, none, true, 'no-changes', false],
    [false, some, true, 'planned', true],
    [undefined, some, true, 'planned', false],
    [undefined, none, true, 'planned', true],
    [undefined, undefined, true, 'planned', true],
    [undefined, undefined, undefined, 'planned', true],
    [undefined, undefined, false, 'no-changes', false]
  ] as const)(
    'has-changes %s, counts %j, plan-only %s: %s',
    async (hasChanges, counts, planOnly, outcome, isDoubtful) => {
      const run = createRun({
        ...{ status: 'planned_and_finished', hasChanges, planOnly },
        plan: createPlan({ counts, hasChanges })
      })
      const ending = await concludeFinal(createScripted([]), run, unread)
      expect([ending.outcome, ending.notes !== undefined]).toEqual([
        outcome,
        isDoubtful
      ])
    }
  )
})

describe('outputs that cannot be read', () => {
  it('are a note to an apply that is applied all the same', async () => {
    const world = createScripted([], {
      'stateVersionOutputs.readCurrent': () => {
        throw refusal(403)
      }
    })
    const ending = await end(world, { status: 'applied', plan, apply })
    expect(ending).toMatchObject({
      outcome: 'applied',
      notes: [expect.stringMatching(/outputs could not be read: .* 403/)]
    })
    expect(ending.workspaceOutputs).toBeUndefined()
    expect(world.said).toEqual([`warning: ${ending.notes?.[0] ?? ''}`])
  })

  it('are not waited for longer than 20 s', async () => {
    const world = createScripted([], {
      'stateVersionOutputs.readCurrent': async (
        _: string,
        { signal }: { signal: AbortSignal }
      ) =>
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(new AbortedError('given up'))
          })
        })
    })
    const ending = await end(world, { status: 'applied', plan, apply })
    expect(world.clock.now()).toBe(20_000)
    expect(ending).toMatchObject({
      outcome: 'applied',
      notes: [
        "The workspace's outputs could not be read: no good answer within 20s"
      ]
    })
  })
})
