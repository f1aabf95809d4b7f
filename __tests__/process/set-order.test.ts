import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import { askedTo, entriesOf, openSet, outcomesOf } from './set-stage.ts'
import { annotations, pullRequest, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const apply = {
  mode: 'apply',
  approve: 'true',
  workspace: 'app\ndns\nnetwork',
  'configuration-directory': '.',
  order: 'network → app → dns'
}
const three: Readonly<Record<string, Script>> = {
  app: scripts.changes,
  dns: scripts.changes,
  network: scripts.changes
}

/** The run of a workspace that is in this status, once there is one. */
async function runIn(name: string, status: string): Promise<string> {
  const find = () =>
    stage.hcp.workspace(name).runs.find((run) => run.status === status)
  await eventually(
    `a run of ${name} that is ${status}`,
    () => find() !== undefined
  )
  return find()?.id ?? ''
}

describe('between the first confirm and the last', () => {
  it('a push stops the rest, and it is said which were confirmed', async () => {
    stage = await openSet({ ...three, network: scripts.slowApply })
    const running = stage.run(apply, pullRequestEvent())
    const id = await runIn('network', 'applying')
    stage.github.addPullRequest({
      number: pullRequest,
      headSha: 'b'.repeat(40),
      author: 'hubot'
    })
    stage.engine.proceed(id)
    const result = await running
    expect(result.exitCode).toBe(1)
    expect(askedTo(stage, 'apply')).toEqual(['network'])
    expect(outcomesOf(result)).toEqual({
      network: ['applied'],
      app: ['blocked', 'head-moved'],
      dns: ['blocked', 'not-reached']
    })
    // In the log and the summary, too; the comment is of the head's own step.
    expect(result.shown.join('\n')).toContain(
      '3 workspaces: 1 blocked, 1 not reached, 1 applied.'
    )
    expect(result.summary).toMatch(/network.*Applied/)
    expect(result.summary).toMatch(/app.*Blocked/)
    expect(result.summary).toMatch(/dns.*Not reached/)
  })

  it('a failed apply stops its chain, and all that comes after it', async () => {
    stage = await openSet({
      ...three,
      network: scripts.erroredApply,
      app: scripts.noChanges,
      web: scripts.changes
    })
    const result = await stage.run(
      {
        ...apply,
        workspace: `${apply.workspace}\nweb`,
        'on-blocked': 'discard'
      },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect([...askedTo(stage, 'apply')].sort()).toEqual(['network', 'web'])
    const { dns, web } = outcomesOf(result)
    expect([dns, web]).toEqual([['blocked', 'not-reached'], ['applied']])
    const row = entriesOf(result).find(({ workspace }) => workspace === 'dns')
    expect(row?.reasons[0]?.message).toContain('after network')
    expect(stage.comments()[0]).toContain('Not reached')
    // M-19: neither confirmed nor discarded, whatever else a block does.
    expect(askedTo(stage, 'discard')).toEqual([])
    expect(stage.hcp.run(row?.['run-id'] ?? '').status).toBe('planned')
  })

  it('the chains of a destroy run are walked backwards', async () => {
    const made = [scripts.creates, scripts.creates] as const
    stage = await openSet({})
    for (const name of Object.keys(three)) {
      stage.hcp.addWorkspace({ name })
      stage.engine.script(name, made)
    }
    await stage.run(apply, pullRequestEvent())
    const result = await stage.run(
      { ...apply, destroy: 'true' },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(askedTo(stage, 'apply').slice(3)).toEqual(['dns', 'app', 'network'])
  })
})

describe('while the plans of a set are read, to be counted together', () => {
  it('a step that is cancelled leaves no run, and tells all of it', async () => {
    const costEstimate = { deltaMonthlyCost: '1', resourcesCount: 2 }
    stage = await openSet(three, {
      settings: Object.fromEntries(
        Object.keys(three).map((name) => [name, { checks: { costEstimate } }])
      )
    })
    const path = /\/cost-estimates\//
    stage.hcp.trouble({ path, skip: 1, delay: 20_000, times: 9 })
    const stop = new AbortController()
    const running = stage.run(
      { ...apply, 'max-monthly-cost-increase': '5', 'check-runs': 'true' },
      { ...pullRequestEvent(), signalOn: stop.signal }
    )
    await eventually(
      'the first estimate, of those that are asked for together',
      () => stage.hcp.requests.some((each) => path.test(each.path))
    )
    stop.abort()
    const result = await running
    expect(outcomesOf(result)).toEqual({
      app: ['canceled'],
      dns: ['canceled'],
      network: ['canceled']
    })
    expect(stage.comments()[0]?.toLowerCase()).toContain('cancel')
    expect([...askedTo(stage, 'discard')].sort()).toEqual(Object.keys(three))
  })
})

describe('a plan that is older than an apply that it depends on', () => {
  const two = { ...apply, workspace: 'app\nnetwork', order: 'network → app' }

  it('is confirmed as it is, and said to be old, where all are one', async () => {
    stage = await openSet(three)
    const result = await stage.run(two, pullRequestEvent())
    expect(result.exitCode).toBe(0)
    expect(annotations(result, 'warning').join()).toContain(
      'planned before network was applied'
    )
    expect(stage.comments()[0]).toContain('planned before')
    expect(stage.hcp.workspace('app').runs).toHaveLength(1)
  })

  it('is said to be old also where it has nothing to change', async () => {
    stage = await openSet({ ...three, app: scripts.noChanges })
    const result = await stage.run(two, pullRequestEvent())
    expect(result.exitCode).toBe(0)
    expect(outcomesOf(result)).toEqual({
      app: ['no-changes'],
      network: ['applied']
    })
    expect(stage.comments()[0]).toContain('planned before network was applied')
  })

  it('is planned again with `confirm: each`, and judged anew', async () => {
    stage = await openSet(three)
    stage.engine.script('app', [scripts.creates])
    const result = await stage.run(
      { ...two, confirm: 'each' },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(askedTo(stage, 'apply')).toEqual(['network', 'app'])
    const [first, second] = stage.hcp.workspace('app').runs
    expect([first?.status, second?.status]).toEqual(['discarded', 'applied'])
    // The very files that the first one had.
    expect(second?.configurationVersion).toBe(first?.configurationVersion)
    expect(
      entriesOf(result).find(({ workspace }) => workspace === 'app')
    ).toMatchObject({ outcome: 'applied', 'run-id': second?.id })
  })

  it('is planned again also where there was nothing to change before', async () => {
    stage = await openSet({ ...three, app: scripts.noChanges })
    stage.engine.script('app', [scripts.changes])
    const result = await stage.run(
      { ...two, confirm: 'each' },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(askedTo(stage, 'apply')).toEqual(['network', 'app'])
    expect(outcomesOf(result)['app']).toEqual(['applied'])
  })

  it('is not confirmed on the old yes where the new plan breaks a rule', async () => {
    stage = await openSet({ ...three, app: scripts.creates })
    stage.engine.script('app', [scripts.changes])
    const result = await stage.run(
      {
        ...two,
        confirm: 'each',
        'protected-addresses': 'terraform_data.service*'
      },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(askedTo(stage, 'apply')).not.toContain('app')
  })

  it('is left behind, and said, where the new plan fails', async () => {
    stage = await openSet(three)
    stage.engine.script('app', [scripts.erroredPlan])
    const result = await stage.run(
      { ...two, confirm: 'each' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(askedTo(stage, 'apply')).toEqual(['network'])
    expect(outcomesOf(result)['app']).toEqual(['errored'])
  })

  it('of a run that was named is confirmed as it is: a yes names its run', async () => {
    stage = await openSet(three)
    const held = await stage.run({ ...two, approve: '' }, pullRequestEvent())
    const result = await stage.run(
      {
        mode: 'apply',
        workspace: '',
        'run-id': held.outputs['run-ids'] ?? '',
        approve: 'true',
        confirm: 'each',
        order: two.order
      },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(stage.hcp.workspace('app').runs).toHaveLength(1)
    expect(annotations(result, 'warning').join()).toContain('planned before')
  })
})

describe('run triggers between workspaces of the step', () => {
  it('are warned of before the first confirm; what they make is named', async () => {
    stage = await openSet(
      { app: scripts.changes, network: scripts.changes },
      { settings: { app: { triggeredBy: ['network'] } } }
    )
    // For the run that the trigger makes.
    stage.engine.script('app', [scripts.changes])
    const two = { ...apply, workspace: 'app\nnetwork', order: 'app → network' }
    const result = await stage.run(two, pullRequestEvent())
    expect(annotations(result, 'error')).toEqual([])
    const text = result.stdout
    expect(annotations(result, 'warning').join()).toContain('run trigger')
    expect(text).not.toContain('applies it by itself')
    const [, extra] = stage.hcp.workspace('app').runs
    expect(extra?.source).toBe('tfe-run-trigger')
    expect(askedTo(stage, 'apply')).toEqual(['app', 'network'])
    // M-20: linked in its row, and nobody here decides about it.
    expect(stage.comments()[0]).toMatch(
      new RegExp(`\\[${extra?.id}\\]\\(http[^)]*/app/runs/${extra?.id}\\)`)
    )
    expect(
      stage.writes().filter((write) => write.includes(extra?.id ?? 'none'))
    ).toEqual([])
    const paths = stage.hcp.requests.map(({ path }) => path)
    expect(
      paths.findIndex((path) => path.endsWith('/run-triggers'))
    ).toBeLessThan(paths.findIndex((path) => path.endsWith('/actions/apply')))
  })

  it('do not stop a step that cannot read them', async () => {
    stage = await openSet(three)
    stage.hcp.trouble({ path: '/run-triggers', status: 404, times: 3 })
    const result = await stage.run(apply, pullRequestEvent())
    expect(result.exitCode).toBe(0)
    expect(annotations(result, 'warning').join()).toContain('not known')
  })
})
