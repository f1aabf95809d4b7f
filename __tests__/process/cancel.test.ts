import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const plan = { mode: 'plan', 'configuration-directory': '.' }

describe('a cancelled workflow', () => {
  it('C-25: cancels the run that is planning, and hands over its id', async () => {
    stage = await openStage([scripts.slow])
    const result = await stage.run(plan, {
      ...pullRequestEvent(),
      signalAfter: /planning/
    })
    expect(result.exitCode).toBe(1)
    expect(result.signal).toBeNull()
    expect(result.outputs['outcome']).toBe('canceled')
    const runId = result.outputs['run-id'] ?? ''
    await stage.hcp.waitFor(runId, 'canceled')
    expect(result.durationMilliseconds).toBeLessThan(7_500)
    expect(stage.comments()[0]?.toLowerCase()).toContain('cancel')
    const after = await stage.post(result)
    expect(after.exitCode).toBe(0)
    expect(
      stage.writes().filter((write) => write.endsWith('/actions/cancel'))
    ).toHaveLength(1)
  })

  it('leaves the run alone where cleanup is off', async () => {
    stage = await openStage([scripts.slow])
    const result = await stage.run(
      { ...plan, cleanup: 'false' },
      { signalAfter: /planning/ }
    )
    expect(result.exitCode).toBe(1)
    await stage.post(result)
    const runId = result.outputs['run-id'] ?? ''
    expect(stage.hcp.run(runId).status).toBe('planning')
    expect(stage.writes().join()).not.toMatch(/cancel|discard/)
    stage.engine.proceed(runId)
  })

  it('has its run cancelled by post where main was killed', async () => {
    stage = await openStage([scripts.slow])
    const result = await stage.run(plan, {
      signalAfter: /planning/,
      // Killed before it can do anything about it.
      patience: { interrupt: 0, terminate: 0 }
    })
    expect(result.signal).toBe('SIGKILL')
    const runId = result.outputs['run-id'] ?? ''
    const after = await stage.post(result)
    expect(after.exitCode).toBe(0)
    await stage.hcp.waitFor(runId, 'canceled')
  })

  it('C-25: never touches an apply under way', async () => {
    stage = await openStage([scripts.slowApply])
    const result = await stage.run(
      { mode: 'apply', 'configuration-directory': '.', approve: 'true' },
      { signalAfter: /\bapplying/ }
    )
    expect(result.exitCode).toBe(1)
    await stage.post(result)
    const runId = result.outputs['run-id'] ?? ''
    expect(stage.hcp.run(runId).status).toBe('applying')
    expect(stage.writes().join()).not.toMatch(/cancel|discard/)
    stage.engine.proceed(runId)
    await stage.hcp.waitFor(runId, 'applied')
  })
})
