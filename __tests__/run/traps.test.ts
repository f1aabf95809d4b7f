import { describe, expect, it } from '@jest/globals'
import { noRules, unbound } from '../gate/evidence.ts'
import { uploadingWrites } from '../../src/hcp/writes/uploading.ts'
import { runs } from '../../src/hcp/runs.ts'
import type { Transport } from '../../src/hcp/wire/transport.ts'
import type { Run, Workspace } from '../../src/hcp/types.ts'
import { createLook } from '../../src/run/look.ts'
import { followRun } from '../../src/run/waiting/follow.ts'
import type { FollowOptions } from '../../src/run/waiting/follow.ts'
import { applyRun } from './apply-run.ts'
import type { ApplyOptions } from '../../src/run/operations/apply.ts'
import { cancelRun } from '../../src/run/operations/cancel.ts'
import { forceCancelRun } from '../../src/run/operations/force-cancel.ts'
import { concludeFinal } from '../../src/run/endings/conclusion.ts'
import { isConfirmedHere } from '../../src/run/record/claims.ts'
import type { Ending } from '../../src/run/record/ending.ts'
import { checkWorkspace } from '../../src/run/operations/preflight.ts'
import { withChecks } from '../../src/run/endings/checks.ts'
import {
  atGate,
  createPlan,
  createRun,
  createScripted
} from './scripted-hcp.ts'
import type { Scripted } from './scripted-hcp.ts'
import { refusal } from './refusals.ts'

// The traps of the Runs API, by the numbers that the team knows them under.

const hour = 3_600_000

function follow(changes: Partial<FollowOptions> = {}): FollowOptions {
  return {
    patience: { queue: hour, run: hour, apply: hour },
    streamPlan: false,
    usual: { plan: undefined, apply: undefined },
    ...changes
  }
}

type On = NonNullable<Parameters<typeof createScripted>[1]>

/** What a run goes through once its confirm is taken. */
const applied: Partial<Run>[] = [
  { status: 'confirmed' },
  { status: 'applying' },
  { status: 'applied' }
]

/** `applyRun` on a run that looks as told; a confirm adds to the script. */
async function play(
  script: Partial<Run>[],
  options: Partial<ApplyOptions> = {},
  on: On = {}
): Promise<{ ending: Ending; world: Scripted; confirms: number }> {
  const world = createScripted(script, {
    'workspaces.read': () => ({ locked: false }),
    'stateVersionOutputs.readCurrent': () => [],
    'runs.events': () => [],
    'runs.apply': () => {
      script.push(...applied)
    },
    'runs.discard': () => {
      script.push({ status: 'discarded' })
    },
    ...on
  })
  const ending = await applyRun(world, createRun(), {
    follow: follow(),
    temporaryFolder: '/nowhere',
    cleanup: false,
    approve: true,
    // None is asked for.
    rules: noRules,
    readGitHub: async () => ({ approvers: [], evidence: unbound }),
    onBlocked: 'hold',
    overrideReason: undefined,
    audit: 'octocat',
    ...options
  })
  return {
    ending,
    world,
    confirms: world.calls.filter((call) => call === 'runs.apply').length
  }
}

/** A status shown so often, with a flag for the confirm. */
function seen(
  status: string,
  isConfirmable: boolean,
  times = 3,
  changes: Partial<Run> = {}
): Partial<Run>[] {
  const look = {
    status,
    actions: { ...atGate, isConfirmable },
    ...changes
  }
  return Array.from({ length: times }, () => look)
}

/** A transport that keeps what it is asked and answers with a document. */
function recorder(answer: unknown): {
  transport: Transport
  asked: unknown[]
} {
  const asked: unknown[] = []
  const keep = async (...given: unknown[]): Promise<unknown> => {
    asked.push(given)
    return await Promise.resolve(answer)
  }
  return {
    transport: { readDocument: keep, createDocument: keep } as never,
    asked
  }
}

const workspace = {
  id: 'ws-1',
  name: 'network',
  organization: 'acme',
  executionMode: 'remote',
  permissions: {}
} as Workspace

describe('the traps of the Runs API', () => {
  it('T1: planned is no gate until it is confirmable', async () => {
    const { ending, confirms, world } = await play([
      ...seen('planned', false, 6),
      ...seen('policy_checked', true)
    ])
    expect(ending.outcome).toBe('applied')
    expect(confirms).toBe(1)
    const before = world.calls.slice(0, world.calls.indexOf('runs.apply'))
    expect(
      before.filter((call) => call === 'runs.read').length
    ).toBeGreaterThan(7)
  })

  it('T2: cost_estimated may be passed on the way to the policies', async () => {
    const { ending, confirms } = await play([
      ...seen('cost_estimated', true, 1),
      ...seen('policy_checking', false),
      { status: 'errored', apply: undefined }
    ])
    expect(ending.outcome).toBe('errored')
    expect(confirms).toBe(0)
  })

  it('T3: post_plan_completed may be passed on the way to the estimate', async () => {
    const { ending, confirms } = await play([
      ...seen('post_plan_completed', false, 4),
      ...seen('cost_estimating', false),
      { status: 'planned_and_finished' }
    ])
    expect(ending.outcome).toBe('no-changes')
    expect(confirms).toBe(0)
  })

  it('T4: a run with auto-apply confirms itself', async () => {
    const { ending, confirms } = await play([
      ...seen('planned', true, 6, { autoApply: true }),
      ...applied
    ])
    expect(ending.outcome).toBe('applied')
    expect(confirms).toBe(0)
  })

  it('T5: policy_soft_failed is an end', async () => {
    const { ending } = await play([{ status: 'policy_soft_failed' }])
    expect(ending).toMatchObject({
      outcome: 'blocked',
      gate: 'none',
      reasons: [{ code: 'policy-failed' }]
    })
  })

  it.each([
    ['policy_override', 'policyChecks'],
    ['post_plan_awaiting_decision', 'taskStages'],
    ['pre_plan_awaiting_decision', 'taskStages'],
    ['tf_policy_override', 'tfPolicyEvaluations']
  ])('T6: %s is overridden through %s', async (status, endpoint) => {
    const looks = seen(status, false)
    const { world, ending } = await play(
      looks,
      { overrideReason: 'Agreed' },
      overridable(looks)
    )
    expect(world.calls.filter((call) => call.endsWith('.override'))).toEqual([
      `${endpoint}.override`
    ])
    expect(ending.outcome).toBe('errored')
  })

  it('T7: an override confirms nothing, and the gate comes after it', async () => {
    const script = seen('policy_override', false)
    const { ending, world } = await play(
      script,
      { overrideReason: 'Agreed' },
      {
        ...overridable(script),
        'policyChecks.override': () => {
          script.push(...seen('policy_checked', true))
        }
      }
    )
    expect(ending.outcome).toBe('applied')
    expect(
      world.calls.filter((call) => /override|comment|apply$/.test(call))
    ).toEqual(['policyChecks.override', 'runs.comment', 'runs.apply'])
    // Where nobody approves, nothing is overridden either.
    const waiting = seen('policy_override', false)
    const held = await play(
      waiting,
      { overrideReason: 'Agreed', approve: undefined },
      overridable(waiting)
    )
    expect(held.ending.outcome).toBe('blocked')
    expect(held.world.calls).not.toContain('policyChecks.override')
  })

  it('T8: a saved plan rests', async () => {
    const world = createScripted(seen('planned_and_saved', false))
    expect(await followRun(world, 'run-1', follow())).toMatchObject({
      kind: 'gate',
      gate: 'saved-plan'
    })
  })

  it.each([
    [
      'a person',
      [{ action: 'discarded', actor: 'hubot' }],
      /discarded by hubot/
    ],
    ['itself', [{ action: 'discarded', actor: undefined }], /is stale/],
    ['nobody knows', [], /may have been stale/]
  ])(
    'T9: a saved plan discarded by %s is told apart',
    async (_, events, said) => {
      const { ending } = await play(
        [{ status: 'discarded', savePlan: true }],
        {},
        { 'runs.events': () => events }
      )
      expect(ending.outcome).toBe('discarded')
      expect(ending.failure?.headline).toMatch(said)
    }
  )

  it('T10: what blocks a pending run is said', async () => {
    const { world } = await play(
      [...seen('pending', false, 12), { status: 'canceled' }],
      {},
      {
        'workspaces.readWithHolder': () => ({
          locked: true,
          lockedBy: { type: 'users', id: 'hubot' },
          lockedReason: 'Maintenance'
        })
      }
    )
    expect(world.said.join()).toContain('locked by hubot: Maintenance')
  })

  it('T11: has-changes false of a run that plans means nothing yet', async () => {
    const { ending } = await play([
      ...seen('planning', false, 3, { hasChanges: false }),
      ...seen('planned', true, 3, { hasChanges: true })
    ])
    expect(ending.outcome).toBe('applied')
  })

  it('T12: planned without changes is no gate', async () => {
    const { ending, confirms } = await play([
      ...seen('planned', false, 5, { hasChanges: false }),
      { status: 'planned_and_finished', hasChanges: false }
    ])
    expect(ending.outcome).toBe('no-changes')
    expect(confirms).toBe(0)
  })

  it('T13: an empty apply that was allowed confirms itself', async () => {
    const { ending, confirms } = await play([
      ...seen('planned', false, 2, { allowEmptyApply: true }),
      ...applied
    ])
    expect(ending.outcome).toBe('applied')
    expect(confirms).toBe(0)
  })

  it('T14: outputs alone are changes, although nothing is counted', async () => {
    const plan = createPlan({
      counts: { additions: 0, changes: 0, destructions: 0, imports: 0 }
    })
    const { ending } = await play(
      seen('planned', true, 3, { hasChanges: true, plan }),
      { approve: undefined }
    )
    expect(ending).toMatchObject({ outcome: 'held', gate: 'confirmation' })
  })

  it.each([
    [
      'a policy',
      { policyCheckIds: ['polchk-1'], plan: createPlan() },
      {
        'policyChecks.list': () => [{ id: 'polchk-1', status: 'hard_failed' }],
        'policyChecks.output': () => 'no public buckets'
      },
      /after the plan.*policy check.*hard-mandatory.*no public buckets/
    ],
    [
      'a task before the plan',
      {
        taskStageIds: ['ts-1'],
        plan: createPlan({ status: 'unreachable' })
      },
      {
        'taskStages.list': () => [
          {
            id: 'ts-1',
            stage: 'pre_plan',
            status: 'failed',
            statusTimestamps: {},
            taskResults: [
              {
                name: 'scan',
                status: 'failed',
                enforcementLevel: 'mandatory',
                message: '2 findings',
                url: 'https://scanner.example/1'
              }
            ]
          }
        ]
      },
      /before the plan.*scan failed.*2 findings.*https:\/\/scanner.example\/1/
    ],
    [
      'the fetch',
      {
        plan: createPlan({ status: 'unreachable' }),
        statusTimestamps: { 'fetching-at': '2026-03-04T09:15:02+00:00' }
      },
      {
        'configurationVersions.read': () => ({
          id: 'cv-1',
          status: 'errored',
          errorMessage: 'repository not found'
        })
      },
      /fetched the configuration.*cv-1 is errored \(repository not found\)/
    ],
    [
      'the configuration version',
      { plan: createPlan({ status: 'unreachable' }) },
      {
        'configurationVersions.read': () => ({
          id: 'cv-1',
          status: 'errored',
          errorMessage: 'corrupt archive'
        })
      },
      /before Terraform planned.*corrupt archive/
    ],
    [
      'nothing that is told',
      { plan: createPlan() },
      {},
      /names no failed policy/
    ]
  ] as const)(
    'T15: errored is explained by %s',
    async (_, changes, on, headline) => {
      const run = createRun({ status: 'errored', ...changes })
      const world = createScripted([run], on)
      const ending = await concludeFinal(world, run, undefined)
      expect(ending.outcome).toBe('errored')
      expect(ending.failure?.headline).toMatch(headline)
    }
  )

  it('T16: canceled-at is a wish, the status is the fact', async () => {
    const world = createScripted([
      ...seen('applying', false, 6, { canceledAt: '2026-03-04T09:20:10Z' }),
      { status: 'canceled' }
    ])
    const ending = await cancelRun(world, 'run-1', {
      comment: '',
      patience: hour
    })
    expect(ending).toMatchObject({ outcome: 'canceled', failure: undefined })
    expect(world.calls).not.toContain('runs.cancel')
    expect(world.calls.length).toBeGreaterThanOrEqual(7)
  })

  it.each(['applied', 'errored', 'canceled'])(
    'T17: a cancelled apply may end %s',
    async (status) => {
      const look = { status: 'applying' }
      const world = createScripted([look, look, { status }], {
        'stateVersionOutputs.readCurrent': () => []
      })
      const ending = await cancelRun(world, 'run-1', {
        comment: '',
        patience: hour
      })
      expect(ending.outcome).toBe(status)
      expect(ending.failure === undefined).toBe(status === 'canceled')
    }
  )

  it('T18: a force-cancel waits out the cool-off, of which the run tells', async () => {
    const permissions = { ...createRun().permissions, canForceCancel: true }
    const script = seen('applying', false, 4, {
      permissions,
      actions: { ...atGate, isConfirmable: false, isForceCancelable: false },
      canceledAt: new Date(0).toISOString(),
      forceCancelAvailableAt: new Date(60_000).toISOString()
    })
    script.push({
      ...script[0],
      actions: { ...atGate, isConfirmable: false, isForceCancelable: true }
    })
    let at = -1
    const world = createScripted(script, {
      'runs.forceCancel': () => {
        at = world.clock.now()
        script.push({ status: 'canceled' })
      }
    })
    const ending = await forceCancelRun(world, 'run-1', {
      comment: '',
      patience: hour
    })
    expect(ending.outcome).toBe('canceled')
    expect(at).toBeGreaterThanOrEqual(30_000)
  })

  it('T19: relationships that appear late are seen', async () => {
    const { ending, world } = await play(
      [
        ...seen('planned', false, 2),
        ...seen('policy_checked', true, 3, { policyCheckIds: ['polchk-1'] })
      ],
      { approve: undefined },
      { 'policyChecks.list': () => [{ id: 'polchk-1', status: 'passed' }] }
    )
    expect(await withChecks(world, ending)).toMatchObject({
      outcome: 'held',
      runChecks: { policies: [{ status: 'passed' }] }
    })
  })

  it('T20: an upload queues no run by itself', async () => {
    const { transport, asked } = recorder({
      data: { id: 'cv-1', attributes: { status: 'pending' } }
    })
    await uploadingWrites(transport).create('ws-1', {
      speculative: false,
      provisional: true
    })
    expect(JSON.stringify(asked)).toContain('"auto-queue-runs":false')
  })

  it('T21: a search names every operation, or plan-only runs are hidden', async () => {
    const { transport, asked } = recorder({ data: [] })
    await runs(transport).findByMessage('ws-1', 'x')
    expect(JSON.stringify(asked)).toMatch(
      /"filter\[operation\]":"plan_only,[^"]*save_plan/
    )
  })

  it('T22: the run is polled, never a list', async () => {
    const { world } = await play([
      ...seen('planning', false, 30),
      ...seen('planned', true)
    ])
    expect(
      world.calls.filter((call) => /^runs\.(find|list)/.test(call))
    ).toEqual([])
  })

  it('T23: a log without its end does not hold the run', async () => {
    const plan = createPlan({ logReadUrl: 'https://blobs.example/log' })
    const world = createScripted(
      [
        { status: 'planning', plan: { ...plan, status: 'running' } },
        { status: 'errored', plan: { ...plan, status: 'errored' } }
      ],
      {
        'logs.read': (_url: string, offset: number) =>
          offset === 0
            ? new TextEncoder().encode('\u0002half a')
            : new Uint8Array(),
        'plans.read': () => ({ ...plan, status: 'errored' })
      }
    )
    expect(
      await followRun(world, 'run-1', follow({ streamPlan: true }))
    ).toMatchObject({ kind: 'final', run: { status: 'errored' } })
  })

  it('T24: the log of an apply that never was is not read', async () => {
    const apply = {
      ...createPlan({ logReadUrl: 'https://blobs.example/log' }),
      status: 'unreachable',
      actionInvocations: undefined,
      actionFailures: undefined,
      stateVersionIds: []
    }
    const { world, ending } = await play([{ status: 'discarded', apply }])
    expect(ending.outcome).toBe('discarded')
    expect(world.calls).not.toContain('logs.read')
  })

  it('T25: phases around the apply, and names nobody knows, are waited out', async () => {
    const { ending } = await play([
      ...[
        'confirmed',
        'pre_apply_running',
        'pre_apply_completed',
        'queuing_apply',
        'apply_queued',
        'frobnicating',
        'applying',
        'post_apply_running',
        'post_apply_completed'
      ].flatMap((status) => seen(status, false, 2)),
      { status: 'applied' }
    ])
    expect(ending.outcome).toBe('applied')
  })

  it('T26: a run that goes missing is asked for again, for some seconds', async () => {
    const missing = refusal(404)
    const looking = (...looks: readonly (Partial<Run> | Error)[]) => {
      const world = createScripted(looks)
      const read = async (id: string) => await world.hcp.runs.read(id)
      return { ...world, look: createLook(read, world) }
    }
    const back = looking({ status: 'planning' }, missing, missing, {})
    await back.look.read('run-1')
    expect((await back.look.read('run-1')).status).toBe('pending')
    const gone = looking({ status: 'planning' }, missing)
    await gone.look.read('run-1')
    await expect(gone.look.read('run-1')).rejects.toBe(missing)
    expect(gone.clock.now()).toBeGreaterThanOrEqual(10_000)
    // One that nobody told of is not.
    const never = looking(missing)
    await expect(never.look.read('run-2')).rejects.toBe(missing)
    expect(never.calls).toHaveLength(1)
  })

  it('T27: auto-apply that is not honoured is a gate after 30 s', async () => {
    const { ending, confirms, world } = await play(
      seen('planned', true, 1, { autoApply: true })
    )
    expect(ending.outcome).toBe('applied')
    expect(confirms).toBe(1)
    expect(world.clock.now()).toBeGreaterThanOrEqual(30_000)
  })

  it('T28: a confirm that came second is followed to the end', async () => {
    const script = seen('planned', true)
    const { ending, confirms, world } = await play(
      script,
      {},
      {
        'runs.apply': () => {
          script.push(...applied)
          throw refusal(409)
        }
      }
    )
    expect(ending.outcome).toBe('applied')
    expect(isConfirmedHere(world.record.facts(), 'run-1')).toBe(false)
    expect(confirms).toBe(1)
  })

  it('T29: a workspace with local execution gets no run', () => {
    expect(() => {
      checkWorkspace(
        { ...workspace, executionMode: 'local' },
        { createsRun: true, applies: false }
      )
    }).toThrow("execution mode is 'local'")
  })

  it('T30: a workspace connected to version control may be used', () => {
    expect(() => {
      checkWorkspace(
        { ...workspace, vcsRepoIdentifier: 'acme/network' },
        { createsRun: true, applies: true }
      )
    }).not.toThrow()
  })
})

/** Answers for what waits at the statuses that ask for an override. */
function overridable(script: Partial<Run>[]): On {
  const { status = '' } = script[0] ?? {}
  const waiting = { id: 'x-1', isOverridable: true, canOverride: true }
  const end = (): void => {
    script.push({ status: 'errored' })
  }
  return {
    'policyChecks.list': () => [{ ...waiting, status: 'soft_failed' }],
    'taskStages.list': () => [
      {
        ...waiting,
        status: 'awaiting_override',
        stage: status.replace('_awaiting_decision', '')
      }
    ],
    'tfPolicyEvaluations.list': () => [
      { ...waiting, status: 'awaiting_override' }
    ],
    'policyChecks.override': end,
    'taskStages.override': end,
    'tfPolicyEvaluations.override': end
  }
}
