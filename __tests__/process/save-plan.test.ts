import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const save = { mode: 'save-plan', 'configuration-directory': '.' }

describe('mode: save-plan', () => {
  it('saves a plan on the pull request, and applies that one later', async () => {
    stage = await openStage([scripts.changes])
    const saved = await stage.run(save, pullRequestEvent())
    expect(saved.exitCode).toBe(0)
    expect(saved.outputs).toMatchObject({
      outcome: 'saved',
      gate: 'saved-plan',
      'run-status': 'planned_and_saved',
      additions: '2'
    })
    const runId = saved.outputs['run-id'] ?? ''
    expect(stage.comments()[0]).toContain('Plan saved')
    expect(stage.comments()[0]).toContain(`run-id: ${runId}`)
    expect(
      stage.hcp.requests.find(
        ({ method, path }) =>
          method === 'POST' && path.endsWith('/configuration-versions')
      )?.body
    ).toMatchObject({
      data: { attributes: { provisional: true, speculative: false } }
    })
    // Saved is not approved: nothing was confirmed, nothing cleaned up.
    await stage.post(saved)
    expect(stage.applies()).toBe(0)
    expect(stage.hcp.run(runId).status).toBe('planned_and_saved')

    const held = await stage.run({ mode: 'apply', 'run-id': runId })
    expect(held.outputs).toMatchObject({ outcome: 'held', gate: 'saved-plan' })
    expect(stage.applies()).toBe(0)

    const applied = await stage.run({
      mode: 'apply',
      'run-id': runId,
      approve: 'true'
    })
    expect(applied.exitCode).toBe(0)
    expect(applied.outputs).toMatchObject({
      outcome: 'applied',
      'run-id': runId
    })
    expect(stage.applies()).toBe(1)
  })

  it('has nothing to save where nothing changes', async () => {
    stage = await openStage([scripts.noChanges])
    const result = await stage.run(save)
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({
      outcome: 'no-changes',
      gate: 'none'
    })
  })

  it('is told to be stale once another run was applied, and is not applied', async () => {
    stage = await openStage([scripts.creates, scripts.creates])
    const saved = await stage.run(save)
    const runId = saved.outputs['run-id'] ?? ''
    const other = await stage.run({
      mode: 'apply',
      approve: 'true',
      'configuration-directory': '.'
    })
    expect(other.outputs['outcome']).toBe('applied')
    await stage.hcp.waitFor(runId, 'discarded')
    const result = await stage.run({
      mode: 'apply',
      'run-id': runId,
      approve: 'true'
    })
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('discarded')
    expect(annotations(result, 'error').join()).toMatch(/saved plan.*stale/s)
    expect(stage.applies()).toBe(1)
  })

  it('gets the run out of the way where the server knows no saved plans', async () => {
    stage = await openStage([scripts.changes], { ignoresSavePlan: true })
    const result = await stage.run(save)
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('errored')
    expect(annotations(result, 'error')[0]).toMatch(
      /made an ordinary run of it.*asked to (?:cancel|discard)/s
    )
    await stage.hcp.waitFor(result.outputs['run-id'] ?? '', [
      'canceled',
      'discarded'
    ])
    expect(stage.applies()).toBe(0)
    // By the very answer: there is no policy that could have failed.
    const told = [...result.shown, result.summary].join()
    expect(told).not.toMatch(/policy|policies|mandatory/i)
    const requests = stage.hcp.requests.map(
      ({ method, path }) => `${method} ${path.replace(/.*\//, '')}`
    )
    const made = requests.indexOf('POST runs')
    const ended = requests.findIndex((one) => /POST (cancel|discard)/.test(one))
    expect(ended - made).toBeLessThan(5)
  })
})
