import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../../src/hcp/types.ts'
import { planRun } from '../../../src/run/operations/plan.ts'
import { noRules } from '../../gate/evidence.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'

const minute = 60_000

async function plan(look: Partial<Run>, how: 'made' | 'adopted') {
  const world = createScripted([look], {
    'runs.events': () => [{ action: 'confirmed', actor: 'zoe' }]
  })
  const run = createRun({ savePlan: look.savePlan === true })
  world.record.tell({ kind: how, run })
  return await planRun(world, run, {
    follow: {
      patience: { queue: minute, run: minute, apply: minute },
      streamPlan: false,
      usual: { plan: undefined, apply: undefined }
    },
    temporaryFolder: '',
    cleanup: false,
    audit: '',
    rules: noRules
  })
}

const applied: Partial<Run> = {
  status: 'applied',
  statusTimestamps: { 'confirmed-at': '2026-03-04T09:18:00+00:00' }
}

describe('a saved plan that others have the last word on', () => {
  it.each<[Partial<Run>, string]>([
    [{ status: 'discarded' }, 'was discarded'],
    [applied, 'was confirmed by zoe, not by this step'],
    [{ ...applied, autoApply: true }, 'applied by HCP Terraform itself']
  ])('%j is a failure, and says so', async (look, words) => {
    const ending = await plan({ savePlan: true, ...look }, 'made')
    expect(ending.failure?.headline).toContain(words)
  })
})

it.each([true, false])(
  'a run of a push that is only shown is applied by whom it may, auto-apply %j',
  async (autoApply) => {
    const ending = await plan({ ...applied, autoApply }, 'adopted')
    expect(ending).toMatchObject({ outcome: 'applied', failure: undefined })
  }
)
