import { describe, expect, it } from '@jest/globals'
import { confirmRun } from '../../../src/run/operations/confirm.ts'
import { knownStatuses } from '../../../src/run/record/status.ts'
import { atGate, createScripted } from '../scripted-hcp.ts'
import { conflict, lost } from '../refusals.ts'

function accept(): void {
  // The answer is 202.
}

const planned = { status: 'planned', actions: atGate }

describe('confirmRun', () => {
  it('sends one confirm and returns when its effect is seen', async () => {
    const world = createScripted([planned, planned, { status: 'confirmed' }])
    const confirmed = await confirmRun(
      world,
      ...world.allow(planned),
      'because'
    )
    expect(confirmed).toMatchObject({
      kind: 'confirmed',
      run: { status: 'confirmed' }
    })
    expect(world.calls.filter((call) => call === 'runs.apply')).toHaveLength(1)
  })

  it.each([
    ['409', conflict],
    ['a lost answer', lost]
  ])(
    'never confirms twice after %s, whatever the run is then',
    async (_, fail) => {
      for (const status of [...knownStatuses, 'frobnicating']) {
        const world = createScripted([{ status, actions: atGate }], {
          'runs.apply': fail
        })
        await confirmRun(world, ...world.allow(planned), 'because')
        expect(
          world.calls.filter((call) => call === 'runs.apply')
        ).toHaveLength(1)
      }
    }
  )

  it.each(['confirmed', 'apply_queued', 'applying', 'applied'])(
    'takes 409 and %s for a confirm by somebody else',
    async (status) => {
      const world = createScripted([{ status }], { 'runs.apply': conflict })
      expect(
        await confirmRun(world, ...world.allow(planned), '')
      ).toMatchObject({
        kind: 'confirmed-elsewhere'
      })
    }
  )

  it.each(['discarded', 'canceled', 'errored'])(
    'takes 409 and %s for an end without an apply',
    async (status) => {
      const world = createScripted([{ status }], { 'runs.apply': conflict })
      expect(
        await confirmRun(world, ...world.allow(planned), '')
      ).toMatchObject({
        kind: 'ended'
      })
    }
  )

  it('takes a run that errored after the confirm for confirmed', async () => {
    const world = createScripted([
      {
        status: 'errored',
        statusTimestamps: { 'confirmed-at': '2026-03-04T09:18:00+00:00' }
      }
    ])
    expect(await confirmRun(world, ...world.allow(planned), '')).toMatchObject({
      kind: 'confirmed'
    })
  })

  it.each([
    ['accepted, an effect', accept, 30_000, 'unseen'],
    ['a lost answer, its effect', lost, 30_000, 'unseen'],
    ['409, somebody else’s effect', conflict, 3_000, 'refused']
  ] as const)(
    'waits after %s where the run stays at its gate',
    async (_, answer, least, kind) => {
      const world = createScripted([planned], { 'runs.apply': answer })
      expect(
        await confirmRun(world, ...world.allow(planned), '')
      ).toMatchObject({
        kind
      })
      expect(world.clock.now()).toBeGreaterThanOrEqual(least)
      expect(world.clock.now()).toBeLessThan(least + 3_000)
    }
  )

  it('passes on what is neither a conflict nor a lost answer', async () => {
    const world = createScripted([planned], {
      'runs.apply': () => {
        throw new Error('no such thing')
      }
    })
    await expect(
      confirmRun(world, ...world.allow(planned), '')
    ).rejects.toThrow('no such thing')
  })
})
