import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openConnected, proposed, pushed, tip } from './connected-stage.ts'
import type { ConnectedStage } from './connected-stage.ts'
import { runExample } from './example-job.ts'
import { headSha, pullRequest } from './stage.ts'

let stage: ConnectedStage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

describe('connected-plan.yml and connected-merge.yml', () => {
  it('tell the plan, and apply the merge of what was reviewed', async () => {
    const at = (stage = await openConnected())
    at.propose()
    const plan = await runExample(at, 'connected-plan.yml', 'plan', {
      event: proposed()
    })
    expect(plan.result).toBe('success')
    expect(at.writes()).toEqual([])
    expect(at.comments()[0]).toContain(headSha.slice(0, 7))
    at.github.setPermission('bea', 'write')
    at.github.addReview(pullRequest, 'bea', 'APPROVED')
    at.github.merge(pullRequest, { sha: tip })
    const merge = await runExample(at, 'connected-merge.yml', 'apply', {
      event: pushed()
    })
    expect(merge.result).toBe('success')
    expect(merge.actions[0]?.outputs['outcome']).toBe('applied')
    expect(at.applies()).toBe(1)
  }, 60_000)
})

describe('connected-workspaces.yml', () => {
  it('tells the plans of all workspaces in one comment', async () => {
    const at = (stage = await openConnected())
    at.engine.script('other', [scripts.creates])
    at.propose()
    await Promise.all([at.runOf(headSha), at.runOf(headSha, 'other')])
    const plan = await runExample(at, 'connected-workspaces.yml', 'plan', {
      event: proposed()
    })
    expect(plan.result).toBe('success')
    expect(at.writes()).toEqual([])
    expect(at.comments()).toHaveLength(1)
    for (const name of ['network', 'other']) {
      expect(at.comments()[0]).toContain(name)
    }
  }, 60_000)
})

describe('connected-environment.yml', () => {
  it('holds the run of the merge, and applies it by the second job', async () => {
    const at = (stage = await openConnected([scripts.creates]))
    at.github.merge(pullRequest, { sha: tip })
    const plan = await runExample(at, 'connected-environment.yml', 'plan', {
      event: pushed()
    })
    expect(plan.outputs['outcome']).toBe('held')
    const apply = await runExample(at, 'connected-environment.yml', 'apply', {
      event: pushed(),
      contexts: { needs: { plan: { outputs: plan.outputs } } }
    })
    expect(apply.actions[0]?.outputs['outcome']).toBe('applied')
    expect(at.applies()).toBe(1)
  }, 60_000)

  it('discards it where the reviewer says no', async () => {
    const at = (stage = await openConnected([scripts.creates]))
    at.github.merge(pullRequest, { sha: tip })
    const plan = await runExample(at, 'connected-environment.yml', 'plan', {
      event: pushed()
    })
    const discard = await runExample(
      at,
      'connected-environment.yml',
      'discard',
      {
        event: pushed(),
        contexts: {
          needs: { plan, apply: { result: 'failure', outputs: {} } }
        }
      }
    )
    expect(discard.actions[0]?.outputs['outcome']).toBe('discarded')
    expect(at.applies()).toBe(0)
  }, 60_000)
})
