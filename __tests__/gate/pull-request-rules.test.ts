import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { renderPullRequestVerdicts } from './pull-request-verdicts.ts'

it('says of every case of a pull request what the golden file says', () => {
  // Written by `renderPullRequestVerdicts`; read the difference before renewing it.
  const golden = readFileSync('__tests__/gate/golden/pull-request.txt', 'utf8')
  expect(renderPullRequestVerdicts()).toBe(golden)
})
