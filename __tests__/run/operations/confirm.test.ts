import { describe, expect, it } from '@jest/globals'
import { confirmRun, endUnseen } from '../../../src/run/operations/confirm.ts'
import { knownStatuses } from '../../../src/run/record/status.ts'
import { atGate, createRun, createScripted } from '../scripted-hcp.ts'
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
      expect(world.clock.now()).toBe(least)
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

describe('endUnseen', () => {
  const run = createRun(planned)
  const known = { gate: 'confirmation', plan: undefined, checks: [] } as const

  it.each([
    [[], 'accepted the confirm of run run-1, and 30s later'],
    [[new Error('reset')], 'was sent once, '],
    [[new Error('reset'), new Error('cut')], 'was sent twice, ']
  ])('after %j is neither held nor blocked, and says why', (lost, words) => {
    const ending = endUnseen(run, { ...known, lost })
    expect(ending).toMatchObject({
      ...known,
      outcome: 'timed-out',
      reasons: []
    })
    expect(ending.failure?.headline).toContain(words)
  })

  it('tells the last answer', () => {
    const lost = [new Error('reset'), new Error('cut')]
    const { failure } = endUnseen(run, { ...known, lost })
    expect(failure?.headline).toContain('The last answer: cut')
  })
})
