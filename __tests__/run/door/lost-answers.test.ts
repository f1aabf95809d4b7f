import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../../src/hcp/types.ts'
import { TransportError } from '../../../src/hcp/wire/errors.ts'
import { failureOf } from '../../../src/run/door/answer.ts'
import type { ActionFailure } from '../../../src/run/door/answer.ts'
import { cancelRun } from '../../../src/run/operations/cancel.ts'
import { forceCancelRun } from '../../../src/run/operations/force-cancel.ts'
import { discardRun } from '../../../src/run/operations/discard.ts'
import { forceExecuteRun } from '../../../src/run/operations/force-execute.ts'
import { atGate, createRun, createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'
import { conflict, lost, refusal } from '../refusals.ts'

// A write that may have happened: read the run, decide from its state.

/** None that would be discarded is somebody else's. */
const admitOther = async (): Promise<void> => Promise.resolve()

const minutes = 60_000
const asked = { purpose: 'asked', comment: '' } as const
const options = { comment: '', patience: 60 * minutes }
const { permissions, actions } = createRun()
const stuck: Partial<Run> = {
  status: 'applying',
  canceledAt: '2026-03-04T09:20:10Z',
  permissions: { ...permissions, canForceCancel: true },
  actions: { ...actions, isCancelable: false, isForceCancelable: true }
}
const locked = {
  'runs.listUnfinished': () => [],
  'workspaces.read': () => ({ locked: true, lockedBy: undefined })
}
const allActions = {
  discard: {
    call: 'runs.discard',
    waiting: { status: 'planned', actions: atGate },
    done: { status: 'discarded' },
    on: {},
    act: async (world: Scripted) => await discardRun(world, 'run-1', asked)
  },
  cancel: {
    call: 'runs.cancel',
    waiting: { status: 'planning' },
    done: { status: 'canceled' },
    on: {},
    act: async (world: Scripted) => await cancelRun(world, 'run-1', options)
  },
  'cancel of an apply': {
    call: 'runs.cancel',
    waiting: { status: 'applying' },
    done: { status: 'canceled' },
    on: {},
    act: async (world: Scripted) => await cancelRun(world, 'run-1', options)
  },
  'force-cancel': {
    call: 'runs.forceCancel',
    waiting: stuck,
    done: { status: 'canceled' },
    on: {},
    act: async (world: Scripted) =>
      await forceCancelRun(world, 'run-1', options)
  },
  'force-cancel by a site administrator': {
    call: 'adminRuns.forceCancel',
    waiting: { ...stuck, permissions },
    done: { status: 'canceled' },
    on: {},
    act: async (world: Scripted) =>
      await forceCancelRun(world, 'run-1', options)
  },
  'force-execute': {
    call: 'runs.forceExecute',
    waiting: { status: 'pending' },
    done: { status: 'planning' },
    on: locked,
    act: async (world: Scripted) =>
      await forceExecuteRun(world, 'run-1', admitOther)
  }
}
type Action = keyof typeof allActions
const names = Object.keys(allActions) as Action[]

function unavailable(): never {
  throw refusal(503)
}

/** The run before the action, and once it was sent `after` times. */
function play(
  name: Action,
  answer: () => void,
  after = Infinity
): { world: Scripted; sent: () => number; ended: Promise<unknown> } {
  const { call, waiting, done, on, act } = allActions[name]
  const looks: Partial<Run>[] = Array.from({ length: 500 }, () => waiting)
  const sent = (): number => world.calls.filter((one) => one === call).length
  const world = createScripted(looks, {
    ...on,
    [call]: () => {
      if (sent() >= after) looks.fill(done)
      answer()
    }
  })
  return { world, sent, ended: act(world) }
}

describe('an action whose answer is lost', () => {
  it.each(names)(
    '%s: is not sent again where its effect is seen',
    async (name) => {
      for (const answer of [lost, unavailable]) {
        const { sent, ended } = play(name, answer, 1)
        await ended
        expect(sent()).toBe(1)
      }
    }
  )

  // Twice only what does no harm twice.
  it.each([
    ['discard', 2, 10_000],
    ['cancel', 2, 10_000],
    ['cancel of an apply', 1, 5_000],
    ['force-cancel', 1, 30_000],
    ['force-cancel by a site administrator', 1, 30_000],
    ['force-execute', 1, 60_000]
  ] as const)(
    '%s: is sent %d times at most, and says what is known',
    async (name, most, longest) => {
      const { world, sent, ended } = play(name, unavailable)
      const action = name.split(' ')[0]
      await expect(ended).rejects.toMatchObject({
        name: 'LostAnswerError',
        message: expect.stringMatching(
          new RegExp(
            `^The ${action} of run run-1 was sent ${most === 1 ? 'once' : 'twice'}, and whether it was taken is not known: .* the run is .* was answered with 503`
          )
        ),
        cause: { status: 503 }
      })
      expect(sent()).toBe(most)
      expect(world.clock.now()).toBeGreaterThanOrEqual(longest)
      expect(world.clock.now()).toBeLessThan(longest + 5_000)
    }
  )

  it.each(['discard', 'cancel'] as const)(
    '%s: reaches its end where the second one is taken',
    async (name) => {
      const { sent, ended } = play(name, unavailable, 2)
      await ended
      expect(sent()).toBe(2)
    }
  )
})

describe('what an answer says of an action', () => {
  it.each<[string, unknown, ActionFailure]>([
    ['409', refusal(409), 'refused'],
    ['401', refusal(401), 'failed'],
    ['403', refusal(403), 'failed'],
    ['404', refusal(404), 'failed'],
    ['422', refusal(422), 'failed'],
    ['429', refusal(429), 'failed'],
    ['500', refusal(500), 'lost'],
    ['504', refusal(504), 'lost'],
    ['no answer', new TransportError('reset', { ambiguous: true }), 'lost'],
    [
      'no connection',
      new TransportError('refused', { ambiguous: false }),
      'failed'
    ],
    ['another error', new TypeError('409'), 'failed']
  ])('%s', (_, error, what) => {
    expect(failureOf(error)).toBe(what)
  })

  it('is looked for five seconds on the run, where it is lost', async () => {
    const { world, ended } = play('cancel of an apply', lost)
    await expect(ended).rejects.toThrow('5s later')
    expect(world.clock.now()).toBe(5_000)
  })
})

describe('an action that is refused since the state was another one', () => {
  it.each(['discard', 'cancel', 'force-cancel'] as const)(
    '%s: is sent five times at most',
    async (name) => {
      const { sent, ended } = play(name, conflict)
      await expect(ended).rejects.toThrow('409')
      expect(sent()).toBe(5)
    }
  )
})

describe('discardRun', () => {
  it('leaves a run that was confirmed meanwhile, whatever it sent', async () => {
    const world = createScripted(
      [{ status: 'planned', actions: atGate }, { status: 'applying' }],
      { 'runs.discard': lost }
    )
    await expect(discardRun(world, 'run-1', asked)).rejects.toThrow(
      'cannot be discarded: it is applying. It can be cancelled instead. A discard was sent, and whether it was taken is not known'
    )
  })

  it('is not repeated where it was accepted, and says that it may come', async () => {
    const world = createScripted([{ status: 'planned', actions: atGate }])
    await expect(discardRun(world, 'run-1', asked)).rejects.toThrow(
      'accepted to discard run run-1, and 20s later it is still planned'
    )
    expect(world.calls.filter((call) => call === 'runs.discard')).toHaveLength(
      1
    )
  })
})

describe('forceExecuteRun', () => {
  it('does not take a run that was killed for one that started', async () => {
    const world = createScripted(
      [{ status: 'pending' }, { status: 'force_canceled' }],
      locked
    )
    await expect(forceExecuteRun(world, 'run-1', admitOther)).rejects.toThrow(
      'was force canceled meanwhile, not by this step'
    )
  })
})
