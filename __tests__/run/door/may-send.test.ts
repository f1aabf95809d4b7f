import { describe, expect, it } from '@jest/globals'
import { ClosedDoorError } from '../../../src/run/door/may-send.ts'
import type { Verdict } from '../../../src/gate/verdict.ts'
import type { Allowed } from '../../../src/run/door/door.ts'
import { atGate, createRun, createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'
import { conflict, lost } from '../refusals.ts'

const waiting = { status: 'planned', actions: atGate } as const
const asked = { purpose: 'asked', comment: 'by ann' } as const
const cleanUp = { ...asked, purpose: 'clean-up' } as const
const judged = { ...asked, purpose: 'judged' } as const
const check = { kind: 'policyChecks', id: 'polchk-1' } as const

function writesOf({ calls }: Scripted): readonly string[] {
  return calls.filter((call) => call !== 'runs.read')
}

/** Sends it, and gives what was sent; nothing where the door stayed shut. */
async function through(
  world: Scripted,
  send: () => Promise<void>
): Promise<readonly string[]> {
  await send().catch((error: unknown) => {
    if (!(error instanceof ClosedDoorError)) throw error
  })
  return writesOf(world)
}

function tellVerdict(world: Scripted, kind: Verdict['kind']): void {
  const verdict = { kind, checks: [], warnings: [], reasons: [] } as Verdict
  world.record.tell({ kind: 'judged', runId: 'run-1', checks: [], verdict })
}

describe('the door', () => {
  it('tells what was sent before it is, and what became of it', async () => {
    const kindsOf = ({ record }: Scripted) =>
      record.facts().flatMap((fact) => ('act' in fact ? [fact.kind] : []))
    for (const [answer, told] of [
      [() => undefined, 'accepted'],
      [conflict, 'refused'],
      [lost, 'lost']
    ] as const) {
      const world = createScripted([], {
        'runs.discard': () => {
          expect(kindsOf(world)).toEqual(['sent'])
          answer()
        }
      })
      const run = world.sight(waiting)
      await world.door.discard(run, asked).catch(() => undefined)
      expect(kindsOf(world)).toEqual(['sent', told])
    }
  })

  it('lets nothing through about a run that was not looked at', async () => {
    const world = createScripted([])
    const [, verdict] = world.allow(waiting)
    const run = createRun(waiting)
    const { door } = world
    for (const send of [
      async () => {
        await door.discard(run, asked)
      },
      async () => {
        await door.cancel(run, asked)
      },
      async () => {
        await door.forceCancel(run, { ...asked, asAdmin: true })
      },
      async () => {
        await door.forceExecute(run)
      },
      async () => {
        await door.override(run, check, '')
      },
      async () => {
        await door.confirm(run, verdict, '')
      }
    ]) {
      expect(await through(world, send)).toEqual([])
    }
  })

  it('lets nothing through about a look that is older than the last', async () => {
    const world = createScripted([])
    const run = world.sight({ status: 'planning' })
    world.sight(waiting)
    const send = async () => {
      await world.door.cancel(run, asked)
    }
    expect(await through(world, send)).toEqual([])
  })

  it('lets nothing through about a run that is nobody’s business', async () => {
    const world = createScripted([])
    const run = world.sight({ ...waiting, id: 'run-2' })
    for (const word of [asked, cleanUp, { ...asked, purpose: 'supersede' }]) {
      const send = async () => {
        await world.door.discard(run, word as typeof asked)
      }
      expect(await through(world, send)).toEqual([])
    }
    world.record.tell({ kind: 'made', run })
    const send = async () => {
      await world.door.discard(run, cleanUp)
    }
    expect(await through(world, send)).toEqual(['runs.discard'])
  })

  it.each(['clean-up', 'supersede'] as const)(
    'never touches a confirmed run for %s',
    async (purpose) => {
      const world = createScripted([], { 'runs.apply': lost })
      const word = { purpose, comment: '' }
      const applying = world.sight({ status: 'applying' })
      const cancel = async () => {
        await world.door.cancel(applying, word)
      }
      expect(await through(world, cancel)).toEqual([])

      const fresh = createScripted([], { 'runs.apply': lost })
      const [run, verdict] = fresh.allow(waiting)
      await fresh.door.confirm(run, verdict, '').catch(() => undefined)
      const discard = async () => {
        await fresh.door.discard(run, word)
      }
      expect(await through(fresh, discard)).toEqual(['runs.apply'])
    }
  )

  it('sends no second confirm, and no second cancel, after one was accepted', async () => {
    const world = createScripted([])
    const [run, verdict] = world.allow(waiting)
    await world.door.confirm(run, verdict, '')
    tellVerdict(world, 'allowed')
    const again = async () => {
      await world.door.confirm(run, verdict, '')
    }
    expect(await through(world, again)).toEqual(['runs.apply'])

    const other = createScripted([])
    const planning = other.sight({ status: 'planning' })
    await other.door.cancel(planning, asked)
    const cancel = async () => {
      await other.door.cancel(planning, asked)
    }
    expect(await through(other, cancel)).toEqual(['runs.cancel'])
  })
})

describe('what a verdict opens', () => {
  it.each([
    ['allowed', ['confirm', 'override']],
    ['blocked', ['discard', 'override']],
    ['pending', ['override']],
    ['refused', ['discard']]
  ] as const)('%s', async (kind, opened) => {
    for (const act of ['confirm', 'discard', 'override'] as const) {
      const world = createScripted([])
      const run = world.sight(waiting)
      tellVerdict(world, kind)
      const verdict = { kind: 'allowed', checks: [], warnings: [] } as Allowed
      const send = {
        confirm: async () => {
          await world.door.confirm(run, verdict, '')
        },
        discard: async () => {
          await world.door.discard(run, judged)
        },
        override: async () => {
          await world.door.override(run, check, '')
        }
      }[act]
      const isOpen = (opened as readonly string[]).includes(act)
      expect(await through(world, send)).toHaveLength(isOpen ? 1 : 0)
    }
  })

  it('is the last one only, with nothing done or seen since', async () => {
    const verdict = { kind: 'allowed', checks: [], warnings: [] } as Allowed
    for (const meanwhile of [
      (world: Scripted) => {
        tellVerdict(world, 'blocked')
      },
      (world: Scripted) => {
        const request = { number: 1, act: 'discard', runId: 'run-1' } as const
        world.record.tell({ kind: 'sent', ...request })
      },
      (world: Scripted) => {
        world.sight({ status: 'planning' })
        world.sight(waiting)
      },
      (world: Scripted) => {
        world.sight({ status: 'confirmed' })
      }
    ]) {
      const world = createScripted([])
      const [run] = world.allow(waiting)
      meanwhile(world)
      const send = async () => {
        await world.door.confirm(run, verdict, '')
      }
      expect(await through(world, send)).toEqual([])
    }
  })
})
