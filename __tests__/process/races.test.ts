import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import {
  annotations,
  openStage,
  pullRequest,
  pullRequestEvent
} from './stage.ts'
import type { Stage } from './stage.ts'
import { inputsOf } from './workflows.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const hold = { mode: 'apply', 'configuration-directory': '.' }

describe('at one gate', () => {
  it('two workflow runs apply once, and both say what happened', async () => {
    stage = await openStage([scripts.changes])
    const held = await stage.run(hold, pullRequestEvent())
    const runId = held.outputs['run-id'] ?? ''
    const inputs = { mode: 'apply', 'run-id': runId, approve: 'true' }
    const results = await Promise.all([
      stage.run(inputs, pullRequestEvent()),
      stage.run(inputs, pullRequestEvent())
    ])
    for (const result of results) {
      expect(result.outputs['outcome']).toBe('applied')
      expect(result.exitCode).toBe(0)
    }
    const { events } = stage.hcp.run(runId)
    expect(events.filter(({ action }) => action === 'confirmed')).toHaveLength(
      1
    )
  })

  it('a push while the confirm is under way and refused blocks it', async () => {
    stage = await openStage([scripts.changes])
    stage.hcp.trouble({
      path: '/actions/apply',
      status: 409,
      delay: 800,
      body: '{"errors":[{"status":"409","title":"transition not allowed"}]}'
    })
    const running = stage.run({ ...hold, approve: 'true' }, pullRequestEvent())
    const tries = (): number =>
      stage.hcp.requests.filter(({ path }) => path.endsWith('/pulls')).length +
      stage.github.requests.filter(({ path }) => path.includes('/pulls/'))
        .length
    // The evidence was read; what comes now it did not see.
    await eventually('the evidence to be read', () => tries() > 0)
    await new Promise((resolve) => setTimeout(resolve, 150))
    stage.github.push(pullRequest, 'e'.repeat(40))
    const result = await running
    expect(result.outputs['outcome']).toBe('blocked')
    expect(result.outputs['reasons']).toContain('head-moved')
    const runId = result.outputs['run-id'] ?? ''
    expect(stage.hcp.run(runId).status).toBe('planned')
    expect(stage.applies()).toBe(1)
  }, 60_000)

  it('a confirm that is accepted, and not seen, is not sent again', async () => {
    stage = await openStage([scripts.changes])
    stage.hcp.trouble({ method: 'POST', path: '/actions/apply', status: 202 })
    const result = await stage.run(
      { ...hold, approve: 'true' },
      pullRequestEvent()
    )
    expect(stage.applies()).toBe(1)
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('timed-out')
    expect(annotations(result, 'error')[0]).toMatch(
      /accepted the confirm of run .* it may still take effect/
    )
    expect(stage.comments()[0]).toContain('it may still take effect')
    expect(stage.comments()[0]).not.toContain('nothing is lost')
    // Nobody cleans up a run that may be applied any moment.
    await stage.post(result)
    expect(stage.writes().join()).not.toMatch(/discard|cancel/)
  }, 90_000)
})

describe('runs that a pull request left behind', () => {
  it('make way for a newer one, and for the end of the pull request', async () => {
    stage = await openStage([scripts.changes, scripts.changes, scripts.changes])
    const first = await stage.run(hold, { ...pullRequestEvent(), runId: '100' })
    const second = await stage.run(hold, {
      ...pullRequestEvent(),
      runId: '101'
    })
    const [one, two] = [first, second].map(({ outputs }) =>
      stage.hcp.run(outputs['run-id'] ?? '')
    )
    await stage.hcp.waitFor(one!.id, 'discarded')
    expect(two?.status).toBe('planned')
    expect(one?.comments[0]?.body).toMatch(
      /^apply by octocat in acme\/network@\w+ \(#7\), https:.*A newer run of this pull request takes its place\.$/s
    )

    // An older workflow run that comes late does not push the newer one out.
    const late = await stage.run(
      { ...hold, 'queue-timeout': '2s' },
      { ...pullRequestEvent(), runId: '99' }
    )
    expect(late.outputs['outcome']).toBe('timed-out')
    expect(two?.status).toBe('planned')
    // And another pull request's clean-up has nothing to do with it.
    const closing = inputsOf('close.yml', 'discard')
    const other = await stage.run({ ...closing, 'pull-request': '8' })
    expect(other.exitCode).toBe(0)
    expect(two?.status).toBe('planned')

    const closed = await stage.run(closing, {
      ...pullRequestEvent(),
      runId: '1'
    })
    expect(closed.exitCode).toBe(0)
    expect(closed.outputs['outcome']).toBe('discarded')
    await stage.hcp.waitFor(second.outputs['run-id'] ?? '', 'discarded')
    expect(stage.applies()).toBe(0)
  })

  it('are red where one of them stays, and the others go all the same', async () => {
    stage = await openStage([scripts.changes, scripts.changes])
    const leave = { ...hold, supersede: 'false', cleanup: 'false' }
    const held = await stage.run(leave, pullRequestEvent())
    const queued = await stage.run(
      { ...leave, 'queue-timeout': '1s' },
      pullRequestEvent()
    )
    const [first = '', second = ''] = [held, queued].map(
      ({ outputs }) => outputs['run-id']
    )
    expect(stage.hcp.run(second).status).toBe('pending')
    stage.hcp.trouble({
      method: 'POST',
      path: `/runs/${first}/actions/discard`,
      status: 403,
      body: '{"errors":[{"status":"403","title":"forbidden"}]}'
    })
    const closing = inputsOf('close.yml', 'discard')
    const refused = await stage.run(closing, pullRequestEvent())
    expect(refused.exitCode).toBe(1)
    expect(refused.outputs['outcome']).toBe('errored')
    const errors = annotations(refused, 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]).toContain(`Run ${first} of #7 in network`)
    expect(errors[0]).toContain('answered with 403 forbidden')
    expect(stage.hcp.run(first).status).toBe('planned')
    await stage.hcp.waitFor(second, 'canceled')

    const again = await stage.run(closing, pullRequestEvent())
    expect(again.exitCode).toBe(0)
    expect(again.outputs['outcome']).toBe('discarded')
    // The effect was awaited.
    expect(stage.hcp.run(first).status).toBe('discarded')
  })

  it('are left alone, in red, where it is not known whose token it is', async () => {
    stage = await openStage([scripts.changes])
    const held = await stage.run(hold, pullRequestEvent())
    stage.hcp.trouble({ path: '/account/details', status: 404, times: 99 })
    const closed = await stage.run(
      inputsOf('close.yml', 'discard'),
      pullRequestEvent()
    )
    expect(closed.exitCode).toBe(1)
    expect(stage.hcp.run(held.outputs['run-id'] ?? '').status).toBe('planned')
    expect(stage.writes().join()).not.toMatch(/discard|cancel/)
  })
})
