import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openStage, reasonCodes } from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * A plan JSON that lost something says nothing of what it lost: no rule about
 * the plan holds because of that. The runs of these tests replace and destroy.
 */

const rules = {
  mode: 'apply',
  approve: 'true',
  'configuration-directory': '.',
  'max-destroy': '0',
  'max-replace': '0',
  'protected-addresses': '**',
  'on-blocked': 'discard'
}

let stage: Stage
let applied: number
beforeAll(async () => {
  stage = await openStage([scripts.creates])
  const first = await stage.run({
    mode: 'apply',
    approve: 'true',
    'configuration-directory': '.'
  })
  expect(first.outputs['outcome']).toBe('applied')
  applied = stage.applies()
})
afterAll(async () => {
  await stage.close()
})

const destroyed = {
  address: 'module.data.terraform_data.main',
  module_address: 'module.data',
  mode: 'managed',
  type: 'terraform_data',
  name: 'main',
  change: { actions: ['delete'], before: { input: 1 }, after: null }
}

describe('a plan JSON', () => {
  it.each<readonly [string, unknown]>([
    ['without its changes', undefined],
    ['with null for its changes', null],
    ['with no change', []],
    ['with fewer changes than were counted', [destroyed]],
    ['with a change that lost its actions', [{ ...destroyed, change: {} }]],
    ['with a change that is no object', ['x']],
    ['with changes of data sources instead', [{ ...destroyed, mode: 'data' }]],
    [
      'with a change that also does nothing',
      [
        {
          ...destroyed,
          change: { ...destroyed.change, actions: ['no-op', 'delete'] }
        }
      ]
    ]
  ])('%s: not applied', async (_, changes) => {
    // With read rights the redacted one is read, with admin rights the full one.
    for (const token of [stage.hcp.token, stage.hcp.tokens.admin]) {
      stage.engine.script('network', [
        { ...scripts.changes, plan: { resource_changes: changes } }
      ])
      const result = await stage.run({ ...rules, token })
      expect(result.exitCode).toBe(1)
      expect(['blocked', 'errored']).toContain(result.outputs['outcome'])
      expect(stage.applies()).toBe(applied)
      // What is not known is held; the next run would wait behind it.
      const runId = result.outputs['run-id'] ?? ''
      if (stage.hcp.run(runId).status === 'planned') {
        await stage.run({ mode: 'discard', 'run-id': runId })
      }
    }
  })

  it('that is whole is judged by what it lists', async () => {
    stage.engine.script('network', [scripts.changes])
    const result = await stage.run(rules)
    expect(reasonCodes(result)).toEqual([
      'destroys-exceeded',
      'replaces-exceeded',
      'address-protected'
    ])
    expect(stage.applies()).toBe(applied)
  })
})
