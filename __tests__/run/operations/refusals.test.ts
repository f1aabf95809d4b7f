import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../../src/hcp/types.ts'
import { cancelRun } from '../../../src/run/operations/cancel.ts'
import { forceCancelRun } from '../../../src/run/operations/force-cancel.ts'
import { discardRun } from '../../../src/run/operations/discard.ts'
import { forceExecuteRun } from '../../../src/run/operations/force-execute.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'
import { refusal } from '../refusals.ts'

// What people read for each answer that HCP Terraform documents for an action.

function answers(status: number): () => never {
  return () => {
    throw refusal(status)
  }
}

/** None that would be discarded is somebody else's. */
const admitOther = async (): Promise<void> => Promise.resolve()

const { permissions } = createRun()
const options = { comment: '', patience: 30_000 }
const pending = { status: 'pending' }
const stuck = {
  status: 'applying',
  canceledAt: '2026-03-04T09:20:10Z',
  permissions: { ...permissions, canForceCancel: true },
  actions: {
    isCancelable: false,
    isConfirmable: false,
    isDiscardable: false,
    isForceCancelable: true
  }
}
const locked = {
  'runs.listUnfinished': () => [],
  'workspaces.read': () => ({ locked: true, lockedBy: undefined })
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'no error',
    (error: unknown) => (error as Error).message
  )
}

describe('what people read', () => {
  it.each([
    [401, 'The token is missing, expired or revoked'],
    [403, 'lacks the permission'],
    [404, 'the name or id is wrong; the token lacks the permission'],
    [415, 'content type was refused'],
    [422, 'correct the values'],
    [429, 'rate limit'],
    [500, 'The service has trouble'],
    [503, 'The service has trouble']
  ])('for %d, which an action is answered with', async (status, said) => {
    for (const [name, act] of [
      ['runs.cancel', cancelRun],
      [
        'runs.discard',
        async (world: ReturnType<typeof createScripted>) =>
          await discardRun(world, 'run-1', { purpose: 'asked', comment: '' })
      ]
    ] as const) {
      const look: Partial<Run> = {
        status: 'pending',
        actions: { ...stuck.actions, isCancelable: true, isDiscardable: true }
      }
      const world = createScripted([look], { [name]: answers(status) })
      const message = await messageOf(act(world, 'run-1', options))
      expect(message).toContain(said)
      expect(message).toContain(String(status))
    }
  })

  it('for 409: nothing, the run is looked at again', async () => {
    const world = createScripted([pending, pending, { status: 'canceled' }], {
      'runs.cancel': answers(409)
    })
    const ending = await cancelRun(world, 'run-1', options)
    expect(ending.outcome).toBe('canceled')
  })

  it.each([
    [403, 'not pending any more, or that no run holds its workspace'],
    [409, 'the run that holds the workspace cannot be discarded now'],
    [404, 'the name or id is wrong']
  ])('for %d of force-execute', async (status, said) => {
    const world = createScripted([pending], {
      ...locked,
      'runs.forceExecute': answers(status)
    })
    expect(
      await messageOf(forceExecuteRun(world, 'run-1', admitOther))
    ).toContain(said)
  })

  it.each([
    ['planning', {}, {}, 'it is planning, not pending'],
    [
      'pending',
      { permissions: { ...permissions, canForceExecute: false } },
      {},
      "give its team 'write'"
    ],
    [
      'pending',
      {},
      { 'workspaces.read': () => ({ locked: false }) },
      'no run holds its workspace'
    ],
    [
      'pending',
      { actions: { ...stuck.actions, isCancelable: true } },
      {
        'workspaces.read': () => ({
          locked: true,
          lockedBy: { type: 'runs', id: 'run-0' }
        })
      },
      "cannot be discarded while it is pending; it can be cancelled with 'mode: cancel'"
    ]
  ] as const)(
    'for a force-execute of a %s run that cannot be',
    async (status, changes, on, said) => {
      const world = createScripted([{ status, ...changes }], on)
      expect(
        await messageOf(forceExecuteRun(world, 'run-1', admitOther))
      ).toContain(said)
      expect(world.calls).not.toContain('runs.forceExecute')
    }
  )

  it.each([403, 404])(
    'for %d of force-cancel: it takes an admin',
    async (status) => {
      const world = createScripted([stuck], {
        'runs.forceCancel': answers(status)
      })
      expect(
        await messageOf(forceCancelRun(world, 'run-1', options))
      ).toContain("the permission 'admin' on the workspace")
    }
  )

  it('for a force-cancel that stays refused: how often it was tried', async () => {
    const world = createScripted([stuck], { 'runs.forceCancel': answers(409) })
    expect(await messageOf(forceCancelRun(world, 'run-1', options))).toMatch(
      /refused it 5 times while the run was applying.*was answered with 409/
    )
    expect(
      world.calls.filter((call) => call === 'runs.forceCancel')
    ).toHaveLength(5)
  })

  it('for a force-cancel that is refused until its time: when it was over', async () => {
    const later = {
      ...stuck,
      forceCancelAvailableAt: new Date(60_000).toISOString()
    }
    const world = createScripted([later], { 'runs.forceCancel': answers(409) })
    const ending = await forceCancelRun(world, 'run-1', options)
    expect(ending).toMatchObject({
      outcome: 'timed-out',
      failure: { headline: expect.stringContaining("'run-timeout' (30s)") }
    })
    expect(
      world.calls.filter((call) => call === 'runs.forceCancel')
    ).toHaveLength(1)
  })
})
