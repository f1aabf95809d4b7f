import { describe, expect, it } from '@jest/globals'
import { AbortedError } from '../../../src/hcp/wire/errors.ts'
import type { Apply, Run } from '../../../src/hcp/types.ts'
import { concludeFinal } from '../../../src/run/endings/conclusion.ts'
import type { Ending } from '../../../src/run/record/ending.ts'
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

function readsOf(world: Scripted): string[] {
  return world.calls.filter((call) => /^(plans|applies)/.test(call))
}

describe('an ended run without its plan and apply', () => {
  it.each(['errored', 'canceled', 'force_canceled', 'applied'])(
    'has them by their ids where it is %s',
    async (status) => {
      const world = createScripted([], {
        'plans.read': () => plan,
        'applies.read': () => apply
      })
      const ending = await end(world, { status })
      expect(ending.run).toMatchObject({ plan, apply })
      expect(readsOf(world)).toEqual(['plans.read', 'applies.read'])
    }
  )

  it.each(['planned_and_finished', 'discarded', 'policy_soft_failed'])(
    'is not asked for an apply that is not there where it is %s',
    async (status) => {
      const world = createScripted([], { 'plans.read': () => plan })
      expect((await end(world, { status })).run).toMatchObject({ plan })
      expect(readsOf(world)).toEqual(['plans.read'])
    }
  )

  it('is told what the apply said', async () => {
    const world = createScripted([], {
      'plans.read': () => plan,
      'applies.read': () => apply
    })
    const ending = await end(world, { status: 'errored' })
    expect(ending.failure?.headline).toBe('The apply of run run-1 failed')
  })

  it('is told by its times where they cannot be read', async () => {
    const refuse = (): never => {
      throw refusal(404)
    }
    const world = createScripted([], {
      'plans.read': refuse,
      'applies.read': refuse
    })
    const ending = await end(world, {
      status: 'errored',
      statusTimestamps: { 'applying-at': 'x' }
    })
    expect(ending.failure?.headline).toContain('errored during the apply')
  })
})

it('reads nothing that is there already', async () => {
  const world = createScripted([])
  await end(world, { status: 'canceled', plan, apply })
  expect(readsOf(world)).toEqual([])
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
