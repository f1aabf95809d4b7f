import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import { addOrganization } from '../../emulator/hcp/organizations.ts'
import { askedTo, entriesOf, openSet, outcomesOf } from './set-stage.ts'
import { annotations, headSha, pullRequest, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const later = { ...pullRequestEvent(), runId: '4712' }
const three: Readonly<Record<string, Script>> = {
  app: scripts.changes,
  dns: scripts.changes,
  network: scripts.changes
}
const plan = {
  mode: 'apply',
  workspace: 'app\ndns\nnetwork',
  'configuration-directory': '.'
}

/** Runs that wait at their gates, for the next job. */
async function hold(): Promise<Readonly<Record<string, string>>> {
  const { outputs } = await stage.run(plan, pullRequestEvent())
  return {
    mode: 'apply',
    workspace: '',
    approve: 'true',
    'run-id': outputs['run-ids'] ?? '',
    'expected-plan-digest': outputs['plan-digest'] ?? ''
  }
}

describe('runs that are handed over', () => {
  it.each(['all', 'each'])(
    'are not confirmed where several are of one workspace (confirm: %s)',
    async (confirm) => {
      stage = await openSet({ app: scripts.changes })
      stage.engine.script('app', [scripts.changes, scripts.changes])
      const save = { ...plan, mode: 'save-plan', workspace: 'app' }
      const ids: (string | undefined)[] = []
      for (const supersede of ['false', 'false']) {
        const saved = await stage.run(
          { ...save, supersede },
          pullRequestEvent()
        )
        ids.push(saved.outputs['run-id'])
      }
      const result = await stage.run(
        {
          mode: 'apply',
          workspace: '',
          'run-id': ids.join('\n'),
          approve: 'true',
          confirm
        },
        later
      )
      expect(result.exitCode).toBe(1)
      expect(askedTo(stage, 'apply')).toEqual([])
      expect(annotations(result, 'error').join()).toContain(
        'several runs of workspace app'
      )
    }
  )

  it('are one where one is named twice', async () => {
    stage = await openSet(three)
    const held = await hold()
    const [first = ''] = (held['run-id'] ?? '').split('\n')
    const result = await stage.run(
      { ...held, 'run-id': `${held['run-id']}\n${first}` },
      later
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(entriesOf(result)).toHaveLength(3)
    expect([...askedTo(stage, 'apply')].sort()).toEqual(Object.keys(three))
  })

  it('are not confirmed in an order that names what nobody knows', async () => {
    stage = await openSet(three)
    const held = await hold()
    const result = await stage.run({ ...held, order: 'netwrok → app' }, later)
    expect(result.exitCode).toBe(1)
    expect(askedTo(stage, 'apply')).toEqual([])
    expect(annotations(result, 'error').join()).toContain('netwrok')
    // One that is there and was not touched may be named.
    stage.hcp.addWorkspace({ name: 'base' })
    const order = 'base → network → app → dns'
    const good = await stage.run({ ...held, order }, later)
    expect(annotations(good, 'error')).toEqual([])
    expect(askedTo(stage, 'apply')).toEqual(['network', 'app', 'dns'])
  })

  it('are no more than a step may be about', async () => {
    stage = await openSet(three)
    const held = await hold()
    const result = await stage.run({ ...held, 'max-workspaces': '2' }, later)
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain('names 3 runs')
    expect(askedTo(stage, 'apply')).toEqual([])
  })

  it('are another set where a workspace is called otherwise since', async () => {
    stage = await openSet(three)
    const held = await hold()
    Object.assign(stage.hcp.workspace('dns'), { name: 'names' })
    const result = await stage.run(held, later)
    expect(result.exitCode).toBe(1)
    expect(askedTo(stage, 'apply')).toEqual([])
    expect(result.outputs['reasons']).toContain('plan-digest-differs')
  })
})

describe('workspaces of the same name in two organizations', () => {
  /** `app` in both, as `workspace` names them, and as their runs tell. */
  async function openTwo(): Promise<string> {
    stage = await openSet({ app: scripts.changes, network: scripts.changes })
    addOrganization(stage.hcp.state, 'other', { email: 'admin@other.example' })
    const other = stage.hcp.addWorkspace({ name: 'app', organization: 'other' })
    stage.engine.script('app', [scripts.changes, scripts.changes])
    return `${stage.hcp.workspace('app').id}\n${other.id}`
  }

  it('are each confirmed, and told by both names', async () => {
    const workspace = await openTwo()
    const result = await stage.run(
      { ...plan, workspace, approve: 'true', 'check-runs': 'true' },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(askedTo(stage, 'apply')).toEqual(['app', 'app'])
    expect(entriesOf(result).map(({ outcome }) => outcome)).toEqual([
      'applied',
      'applied'
    ])
    const both = ['acme/app', 'other/app']
    for (const name of both) {
      expect(result.stdout).toContain(`${name}: applied`)
      expect(result.stdout).toContain(`Run of ${name}: `)
      expect(stage.comments()[0]).toContain(name)
    }
    const checks = [...stage.github.state.checkRuns.values()]
    expect(
      checks.map(({ name, conclusion }) => [name, conclusion]).sort()
    ).toEqual([
      ['Gated Terraform Run', 'success'],
      ...both.map((name) => [`Gated Terraform Run: ${name}`, 'success'])
    ])
  })

  it('are in no order that names but one of them', async () => {
    const workspace = await openTwo()
    const result = await stage.run(
      {
        ...plan,
        workspace: `${workspace}\nnetwork`,
        approve: 'true',
        order: 'network → app'
      },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain(
      'several workspaces of this step are called so'
    )
    expect(stage.writes()).toEqual([])
  })

  it('have each its own folder, by its id', async () => {
    const workspace = await openTwo()
    for (const name of ['a', 'b']) {
      await mkdir(join(stage.checkout, name))
      await writeFile(join(stage.checkout, name, 'main.tf'), `# ${name}`)
    }
    const [one = '', other = ''] = workspace.split('\n')
    const result = await stage.run(
      {
        ...{ mode: 'plan', workspace },
        'configuration-directory': `${one}: a\n${other}: b`
      },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    const digests = entriesOf(result).map(
      (each) => each['configuration-digest']
    )
    expect(new Set(digests).size).toBe(2)
  })

  it('have each its own older runs', async () => {
    const workspace = await openTwo()
    await stage.run({ ...plan, workspace }, pullRequestEvent())
    const result = await stage.run(
      { mode: 'discard', workspace },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(askedTo(stage, 'discard')).toEqual(['app', 'app'])
  })

  it('share no comment with another set of the same names', async () => {
    const workspace = await openTwo()
    const [, other = ''] = workspace.split('\n')
    const two = `${other}\n${stage.hcp.workspace('network').id}`
    const held = await stage.run(
      { ...plan, workspace: two, comment: 'never' },
      pullRequestEvent()
    )
    const ids = held.outputs['run-ids'] ?? ''
    const discard = { mode: 'apply', workspace: '', approve: 'false' }
    stage.engine.script('network', [scripts.changes])
    await stage.run(
      { ...plan, workspace: 'app\nnetwork' },
      { ...later, env: { GITHUB_JOB: 'other' } }
    )
    const before = stage.comments()
    expect(before).toHaveLength(1)
    await stage.run(
      { ...discard, 'run-id': ids.split('\n').reverse().join('\n') },
      { ...later, runId: '4713', env: { GITHUB_JOB: 'show' } }
    )
    expect(stage.comments()).toContain(before[0])
    expect(stage.comments()).toHaveLength(2)
  })
})

describe('two runs of one workspace', () => {
  it('are shown with a check run each', async () => {
    stage = await openSet({})
    stage.hcp.addWorkspace({ name: 'app' })
    stage.engine.script('app', [scripts.changes, scripts.changes])
    const ids: string[] = []
    for (const runId of ['4711', '4712']) {
      const { outputs } = await stage.run(
        { ...plan, mode: 'save-plan', workspace: 'app', supersede: 'false' },
        { ...pullRequestEvent(), runId }
      )
      ids.push(outputs['run-id'] ?? '')
    }
    const result = await stage.run(
      {
        mode: 'show',
        workspace: '',
        'run-id': ids.join('\n'),
        'check-runs': 'true'
      },
      later
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(stage.github.state.checkRuns.map(({ name }) => name).sort()).toEqual(
      [
        'Gated Terraform Run',
        ...ids.map((id) => `Gated Terraform Run: app (${id})`)
      ].sort()
    )
  })
})

describe('a workspace that the changes do not touch', () => {
  it('passes on that what comes before it in its chain failed', async () => {
    stage = await openSet({ ...three, network: scripts.erroredApply })
    for (const name of Object.keys(three)) {
      const folder = join(stage.checkout, 'env', name)
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, 'main.tf'), '')
    }
    await mkdir(join(stage.checkout, '.git'))
    await writeFile(
      join(stage.checkout, '.git', 'config'),
      '[remote "origin"]\n\turl = https://github.com/acme/network\n'
    )
    stage.github.addPullRequest({
      number: pullRequest,
      headSha,
      author: 'hubot',
      files: ['network', 'dns'].map((name) => ({
        filename: `env/${name}/main.tf`
      }))
    })
    const folders = Object.keys(three).map((name) => `${name}: env/${name}`)
    const result = await stage.run(
      {
        ...plan,
        'configuration-directory': folders.join('\n'),
        'only-changed': 'true',
        order: 'network → app → dns',
        approve: 'true'
      },
      pullRequestEvent()
    )
    expect(askedTo(stage, 'apply')).toEqual(['network'])
    expect(outcomesOf(result)).toEqual({
      network: ['errored'],
      dns: ['blocked', 'not-reached']
    })
  })
})

describe('a workspace that fails before it has a run', () => {
  it.each(['all', 'each'])(
    'stops what comes after it, and is told (confirm: %s)',
    async (confirm) => {
      stage = await openSet({ ...three, web: scripts.changes })
      stage.hcp.trouble({
        path: `/workspaces/${stage.hcp.workspace('network').id}/configuration-versions`,
        status: 422,
        times: 1
      })
      const result = await stage.run(
        {
          ...plan,
          workspace: `${plan.workspace}\nweb`,
          order: 'network → app → dns',
          approve: 'true',
          confirm
        },
        pullRequestEvent()
      )
      expect(result.exitCode).toBe(1)
      const isAll = confirm === 'all'
      expect(askedTo(stage, 'apply')).toEqual(isAll ? [] : ['web'])
      expect(outcomesOf(result)).toEqual({
        network: ['errored'],
        app: ['blocked', isAll ? 'set-not-allowed' : 'not-reached'],
        dns: ['blocked', isAll ? 'set-not-allowed' : 'not-reached'],
        web: isAll ? ['blocked', 'set-not-allowed'] : ['applied']
      })
      const [comment = ''] = stage.comments()
      expect(comment).toContain('422')
      expect(result.outputs['run-ids']?.split('\n')).toHaveLength(3)
    }
  )
})

describe('M-1, M-5: a server that does not heed what it is asked for', () => {
  it.each([
    ['tag:prod', ['dns', 'network']],
    ['tag:env=prod', ['network']],
    ['project:Core', ['app', 'network']],
    ['n*k', ['network']],
    ['project:Core\n!app', ['network']]
  ])('does not make %s all workspaces', async (workspace, names) => {
    stage = await openSet(three, {
      ignoresListFilters: true,
      settings: {
        app: { project: 'Core' },
        dns: { tagNames: ['prod'] },
        network: { project: 'Core', tagBindings: { prod: '', env: 'prod' } }
      }
    })
    const result = await stage.run(
      { ...plan, workspace, approve: 'true' },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect([...askedTo(stage, 'apply')].sort()).toEqual(names)
    expect(annotations(result, 'warning').join()).toContain('ignores')
  })
})
