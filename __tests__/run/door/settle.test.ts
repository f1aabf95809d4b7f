import { describe, expect, it } from '@jest/globals'
import {
  renderSettled,
  settleForError,
  settleRun
} from '../../../src/run/door/settle.ts'
import {
  isConfirmedOrLater,
  isFinal,
  knownStatuses
} from '../../../src/run/record/status.ts'
import { atGate, createRun, createScripted } from '../scripted-hcp.ts'
import { conflict, lost, refusal } from '../refusals.ts'

const cleanUp = { purpose: 'clean-up', comment: '' } as const
const acts = /discard|cancel|apply/i
const { actions } = createRun()

describe('settleRun', () => {
  it('cancels what is under way', async () => {
    const world = createScripted([{ status: 'planning' }])
    expect((await settleRun(world, 'run-1', cleanUp)).did).toBe('cancel')
    expect(world.calls).toEqual(['runs.read', 'runs.cancel'])
  })

  it('looks no second time at what was looked at for it', async () => {
    const world = createScripted([{ status: 'planning' }])
    const seen = await world.hcp.runs.read('run-1')
    await settleRun(world, 'run-1', cleanUp, { seen })
    expect(world.calls).toEqual(['runs.read', 'runs.cancel'])
  })

  it('looks again where what was seen lets nothing be done', async () => {
    const none = { ...createRun().actions, isCancelable: false }
    const world = createScripted([
      { status: 'planned', actions: none },
      { status: 'cost_estimating' }
    ])
    const seen = await world.hcp.runs.read('run-1')
    const settled = await settleRun(world, 'run-1', cleanUp, { seen })
    expect(settled.did).toBe('cancel')
    expect(world.calls).toEqual(['runs.read', 'runs.read', 'runs.cancel'])
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
    // What is seen is not waited for: a cancelled step has no time.
    expect(world.clock.now()).toBe(0)
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

  it('discards where it might cancel, too: the plan is kept', async () => {
    const world = createScripted([
      { status: 'planned', actions: { ...atGate, isCancelable: true } }
    ])
    expect((await settleRun(world, 'run-1', cleanUp)).did).toBe('discard')
    expect(world.calls).toEqual(['runs.read', 'runs.discard'])
  })

  it('says what a run is that has ended', async () => {
    const world = createScripted([{ status: 'errored' }])
    expect(await settleRun(world, 'run-1', cleanUp)).toMatchObject({
      did: 'nothing',
      why: 'it is errored'
    })
  })

  it('leaves a run alone that is being cancelled', async () => {
    const world = createScripted([
      {
        status: 'planning',
        actions: { ...actions, isCancelable: false },
        canceledAt: '2026-03-04T09:20:10Z'
      }
    ])
    expect(await settleRun(world, 'run-1', cleanUp)).toMatchObject({
      did: 'nothing',
      why: 'it is being cancelled already'
    })
    expect(world.calls).toEqual(['runs.read'])
  })

  it('looks again after a 409: not now is not never', async () => {
    let discards = 0
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.discard': () => {
        discards += 1
        if (discards === 1) conflict()
      }
    })
    expect((await settleRun(world, 'run-1', cleanUp)).did).toBe('discard')
    expect(world.calls).toEqual([
      'runs.read',
      'runs.discard',
      'runs.read',
      'runs.discard'
    ])
  })

  it('throws what is neither a refusal of the moment nor lost', async () => {
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.discard': () => {
        throw refusal(403, 'no right')
      }
    })
    await expect(settleRun(world, 'run-1', cleanUp)).rejects.toThrow('no right')
    expect(world.calls).toEqual(['runs.read', 'runs.discard'])
  })
})

describe('the patience of settleRun', () => {
  const neither = [
    { status: 'planned', actions: { ...actions, isCancelable: false } }
  ]

  it('looks less and less often, every three seconds at last', async () => {
    const world = createScripted(neither)
    await settleRun(world, 'run-1', cleanUp, { patience: 17_000 })
    // 0.4 s, 0.8 s, … 2.8 s are 11.2 s; then 3 s each.
    expect(world.clock.now()).toBe(17_200)
    expect(world.calls).toHaveLength(10)
  })

  it('ends on the millisecond that was given', async () => {
    const world = createScripted(neither)
    await settleRun(world, 'run-1', cleanUp, { patience: 1_200 })
    expect(world.clock.now()).toBe(1_200)
    expect(world.calls).toHaveLength(3)
  })

  it('is ten seconds where nothing is said', async () => {
    const world = createScripted(neither)
    const { clock } = world
    const sleep = async (): Promise<void> => {
      await clock.sleep(2_500)
    }
    await settleRun({ ...world, clock: { ...clock, sleep } }, 'run-1', cleanUp)
    expect(clock.now()).toBe(10_000)
  })

  it('is counted from its beginning, not from that of the step', async () => {
    const world = createScripted(neither)
    await world.clock.sleep(60_000)
    await settleRun(world, 'run-1', cleanUp, { patience: 1_200 })
    expect(world.clock.now()).toBe(61_200)
  })

  it('does not outlast its signal', async () => {
    const world = createScripted(neither)
    const signals: unknown[] = []
    const sleep = async (_: number, signal?: AbortSignal): Promise<void> => {
      signals.push(signal)
      throw new Error('the step ends')
    }
    const clock = { ...world.clock, sleep }
    await expect(
      settleRun({ ...world, clock }, 'run-1', cleanUp)
    ).rejects.toThrow('the step ends')
    expect(signals).toEqual([world.signal])
  })
})

describe('after a lost answer', () => {
  it('the effect is looked for two and a half seconds', async () => {
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.discard': lost
    })
    await expect(settleRun(world, 'run-1', cleanUp)).rejects.toThrow('once')
    expect(world.clock.now()).toBe(2_500)
  })

  it('an apply that has ended meanwhile is told as what it is', async () => {
    const world = createScripted(
      [{ status: 'planned', actions: atGate }, { status: 'applied' }],
      { 'runs.discard': lost }
    )
    expect(await settleRun(world, 'run-1', cleanUp)).toMatchObject({
      run: { status: 'applied' }
    })
  })
})

describe('renderSettled', () => {
  const waiting = createRun({ status: 'planned', actions: atGate })
  const discarded = createRun({ status: 'discarded' })
  const applying = createRun({ status: 'applying' })

  it.each([
    [
      { did: 'discard', run: discarded } as const,
      'Run run-1 was left behind; it was asked to discard, and is discarded now.'
    ],
    [
      { did: 'cancel', run: waiting } as const,
      'Run run-1 was left behind and was asked to cancel; it is still planned.'
    ],
    [
      { did: 'nothing', run: discarded, why: 'it is discarded' } as const,
      'Run run-1 needs no clean-up: it is discarded.'
    ],
    [
      { did: 'nothing', run: applying, why: 'it is confirmed' } as const,
      'Run run-1 needs no clean-up: it is confirmed.'
    ],
    [
      { did: 'nothing', run: waiting, why: 'nobody may' } as const,
      'Run run-1 was left behind and waits: nobody may. Decide about it in the web interface.'
    ]
  ])('%j', (settled, sentence) => {
    expect(renderSettled(settled)).toBe(sentence)
  })
})

describe('settleForError', () => {
  it.each([
    [
      { status: 'planned', actions: atGate },
      undefined,
      'The run was asked to discard.'
    ],
    [
      { status: 'applying' },
      undefined,
      'The run was left as it is: it is confirmed (applying); an apply under way is never cancelled.'
    ],
    [
      { status: 'planned', actions: atGate },
      () => {
        throw refusal(403, 'no right')
      },
      expect.stringMatching(
        /^The run could not be stopped; stop it in the web interface\. .*no right/
      )
    ]
  ])('tells what became of %j', async (look, discard, sentence) => {
    const world = createScripted([look], {
      ...(discard === undefined ? {} : { 'runs.discard': discard })
    })
    expect(await settleForError(world, 'run-1', 'why')).toEqual(sentence)
  })

  it('ends nothing that a confirm was sent for', async () => {
    const world = createScripted([{ status: 'planned', actions: atGate }])
    world.record.tell({
      ...{ kind: 'sent', number: 1 },
      ...{ act: 'confirm', runId: 'run-1' }
    })
    expect(await settleForError(world, 'run-1', 'why')).toMatch(
      /^The run could not be stopped; .* it is confirmed, or may be/
    )
    expect(world.calls).toEqual(['runs.read'])
  })
})
