import { describe, expect, it } from '@jest/globals'
import { planRun } from '../../../src/run/operations/plan.ts'
import { noRules } from '../../gate/evidence.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'

const minute = 60_000

describe('a saved plan that others have the last word on', () => {
  it.each([
    [{ status: 'discarded' }, 'was discarded'],
    [{ status: 'applied', autoApply: true }, 'applied by HCP Terraform itself']
  ])('%j is a failure, and says so', async (look, words) => {
    const world = createScripted([{ savePlan: true, ...look }], {
      'runs.events': () => []
    })
    const ending = await planRun(world, createRun({ savePlan: true }), {
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
    expect(ending.failure?.headline).toContain(words)
  })
})
