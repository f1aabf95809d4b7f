import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Checks } from '../../emulator/hcp/model.ts'
import type { HcpOptions } from '../../emulator/hcp/server.ts'
import { eventually } from '../../emulator/eventually.ts'
import { makeHeldRun } from '../../scripts/faults/flows.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(() => stage.close())

const checks = {
  costEstimate: { deltaMonthlyCost: '12.44' },
  policyCheck: { result: 'passed' }
} as const

/** One step that makes a run, passes its checks, confirms and follows it. */
async function apply(
  options: Partial<HcpOptions>,
  inputs: Readonly<Record<string, string>> = {},
  scripted: Checks = checks
) {
  stage = await openStage([scripts.creates], options)
  stage.hcp.workspace('network').checks = scripted
  return stage.run(
    {
      mode: 'apply',
      'configuration-directory': '.',
      approve: 'true',
      ...inputs
    },
    pullRequestEvent()
  )
}

describe('a server with quirks', () => {
  const quirks: readonly [string, Partial<HcpOptions>][] = [
    ['logs since the creation', { logUrl: 'created' }],
    ['logs since the queue', { logUrl: 'queued' }],
    ['logs only while they run', { logUrl: 'running' }],
    ['early checks', { lateChecks: false }],
    ['late checks', { lateChecks: true }],
    ['outputs at once', { outputDelays: 0 }],
    ['outputs after three 503s', { outputDelays: 3 }],
    ['actions at once', { pace: { action: 0 } }],
    ['actions late', { pace: { action: 1_500 } }],
    ['flickers', { flickers: true }],
    ['pending runs that can be discarded', { discardsPending: true }],
    ['no side-loads', { omissions: { noSideLoads: true } }],
    ['no planned-at', { omissions: { noPlannedAt: true } }],
    ['refusals as 500', { omissions: { refusesWith500: true } }],
    ['reads that are behind', { omissions: { staleReads: 1_000 } }],
    ['404 of what is new', { omissions: { hidesNew: 1_000 } }],
    ['list filters ignored', { ignoresListFilters: true }],
    ['messages dropped', { dropsMessages: true }],
    ['comments under another name', { commentType: 'comments' }],
    ['comments as documented', { commentType: 'workspace-comments' }],
    ['policy logs by redirect', { redirectsPolicyOutput: true }],
    [
      'a proxy that is in the way for a moment',
      { omissions: { proxyPages: { status: 502, times: 2 } } }
    ]
  ]
  it.each(quirks)('applies once with %s', async (_, options) => {
    const result = await apply(options)
    expect([
      annotations(result, 'error'),
      result.outputs['outcome'],
      stage.applies()
    ]).toEqual([[], 'applied', 1])
  })

  it.each(['earlier', 'later', 'none'] as const)(
    'applies once with details of policies: %s',
    async (sentinel) => {
      const result = await apply(
        {},
        {},
        {
          policyCheck: { result: 'passed', sentinel }
        }
      )
      expect(result.outputs['outcome']).toBe('applied')
    }
  )

  it('ends soon where a cost estimate is never confirmable', async () => {
    const result = await apply(
      { omissions: { costEstimatedUnconfirmable: true } },
      { 'run-timeout': '30s' },
      { costEstimate: checks.costEstimate }
    )
    expect(result.outputs).toMatchObject({
      outcome: 'blocked',
      gate: 'confirmation',
      'run-status': 'cost_estimated'
    })
    expect(annotations(result, 'error').join()).toContain(
      'does not let the run be confirmed now (cost estimated)'
    )
    expect(stage.applies()).toBe(0)
  })

  it('says of a held run that no approval applies it as it is', async () => {
    await apply(
      { omissions: { costEstimatedUnconfirmable: true } },
      { approve: '' },
      { costEstimate: checks.costEstimate }
    )
    expect(stage.comments().join()).toContain(
      "until that changes, nobody's approval applies it"
    )
  })

  it('finds the run of a creation that a proxy lost', async () => {
    const result = await apply({ omissions: { losesCreations: true } })
    expect(stage.hcp.state.runs.size).toBe(1)
    expect(stage.applies()).toBeLessThanOrEqual(1)
    expect(result.outputs['run-id']).toBe([...stage.hcp.state.runs.keys()][0])
  })

  it('makes no second run where the first comes long after its 504', async () => {
    const result = await apply({ omissions: { lateCreations: 1_500 } })
    await eventually('the run', () => stage.hcp.state.runs.size > 0)
    expect(stage.hcp.state.runs.size).toBe(1)
    expect(stage.applies()).toBeLessThanOrEqual(1)
    // Green only for what it saw.
    expect([result.exitCode, result.outputs['outcome']]).not.toEqual([
      0,
      undefined
    ])
  })

  it('is never green over a page that somebody else answers with', async () => {
    const result = await apply({
      omissions: { proxyPages: { status: 200, times: 1_000 } }
    })
    expect(result.exitCode).toBe(1)
    expect(stage.applies()).toBe(0)
    expect(annotations(result, 'error')).not.toEqual([])
  })

  it('never says saved where the server makes an ordinary run', async () => {
    stage = await openStage([scripts.creates], { ignoresSavePlan: true })
    const result = await stage.run(
      { mode: 'save-plan', 'configuration-directory': '.' },
      pullRequestEvent()
    )
    expect(result.outputs['outcome']).not.toBe('saved')
    expect(stage.applies()).toBe(0)
  })

  it('never says applied where the server skips an empty apply', async () => {
    stage = await openStage([scripts.noChanges], {
      ignoresAllowEmptyApply: true
    })
    const result = await stage.run(
      {
        mode: 'apply',
        'configuration-directory': '.',
        approve: 'true',
        'allow-empty-apply': 'true'
      },
      pullRequestEvent()
    )
    expect(result.outputs['outcome']).not.toBe('applied')
    const said = 'does not have what run'
    expect(annotations(result, 'warning').join()).toContain(said)
    expect(stage.comments().join()).toContain('allow-empty-apply')
  })

  it('tells of a run that it stopped waiting for how it is afterwards', async () => {
    stage = await openStage([scripts.slow])
    const result = await stage.run(
      { mode: 'apply', 'configuration-directory': '.', 'run-timeout': '3s' },
      pullRequestEvent()
    )
    expect(result.outputs).toMatchObject({
      outcome: 'timed-out',
      'run-status': 'canceled'
    })
    const [comment = ''] = stage.comments()
    expect(comment).toContain('was asked to cancel, and is canceled')
    expect(comment).not.toContain('may still go on')
  })

  it('never says that a cancel was done where the server only nods', async () => {
    stage = await openStage([scripts.slow], {
      omissions: { idleActions: ['cancel'] }
    })
    const id = await makeHeldRun(
      stage.hcp,
      'network',
      stage.checkout,
      'Made by hand',
      'planning'
    )
    const result = await stage.run(
      {
        ...{ mode: 'cancel', 'run-id': id, 'run-timeout': '6s' },
        'allow-foreign-run': 'true'
      },
      { eventName: 'workflow_dispatch', event: {} }
    )
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain(
      `accepted to cancel run ${id}, and nothing shows on it since`
    )
    expect(
      stage.writes().filter((path) => path.endsWith('cancel'))
    ).toHaveLength(1)
    expect(stage.hcp.run(id).status).toBe('planning')
  })

  it('never says that a discard was done where the server only nods', async () => {
    stage = await openStage([scripts.creates], {
      omissions: { idleActions: ['discard'] }
    })
    const held = await stage.run(
      { mode: 'apply', 'configuration-directory': '.' },
      pullRequestEvent()
    )
    const id = held.outputs['run-id'] ?? ''
    const result = await stage.run(
      { mode: 'discard', 'run-id': id },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    // It is not waited for as long as a run may take.
    expect(annotations(result, 'error').join()).toMatch(
      `accepted to discard run ${id}, and 20s later it is still`
    )
    expect(result.outputs).toMatchObject({ outcome: 'errored', 'run-id': id })
    expect(
      stage.writes().filter((path) => path.endsWith('discard'))
    ).toHaveLength(1)
    const said = `${stage.comments().join()}${result.summary}`
    expect(said).not.toMatch(/[Dd]iscarded ·|was discarded|Nothing was changed/)
    expect(result.shown.join()).not.toMatch(/Nothing was changed/)
  }, 90_000)

  it('never says applied where the server only nods', async () => {
    stage = await openStage([scripts.creates], {
      omissions: { idleActions: ['apply'] }
    })
    const result = await stage.run(
      {
        mode: 'apply',
        'configuration-directory': '.',
        approve: 'true',
        'run-timeout': '8s'
      },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).not.toBe('applied')
    expect(stage.applies()).toBe(1)
  })
})
