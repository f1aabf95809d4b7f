import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const plan = { mode: 'plan', 'configuration-directory': '.' }

describe('a cancelled workflow', () => {
  const cancelsPlanning = async (logUrl: 'created' | 'running') => {
    stage = await openStage([scripts.slow], { logUrl })
    const result = await stage.run(plan, {
      ...pullRequestEvent(),
      signalAfter: /planning/
    })
    expect(result.exitCode).toBe(1)
    expect(result.signal).toBeNull()
    expect(result.outputs['outcome']).toBe('canceled')
    const runId = result.outputs['run-id'] ?? ''
    await stage.hcp.waitFor(runId, 'canceled')
    // What it asks for after that is counted, and not how long it takes.
    const sent = stage.hcp.requests.findIndex(({ path }) =>
      path.endsWith('/actions/cancel')
    )
    expect(stage.hcp.requests.length - sent).toBeLessThan(20)
    expect(stage.comments()[0]?.toLowerCase()).toContain('cancel')
    const after = await stage.post(result)
    expect(after.exitCode).toBe(0)
    expect(
      stage.writes().filter((write) => write.endsWith('/actions/cancel'))
    ).toHaveLength(1)
  }

  it('C-25: cancels the run that is planning, and hands over its id', () =>
    cancelsPlanning('running'))

  it('C-25: and soon where the log is there early, and empty', () =>
    cancelsPlanning('created'))

  it('cancels the run that waits in the queue, and says who and why', async () => {
    stage = await openStage([scripts.slow])
    stage.hcp.lock('network', 'maintenance')
    const result = await stage.run(
      { ...plan, mode: 'apply' },
      { ...pullRequestEvent(), signalAfter: /\bpending/ }
    )
    expect(result.outputs['outcome']).toBe('canceled')
    const run = await stage.hcp.waitFor(result.outputs['run-id'] ?? '', [
      'discarded',
      'canceled'
    ])
    expect(run.comments[0]?.body).toMatch(
      /^apply by octocat in acme\/network@\w+ \(#7\), https:\/\/.*The workflow was cancelled or failed\.\n\nBefore the run is cancelled: /s
    )
    expect(stage.applies()).toBe(0)
  })

  it('discards the run at its gate while GitHub is still being asked', async () => {
    stage = await openStage([scripts.creates])
    stage.github.trouble({ path: /\/pulls\/7$/, cut: 'silence', times: 9 })
    const result = await stage.run(
      { ...plan, mode: 'apply', approve: 'true' },
      { ...pullRequestEvent(), signalAfter: /\bplanned\b/ }
    )
    expect(result.outputs['outcome']).toBe('canceled')
    const runId = result.outputs['run-id'] ?? ''
    await stage.hcp.waitFor(runId, 'discarded')
    expect(stage.applies()).toBe(0)
    const writes = stage.writes().length
    await stage.post(result)
    expect(stage.writes()).toHaveLength(writes)
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

describe('an apply that goes on without the step', () => {
  /** Everything people and workflows get to read of the end. */
  const told = (result: ActionResult) =>
    [
      ...annotations(result, 'error'),
      ...stage.comments(),
      result.summary,
      result.outputs['reasons'] ?? '',
      result.outputs['result'] ?? ''
    ] as const

  function expectUnwatched(result: ActionResult): void {
    expect(result.exitCode).toBe(1)
    for (const text of told(result)) {
      expect(text).toContain('may still be running')
      expect(text).toContain('only stopped watching')
    }
    for (const text of [...told(result), result.stdout]) {
      expect(text).not.toMatch(/[Nn]othing was (changed|applied)|interrupted/)
      expect(text).not.toMatch(/Plan failed|Apply failed/)
    }
    expect(JSON.parse(result.outputs['reasons'] ?? '')).toMatchObject([
      { code: 'apply-unwatched' }
    ])
    expect(stage.writes().join()).not.toMatch(/cancel|discard/)
  }

  it('is not called unchanged where a given run was confirmed', async () => {
    stage = await openStage([scripts.slowApply])
    const held = await stage.run(
      { mode: 'apply', 'configuration-directory': '.' },
      pullRequestEvent()
    )
    const runId = held.outputs['run-id'] ?? ''
    const result = await stage.run(
      { mode: 'apply', 'run-id': runId, approve: 'true' },
      { ...pullRequestEvent(), signalAfter: /\bapplying/ }
    )
    expect(result.outputs['outcome']).toBe('canceled')
    expect(result.outputs['run-status']).toBe('applying')
    expectUnwatched(result)
    expect(stage.hcp.run(runId).status).toBe('applying')
    stage.engine.proceed(runId)
  })

  it('is not called interrupted where the step made the run', async () => {
    stage = await openStage([scripts.slowApply])
    const result = await stage.run(
      { mode: 'apply', 'configuration-directory': '.', approve: 'true' },
      { ...pullRequestEvent(), signalAfter: /\bapplying/ }
    )
    expect(result.outputs['outcome']).toBe('canceled')
    expect(result.outputs['run-status']).toBe('applying')
    expectUnwatched(result)
    stage.engine.proceed(result.outputs['run-id'] ?? '')
  })

  it.each([true, false])(
    'is told where the token is revoked after the confirm (own run: %s)',
    async (isOwn) => {
      stage = await openStage([scripts.slowApply])
      const token = stage.hcp.addToken({ kind: 'team', permission: 'write' })
      const inputs = { token, mode: 'apply' }
      const made = { ...inputs, 'configuration-directory': '.' }
      const runId = isOwn
        ? undefined
        : (await stage.run(made, pullRequestEvent())).outputs['run-id']
      const running = stage.run(
        {
          ...(runId === undefined ? made : { ...inputs, 'run-id': runId }),
          approve: 'true'
        },
        pullRequestEvent()
      )
      await eventually('a run to be applying', () =>
        [...stage.hcp.state.runs.values()].some(
          ({ status }) => status === 'applying'
        )
      )
      stage.hcp.revokeToken(token)
      const result = await running
      expect(result.outputs['outcome']).toBe('errored')
      expect(annotations(result, 'error').join()).toContain('401')
      expectUnwatched(result)
      stage.engine.proceed(result.outputs['run-id'] ?? '')
    }
  )
})
