import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Script } from '../../emulator/engines/scenario.ts'
import { annotations, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const hour = 3600 * 1000
const takesMoments: Script = {
  name: 'creates',
  changes: [{ address: 'terraform_data.x', actions: ['create'] }],
  planMilliseconds: 400,
  applyMilliseconds: 400
}
const neverPlans: Script = { ...takesMoments, holds: ['plan'] }
const apply = {
  mode: 'apply',
  approve: 'true',
  comment: 'never',
  'configuration-directory': '.'
}

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.close()
})

/** A machine whose time of day moves by so much whenever somebody asks. */
function moving(milliseconds: number): { env: Record<string, string> } {
  const script = `let moved=0;const {now}=Date;Date.now=()=>now()+(moved+=${milliseconds});globalThis.Date=class extends Date{constructor(...given){super(...(given.length?given:[Date.now()]))}}`
  return {
    env: {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}`
    }
  }
}

describe('a machine whose time of day is put right', () => {
  it.each([
    ['ahead', 2 * hour],
    ['back', -2 * hour]
  ])('%s: applies a healthy run', async (_, by) => {
    stage.engine.script('network', [takesMoments])
    const result = await stage.run(apply, moving(by))
    expect(annotations(result, 'error')).toEqual([])
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(1)
  })

  it.each([
    ['ahead', 2 * hour],
    ['back', -hour]
  ])('%s: gives up when its patience is over, not later', async (_, by) => {
    stage.engine.script('network', [neverPlans])
    const begun = performance.now()
    const result = await stage.run(
      { ...apply, 'run-timeout': '2s' },
      moving(by)
    )
    expect(result.outputs['outcome']).toBe('timed-out')
    expect(performance.now() - begun).toBeGreaterThan(2_000)
  })
})
