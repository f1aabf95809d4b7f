import { describe, expect, it } from '@jest/globals'
import { createCrowd } from '../../../src/run/waiting/crowd.ts'
import { followRun } from '../../../src/run/waiting/follow.ts'
import { createRecord } from '../../../src/run/record/record.ts'
import { shareReading } from '../../../src/step/shared-reading.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'
import { createSimulatedTime } from './simulated-time.ts'

const hour = 3_600_000
const names = Array.from({ length: 20 }, (_, index) => `run-${index}`)

/**
 * 20 runs on a server that works on three at a time, for so many milliseconds
 * each, in an order of its own; `hasList`: does it list them? Resolves to how
 * they came out, when, and after how many lists and looks at queued runs.
 */
async function follow(milliseconds: number, hasList: boolean) {
  const time = createSimulatedTime()
  const asked = { looks: 0, lists: 0 }
  // Not the order in which they were made.
  const place = new Map(names.map((name, index) => [name, (index * 7) % 20]))
  const statusOf = (id: string): string => {
    const begin = Math.floor((place.get(id) ?? 0) / 3) * milliseconds
    const at = time.now()
    if (at < begin) return 'plan_queued'
    return at < begin + milliseconds ? 'planning' : 'planned_and_finished'
  }
  const list = async () => {
    asked.lists += 1
    const runs = names.map((id) => ({ id, status: statusOf(id) }))
    const unfinished = runs.filter(({ status }) => !status.includes('finished'))
    return await Promise.resolve(hasList ? unfinished : undefined)
  }
  const crowd = createCrowd(shareReading(list, { clock: time, maxAge: 4_000 }))
  const each = names.map(async (id) => {
    const world = createScripted([])
    const read = async () => {
      const status = statusOf(id)
      if (status === 'plan_queued') asked.looks += 1
      return await Promise.resolve(createRun({ id, status }))
    }
    const hcp = { ...world.hcp, runs: { ...world.hcp.runs, read } }
    const dependencies = { ...world, hcp, clock: time, record: createRecord() }
    return await followRun(dependencies, id, {
      patience: { queue: 60_000, run: hour, apply: hour },
      ...{ streamPlan: false, crowd },
      usual: { plan: undefined, apply: undefined }
    })
  })
  const followed = await time.until(Promise.all(each))
  return { followed, took: time.now(), ...asked }
}

describe('the runs of one step that wait for each other', () => {
  it('are asked about by one list for all of them', async () => {
    const seconds = 10
    const { followed, took, looks, lists } = await follow(seconds * 1_000, true)
    expect(followed.map(({ kind }) => kind)).toEqual(names.map(() => 'final'))
    expect(took).toBeLessThanOrEqual(7 * seconds * 1_000 * 1.1)
    // One look as it comes to the queue.
    expect(looks).toBeLessThanOrEqual(20 + 3)
    // A server gives 30 lists a minute to all who share the token.
    expect(lists).toBeLessThanOrEqual((7 * seconds) / 4 + 1)
  })

  it('are looked at once a minute, whatever the list says', async () => {
    const { looks } = await follow(60_000, true)
    // They wait for three minutes on average, and at most six.
    expect(looks).toBeGreaterThan(20 * 2)
    expect(looks).toBeLessThanOrEqual(20 * (1 + 6))
  })

  it('goes on without a list, and asks for it once', async () => {
    const { followed, lists } = await follow(10_000, false)
    expect(followed.map(({ kind }) => kind)).toEqual(names.map(() => 'final'))
    expect(lists).toBe(1)
  })
})
