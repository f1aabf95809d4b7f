import { describe, expect, it } from '@jest/globals'
import { organizations } from '../../../src/hcp/organizations.ts'
import type { Reader } from '../../../src/hcp/wire/transport.ts'
import type { Workspace } from '../../../src/hcp/types.ts'
import { hasNoFollowUps } from '../../../src/run/operations/early-reading.ts'
import { followRun } from '../../../src/run/waiting/follow.ts'
import type { Followed } from '../../../src/run/waiting/follow.ts'
import { createScripted } from '../scripted-hcp.ts'
import { createFlickerWorld } from './flicker-world.ts'
import type { FlickerWorld } from './flicker-world.ts'
import { createSimulatedTime } from './simulated-time.ts'
import type { SimulatedTime } from './simulated-time.ts'

const hour = 3_600_000

interface Told {
  readonly followed: Followed
  readonly world: FlickerWorld
  readonly endedAt: number
  readonly readAt: number
}

/** Follows the run of one history to its gate or its end. */
async function follow(
  seed: number,
  ask: (world: FlickerWorld, time: SimulatedTime) => Promise<boolean>
): Promise<Told> {
  const world = createFlickerWorld(seed)
  const clock = createSimulatedTime()
  let readAt = 0
  const scripted = createScripted([{}])
  const read = async () => {
    const latency = world.latency()
    await clock.sleep(latency / 2)
    readAt = clock.now()
    const run = world.at(readAt)
    await clock.sleep(latency / 2)
    return run
  }
  const { hcp } = scripted
  const followed = await clock.until(
    followRun(
      { ...scripted, clock, hcp: { ...hcp, runs: { ...hcp.runs, read } } },
      'run-1',
      {
        patience: { queue: hour, run: hour, apply: hour },
        streamPlan: false,
        usual: { plan: undefined, apply: undefined },
        prepare: async () => {
          const [isSure] = await Promise.all([
            ask(world, clock),
            clock.sleep(world.work)
          ])
          return { isSure }
        }
      }
    )
  )
  return { followed, world, endedAt: clock.now(), readAt }
}

/** As the action asks: organization, policy sets, run tasks. */
async function askApi(
  { configured, latency }: FlickerWorld,
  clock: SimulatedTime
): Promise<boolean> {
  const { tasks, estimates, policies, isTold } = configured
  const some = { data: [{ id: 'x-1', type: 'x' }] }
  const readDocument = async (where: string): Promise<unknown> => {
    await clock.sleep(latency())
    if (where.endsWith('/tasks')) return tasks ? some : { data: [] }
    if (where.endsWith('/policy-sets') && !isTold) {
      throw new Error('404')
    }
    if (where.endsWith('/policy-sets')) return policies ? some : { data: [] }
    const attributes = { 'cost-estimation-enabled': estimates }
    return { data: { id: 'acme', type: 'organizations', attributes } }
  }
  const { hcp, record, signal } = createScripted([{}])
  record.tell({
    kind: 'entered',
    workspace: {
      id: 'ws-1',
      name: 'network',
      organization: 'acme'
    } as Workspace
  })
  const reader = { clock, readDocument } as unknown as Reader
  return await hasNoFollowUps({
    hcp: { ...hcp, organizations: organizations(reader) },
    ...{ clock, record, signal }
  })
}

/** Is it called a gate or an end that it was not when it was read? */
function isWrong({ followed, world, readAt }: Told): boolean {
  if (followed.kind === 'timed-out') return true
  if (followed.kind === 'final') return !world.isFinal(readAt)
  return followed.gate === 'confirmation' && !world.isGate(readAt)
}

const seeds = Array.from({ length: 1_000 }, (_, seed) => seed + 1)

describe('a thousand runs that flicker, and name late what follows', () => {
  it('never end too early, and quickly where nothing can follow', async () => {
    const wrong: number[] = []
    const waits: number[] = []
    for (const seed of seeds) {
      const told = await follow(seed, askApi)
      if (isWrong(told)) wrong.push(seed)
      const { world, endedAt } = told
      if (world.isPlain) waits.push(endedAt - world.gateFrom)
    }
    expect(wrong).toEqual([])
    expect(waits.length).toBeGreaterThan(100)
    // What it takes to be polled (half a second) and to be worked for.
    const quick = waits.filter((wait) => wait < 1_700)
    expect(quick.length / waits.length).toBeGreaterThan(0.9)
  })

  it('find out whoever does not ask what is configured', async () => {
    const told = []
    for (const seed of seeds.slice(0, 300)) {
      told.push(await follow(seed, async () => true))
    }
    expect(told.filter(isWrong).length).toBeGreaterThan(0)
  })
})
