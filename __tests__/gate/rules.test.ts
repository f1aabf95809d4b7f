import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { renderRunVerdicts } from './run-verdicts.ts'

it('says of every case of a run what the golden file says', () => {
  // Written by `renderRunVerdicts`; read the difference before renewing it.
  const golden = readFileSync('__tests__/gate/golden/run.txt', 'utf8')
  expect(renderRunVerdicts()).toBe(golden)
})
