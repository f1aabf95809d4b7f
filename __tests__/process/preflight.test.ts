import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.close()
})

describe('before anything is created', () => {
  it('reports all bad inputs at once and makes no request', async () => {
    const result = await stage.run({
      token: '',
      mode: 'aply',
      'max-destroy': 'some',
      'queue-timeout': 'soon',
      hostname: 'http://tfe.example.com'
    })
    expect(result.exitCode).toBe(1)
    const [message = '', ...more] = annotations(result, 'error')
    expect(more).toEqual([])
    for (const name of [
      'token',
      'mode',
      'max-destroy',
      'queue-timeout',
      'hostname'
    ]) {
      expect(message).toMatch(new RegExp(`^- '${name}' .*; allowed: `, 'm'))
    }
    expect(stage.hcp.requests).toEqual([])
    expect(stage.github.requests).toEqual([])
  })

  it('C-1: recognises an organization token and names team tokens', async () => {
    const result = await stage.run({
      token: stage.hcp.tokens.organization,
      'configuration-directory': '.',
      comment: 'never'
    })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error')[0]).toMatch(
      /organization token.*team token/s
    )
    expect(stage.writes()).toEqual([])
  })

  it('explains 401 for a wrong token', async () => {
    const result = await stage.run({ token: 'wrong-token', comment: 'never' })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error')[0]).toMatch(/401.*token/s)
    expect(result.outputs['outcome']).toBe('errored')
    expect(stage.writes()).toEqual([])
    expect(result.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(
      'wrong-token'
    )
  })

  it('C-2: names the three causes of 404 for an unknown workspace', async () => {
    const result = await stage.run({ workspace: 'nowhere' })
    expect(result.exitCode).toBe(1)
    const [message] = annotations(result, 'error')
    expect(message).toMatch(/name|id/)
    expect(message).toMatch(/permission|may not/)
    expect(message).toMatch(/host|organization/)
    expect(stage.writes()).toEqual([])
  })

  it('refuses a run of another workspace, and leaves it alone', async () => {
    stage.engine.script('other', [
      {
        name: 'waits',
        changes: [
          { address: 'terraform_data.x', actions: ['create'], after: {} }
        ]
      }
    ])
    const held = await stage.run({
      workspace: 'other',
      mode: 'apply',
      'configuration-directory': '.'
    })
    const runId = held.outputs['run-id'] ?? ''
    expect(held.outputs['outcome']).toBe('held')
    const result = await stage.run({
      mode: 'apply',
      'run-id': runId,
      approve: 'true'
    })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error')[0]).toContain(
      `Run ${runId} does not belong to workspace network`
    )
    expect(stage.applies()).toBe(0)
    expect(stage.hcp.run(runId).status).toBe('planned')
  })

  it('refuses a destroy run where that is not allowed, and notes a connected repository', async () => {
    stage.hcp.addWorkspace({
      name: 'kept',
      allowDestroyPlan: false,
      vcsRepoIdentifier: 'acme/kept'
    })
    const refused = await stage.run({
      workspace: 'kept',
      mode: 'apply',
      destroy: 'true',
      'configuration-directory': '.'
    })
    expect(refused.exitCode).toBe(1)
    expect(annotations(refused, 'error')[0]).toContain(
      "does not allow destroy plans, and 'destroy' is true"
    )
    expect(stage.writes()).toEqual([])

    stage.engine.script('kept', [scripts.changes])
    const held = await stage.run({
      workspace: 'kept',
      mode: 'apply',
      'configuration-directory': '.'
    })
    expect(held.outputs['outcome']).toBe('held')
    expect(held.stdout).toContain('connected to acme/kept')
  })

  it('refuses to apply with a token that may only plan', async () => {
    const result = await stage.run({
      token: stage.hcp.tokens.plan,
      mode: 'apply',
      approve: 'true',
      'configuration-directory': '.'
    })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error')[0]).toContain('may not apply runs')
    expect(stage.writes()).toEqual([])
  })

  it.each(['plan', 'save-plan', 'upload'])(
    'ends green and explains where a fork has no secrets: %s',
    async (mode) => {
      const result = await stage.run(
        { token: '', mode, 'configuration-directory': '.' },
        pullRequestEvent({ fork: 'stranger/network' })
      )
      expect(result.exitCode).toBe(0)
      expect(result.outputs['outcome']).toBe('skipped')
      expect(annotations(result, 'notice')[0]).toContain('comes from a fork')
      expect(stage.hcp.requests).toEqual([])
    }
  )

  it.each(['apply', 'discard', 'cancel', 'show'])(
    'does not end green without a token where it would do more: %s',
    async (mode) => {
      const result = await stage.run(
        { token: '', mode },
        pullRequestEvent({ fork: 'stranger/network' })
      )
      expect(result.exitCode).toBe(1)
    }
  )
})
