import { describe, expect, it } from '@jest/globals'
import { mayBePast } from '../../../src/run/door/fresh-look.ts'
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
    const settled = await settleRun(world, 'run-1', supersede, 60_000)
    expect(settled).toMatchObject({
      did: 'nothing',
      why: expect.stringContaining('a cancel would end its apply')
    })
    const written = writesOf(world)
    expect(new Set(written)).toEqual(new Set(['runs.comment']))
    expect(written.length).toBeLessThanOrEqual(4)
  })

  it('does not rest on a look that comes late', async () => {
    const world = createScripted(
      [past, past, past, past, past, past, past, past, past, past, now],
      comments
    )
    const settled = await settleRun(world, 'run-1', supersede, 0)
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

  it("needs no comment where the run is the step's own", async () => {
    const world = createScripted([past])
    const settled = await settleRun(world, 'run-1', {
      ...supersede,
      purpose: 'clean-up'
    })
    expect(settled.did).toBe('cancel')
    expect(writesOf(world)).toEqual(['runs.cancel'])
  })

  it('needs no comment where the run can never apply', async () => {
    const world = createScripted([{ ...past, planOnly: true }])
    const settled = await settleRun(world, 'run-1', supersede)
    expect(settled.did).toBe('cancel')
    expect(writesOf(world)).toEqual(['runs.cancel'])
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
