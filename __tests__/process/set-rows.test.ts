import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import { openConnected, proposed } from './connected-stage.ts'
import type { ConnectedStage } from './connected-stage.ts'
import { askedTo, crowd, entriesOf, openSet, outcomesOf } from './set-stage.ts'
import { annotations, headSha, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage | ConnectedStage
afterEach(async () => {
  await stage.close()
})

const inputs = {
  mode: 'apply',
  workspace: 'w-*',
  'configuration-directory': '.',
  confirm: 'each',
  approve: 'true'
}

/** All workspaces of a set of 20 but these were applied. */
function expectOthersApplied(
  told: Parameters<typeof entriesOf>[0],
  ...spoilt: readonly string[]
): void {
  const others = entriesOf(told).filter(
    ({ workspace }) => !spoilt.includes(workspace)
  )
  expect(others).toHaveLength(20 - spoilt.length)
  expect(new Set(others.map(({ outcome }) => outcome))).toEqual(
    new Set(['applied'])
  )
}

describe('one of 20 workspaces spoils its own row only', () => {
  it('where it is locked, and where its token may do nothing there', async () => {
    stage = await openSet(crowd(20), {
      settings: { 'w-07': { executionMode: 'local' } }
    })
    stage.hcp.lock('w-05', 'Somebody works here')
    const result = await stage.run(
      { ...inputs, 'queue-timeout': '6s' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expectOthersApplied(result, 'w-05', 'w-07')
    expect(outcomesOf(result)).toMatchObject({
      'w-05': ['timed-out'],
      'w-07': ['errored']
    })
    const [comment = ''] = stage.comments()
    expect(comment).toContain('Somebody works here')
    expect(comment).toContain('local')
  })

  it('where it cannot be read, or its plan fails', async () => {
    stage = await openSet({ ...crowd(20), 'w-03': scripts.erroredPlan })
    stage.hcp.trouble({
      path: `/workspaces/${stage.hcp.workspace('w-09').id}/configuration-versions`,
      status: 403,
      times: 1
    })
    const result = await stage.run(inputs, pullRequestEvent())
    expect(result.exitCode).toBe(1)
    expectOthersApplied(result, 'w-03', 'w-09')
    expect(outcomesOf(result)).toMatchObject({
      'w-03': ['errored'],
      'w-09': ['errored']
    })
  })

  it('where the server fails at it, though it was named', async () => {
    const named = Object.keys(crowd(20)).join('\n')
    stage = await openSet(crowd(20))
    stage.hcp.trouble({
      path: /\/organizations\/acme\/workspaces\/w-09$/,
      status: 501,
      times: 100
    })
    const result = await stage.run(
      { ...inputs, workspace: named },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expectOthersApplied(result, 'w-09')
    expect(outcomesOf(result)).toMatchObject({ 'w-09': ['errored'] })
    expect(stage.comments()[0]).toContain('501')
  })

  it('where somebody cancels its run', async () => {
    stage = await openSet({ ...crowd(20), 'w-11': scripts.slow })
    const running = stage.run(inputs, pullRequestEvent())
    const runOf = () =>
      stage.hcp
        .workspace('w-11')
        .runs.find(({ status }) => status === 'planning')
    await eventually('the plan of w-11', () => runOf() !== undefined)
    stage.hcp.act(runOf()?.id ?? '', 'cancel', 'bea')
    const result = await running
    expect(result.exitCode).toBe(1)
    expectOthersApplied(result, 'w-11')
    expect(outcomesOf(result)['w-11']).toEqual(['canceled'])
  })
})

describe('one of the workspaces of a commit', () => {
  it('spoils its own row only where it cannot be read', async () => {
    const connected = await openConnected()
    stage = connected
    connected.propose()
    await connected.runOf(headSha)
    await connected.runOf(headSha, 'other')
    const { id } = connected.hcp.workspace('other')
    connected.hcp.trouble({
      path: new RegExp(`/workspaces/${id}$`),
      status: 404,
      times: 100
    })
    const result = await connected.run(
      { mode: 'plan', commit: 'head', workspace: '' },
      proposed()
    )
    expect(result.exitCode).toBe(1)
    expect(outcomesOf(result)).toEqual({
      network: ['planned'],
      [id]: ['errored']
    })
  })
})

describe('a workspace without a run of its own', () => {
  it('has its row, and nothing of it stands for the step', async () => {
    stage = await openSet({ app: scripts.changes, dns: scripts.changes })
    const held = { ...inputs, workspace: 'app', approve: '' }
    await stage.run(held, pullRequestEvent())
    const result = await stage.run(
      { mode: 'discard', workspace: 'app\ndns' },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(result.exitCode).toBe(0)
    expect(outcomesOf(result)).toEqual({
      app: ['discarded'],
      dns: ['discarded']
    })
    expect(result.outputs['outcome']).toBe('discarded')
    const [comment] = stage.comments().slice(-1)
    expect(comment).toContain('1 run discarded')
    expect(comment).toContain('Nothing to discard')
    expect(result.summary).toContain('1 run discarded')
    expect(entriesOf(result)[0]?.note).toContain('1 ended now')
  })

  it('is told what it could not discard', async () => {
    stage = await openSet({ app: scripts.changes, dns: scripts.changes })
    const held = { ...inputs, workspace: 'app\ndns', approve: '' }
    await stage.run(held, pullRequestEvent())
    stage.hcp.trouble({ path: '/actions/discard', status: 403, times: 1 })
    const result = await stage.run(
      { mode: 'discard', workspace: 'app\ndns' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    const outcomes = entriesOf(result).map(({ outcome }) => outcome)
    expect(outcomes.sort()).toEqual(['discarded', 'errored'])
    expect(result.outputs['outcome']).toBe('errored')
    expect(stage.comments()[0]).toContain('was not discarded')
  })

  it('stops nobody who is applied with it', async () => {
    const connected = await openConnected([scripts.creates], {
      workspaces: [
        { name: 'network', vcsRepo: { identifier: 'acme/network' } },
        {
          name: 'other',
          vcsRepo: { identifier: 'acme/network' },
          triggerPatterns: ['/elsewhere/**/*']
        }
      ]
    })
    stage = connected
    connected.propose()
    await connected.runOf(headSha)
    const result = await connected.run(
      {
        mode: 'plan',
        commit: 'head',
        workspace: 'network\nother',
        'queue-timeout': '5s',
        'check-runs': 'true'
      },
      proposed()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(outcomesOf(result)).toEqual({
      network: ['planned'],
      other: ['skipped']
    })
    expect(connected.comments()[0]).toContain('Nothing to plan')
    expect(result.outputs['outcome']).toBe('planned')
    expect(
      [...connected.github.state.checkRuns.values()].map((check) => [
        check.name,
        check.conclusion
      ])
    ).toEqual(
      expect.arrayContaining([
        ['Gated Terraform Run', 'success'],
        ['Gated Terraform Run: other', 'success']
      ])
    )
  })

  it('ends its check runs also where it is alone', async () => {
    const connected = await openConnected([], {
      workspaces: [
        {
          name: 'network',
          vcsRepo: { identifier: 'acme/network' },
          triggerPatterns: ['/elsewhere/**/*']
        }
      ]
    })
    stage = connected
    connected.propose()
    const result = await connected.run(
      {
        mode: 'plan',
        commit: 'head',
        workspace: 'network',
        'queue-timeout': '5s',
        'check-runs': 'true'
      },
      proposed()
    )
    expect(result.exitCode).toBe(0)
    expect(
      [...connected.github.state.checkRuns.values()].map(
        ({ conclusion }) => conclusion
      )
    ).not.toContain(null)
    expect(askedTo(connected, 'apply')).toEqual([])
  })
})
