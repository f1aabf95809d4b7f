import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import { openConnected, pushed, tip } from './connected-stage.ts'
import { askedTo, entriesOf, openSet, outcomesOf } from './set-stage.ts'
import { annotations, pullRequest, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const hold = {
  mode: 'apply',
  workspace: 'app\ndns\nnetwork',
  'configuration-directory': '.'
}
const three: Readonly<Record<string, Script>> = {
  app: scripts.changes,
  dns: scripts.changes,
  network: scripts.changes
}

/** What a second job applies that was given the runs of a first one. */
const later = (runIds: readonly string[]) => ({
  mode: 'apply',
  workspace: '',
  'run-id': runIds.join('\n'),
  approve: 'true'
})

describe('`order` of runs that are named', () => {
  it.each(['netwrok → app', 'network → app\napp → dsn', 'Network → app'])(
    'names only their workspaces, not %j',
    async (order) => {
      stage = await openSet(three)
      const held = await stage.run(hold, pullRequestEvent())
      const ids = held.outputs['run-ids']?.split('\n') ?? []
      const result = await stage.run(
        { ...later(ids), order },
        pullRequestEvent()
      )
      expect(result.exitCode).toBe(1)
      expect(askedTo(stage, 'apply')).toEqual([])
      expect(annotations(result, 'error').join()).toContain("'order' names")
    }
  )

  it('may name one whose run is not among them, if it is there', async () => {
    stage = await openSet(three)
    const held = await stage.run(
      { ...hold, workspace: 'app\ndns' },
      pullRequestEvent()
    )
    const ids = held.outputs['run-ids']?.split('\n') ?? []
    const result = await stage.run(
      { ...later(ids), order: 'network → app → dns' },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(askedTo(stage, 'apply')).toEqual(['app', 'dns'])
  })

  it('waits for none whose workspace is not known', async () => {
    stage = await openSet(three)
    const held = await stage.run(hold, pullRequestEvent())
    const ids = entriesOf(held).flatMap((entry) =>
      entry.workspace === 'network' ? [] : (entry['run-id'] ?? [])
    )
    const result = await stage.run(
      {
        ...later(['run-Zr4hT8vKq2mWcYhD', ...ids]),
        confirm: 'each',
        order: 'network → app → dns'
      },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(askedTo(stage, 'apply')).toEqual([])
  })

  it('is turned round where they destroy', async () => {
    stage = await openSet({})
    for (const name of Object.keys(three)) {
      stage.hcp.addWorkspace({ name })
      stage.engine.script(name, [scripts.creates, scripts.creates])
    }
    await stage.run({ ...hold, approve: 'true' }, pullRequestEvent())
    const held = await stage.run(
      { ...hold, destroy: 'true' },
      pullRequestEvent()
    )
    const ids = held.outputs['run-ids']?.split('\n') ?? []
    const result = await stage.run(
      { ...later(ids), order: 'network → app → dns' },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(askedTo(stage, 'apply').slice(3)).toEqual(['dns', 'app', 'network'])
  })

  it('is refused where one destroys and another does not', async () => {
    stage = await openSet({})
    for (const name of Object.keys(three)) {
      stage.hcp.addWorkspace({ name })
      stage.engine.script(name, [scripts.creates, scripts.creates])
    }
    const some = await stage.run(
      { ...hold, workspace: 'app\ndns' },
      pullRequestEvent()
    )
    const other = await stage.run(
      { ...hold, workspace: 'network', destroy: 'true' },
      pullRequestEvent()
    )
    const ids = [some, other].flatMap(
      ({ outputs }) => outputs['run-ids']?.split('\n') ?? []
    )
    const result = await stage.run(
      { ...later(ids), order: 'network → app → dns' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(askedTo(stage, 'apply')).toEqual([])
    expect(annotations(result, 'error').join()).toContain('no order for both')
  })
})

describe('`order` of the runs of a commit', () => {
  const ofCommit = { mode: 'apply', commit: 'head', approve: 'true' }

  /** Both runs of the commit at their gates; resolves to what was written. */
  async function openPlanned(): Promise<string[]> {
    const connected = await openConnected([scripts.creates])
    stage = connected
    connected.engine.script('other', [scripts.creates])
    connected.github.merge(pullRequest, { sha: tip })
    for (const name of ['network', 'other']) {
      const { id } = await connected.runOf(tip, name)
      await connected.hcp.waitFor(id, 'planned')
    }
    return connected.writes()
  }

  it.each([
    'netwrok → other',
    'network → other\nother → dsn',
    'Network → other'
  ])('names only workspaces that are there, not %j', async (order) => {
    const writes = await openPlanned()
    const result = await stage.run(
      { ...ofCommit, workspace: '', order },
      pushed()
    )
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error')).toEqual([
      expect.stringContaining("'order' names workspace")
    ])
    expect(stage.writes()).toEqual(writes)
    expect(stage.comments()).toEqual([])
    // Seen before any of the runs is followed.
    expect(
      stage.hcp.requests.filter(({ path }) =>
        /\/plans\/|\/comments$/.test(path)
      )
    ).toEqual([])
  })

  it('may name one that has no run of the commit', async () => {
    await openPlanned()
    stage.hcp.addWorkspace({ name: 'base' })
    const result = await stage.run(
      { ...ofCommit, workspace: '', order: 'base → other → network' },
      pushed()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(askedTo(stage, 'apply')).toEqual(['other', 'network'])
  })
})

describe('a run that is named twice', () => {
  it('is one of the set', async () => {
    stage = await openSet(three)
    const held = await stage.run(hold, pullRequestEvent())
    const ids = held.outputs['run-ids']?.split('\n') ?? []
    const result = await stage.run(
      { ...later([...ids, ids[0] ?? '']), order: 'network → app' },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(askedTo(stage, 'apply')).toHaveLength(3)
    expect(entriesOf(result)).toHaveLength(3)
  })
})

describe('two runs of one workspace', () => {
  it('are no set: one apply makes the plan of the other old', async () => {
    stage = await openSet(three)
    stage.engine.script('app', [scripts.changes])
    const save = {
      mode: 'save-plan',
      workspace: 'app',
      'configuration-directory': '.',
      supersede: 'false'
    }
    const one = await stage.run(save, pullRequestEvent())
    const two = await stage.run(save, pullRequestEvent())
    const ids = [one, two].map(({ outputs }) => outputs['run-id'] ?? '')
    const result = await stage.run(later(ids), pullRequestEvent())
    expect(result.exitCode).toBe(1)
    expect(askedTo(stage, 'apply')).toEqual([])
    expect(annotations(result, 'error').join()).toContain(
      'several runs of workspace'
    )
  })
})

describe('the only one of a set that waits', () => {
  it('is judged by what is read after the run triggers', async () => {
    stage = await openSet({ app: scripts.changes, network: scripts.noChanges })
    stage.hcp.trouble({ path: '/run-triggers', delay: 3_000 })
    const running = stage.run(
      { ...hold, workspace: 'app\nnetwork', approve: 'true' },
      pullRequestEvent()
    )
    await eventually('the run triggers are asked for', () =>
      stage.hcp.requests.some(({ path }) => path.endsWith('/run-triggers'))
    )
    stage.github.push(pullRequest, 'b'.repeat(40))
    const result = await running
    expect(askedTo(stage, 'apply')).toEqual([])
    expect(outcomesOf(result)['app']).toEqual(['blocked', 'head-moved'])
  })
})
