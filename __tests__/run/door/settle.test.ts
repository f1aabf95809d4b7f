import { describe, expect, it } from '@jest/globals'
import { settleRun } from '../../../src/run/door/settle.ts'
import {
  isConfirmedOrLater,
  isFinal,
  knownStatuses
} from '../../../src/run/record/status.ts'
import { atGate, createRun, createScripted } from '../scripted-hcp.ts'
import { lost } from '../refusals.ts'

const cleanUp = { purpose: 'clean-up', comment: '' } as const
const acts = /discard|cancel|apply/i

describe('settleRun', () => {
  it('cancels what is under way', async () => {
    const world = createScripted([{ status: 'planning' }])
    expect((await settleRun(world, 'run-1', cleanUp)).did).toBe('cancel')
    expect(world.calls).toEqual(['runs.read', 'runs.cancel'])
  })

  it('discards what waits at a gate', async () => {
    const world = createScripted([{ status: 'planned', actions: atGate }])
    expect((await settleRun(world, 'run-1', cleanUp)).did).toBe('discard')
    expect(world.calls).toEqual(['runs.read', 'runs.discard'])
  })

  it.each(knownStatuses.filter((s) => isFinal(s) || isConfirmedOrLater(s)))(
    'leaves a run alone that is %s, whatever its flags allow',
    async (status) => {
      const world = createScripted([
        {
          status,
          actions: { ...atGate, isCancelable: true }
        }
      ])
      expect((await settleRun(world, 'run-1', cleanUp)).did).toBe('nothing')
      expect(world.calls.filter((call) => acts.test(call))).toEqual([])
    }
  )

  it('looks again where the flags allow nothing for a moment', async () => {
    const none = { ...createRun().actions, isCancelable: false }
    const world = createScripted([
      { status: 'planned', actions: none },
      { status: 'cost_estimating' }
    ])
    expect((await settleRun(world, 'run-1', cleanUp)).did).toBe('cancel')
  })

  it('gives up after a few looks and says why', async () => {
    const none = { ...createRun().actions, isCancelable: false }
    const world = createScripted([{ status: 'planned', actions: none }])
    expect(await settleRun(world, 'run-1', cleanUp)).toMatchObject({
      did: 'nothing',
      why: 'the server allows neither discard nor cancel while it is planned'
    })
  })

  it.each([
    ['discarded', { status: 'discarded' }],
    ['asked to end', { status: 'planned', canceledAt: '2026-03-04T09:20:10Z' }]
  ])('looks after a lost answer, and the run is %s', async (_, look) => {
    const world = createScripted(
      [{ status: 'planned', actions: atGate }, look],
      {
        'runs.discard': lost
      }
    )
    expect((await settleRun(world, 'run-1', cleanUp)).did).toBe('discard')
    expect(world.calls.filter((call) => acts.test(call))).toHaveLength(1)
  })

  it('sends nothing again after a lost answer, and says so', async () => {
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.discard': lost
    })
    await expect(settleRun(world, 'run-1', cleanUp)).rejects.toThrow(
      'The discard of run run-1 was sent once, and whether it was taken is not known'
    )
    expect(world.calls.filter((call) => acts.test(call))).toHaveLength(1)
  })

  it('leaves a run alone that is confirmed after a lost answer', async () => {
    const world = createScripted(
      [{ status: 'planned', actions: atGate }, { status: 'applying' }],
      { 'runs.discard': lost }
    )
    expect(await settleRun(world, 'run-1', cleanUp)).toMatchObject({
      did: 'nothing',
      why: 'it is confirmed (applying); an apply under way is never cancelled'
    })
  })
})
