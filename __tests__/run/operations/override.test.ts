import { describe, expect, it } from '@jest/globals'
import { followPastOverrides } from '../../../src/run/operations/override.ts'
import type { FollowedPastOverrides } from '../../../src/run/operations/override.ts'
import { createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'
import { lost, refusal } from '../refusals.ts'

const hour = 3_600_000

interface Check {
  status: string
  isOverridable?: boolean
  canOverride?: boolean
}

/** A run that stops at these policy checks until none of them waits. */
function stopAt(
  checks: Readonly<Record<string, Check>>,
  override: (id: string, check: Check) => void
): { world: Scripted; sent: string[]; recorded: string[] } {
  const sent: string[] = []
  const recorded: string[] = []
  const isHeld = (): boolean =>
    Object.values(checks).some(({ status }) => status === 'soft_failed')
  const looks = new Proxy([], {
    get: (_, name) =>
      name === 'length'
        ? 1
        : { status: isHeld() ? 'policy_override' : 'planned_and_finished' }
  })
  const world = createScripted(looks, {
    'policyChecks.list': () =>
      Object.entries(checks).map(([id, check]) => ({
        id,
        isOverridable: true,
        canOverride: true,
        ...check
      })),
    'policyChecks.override': (id: string) => {
      sent.push(id)
      override(id, checks[id]!)
    },
    'runs.comment': (_: string, body: string) => recorded.push(body)
  })
  return { world, sent, recorded }
}

async function follow(world: Scripted): Promise<FollowedPastOverrides> {
  return await followPastOverrides(
    world,
    'run-1',
    {
      patience: { queue: hour, run: hour, apply: hour },
      streamPlan: false,
      usual: { plan: undefined, apply: undefined }
    },
    {
      reason: 'because',
      audit: 'apply by ann',
      judge: async () => {
        const verdict = { kind: 'allowed', checks: [], warnings: [] } as const
        const about = { runId: 'run-1', checks: [] }
        world.record.tell({ kind: 'judged', ...about, verdict })
        return Promise.resolve(verdict)
      }
    }
  )
}

function take(_: string, check: Check): void {
  check.status = 'overridden'
}

const waits = (changes: Partial<Check> = {}): Check => ({
  status: 'soft_failed',
  ...changes
})

describe('an override of two', () => {
  it('sends both, and records and logs each', async () => {
    const { world, sent, recorded } = stopAt({ p1: waits(), p2: waits() }, take)
    const { followed, obstacles } = await follow(world)
    expect(followed.kind).toBe('final')
    expect(obstacles).toEqual([])
    expect(sent).toEqual(['p1', 'p2'])
    expect(recorded.map((body) => body.split('\n')[0])).toEqual([
      'Overrode policy check p1.',
      'Overrode policy check p2.'
    ])
    expect(recorded.every((body) => body.includes('because'))).toBe(true)
    expect(world.said).toContain('Overrode policy check p2 of run run-1.')
  })

  it.each([
    [{ isOverridable: false }, 'policy check p2 is not overridable'],
    [{ canOverride: false }, 'the token may not override policy check p2']
  ])('sends nothing where one of them is %j', async (changes, said) => {
    const { world, sent } = stopAt({ p1: waits(), p2: waits(changes) }, take)
    const { obstacles } = await follow(world)
    expect(obstacles[0]?.message).toContain(said)
    expect(sent).toEqual([])
  })

  it.each([
    [404, 'the token may not override policy check p2'],
    [422, 'policy check p2 failed: POST']
  ])('tells what was done where the second is %d', async (status, said) => {
    const { world, sent, recorded } = stopAt(
      { p1: waits(), p2: waits() },
      (id, check) => {
        if (id === 'p2') throw refusal(status)
        take(id, check)
      }
    )
    const { obstacles } = await follow(world)
    expect(obstacles[0]).toMatchObject({
      code: 'override-refused',
      message: expect.stringContaining(said)
    })
    expect(obstacles[0]?.message).toMatch(/Overridden was policy check p1\.$/)
    expect(sent).toEqual(['p1', 'p2'])
    expect(recorded).toHaveLength(1)
  })
})

describe('an override by the flags of the server', () => {
  it('takes a policy check that failed hard and may be overridden', async () => {
    const { world, sent } = stopAt(
      { p1: waits(), p2: { status: 'hard_failed', isOverridable: true } },
      take
    )
    const { followed } = await follow(world)
    expect(followed.kind).toBe('final')
    expect(sent).toEqual(['p1', 'p2'])
  })

  it('is sent once where the server accepts it and does nothing', async () => {
    const { world, sent } = stopAt({ p1: waits() }, () => undefined)
    const { obstacles } = await follow(world)
    expect(sent).toEqual(['p1'])
    expect(obstacles[0]?.message).toMatch(
      /accepted the override of policy check p1, and 30s later it still waits for one/
    )
  })
})

describe('an override whose answer is lost', () => {
  it('was taken where the policy check says so', async () => {
    const { world, sent, recorded } = stopAt(
      { p1: waits(), p2: waits() },
      (id, check) => {
        take(id, check)
        lost()
      }
    )
    const { followed } = await follow(world)
    expect(followed.kind).toBe('final')
    expect(sent).toEqual(['p1', 'p2'])
    expect(recorded).toHaveLength(2)
  })

  it('is not sent again, and that is told', async () => {
    const { world, sent } = stopAt({ p1: waits() }, () => {
      throw refusal(503)
    })
    const { obstacles } = await follow(world)
    expect(sent).toEqual(['p1'])
    expect(obstacles[0]?.message).toMatch(
      /the override of policy check p1 was sent once, and whether it was taken is not known: .*503/
    )
  })
})
