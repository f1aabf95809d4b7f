import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { renderPlanVerdicts } from './plan-verdicts.ts'

it('says of every case of a plan what the golden file says', () => {
  // Written by `renderPlanVerdicts`; read the difference before renewing it.
  const golden = readFileSync('__tests__/gate/golden/plan.txt', 'utf8')
  expect(renderPlanVerdicts()).toBe(golden)
})
