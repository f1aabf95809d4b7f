import { describe, expect, it } from '@jest/globals'
import type { Hcp } from '../../src/hcp/client.ts'
import type { Run } from '../../src/hcp/types.ts'
import { lookTogether } from '../../src/step/look-together.ts'
import { createFakeClock } from '../hcp/fake-clock.ts'
import { createRun } from '../run/scripted-hcp.ts'

const names = ['a', 'b', 'c', 'd'] as const
const { signal } = new AbortController()

/** Runs `run-a` …, as the list and each answer tell them; and what was asked. */
function open({
  listed = {},
  hasList = true
}: {
  readonly listed?: Partial<Record<string, Partial<Run> | undefined>>
  readonly hasList?: boolean
} = {}) {
  const asked: string[] = []
  const clock = createFakeClock()
  const runOf = (name: string, changes: Partial<Run> = {}): Run =>
    createRun({
      id: `run-${name}`,
      workspaceId: `ws-${name}`,
      message: `of ${name}`,
      commentIds: [],
      ...changes
    })
  const own = {
    runs: {
      read: async (id: string) => {
        asked.push(id)
        await Promise.resolve()
        return runOf(id.slice(4))
      },
      findByMessage: async (workspaceId: string) => {
        asked.push(workspaceId)
        await Promise.resolve()
      }
    }
  } as unknown as Hcp
  const over = lookTogether(async (organization, which) => {
    asked.push(`${organization}: ${which.join()}`)
    await Promise.resolve()
    return hasList
      ? which.flatMap((name) =>
          name in listed && listed[name] === undefined
            ? []
            : [runOf(name, { status: 'planning', ...listed[name] })]
        )
      : undefined
  }, clock)
  const hcpOf = (name: string, organization = 'acme') =>
    over({ organization, name }, own, signal)
  const look = async (name: string) =>
    await hcpOf(name).runs.read(`run-${name}`)
  return { asked, clock, hcpOf, look }
}

describe('a look at many runs', () => {
  it('is one list for all who ask at the same time', async () => {
    const { asked, look } = open()
    const runs = await Promise.all(names.map(look))
    expect(asked).toEqual(['acme: a,b,c,d'])
    expect(runs.map(({ id, status }) => [id, status])).toEqual(
      names.map((name) => [`run-${name}`, 'planning'])
    )
  })

  it('is never one that was asked for before', async () => {
    const { asked, look } = open()
    await Promise.all(names.map(look))
    await Promise.all(names.map(look))
    expect(asked).toEqual(['acme: a,b,c,d', 'acme: a,b,c,d'])
  })

  it('leaves time between two lists, which are limited', async () => {
    const { clock, look } = open()
    await Promise.all(names.map(look))
    const first = clock.now()
    await Promise.all(names.map(look))
    expect(clock.now() - first).toBeGreaterThanOrEqual(400)
  })

  it.each([
    ['it does not have', { b: undefined }],
    ['it tells no comments of', { b: { commentIds: undefined } }],
    ['it tells no workspace of', { b: { workspaceId: undefined } }],
    [
      'it does not tell the flags of',
      { b: { actions: { ...createRun().actions, isCancelable: undefined } } }
    ]
  ])('reads by itself what %s', async (_, listed) => {
    const { asked, look } = open({ listed })
    const runs = await Promise.all(names.map(look))
    expect(asked).toEqual(['acme: a,b,c,d', 'run-b'])
    expect(runs[1]?.status).toBe('pending')
  })

  it('takes a plan at its word: it is never applied', async () => {
    const { asked, look } = open({
      listed: { b: { commentIds: undefined, planOnly: true } }
    })
    await Promise.all(names.map(look))
    expect(asked).toEqual(['acme: a,b,c,d'])
  })

  it('is one each where there are few, or no such list', async () => {
    const few = open()
    await Promise.all(['a', 'b'].map(few.look))
    expect([...few.asked].sort()).toEqual(['run-a', 'run-b'])
    const old = open({ hasList: false })
    await Promise.all(names.map(old.look))
    await Promise.all(names.map(old.look))
    const each = names.map((name) => `run-${name}`)
    expect([...old.asked].sort()).toEqual(
      ['acme: a,b,c,d', ...each, ...each].sort()
    )
  })

  it('is a list for each organization', async () => {
    const { asked, hcpOf } = open()
    await Promise.all(
      ['acme', 'other'].flatMap((organization) =>
        names.map(
          async (name) =>
            await hcpOf(name, organization).runs.read(`run-${name}`)
        )
      )
    )
    expect([...asked].sort()).toEqual(['acme: a,b,c,d', 'other: a,b,c,d'])
  })

  it('finds runs whose answers never came', async () => {
    const { asked, hcpOf } = open({ listed: { d: { message: 'another' } } })
    const found = await Promise.all(
      names.map(
        async (name) =>
          await hcpOf(name).runs.findByMessage(`ws-${name}`, `of ${name}`)
      )
    )
    expect(found.map((run) => run?.id)).toEqual([
      'run-a',
      'run-b',
      'run-c',
      undefined
    ])
    expect(asked).toEqual(['acme: a,b,c,d', 'ws-d'])
  })
})
