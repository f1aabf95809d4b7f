import { describe, expect, it } from '@jest/globals'
import { leftOutPhases } from '../../src/hcp/left-out-phases.ts'
import type { Reader } from '../../src/hcp/wire/transport.ts'
import { createRun } from '../run/scripted-hcp.ts'

/** A server whose answers about phases are these, by their paths. */
function server(answers: Readonly<Record<string, object | Error>>) {
  const asked: string[] = []
  const reader = {
    async readDocument(path: string) {
      asked.push(path)
      const answer = answers[path]
      if (answer === undefined || answer instanceof Error) {
        throw answer ?? new Error('404')
      }
      const [, of = '', id = '', name] = path.split('/')
      const type = name === undefined ? of : `${name}s`
      return Promise.resolve({ data: { type, id, attributes: answer } })
    }
  } as unknown as Reader
  return { ...leftOutPhases(reader), asked, answers }
}

const { signal } = new AbortController()
const both = { plan: 'end', apply: 'end' } as const
const ended = { status: 'finished', 'has-changes': true }

describe('a run whose answer came without plan and apply', () => {
  it('has them by their ids, each read once', async () => {
    const { complete, asked } = server({
      '/plans/plan-1': ended,
      '/applies/apply-1': ended
    })
    const run = createRun({ status: 'applied', hasChanges: undefined })
    for (let time = 0; time < 2; time += 1) {
      expect(await complete(run, both, signal)).toMatchObject({
        hasChanges: true,
        plan: { status: 'finished' },
        apply: { status: 'finished' }
      })
    }
    expect(asked).toEqual(['/plans/plan-1', '/applies/apply-1'])
  })

  it('has them by its own id where it does not name them', async () => {
    const { complete, asked } = server({
      '/runs/run-1/plan': ended,
      '/runs/run-1/apply': ended
    })
    const run = createRun({
      ...{ id: 'run-1', status: 'applied', hasChanges: undefined },
      ...{ planId: undefined, applyId: undefined }
    })
    for (let time = 0; time < 2; time += 1) {
      expect(await complete(run, both, signal)).toMatchObject({
        ...{ planId: 'run-1', applyId: 'run-1', hasChanges: true },
        ...{ plan: { status: 'finished' }, apply: { status: 'finished' } }
      })
    }
    expect(asked).toEqual(['/runs/run-1/plan', '/runs/run-1/apply'])
  })

  it('is read again once the run has moved on', async () => {
    const { complete, asked, answers } = server({})
    const plan = { status: 'running', 'log-read-url': 'https://log.example' }
    Object.assign(answers, { '/plans/plan-1': plan })
    const wanted = { plan: 'log', apply: undefined } as const
    const planning = createRun({ status: 'planning' })
    await complete(planning, wanted, signal)
    expect((await complete(planning, wanted, signal)).plan?.logReadUrl).toBe(
      'https://log.example'
    )
    expect(asked).toHaveLength(1)
    Object.assign(answers, { '/plans/plan-1': ended })
    const planned = createRun({ status: 'planned' })
    const want = { plan: 'end', apply: undefined } as const
    expect((await complete(planned, want, signal)).plan?.status).toBe(
      'finished'
    )
    expect(asked).toHaveLength(2)
  })

  it('is asked for three times at most where it cannot be read', async () => {
    const { complete, asked } = server({})
    const run = createRun({ status: 'planned' })
    for (let time = 0; time < 5; time += 1) {
      const { plan } = await complete(
        run,
        { plan: 'end', apply: undefined },
        signal
      )
      expect(plan).toBeUndefined()
    }
    expect(asked).toHaveLength(3)
  })

  it('costs nothing where it is all there, or not wanted', async () => {
    const { complete, asked } = server({})
    const run = createRun({ status: 'pending' })
    await complete(run, { plan: undefined, apply: undefined }, signal)
    expect(asked).toEqual([])
  })

  it('ends with the step', async () => {
    const { complete } = server({})
    const reason = new Error('cancelled')
    const call = complete(
      createRun({ status: 'planned' }),
      both,
      AbortSignal.abort(reason)
    )
    await expect(call).rejects.toBe(reason)
  })
})
