import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { judgePullRequest } from '../../src/gate/pull-request-rules.ts'
import { evidence, noRules } from './evidence.ts'
import { renderPullRequestVerdicts } from './pull-request-verdicts.ts'

it('says of every case of a pull request what the golden file says', () => {
  // Written by `renderPullRequestVerdicts`; read the difference before renewing it.
  const golden = readFileSync('__tests__/gate/golden/pull-request.txt', 'utf8')
  expect(renderPullRequestVerdicts()).toBe(golden)
})

it('finds nothing of people where nothing is asked for', () => {
  const facts = { ...evidence, request: undefined }
  expect(judgePullRequest(facts, noRules)).toHaveLength(4)
  const none = { ...facts, pullRequest: undefined }
  expect(judgePullRequest(none, noRules)).toHaveLength(1)
})
