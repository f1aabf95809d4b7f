import { describe, expect, it } from '@jest/globals'
import { logsOf } from '../../../src/run/record/claims.ts'
import { followRun } from '../../../src/run/waiting/follow.ts'
import type { FollowOptions } from '../../../src/run/waiting/follow.ts'
import { isFinal, knownStatuses } from '../../../src/run/record/status.ts'
import { atGate, createPlan, createScripted } from '../scripted-hcp.ts'
import { fc, runs } from '../../fuzz.ts'

const hour = 3_600_000

function options(changes: Partial<FollowOptions> = {}): FollowOptions {
  return {
    patience: { queue: hour, run: hour, apply: hour },
    streamPlan: true,
    usual: { plan: undefined, apply: undefined },
    ...changes
  }
}

function framed(text: string): Uint8Array {
  return Buffer.from(`\u0002${text}\u0003`)
}

/** What changes nothing, by its name. */
const reading = /\.(?:read\w*|list|result|capacity|runsCeiling)$/

describe('followRun', () => {
  it('ends at a final status', async () => {
    const world = createScripted([
      { status: 'pending' },
      { status: 'planning' },
      { status: 'planned_and_finished' }
    ])
    const followed = await followRun(world, 'run-1', options())
    expect(followed).toMatchObject({
      kind: 'final',
      run: { status: 'planned_and_finished' }
    })
  })

  it('passes through gates that are none', async () => {
    const world = createScripted([
      { status: 'planned', actions: { ...atGate, isConfirmable: false } },
      { status: 'planned', actions: atGate },
      { status: 'cost_estimating' },
      { status: 'cost_estimated' },
      { status: 'post_plan_completed' },
      { status: 'policy_checking' },
      { status: 'policy_checked', actions: atGate }
    ])
    const followed = await followRun(world, 'run-1', options())
    expect(followed).toMatchObject({
      kind: 'gate',
      gate: 'confirmation',
      run: { status: 'policy_checked' }
    })
  })

  it('waits at an unknown status until patience runs out, and names it', async () => {
    const world = createScripted([{ status: 'frobnicating' }])
    const followed = await followRun(
      world,
      'run-1',
      options({ patience: { queue: 1, run: 60_000, apply: 1 } })
    )
    expect(followed).toMatchObject({
      kind: 'timed-out',
      waitedFor: 'run',
      run: { status: 'frobnicating' }
    })
    expect(world.said.join('\n')).toContain(
      "the status 'frobnicating' is not known to this version"
    )
    expect(world.clock.now()).toBeGreaterThanOrEqual(60_000)
    expect(world.clock.now()).toBeLessThan(62_000)
  })

  it('counts the time in the queue apart', async () => {
    const world = createScripted([{ status: 'pending' }], {
      'workspaces.readWithHolder': () => ({ locked: false })
    })
    const followed = await followRun(
      world,
      'run-1',
      options({ patience: { queue: 30_000, run: hour, apply: hour } })
    )
    expect(followed).toMatchObject({ kind: 'timed-out', waitedFor: 'queue' })
  })

  it.each([
    [
      { locked: true, lockedBy: { type: 'runs', id: 'run-0' } },
      'waiting behind run run-0'
    ],
    [
      {
        locked: true,
        lockedBy: { type: 'users', id: 'user-7' },
        lockedReason: 'database migration'
      },
      'waiting: the workspace is locked by user-7: database migration'
    ]
  ])('says why a run is pending', async (workspace, sentence) => {
    const world = createScripted(
      [
        ...Array.from({ length: 10 }, () => ({ status: 'pending' })),
        { status: 'applied' }
      ],
      { 'workspaces.readWithHolder': () => workspace }
    )
    await followRun(world, 'run-1', options())
    const said = world.said.filter((line) => line.includes(sentence))
    expect(said).toHaveLength(1)
  })

  it('keeps saying what a run in the queue waits for, and until when', async () => {
    const world = createScripted([{ status: 'pending' }], {
      'workspaces.readWithHolder': () => ({
        locked: true,
        lockedBy: { type: 'runs', id: 'run-0' }
      })
    })
    const followed = await followRun(
      world,
      'run-1',
      options({ patience: { queue: 150_000, run: hour, apply: hour } })
    )
    const why = 'waiting behind run run-0, which is pending'
    expect(followed).toMatchObject({ kind: 'timed-out', why })
    const heartbeats = world.said.filter((line) => line.includes('still'))
    expect(heartbeats.length).toBeGreaterThan(0)
    for (const line of heartbeats) {
      expect(line).toMatch(/still pending after \d+m.* of 2m 30s: /)
      expect(line).toContain(why)
    }
  })

  it('prints a status only when it changes, and a heartbeat a minute', async () => {
    const world = createScripted([
      ...Array.from({ length: 60 }, () => ({ status: 'planning' })),
      { status: 'planned_and_finished' }
    ])
    await followRun(
      world,
      'run-1',
      options({ usual: { plan: 35_000, apply: undefined } })
    )
    const planning = world.said.filter(
      (line) => /\dm? +planning$/.test(line) || /s +planning$/.test(line)
    )
    expect(planning).toHaveLength(1)
    const heartbeats = world.said.filter((line) =>
      line.includes('still planning')
    )
    expect(heartbeats.length).toBeGreaterThan(0)
    expect(heartbeats[0]).toContain('usually 35s here')
    expect(heartbeats.length).toBeLessThanOrEqual(
      Math.ceil(world.clock.now() / 60_000)
    )
  })

  it('streams the log of the plan and keeps its diagnostics', async () => {
    const line = JSON.stringify({
      '@message': 'Error: Nope',
      type: 'diagnostic',
      diagnostic: { severity: 'error', summary: 'Nope', detail: '' }
    })
    const world = createScripted(
      [
        {
          status: 'planning',
          plan: createPlan({
            status: 'running',
            logReadUrl: 'https://blobs.example/log'
          })
        },
        { status: 'errored', plan: createPlan({ status: 'errored' }) }
      ],
      {
        'logs.read': (_url: string, offset: number) =>
          offset === 0 ? framed(`Terraform v1\n${line}\n`) : new Uint8Array()
      }
    )
    await followRun(world, 'run-1', options())
    expect(world.said).toContain('> Terraform v1\nError: Nope')
    const logs = logsOf(world.record.facts())
    expect(logs.plan.diagnostics).toMatchObject([{ summary: 'Nope' }])
  })

  it('reads the end of a log when the gate is seen, whatever its pause is', async () => {
    const planOf = (status: string) =>
      createPlan({ status, logReadUrl: 'https://blobs.example/log' })
    const gate = {
      status: 'planned',
      actions: atGate,
      plan: planOf('finished')
    }
    const world = createScripted(
      [{ status: 'planning', plan: planOf('running') }, gate, gate],
      {
        'logs.read': () =>
          world.calls.filter((call) => call === 'runs.read').length > 1
            ? framed('the end\n')
            : new Uint8Array()
      }
    )
    /** The log's first pause, the only one of a third of a second, never ends. */
    const sleep = async (milliseconds: number, signal?: AbortSignal) => {
      const turns = milliseconds === 325 ? 10_000 : 50
      for (let turn = 0; turn < turns; turn += 1) {
        await new Promise(setImmediate)
        signal?.throwIfAborted()
      }
      await world.clock.sleep(milliseconds)
    }
    const clock = { ...world.clock, sleep }
    await followRun({ ...world, clock }, 'run-1', options())
    expect(world.said).toContain('> the end')
  })

  it.each([
    ['waits for a log that goes on after its phase', 20, 'the end', 'goes on'],
    ['says that one goes on for ever', 1000, 'goes on', 'the end']
  ])('%s', async (_, pieces, said, unsaid) => {
    const plan = createPlan({
      status: 'finished',
      logReadUrl: 'https://blobs.example/log'
    })
    const gate = { status: 'planned', actions: atGate, plan }
    let now = 0
    let reads = 0
    const world = createScripted([gate, gate], {
      // A second for each kibibyte.
      'logs.read': () => {
        now += 1000
        reads += 1
        if (reads > pieces) return Buffer.from('the end\n\u0003')
        return Buffer.from(
          `${reads === 1 ? '\u0002' : ''}${'x'.repeat(1023)}\n`
        )
      }
    })
    const clock = {
      ...world.clock,
      now: () => now,
      sleep: async (milliseconds: number, signal?: AbortSignal) => {
        const at = now + milliseconds
        while (now < at) {
          await new Promise(setImmediate)
          signal?.throwIfAborted()
          now += 5
        }
      }
    }
    await followRun({ ...world, clock }, 'run-1', options())
    expect(world.said.join('\n')).toContain(said)
    expect(world.said.join('\n')).not.toContain(unsaid)
  })

  it('reads a log once, also when the plan is seen again and again', async () => {
    const plan = createPlan({ logReadUrl: 'https://blobs.example/log' })
    const world = createScripted(
      [
        { status: 'planned', plan },
        { status: 'planned', plan },
        { status: 'planned', plan, actions: atGate }
      ],
      { 'logs.read': () => framed('once\n') }
    )
    await followRun(world, 'run-1', options())
    expect(world.said.filter((line) => line === '> once')).toHaveLength(1)
  })

  it.each(['pending', 'plan_queued'])(
    'asks 40 times at most in 45 s of %s, although there is a log',
    async (status) => {
      const plan = createPlan({
        status: 'pending',
        logReadUrl: 'https://blobs.example/log'
      })
      const world = createScripted([{ status, plan }], {
        'workspaces.readWithHolder': () => ({ locked: false }),
        'logs.read': () => new Uint8Array()
      })
      const patience = { queue: 45_000, run: hour, apply: hour }
      await followRun(world, 'run-1', options({ patience }))
      expect(world.clock.now()).toBeGreaterThanOrEqual(45_000)
      expect(world.calls).not.toContain('logs.read')
      expect(world.calls.length).toBeLessThanOrEqual(40)
      expect(world.said.join('\n')).not.toContain('log cannot be read')
    }
  )

  it('goes on when the log cannot be read', async () => {
    const world = createScripted(
      [
        {
          status: 'planning',
          plan: createPlan({ logReadUrl: 'https://blobs.example/log' })
        },
        ...Array.from({ length: 20 }, () => ({ status: 'planning' })),
        { status: 'planned_and_finished' }
      ],
      {
        'logs.read': () => {
          throw new Error('broken')
        }
      }
    )
    expect(await followRun(world, 'run-1', options())).toMatchObject({
      kind: 'final'
    })
    expect(world.said.join()).toContain('log cannot be read')
  })

  it('stops with the reason of the signal', async () => {
    const interruption = new AbortController()
    const world = createScripted([{ status: 'planning' }])
    const ending = followRun(
      {
        ...world,
        signal: interruption.signal,
        clock: {
          now: () => 0,
          wallTime: () => 0,
          sleep: async (_, signal) => {
            interruption.abort(new Error('cancelled'))
            signal?.throwIfAborted()
          }
        }
      },
      'run-1',
      options()
    )
    await expect(ending).rejects.toThrow('cancelled')
  })

  it('always ends, and never calls a final run unfinished', async () => {
    const anyLook = fc.record({
      status: fc.oneof(
        fc.constantFrom(...knownStatuses),
        fc.string({ minLength: 1, maxLength: 8 })
      ),
      isConfirmable: fc.boolean()
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLook, { minLength: 1, maxLength: 25 }),
        async (looks) => {
          const world = createScripted(
            looks.map(({ status, isConfirmable }) => ({
              status,
              actions: { ...atGate, isConfirmable }
            })),
            { 'workspaces.readWithHolder': () => ({ locked: false }) }
          )
          const followed = await followRun(world, 'run-1', options())
          expect(followed.kind === 'final').toBe(isFinal(followed.run.status))
          if (followed.kind === 'gate' && followed.gate === 'confirmation') {
            // Or it rests where the server never lets it be confirmed.
            const { status, actions } = followed.run
            expect(
              actions.isConfirmable === true ||
                /^(planned|.*_completed|cost_estimated|.*_checked)$/.test(
                  status
                )
            ).toBe(true)
          }
          // Whoever follows only looks.
          expect(world.calls.filter((call) => !reading.test(call))).toEqual([])
        }
      ),
      { numRuns: runs(200) }
    )
  })
})
