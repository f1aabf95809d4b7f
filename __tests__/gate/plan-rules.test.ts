import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { judgePlan } from '../../src/gate/plan-rules.ts'
import { evidence, noRules } from './evidence.ts'
import { renderPlanVerdicts } from './plan-verdicts.ts'

it('says of every case of a plan what the golden file says', () => {
  // Written by `renderPlanVerdicts`; read the difference before renewing it.
  const golden = readFileSync('__tests__/gate/golden/plan.txt', 'utf8')
  expect(renderPlanVerdicts()).toBe(golden)
})

it('finds nothing where nothing is asked for, but what is always said', () => {
  expect(judgePlan(evidence, noRules)).toEqual(
    ['age of the plan', 'configuration'].map((rule) =>
      expect.objectContaining({
        check: expect.objectContaining({ rule })
      })
    )
  )
})
