import { describe, expect, it } from '@jest/globals'
import type { Ending } from '../../../src/run/record/ending.ts'
import { endTimedOut } from '../../../src/run/endings/timed-out.ts'
import { conflict, refusal } from '../refusals.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'

async function end(world: Scripted, cleanup = true): Promise<Ending> {
  world.record.tell({ kind: 'made', run: createRun() })
  return await endTimedOut(
    world,
    {
      kind: 'timed-out',
      run: createRun(),
      waitedFor: 'queue',
      why: 'waiting behind run run-0'
    },
    {
      cleanup,
      audit: 'apply by ann',
      follow: { patience: { queue: 60_000, run: 60_000, apply: 60_000 } }
    }
  )
}

describe('a wait that ran out', () => {
  it('gets the run out of the way, and says so', async () => {
    const world = createScripted([{}])
    const ending = await end(world)
    expect(world.calls).toContain('runs.cancel')
    expect(ending).toMatchObject({
      outcome: 'timed-out',
      isUnsettled: false,
      notes: [],
      failure: {
        headline:
          "Run run-1 was still pending when 'queue-timeout' (1m) ran out: waiting behind run run-0. The run was asked to cancel, and is still pending."
      }
    })
  })

  it('leaves it where that is not wanted', async () => {
    const world = createScripted([{}])
    expect((await end(world, false)).failure?.headline).toContain(
      'left as it is'
    )
    expect(world.calls).toEqual([])
  })

  it.each([401, 403, 404, 503])(
    'stays a wait that ran out where the clean-up is answered with %d',
    async (status) => {
      const world = createScripted([{}], {
        'runs.cancel': () => {
          throw refusal(status)
        }
      })
      const ending = await end(world)
      expect(ending).toMatchObject({
        outcome: 'timed-out',
        isUnsettled: true,
        notes: [expect.stringContaining(String(status))]
      })
      expect(world.said).toEqual([`warning: ${ending.notes?.[0] ?? ''}`])
    }
  )

  it('stays one where the run moves on all the time', async () => {
    const world = createScripted([{}], { 'runs.cancel': conflict })
    expect(await end(world)).toMatchObject({
      outcome: 'timed-out',
      failure: { headline: expect.stringContaining('neither discard nor') }
    })
  })

  it('is over at once where the step is', async () => {
    const controller = new AbortController()
    const world = {
      ...createScripted([{}], {
        'runs.cancel': () => {
          controller.abort(new Error('SIGINT'))
          throw refusal(503)
        }
      }),
      signal: controller.signal
    }
    await expect(end(world)).rejects.toThrow('SIGINT')
  })
})
