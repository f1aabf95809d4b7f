import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import { askedTo, openSet } from './set-stage.ts'
import { annotations, pullRequest, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const inputs = {
  mode: 'apply',
  workspace: 'app\ndns',
  'configuration-directory': '.',
  'required-approvals': '1'
}

/** Plans app and dns, and has what was planned reviewed. */
async function review(dns: Script = scripts.changes): Promise<string> {
  stage = await openSet({
    app: scripts.changes,
    dns: scripts.changes,
    network: scripts.changes
  })
  const held = await stage.run(inputs, pullRequestEvent())
  stage.github.setPermission('bea', 'write')
  stage.github.addReview(pullRequest, 'bea', 'APPROVED')
  // For both of the later steps that a test may have.
  stage.engine.script('app', [scripts.changes, scripts.changes])
  stage.engine.script('dns', [dns, dns])
  return held.outputs['plan-digest'] ?? ''
}

/** The same with `approve: true`, in a later workflow run. */
async function approve(
  digest: string,
  changes: Readonly<Record<string, string>> = {}
) {
  return await stage.run(
    {
      ...inputs,
      approve: 'true',
      'expected-plan-digest': digest,
      // So that the next step finds the workspaces free.
      'on-blocked': 'discard',
      ...changes
    },
    { ...pullRequestEvent(), runId: '4712' }
  )
}

describe('a yes to a set is a yes to what was reviewed', () => {
  it.each(['all', 'each'])(
    'and to that alone (confirm: %s)',
    async (confirm) => {
      const result = await approve(await review(), { confirm })
      expect(annotations(result, 'error')).toEqual([])
      expect([...askedTo(stage, 'apply')].sort()).toEqual(['app', 'dns'])
    }
  )

  it.each([
    ['a workspace more', { workspace: 'app\ndns\nnetwork' }],
    ['a workspace less', { workspace: 'app' }],
    ['a workspace for another one', { workspace: 'app\nnetwork' }]
  ])('so %s is another plan', async (_, changes) => {
    const digest = await review()
    for (const confirm of ['all', 'each']) {
      const result = await approve(digest, { ...changes, confirm })
      expect(result.exitCode).toBe(1)
      expect(result.outputs['reasons']).toContain('plan-digest-differs')
    }
    expect(askedTo(stage, 'apply')).toEqual([])
  })

  it('so a workspace that is planned otherwise is another plan, for all', async () => {
    const digest = await review(scripts.creates)
    const result = await approve(digest)
    expect(result.exitCode).toBe(1)
    expect(askedTo(stage, 'apply')).toEqual([])
    expect(result.outputs['reasons']).toContain('plan-digest-differs')
  })
})
