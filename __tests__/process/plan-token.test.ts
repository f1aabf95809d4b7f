import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import {
  annotations,
  openStage,
  pullRequestEvent,
  reasonCodes
} from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const plan = { mode: 'apply', 'configuration-directory': '.' }

/** What ends or moves a run. */
function actions(): readonly string[] {
  return stage.writes().filter((write) => write.includes('/actions/'))
}

describe("a token with the permission 'plan'", () => {
  it('makes the run of the first job, which is held for the second', async () => {
    stage = await openStage([scripts.changes])
    const { plan: token } = stage.hcp.tokens
    const held = await stage.run({ ...plan, token }, pullRequestEvent())
    expect(held.exitCode).toBe(0)
    expect(held.outputs).toMatchObject({
      outcome: 'held',
      gate: 'confirmation',
      'run-status': 'planned'
    })
    expect(reasonCodes(held)).toEqual([
      'approval-missing',
      'permission-missing'
    ])
    const needs =
      /the job that applies needs the token of a team with the permission 'write'/
    expect(annotations(held, 'notice').join()).toMatch(needs)
    expect(annotations(held, 'error')).toEqual([])
    expect(stage.comments()[0]).toMatch(needs)
    expect(stage.comments()[0]).toContain('secret of an environment')
    expect(held.summary).toContain('Waiting for approval')
    await stage.post(held)
    expect(actions()).toEqual([])

    // The second job, in the environment, has the token that may.
    const runId = held.outputs['run-id'] ?? ''
    const applied = await stage.run(
      { mode: 'apply', 'run-id': runId, approve: 'true' },
      pullRequestEvent()
    )
    expect(applied.outputs).toMatchObject({ outcome: 'applied' })
    expect(stage.applies()).toBe(1)
  })

  it('holds a saved plan, too, and one that a rule would discard for it', async () => {
    stage = await openStage([scripts.changes, scripts.changes])
    const { plan: token } = stage.hcp.tokens
    const saved = await stage.run({ ...plan, mode: 'save-plan', token })
    const ofSaved = await stage.run({
      mode: 'apply',
      'run-id': saved.outputs['run-id'] ?? '',
      token
    })
    expect(ofSaved.outputs).toMatchObject({
      outcome: 'held',
      gate: 'saved-plan'
    })
    const held = await stage.run({ ...plan, token, 'on-blocked': 'discard' })
    expect(held.outputs['outcome']).toBe('held')
    expect(actions()).toEqual([])
  })

  it('confirms nothing where it is told to', async () => {
    stage = await openStage([scripts.changes])
    const { plan: token } = stage.hcp.tokens
    const refused = await stage.run({ ...plan, token, approve: 'true' })
    expect(refused.exitCode).toBe(1)
    expect(annotations(refused, 'error').join()).toContain('may not apply runs')
    expect(stage.writes()).toEqual([])
    const held = await stage.run({ ...plan, token })
    const blocked = await stage.run({
      mode: 'apply',
      'run-id': held.outputs['run-id'] ?? '',
      approve: 'true',
      token
    })
    expect(blocked.exitCode).toBe(1)
    expect(actions()).toEqual([])
    expect(stage.hcp.run(held.outputs['run-id'] ?? '').status).toBe('planned')
  })

  it('is blocked where a rule does not hold besides, and says both', async () => {
    stage = await openStage([scripts.changes])
    const { plan: token } = stage.hcp.tokens
    const blocked = await stage.run({ ...plan, token, 'max-change': '0' })
    expect(blocked.exitCode).toBe(1)
    expect(blocked.outputs['outcome']).toBe('blocked')
    expect(reasonCodes(blocked)).toEqual([
      'permission-missing',
      'changes-exceeded'
    ])
    expect(actions()).toEqual([])
  })

  it('holds the runs of several workspaces', async () => {
    stage = await openStage([scripts.changes])
    stage.engine.script('other', [scripts.changes])
    const { plan: token } = stage.hcp.tokens
    const held = await stage.run({
      ...plan,
      token,
      workspace: 'network\nother'
    })
    expect(held.exitCode).toBe(0)
    expect(held.outputs['outcome']).toBe('held')
    expect(reasonCodes(held)).toEqual([
      'approval-missing',
      'permission-missing',
      'approval-missing',
      'permission-missing'
    ])
    const applied = await stage.run({
      mode: 'apply',
      workspace: '',
      'run-id': held.outputs['run-ids'] ?? '',
      approve: 'true'
    })
    expect(applied.outputs['outcome']).toBe('applied')
  })
})
