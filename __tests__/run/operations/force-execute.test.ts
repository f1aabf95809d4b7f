import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../../src/hcp/types.ts'
import { forceExecuteRun } from '../../../src/run/operations/force-execute.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'
import { conflict, lost, refusal } from '../refusals.ts'

// What is looked at before a run is put at the head of its queue, what is sent,
// and what is said of it. Lost answers: `run/door/lost-answers`.

const { actions, permissions } = createRun()
const pending = { status: 'pending' }
const at = (minute: number): string => new Date(minute * 60_000).toISOString()

type On = Readonly<Record<string, (...given: never[]) => unknown>>

/** A workspace that this run holds, with these runs that have not ended. */
function heldBy(id: string | undefined, ...unfinished: readonly Run[]): On {
  return {
    'workspaces.read': () => ({
      locked: true,
      lockedBy: id === undefined ? undefined : { type: 'runs', id }
    }),
    'runs.listUnfinished': () => unfinished
  }
}

interface Played {
  readonly world: Scripted
  /** The runs that somebody has to agree to. */
  readonly others: readonly string[]
  readonly ended: ReturnType<typeof forceExecuteRun>
}

function play(
  looks: Parameters<typeof createScripted>[0],
  on: On,
  refuse?: Error
): Played {
  const world = createScripted(looks, on)
  const others: string[] = []
  const ended = forceExecuteRun(world, 'run-1', async ({ id }) => {
    await Promise.resolve()
    others.push(id)
    if (refuse !== undefined) throw refuse
  })
  return { world, others, ended }
}

const refused = (why: string) => ({
  name: 'RunRefusedError',
  message: `Run run-1 cannot be force-executed: ${why}. Nothing was changed.`
})

describe('forceExecuteRun', () => {
  it('is over when the run has left the queue', async () => {
    const { world, ended } = play(
      [pending, pending, pending, { status: 'planning' }],
      heldBy(undefined)
    )
    expect(await ended).toEqual({
      outcome: 'shown',
      gate: 'none',
      run: createRun({ status: 'planning' }),
      plan: undefined,
      checks: undefined,
      reasons: [],
      failure: undefined
    })
    expect(
      world.calls.filter((call) => call === 'runs.forceExecute')
    ).toHaveLength(1)
    expect(world.said.join('\n')).toContain(
      'Run run-1 was asked to start before the others.'
    )
  })

  it('says that its answer was lost, and looks', async () => {
    const { world, ended } = play([pending, { status: 'planning' }], {
      ...heldBy(undefined),
      'runs.forceExecute': lost
    })
    expect((await ended).outcome).toBe('shown')
    expect(world.said.join('\n')).toMatch(
      /The answer was lost; looking whether run run-1 starts\. ./
    )
  })

  it.each([
    ['discarded', 'discarded'],
    ['canceled', 'canceled'],
    ['force_canceled', 'force canceled']
  ])('is no success where the run is %s meanwhile', async (status, said) => {
    const { ended } = play([pending, { status }], heldBy(undefined))
    await expect(ended).rejects.toMatchObject({
      name: 'RunRefusedError',
      message: `Run run-1 was to start, and was ${said} meanwhile, not by this step.`
    })
  })

  it('gives up after a minute', async () => {
    const { world, ended } = play([pending], heldBy(undefined))
    await expect(ended).rejects.toMatchObject({
      name: 'RunRefusedError',
      message:
        "Run run-1 was asked to start, and is still pending after a minute. Look at the workspace's queue and lock in the web interface."
    })
    expect(world.clock.now()).toBeGreaterThanOrEqual(60_000)
  })

  it.each<readonly [string, Partial<Run>, On, string]>([
    ['that plans', { status: 'planning' }, {}, 'it is planning, not pending'],
    [
      'that the token may not touch',
      { permissions: { ...permissions, canForceExecute: false } },
      {},
      "the token may not do that; give its team 'write', or the custom permission 'apply'"
    ],
    [
      'whose workspace is free',
      {},
      { 'workspaces.read': () => ({ locked: false }) },
      'no run holds its workspace, so it starts by itself as soon as a worker is free'
    ],
    ...['users', 'teams'].flatMap((type) =>
      [undefined, 'a freeze'].map(
        (lockedReason) =>
          [
            `whose workspace ${type} have locked (${lockedReason})`,
            {},
            {
              'workspaces.read': () => ({
                ...{ locked: true, lockedReason, lockedBy: { type, id: 'x-1' } }
              })
            },
            `the workspace is locked by x-1${lockedReason === undefined ? '' : ' (a freeze)'}, not by a run; unlock it`
          ] as const
      )
    ),
    [
      'behind one that cannot be discarded',
      { actions: { ...actions, isCancelable: false } },
      heldBy('run-0'),
      'run run-0 holds the workspace and cannot be discarded while it is pending'
    ],
    [
      'behind one that can be cancelled alone',
      {},
      heldBy('run-0'),
      "run run-0 holds the workspace and cannot be discarded while it is pending; it can be cancelled with 'mode: cancel'"
    ],
    [
      'of a workspace that is not told',
      { workspaceId: undefined },
      {},
      'HCP Terraform does not tell its workspace, so whose runs would be discarded is not known'
    ]
  ])('is refused for a run %s', async (_, changes, on, why) => {
    const { world, others, ended } = play([{ ...pending, ...changes }], on)
    await expect(ended).rejects.toMatchObject(refused(why))
    expect(others).toEqual([])
    expect(world.calls).not.toContain('runs.forceExecute')
  })

  it('is sent where the run before it can be discarded', async () => {
    const { world, ended } = play(
      [
        pending,
        { status: 'planned', actions: { ...actions, isDiscardable: true } },
        { status: 'planning' }
      ],
      heldBy('run-0')
    )
    await ended
    expect(world.calls.slice(0, 3)).toEqual([
      'runs.read',
      'workspaces.read',
      'runs.read'
    ])
  })

  it('asks of each run that would be discarded whether it may be', async () => {
    const run = (id: string, changes: Partial<Run> = {}) =>
      createRun({ id, createdAt: at(1), ...changes })
    const on = heldBy(
      undefined,
      run('older'),
      run('as-old', { createdAt: at(2) }),
      run('without-date', { createdAt: undefined }),
      run('run-1'),
      run('younger', { createdAt: at(3) }),
      run('younger-holder', { createdAt: at(3), status: 'planned' }),
      run('ended', { status: 'applied' }),
      run('plan-only', { planOnly: true })
    )
    const { others, ended } = play(
      [
        { ...pending, createdAt: at(2) },
        { status: 'planning', createdAt: at(2) }
      ],
      on
    )
    await ended
    expect(others).toEqual([
      'older',
      'as-old',
      'without-date',
      'younger-holder'
    ])

    const undated = play([pending, { status: 'planning' }], on)
    await undated.ended
    expect(undated.others).toContain('younger')

    const not = new Error('not yours')
    const { world, ...stopped } = play([pending], on, not)
    await expect(stopped.ended).rejects.toBe(not)
    expect(stopped.others).toEqual(['older'])
    expect(world.calls).not.toContain('runs.forceExecute')
  })

  it.each([
    [
      403,
      'HCP Terraform says (403) that it is not pending any more, or that no run holds its workspace; or the token may not do it'
    ],
    [
      409,
      'HCP Terraform says (409) that the run that holds the workspace cannot be discarded now'
    ]
  ])('says why it was answered %d', async (status, why) => {
    const { world, ended } = play([pending], {
      ...heldBy(undefined),
      'runs.forceExecute': () => {
        if (status === 409) conflict()
        throw refusal(status)
      }
    })
    await expect(ended).rejects.toMatchObject({
      ...refused(why),
      cause: { status }
    })
    expect(world.clock.now()).toBe(0)
  })

  it('passes on any other error as it is', async () => {
    for (const error of [refusal(404), new TypeError('a defect')]) {
      const { ended } = play([pending], {
        ...heldBy(undefined),
        'runs.forceExecute': () => {
          throw error
        }
      })
      await expect(ended).rejects.toBe(error)
    }
  })
})
