import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../../src/hcp/types.ts'
import { followRun } from '../../../src/run/waiting/follow.ts'
import type { Followed } from '../../../src/run/waiting/follow.ts'
import { confirmRun } from '../../../src/run/operations/confirm.ts'
import { concludeFinal } from '../../../src/run/endings/conclusion.ts'
import { diagnoseWait } from '../../../src/run/waiting/why-waiting.ts'
import {
  atGate,
  createPlan,
  createRun,
  createScripted
} from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'
import { refusal } from '../refusals.ts'

/** What a wait takes for a gate, an end or neither; traps by their numbers. */

const inTransit: Run['actions'] = {
  isCancelable: false,
  isConfirmable: false,
  isDiscardable: false,
  isForceCancelable: false
}

const minute = 60_000

async function follow(
  looks: Parameters<typeof createScripted>[0],
  on?: Parameters<typeof createScripted>[1]
): Promise<{ followed: Followed; world: Scripted }> {
  const world = createScripted(looks, on)
  const followed = await followRun(world, 'run-1', {
    patience: { queue: 5 * minute, run: 5 * minute, apply: 5 * minute },
    streamPlan: true,
    usual: { plan: undefined, apply: undefined }
  })
  return { followed, world }
}

describe('a status that only looks like a gate', () => {
  it.each([
    ['T1, C-7:', 'planned', 'cost_estimating'],
    ['T2:', 'cost_estimated', 'policy_checking'],
    ['T3, C-9:', 'post_plan_completed', 'cost_estimating']
  ])('%s %s on the way to %s is no gate', async (_, status, next) => {
    const passing = { status, actions: inTransit }
    const { followed } = await follow([
      passing,
      passing,
      passing,
      { status: next },
      { status: 'policy_checked', actions: atGate }
    ])
    expect(followed).toMatchObject({
      kind: 'gate',
      gate: 'confirmation',
      run: { status: 'policy_checked' }
    })
  })

  it('C-8: planned and confirmable at two looks is one', async () => {
    const { followed, world } = await follow([
      { status: 'planned', actions: atGate }
    ])
    expect(followed).toMatchObject({ kind: 'gate', gate: 'confirmation' })
    expect(world.clock.now()).toBeGreaterThanOrEqual(1_000)
    expect(world.clock.now()).toBeLessThan(2_500)
  })

  it('T4, T27, C-10: auto-apply is about to confirm by itself, for 30 s', async () => {
    const passing = { status: 'planned', autoApply: true, actions: atGate }
    const honoured = await follow([
      passing,
      passing,
      { status: 'confirmed', autoApply: true },
      { status: 'applied' }
    ])
    expect(honoured.followed).toMatchObject({ kind: 'final' })
    const ignored = await follow([passing])
    expect(ignored.followed).toMatchObject({ gate: 'confirmation' })
    expect(ignored.world.clock.now()).toBeGreaterThanOrEqual(30_000)
  })

  it('T12: planned without changes waits for its end', async () => {
    const { followed } = await follow([
      { status: 'planned', hasChanges: false, actions: inTransit },
      { status: 'planned', hasChanges: false, actions: inTransit },
      { status: 'planned_and_finished' }
    ])
    expect(followed).toMatchObject({ kind: 'final' })
  })

  it('T14, C-24: a gate with only outputs to change is real', async () => {
    const { followed } = await follow([
      {
        status: 'planned',
        hasChanges: true,
        actions: atGate,
        plan: createPlan({
          counts: { additions: 0, changes: 0, destructions: 0, imports: 0 }
        })
      }
    ])
    expect(followed).toMatchObject({ gate: 'confirmation' })
  })

  it('T19: which checks there are is not taken from the first answer', async () => {
    const { followed } = await follow([
      { status: 'pending', policyCheckIds: [], costEstimateId: undefined },
      { status: 'planned', actions: inTransit },
      { status: 'cost_estimated', costEstimateId: 'ce-1', actions: inTransit },
      {
        status: 'policy_checked',
        policyCheckIds: ['polchk-1'],
        actions: atGate
      }
    ])
    expect(followed).toMatchObject({ run: { status: 'policy_checked' } })
  })
})

describe('where a wait ends', () => {
  it('T5, C-11: policy_soft_failed is an end, and not a good one', async () => {
    const { followed, world } = await follow([{ status: 'policy_soft_failed' }])
    expect(followed.kind).toBe('final')
    const ending = await concludeFinal(world, followed.run, undefined)
    expect(ending).toMatchObject({
      outcome: 'blocked',
      reasons: [{ code: 'policy-failed' }]
    })
  })

  it('T8, C-26: planned_and_saved rests, confirmable or not', async () => {
    for (const isConfirmable of [true, false]) {
      const { followed } = await follow([
        {
          status: 'planned_and_saved',
          savePlan: true,
          actions: { ...atGate, isConfirmable }
        }
      ])
      expect(followed).toMatchObject({ kind: 'gate', gate: 'saved-plan' })
    }
  })

  it('T11: no changes are reported only of a run that has ended', async () => {
    const { followed, world } = await follow([
      { status: 'planning', hasChanges: false },
      { status: 'planned', hasChanges: true, actions: inTransit },
      { status: 'planned_and_finished', hasChanges: true, planOnly: true }
    ])
    const ending = await concludeFinal(world, followed.run, undefined)
    expect(ending.outcome).toBe('planned')
  })

  it.each(['canceled', 'applied', 'errored'])(
    'T16, T17: a cancel that was asked for ends %s only when the run says so',
    async (status) => {
      const asked = {
        status: 'applying',
        canceledAt: '2026-03-04T09:20:10.500Z',
        actions: inTransit
      }
      const { followed } = await follow([asked, asked, asked, { status }])
      expect(followed).toMatchObject({ kind: 'final', run: { status } })
    }
  )

  it.each([
    'queuing_apply',
    'pre_apply_running',
    'pre_apply_completed',
    'post_apply_running',
    'post_apply_completed',
    'frobnicating'
  ])('T25, C-13: %s waits', async (status) => {
    const { followed, world } = await follow([
      { status },
      { status },
      { status: 'applied' }
    ])
    expect(followed.kind).toBe('final')
    expect(world.said.join('\n')).toContain(status.replaceAll('_', ' '))
  })
})

describe('what a wait asks for', () => {
  it('T22, C-6: polls the run and never a list, first within 2 s, then slower', async () => {
    const times: number[] = []
    const world = createScripted([{ status: 'planning' }])
    const read = world.hcp.runs.read.bind(world.hcp.runs)
    const hcp = {
      ...world.hcp,
      runs: {
        ...world.hcp.runs,
        read: async (id: string) => {
          times.push(world.clock.now())
          return await read(id)
        }
      }
    }
    await followRun({ ...world, hcp }, 'run-1', {
      patience: { queue: minute, run: 10 * minute, apply: minute },
      streamPlan: true,
      usual: { plan: undefined, apply: undefined }
    })
    const gaps = times.slice(1).map((time, index) => time - times[index]!)
    expect(gaps[0]).toBeLessThanOrEqual(2_000)
    expect(gaps.at(-2)).toBeGreaterThanOrEqual(5_000)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15_000)
    // The wrapper counts the reads; nothing else is asked for.
    expect(new Set(world.calls)).toEqual(new Set(['runs.read']))
  })

  it('T23: a log that never ends is left when the plan is over', async () => {
    const { followed, world } = await follow(
      [
        {
          status: 'planning',
          plan: createPlan({ status: 'running', logReadUrl: 'https://log' })
        },
        { status: 'planned_and_finished', plan: createPlan() }
      ],
      {
        'logs.read': () => new Uint8Array(),
        'plans.read': () => createPlan({ status: 'finished' })
      }
    )
    expect(followed.kind).toBe('final')
    expect(world.clock.now()).toBeLessThan(2 * minute)
  })

  it('T24: the log of an apply that never was is not asked for', async () => {
    const { world } = await follow([
      {
        status: 'discarded',
        apply: {
          id: 'apply-1',
          status: 'unreachable',
          counts: undefined,
          logReadUrl: 'https://log/apply',
          statusTimestamps: {},
          actionInvocations: undefined,
          actionFailures: undefined,
          stateVersionIds: []
        }
      }
    ])
    expect(world.calls).not.toContain('logs.read')
  })

  it.each([
    [
      'T10, C-27: a lock by hand with its reason',
      { lockedBy: { type: 'users', id: 'user-7' }, lockedReason: 'upgrade' },
      'waiting: the workspace is locked by user-7: upgrade'
    ],
    [
      'T10, C-27: the run that blocks',
      { lockedBy: { type: 'runs', id: 'run-0' } },
      'waiting behind run run-0, which is planned and waits for a decision'
    ],
    [
      'T10: nothing of the run itself',
      { lockedBy: { type: 'runs', id: 'run-1' } },
      undefined
    ]
  ])('%s', async (_, workspace, reason) => {
    const { hcp } = createScripted([{ status: 'planned', actions: atGate }], {
      'workspaces.readWithHolder': () => ({ locked: true, ...workspace })
    })
    expect(await diagnoseWait(hcp, createRun())).toBe(reason)
  })
})

/** What is asked, where a test says nothing else. */
const answers = {
  'workspaces.readWithHolder': () => ({
    locked: false,
    organization: 'acme',
    executionMode: 'remote'
  }),
  'organizations.capacity': () => ({ running: 5, pending: 3 }),
  'organizations.runsCeiling': () => 5
}

const inAgentMode = {
  'workspaces.readWithHolder': () => ({
    locked: true,
    executionMode: 'agent',
    agentPoolId: 'apool-1',
    organization: 'acme'
  })
}

const no = (): never => {
  throw refusal(403)
}

describe('why a run does not go on', () => {
  it.each([
    [
      'an agent that has not come',
      'plan_queued',
      { ...inAgentMode, 'agentPools.readName': () => 'eu-west' },
      "waiting for an agent of pool 'eu-west' (execution mode 'agent'): no agent has taken it yet"
    ],
    [
      'an agent of a pool that may not be read',
      'apply_queued',
      { ...inAgentMode, 'agentPools.readName': no },
      "waiting for an agent of pool apool-1 (execution mode 'agent'): no agent has taken it yet"
    ],
    [
      "the organization's queue, with its limit",
      'plan_queued',
      {},
      'waiting for its turn in the queue of organization acme: 5 of at most 5 running, 3 pending'
    ],
    [
      "the organization's queue, without one",
      'pending',
      { 'organizations.runsCeiling': no },
      'waiting for its turn in the queue of organization acme: 5 running, 3 pending'
    ],
    [
      'nothing that may be told',
      'pending',
      { 'organizations.capacity': no },
      undefined
    ],
    [
      'nothing that can be read',
      'pending',
      { 'workspaces.readWithHolder': no },
      undefined
    ],
    [
      'a person, by the name that people know',
      'pending',
      {
        'workspaces.readWithHolder': () => ({
          locked: true,
          lockedBy: { type: 'users', id: 'user-7', name: 'monalisa' },
          lockedReason: 'upgrade'
        })
      },
      'waiting: the workspace is locked by monalisa: upgrade'
    ],
    [
      'version control',
      'fetching',
      {},
      'waiting: HCP Terraform fetches the configuration from version control'
    ],
    [
      'its configuration',
      'pending',
      { 'configurationVersions.read': () => ({ status: 'pending' }) },
      'waiting: HCP Terraform still processes the configuration (cv-1 is pending)'
    ],
    [
      'run tasks, by their names',
      'post_plan_running',
      {
        'taskStages.list': () => [
          {
            stage: 'pre_plan',
            taskResults: [{ name: 'old', status: 'running' }]
          },
          { stage: 'post_plan', taskResultIds: ['taskrs-1', 'taskrs-2'] }
        ],
        'taskStages.result': (id: string) => ({
          name: `scan of ${id}`,
          status: id === 'taskrs-1' ? 'passed' : 'running'
        })
      },
      'waiting for run task scan of taskrs-2 (post-plan), which has not answered yet'
    ]
  ])('%s', async (_, status, on, why) => {
    const { hcp } = createScripted([], { ...answers, ...on })
    expect(await diagnoseWait(hcp, createRun({ status }))).toBe(why)
  })

  it('is said after ten seconds, and in the end of a wait', async () => {
    const { followed, world } = await follow(
      [{ status: 'post_plan_running' }],
      {
        'taskStages.list': () => [
          {
            stage: 'post_plan',
            taskResults: [{ name: 'scanner', status: 'running' }]
          }
        ]
      }
    )
    const why =
      'waiting for run task scanner (post-plan), which has not answered yet'
    expect(followed).toMatchObject({ kind: 'timed-out', why })
    const said = world.said.filter((line) => line.trim() === why)
    expect(said).toHaveLength(1)
  })

  it('is asked for no earlier, and not of what goes on', async () => {
    const { world } = await follow([
      ...Array.from({ length: 8 }, () => ({ status: 'plan_queued' })),
      ...Array.from({ length: 20 }, () => ({ status: 'planning' })),
      { status: 'planned_and_finished' }
    ])
    expect(world.calls.filter((call) => call.startsWith('workspaces'))).toEqual(
      []
    )
  })
})

describe('a confirm that comes second', () => {
  const allowed = (world: Scripted) =>
    world.allow({ status: 'planned', actions: atGate })
  const conflict = (): never => {
    throw refusal(409)
  }

  it.each([
    ['C-14:', 'applying', 'confirmed-elsewhere'],
    ['T28:', 'confirmed', 'confirmed-elsewhere'],
    ['T28:', 'discarded', 'ended'],
    ['T28:', 'canceled', 'ended']
  ])('%s 409 and then %s is %s', async (_, status, kind) => {
    const world = createScripted([{ status }], { 'runs.apply': conflict })
    expect(await confirmRun(world, ...allowed(world), 'because')).toMatchObject(
      { kind }
    )
    expect(world.calls.filter((call) => call === 'runs.apply')).toHaveLength(1)
  })
})
