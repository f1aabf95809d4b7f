import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { entriesOf, openSet } from './set-stage.ts'
import { annotations, headSha, pullRequest, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const plan = {
  mode: 'plan',
  workspace: 'app\ndns\nnetwork',
  'configuration-directory': '.'
}
const three = {
  app: scripts.changes,
  dns: scripts.changes,
  network: scripts.creates
}
const twoAgain = () => {
  for (const [name, script] of Object.entries(three)) {
    stage.engine.script(name, [script])
  }
}
/** The same step of a later workflow run. */
const later = (runId = '4712') => ({ ...pullRequestEvent(), runId })

describe('comment: per-workspace', () => {
  const each = { ...plan, comment: 'per-workspace' }

  it('keeps one comment for each, with what is new since the last push', async () => {
    stage = await openSet(three)
    const first = await stage.run(each, pullRequestEvent())
    expect(annotations(first, 'warning')).toEqual([])
    expect(stage.comments()).toHaveLength(3)
    const ids = entriesOf(first).map((entry) => entry['comment-id'])
    expect(new Set(ids).size).toBe(3)
    expect(ids).not.toContain(undefined)
    twoAgain()
    const second = await stage.run(each, later())
    expect(stage.comments()).toHaveLength(3)
    expect(entriesOf(second).map((entry) => entry['comment-id'])).toEqual(ids)
    for (const comment of stage.comments())
      expect(comment).toContain('the same resource changes')
  })

  it('has them as the workspaces alone would have them', async () => {
    stage = await openSet(three)
    await stage.run({ ...plan, workspace: 'app' }, pullRequestEvent())
    await stage.run(each, later())
    expect(stage.comments()).toHaveLength(3)
  })

  it('says it of no other comment than its own where one cannot be written', async () => {
    stage = await openSet(three)
    const path = `/issues/${pullRequest}/comments`
    stage.github.trouble({ method: 'POST', path, status: 403, times: 1 })
    const result = await stage.run(each, pullRequestEvent())
    expect(result.exitCode).toBe(0)
    expect(stage.comments()).toHaveLength(2)
  })
})

describe('the one comment of a step', () => {
  it('stays one where its workspaces are selected otherwise', async () => {
    stage = await openSet(three)
    await stage.run(plan, pullRequestEvent())
    const selections = ['app\ndns', 'app\n!dns', '*\n!network', 'app']
    for (const [index, workspace] of selections.entries()) {
      twoAgain()
      await stage.run({ ...plan, workspace }, later(String(4712 + index)))
      expect(stage.comments()).toHaveLength(1)
      expect(stage.comments()[0]).toContain('app')
    }
    twoAgain()
    await stage.run(plan, later('4799'))
    expect(stage.comments()).toHaveLength(1)
  })

  it('says which workspace is no longer in the set', async () => {
    stage = await openSet(three)
    await stage.run(plan, pullRequestEvent())
    twoAgain()
    await stage.run({ ...plan, workspace: 'app\ndns' }, later())
    const [comment = ''] = stage.comments()
    expect(comment).toContain('No longer in the set')
    expect(comment).toContain('network')
    // And what was there before is compared with.
    expect(comment).toContain('the same resource changes')
  })

  it.each([
    ['a star', '*\n!other'],
    ['a tag', 'tag:core'],
    ['a project', 'project:Network Core'],
    ['a star that finds one', 'app*']
  ])(
    'is that of the runs that are handed over, selected by %s',
    async (_, of) => {
      const settings = { project: 'Network Core', tagBindings: { core: '' } }
      stage = await openSet(three, {
        settings: { app: settings, dns: settings, network: settings }
      })
      const inputs = { ...plan, mode: 'apply', workspace: of }
      const held = await stage.run(inputs, pullRequestEvent())
      expect(annotations(held, 'error')).toEqual([])
      const apply = {
        mode: 'apply',
        workspace: '',
        'run-id': held.outputs['run-ids'] ?? '',
        approve: 'true'
      }
      const job = { ...pullRequestEvent(), env: { GITHUB_JOB: 'apply' } }
      const applied = await stage.run(apply, job)
      expect(annotations(applied, 'error')).toEqual([])
      expect(stage.comments()).toHaveLength(1)
      expect(stage.comments()[0]).toMatch(/[Aa]pplied/)
      // The next push finds it again.
      twoAgain()
      await stage.run(inputs, later())
      expect(stage.comments()).toHaveLength(1)
      expect(stage.comments()[0]).not.toContain('Applied ·')
    }
  )

  it('is not that of another job of the same matrix, nor of others', async () => {
    stage = await openSet(three)
    await stage.run({ ...plan, workspace: 'app\ndns' }, pullRequestEvent())
    await stage.run({ ...plan, workspace: 'dns\nnetwork' }, pullRequestEvent())
    expect(stage.comments()).toHaveLength(2)
    // Of another place in the workflows, about the same workspaces.
    twoAgain()
    await stage.run(
      { ...plan, workspace: 'app\nnetwork' },
      { ...later(), env: { GITHUB_JOB: 'another' } }
    )
    expect(stage.comments()).toHaveLength(3)
  })

  it('tells a page once where two workspaces have the same', async () => {
    stage = await openSet({ app: scripts.changes, dns: scripts.changes })
    await stage.run(
      { ...plan, mode: 'apply', workspace: 'app\ndns' },
      pullRequestEvent()
    )
    const [comment = ''] = stage.comments()
    expect(comment).toContain('is the same but for names and links')
    expect(comment.match(/#### Destroy/g)).toHaveLength(1)
    expect(comment).toContain(headSha.slice(0, 7))
  })
})
