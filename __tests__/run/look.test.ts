import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../src/hcp/types.ts'
import { ApiError, MalformedResponseError } from '../../src/hcp/wire/errors.ts'
import { createLook } from '../../src/run/look.ts'
import { createRecord } from '../../src/run/record/record.ts'
import {
  isConfirmedOrLater,
  isFinal,
  knownStatuses
} from '../../src/run/record/status.ts'
import { fc } from '../fuzz.ts'
import { createFakeClock } from '../hcp/fake-clock.ts'
import { refusal } from './refusals.ts'
import { createRun } from './scripted-hcp.ts'

/** A server that answers these in turn, and then the last one for ever. */
function answering(...answers: readonly (Partial<Run> | Error)[]) {
  const clock = createFakeClock()
  const record = createRecord()
  let reads = 0
  const slow = new Map<number, number>()
  const look = createLook(
    async () => {
      const answer = answers[Math.min(reads, answers.length - 1)]!
      const took = slow.get(reads)
      if (took !== undefined) await clock.sleep(took)
      reads += 1
      if (answer instanceof Error) throw answer
      return createRun(answer)
    },
    { clock, signal: new AbortController().signal, record }
  )
  const slowAt = (read: number, took: number) => slow.set(read, took)
  return { ...look, record, clock, slowAt, reads: () => reads }
}

const missing = refusal(404)
const page = new MalformedResponseError('HTML')

describe('createLook', () => {
  it('asks once where the answer can be', async () => {
    const { read, reads } = answering({ status: 'planning' })
    expect((await read('run-1')).status).toBe('planning')
    expect(reads()).toBe(1)
  })

  it.each(['planned', 'cost_estimated', 'policy_checked', 'pending'])(
    'does not believe %s of a run that was seen applying',
    async (past) => {
      const { read } = answering(
        { status: 'applying' },
        { status: past },
        { status: past },
        { status: 'applied' }
      )
      await read('run-1')
      expect((await read('run-1')).status).toBe('applied')
    }
  )

  it('ends as unseen where the past does not go away', async () => {
    const { read, clock } = answering(
      { status: 'applied' },
      { status: 'planned' }
    )
    await read('run-1')
    await expect(read('run-1')).rejects.toThrow(
      /was seen applied, and since then HCP Terraform answers that it is planned/
    )
    expect(clock.now()).toBeLessThan(20_000)
  })

  it.each([
    ['a list named', { kind: 'named', runId: 'run-1' }],
    [
      'somebody before this step made',
      { kind: 'admitted', runId: 'run-1', why: 'made by the main phase' }
    ]
  ] as const)(
    'looks again where a run is not there that %s',
    async (_, fact) => {
      const { read, record, reads } = answering(missing, missing, {})
      record.tell(fact)
      expect((await read('run-1')).id).toBe('run-1')
      expect(reads()).toBe(3)
    }
  )

  it('looks for ten seconds for a run that was named, and is nowhere', async () => {
    const { read, record, clock } = answering(missing)
    record.tell({ kind: 'named', runId: 'run-1' })
    await expect(read('run-1')).rejects.toBe(missing)
    expect(clock.now()).toBe(10_000)
  })

  it('asks once for a run that nobody named', async () => {
    const { read, record, reads } = answering(missing, {})
    record.tell({ kind: 'named', runId: 'run-2' })
    await expect(read('run-1')).rejects.toBe(missing)
    expect(reads()).toBe(1)
  })

  it('looks again where a date of before is missing', async () => {
    const { read } = answering(
      { status: 'planned', statusTimestamps: { 'planned-at': 'x' } },
      { status: 'planned', statusTimestamps: {} },
      { status: 'planned', statusTimestamps: { 'planned-at': 'x' } }
    )
    await read('run-1')
    expect((await read('run-1')).statusTimestamps).toEqual({
      'planned-at': 'x'
    })
  })

  const planned = { status: 'planned', statusTimestamps: { 'planned-at': 'x' } }
  const estimated = {
    status: 'cost_estimated',
    statusTimestamps: { 'planned-at': 'x', 'cost-estimated-at': 'x' }
  }

  it('does not believe a status of before without the dates of since', async () => {
    const { read } = answering(
      estimated,
      ...Array.from({ length: 7 }, () => planned),
      estimated
    )
    await read('run-1')
    expect((await read('run-1')).status).toBe('cost_estimated')
    const never = answering(estimated, planned)
    await never.read('run-1')
    await expect(never.read('run-1')).rejects.toThrow('cannot be')
  })

  it('asks again though the first answer took longer than its patience', async () => {
    const { read, clock, slowAt } = answering(estimated, planned, estimated)
    await read('run-1')
    slowAt(1, 20_000)
    expect((await read('run-1')).status).toBe('cost_estimated')
    expect(clock.now()).toBeLessThan(25_000)
  })

  it('believes what an override leads back into', async () => {
    const { read, clock } = answering(
      {
        status: 'post_plan_awaiting_decision',
        statusTimestamps: { 'planned-at': 'x', 'post-plan-awaiting-at': 'x' }
      },
      { status: 'post_plan_running', statusTimestamps: { 'planned-at': 'x' } }
    )
    await read('run-1')
    expect((await read('run-1')).status).toBe('post_plan_running')
    expect(clock.now()).toBe(5_000)
  })

  it('learns that a server leaves dates out', async () => {
    const { read, clock } = answering(
      { status: 'planned', statusTimestamps: { 'planned-at': 'x' } },
      { status: 'planned', statusTimestamps: {} },
      { status: 'planned', statusTimestamps: { 'queued-at': 'x' } },
      { status: 'planned', statusTimestamps: {} }
    )
    await read('run-1')
    await read('run-1')
    const before = clock.now()
    await read('run-1')
    expect(clock.now()).toBe(before)
  })

  it('waits for a run that was just made', async () => {
    const { read, record } = answering(missing, missing, { status: 'pending' })
    record.tell({ kind: 'made', run: createRun() })
    expect((await read('run-1')).status).toBe('pending')
  })

  it('takes the answer to another question for none', async () => {
    const { read, record } = answering({ id: 'run-2' }, { status: 'planning' })
    expect((await read('run-1')).status).toBe('planning')
    expect(record.facts()).toHaveLength(1)
    const never = answering({ id: 'run-2' })
    await expect(never.read('run-1')).rejects.toThrow(/answered with run run-2/)
  })

  it('throws at once for a run that was never seen', async () => {
    const { read, reads } = answering(missing, { status: 'pending' })
    await expect(read('run-1')).rejects.toThrow(ApiError)
    expect(reads()).toBe(1)
  })

  it('asks again for what is no run, and gives up', async () => {
    const good = answering(page, { status: 'planning' })
    expect((await good.read('run-1')).status).toBe('planning')
    const { read, clock } = answering(page)
    await expect(read('run-1')).rejects.toThrow('HTML')
    expect(clock.now()).toBeLessThan(20_000)
  })

  it('never lets a run become younger', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...knownStatuses), { minLength: 2 }),
        async (statuses) => {
          const { read, reads } = answering(
            ...statuses.map((status) => ({ status }))
          )
          let rank = 0
          while (reads() < statuses.length) {
            const seen = await read('run-1').catch(() => undefined)
            if (seen === undefined) continue
            const now = isFinal(seen.status)
              ? 2
              : isConfirmedOrLater(seen.status)
                ? 1
                : 0
            expect(now).toBeGreaterThanOrEqual(rank)
            rank = now
          }
        }
      )
    )
  })
})
