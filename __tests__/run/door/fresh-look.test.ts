import { describe, expect, it } from '@jest/globals'
import { lookFresh, mayBePast } from '../../../src/run/door/fresh-look.ts'
import type { Run } from '../../../src/hcp/types.ts'
import { settleRun } from '../../../src/run/door/settle.ts'
import { atGate, createRun, createScripted } from '../scripted-hcp.ts'
import { conflict, lost, refusal } from '../refusals.ts'

const supersede = { purpose: 'supersede', comment: 'makes way' } as const
const comments = { 'runs.comment': () => 'wsc-1' }
/** As a replica shows it that has not heard of the comment. */
const past = { status: 'planning', commentIds: [] }
const now = { status: 'planning', commentIds: ['wsc-1'] }
const { permissions } = createRun()

function writesOf({ calls }: { readonly calls: readonly string[] }) {
  return calls.filter((call) => call !== 'runs.read')
}

describe('a cancel that tidies up', () => {
  it('rests on a look that names a comment written just before', async () => {
    const world = createScripted([past, past, now], comments)
    const settled = await settleRun(world, 'run-1', supersede)
    expect(settled.did).toBe('cancel')
    expect(world.calls).toEqual([
      'runs.read',
      'runs.comment',
      'runs.read',
      'runs.read',
      'runs.cancel'
    ])
  })

  it.each(['confirmed', 'apply_queued', 'applying', 'applied'])(
    'is not sent where the run turns out to be %s',
    async (status) => {
      const world = createScripted([past, { ...now, status }], comments)
      const settled = await settleRun(world, 'run-1', supersede)
      expect(settled.did).toBe('nothing')
      expect(writesOf(world)).toEqual(['runs.comment'])
    }
  )

  it('becomes a discard where the run has come to its gate', async () => {
    const gate = { ...now, status: 'planned', actions: atGate }
    const world = createScripted([past, gate], comments)
    const settled = await settleRun(world, 'run-1', supersede)
    expect(settled.did).toBe('discard')
  })

  it('is not sent while answers are of the past, which is said', async () => {
    const world = createScripted([past], comments)
    const settled = await settleRun(world, 'run-1', supersede, {
      patience: 60_000
    })
    expect(settled).toMatchObject({
      did: 'nothing',
      why: expect.stringContaining('a cancel would end its apply')
    })
    const written = writesOf(world)
    // Of a server that goes on showing the past, people read enough of them.
    expect(written).toEqual(Array.from({ length: 4 }, () => 'runs.comment'))
  })

  it('does not rest on a look that comes late', async () => {
    const world = createScripted(
      [past, past, past, past, past, past, past, past, past, past, now],
      comments
    )
    const settled = await settleRun(world, 'run-1', supersede, { patience: 0 })
    expect(settled.did).toBe('nothing')
    expect(writesOf(world)).toEqual(['runs.comment'])
  })

  it.each([
    ['lost', lost],
    ['refused', conflict],
    [
      'forbidden',
      () => {
        throw refusal(403)
      }
    ]
  ])('is not sent where the comment is %s', async (_, comment) => {
    const world = createScripted([now], {
      'runs.comment': comment
    })
    const settled = await settleRun(world, 'run-1', supersede)
    expect(settled.did).toBe('nothing')
    expect(writesOf(world)).not.toContain('runs.cancel')
  })

  it('is not sent where the token may not comment', async () => {
    const world = createScripted([
      { ...now, permissions: { ...permissions, canComment: false } }
    ])
    const settled = await settleRun(world, 'run-1', supersede)
    expect(settled.did).toBe('nothing')
    expect(writesOf(world)).toEqual([])
  })

  it('needs no comment where the run can never apply', async () => {
    const world = createScripted([{ ...past, planOnly: true }])
    const settled = await settleRun(world, 'run-1', supersede)
    expect(settled.did).toBe('cancel')
    expect(writesOf(world)).toEqual(['runs.cancel'])
  })
})

describe('a run that is past its gate', () => {
  it.each(['confirmed', 'applying', 'applied', 'discarded', 'errored'])(
    'gets no comment: %s',
    async (status) => {
      const world = createScripted([{ ...past, status }], comments)
      const settled = await settleRun(world, 'run-1', supersede)
      expect(settled.did).toBe('nothing')
      expect(writesOf(world)).toEqual([])
    }
  )
})

describe('lookFresh', () => {
  const doubt = (reason: string) => ({
    kind: 'doubtful',
    why: `whether it was confirmed meanwhile is not known (${reason}), and a cancel would end its apply`
  })

  /** The comment and each look take their time, in a step that began before. */
  async function look({
    comment = 0,
    reading = 0,
    shows = now as Partial<Run>,
    answer = (): unknown => 'wsc-1'
  }) {
    const said: unknown[] = []
    const world = createScripted([shows], {
      'runs.comment': async (...given: unknown[]) => {
        said.push(...given)
        await world.clock.sleep(comment)
        return answer()
      }
    })
    await world.clock.sleep(60_000)
    const read = async (id: string): Promise<Run> => {
      if (reading > 0) await world.clock.sleep(reading)
      return await world.hcp.runs.read(id)
    }
    const fresh = await lookFresh(
      { ...world, hcp: { runs: { read } } },
      createRun(),
      'makes way'
    )
    return { fresh, said, world }
  }

  it('says what the comment is for', async () => {
    const { said } = await look({})
    expect(said).toEqual([
      'run-1',
      'makes way\n\nBefore the run is cancelled: an answer that shows this comment is not of the past, in which it was not confirmed yet.'
    ])
  })

  it.each([
    [1, 2_500, 'fresh'],
    [1, 2_501, 'doubtful'],
    // Where everything is slow, so is whoever would confirm.
    [2_000, 4_000, 'fresh'],
    [2_000, 4_001, 'doubtful']
  ])(
    'with a comment that takes %d ms, a look of %d ms is %s',
    async (comment, reading, kind) => {
      const { fresh } = await look({ comment, reading })
      expect(fresh.kind).toBe(kind)
    }
  )

  it('looks for two and a half seconds, three times a second', async () => {
    const { fresh, world } = await look({ shows: past })
    expect(fresh).toEqual(doubt('answers about it are of the past'))
    // 0, 300, … 2,400 ms are within; the comment took one.
    expect(world.calls.filter((call) => call === 'runs.read')).toHaveLength(10)
    expect(world.clock.now()).toBe(60_001 + 2_700)
  })

  it.each([undefined, lost, conflict])(
    'does not look where no comment was taken',
    async (answer) => {
      const { fresh, world } = await look({
        answer: answer ?? (() => undefined)
      })
      expect(fresh).toEqual(doubt('a comment on it was not taken'))
      expect(world.calls).not.toContain('runs.read')
    }
  )

  it('says where the token may not comment', async () => {
    const run = createRun({
      permissions: { ...permissions, canComment: false }
    })
    expect(await lookFresh(createScripted([now]), run, '')).toEqual(
      doubt('this token may not comment on it')
    )
  })

  it('ends with the step', async () => {
    const controller = new AbortController()
    const world = createScripted([now], {
      'runs.comment': () => {
        controller.abort(new Error('the step ends'))
        throw refusal(500)
      }
    })
    const { signal } = controller
    await expect(
      lookFresh({ ...world, signal }, createRun(), '')
    ).rejects.toThrow('the step ends')
  })
})

describe('mayBePast', () => {
  it.each([
    ['of a run that may be applied', {}, true],
    ['of a plan', { planOnly: true }, false],
    [
      'where the server does not tell of which kind',
      { planOnly: undefined },
      true
    ],
    ['where the server names no comments', { commentIds: undefined }, false],
    [
      'of an answer without all that a run refers to',
      { commentIds: undefined, workspaceId: undefined },
      true
    ]
  ])('%s', (_, changes, expected) => {
    const run = createRun({ commentIds: [], ...changes })
    expect(mayBePast(run)).toBe(expected)
  })
})
