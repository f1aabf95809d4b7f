import { describe, expect, it } from '@jest/globals'
import { readReviewDecision } from '../../src/github/review-decision.ts'
import { api, expectRequests, gitHub, repository, sha } from './api.ts'

describe('readReviewDecision', () => {
  expectRequests()

  it.each([
    [
      { headRefOid: sha, reviewDecision: 'APPROVED' },
      { headSha: sha, decision: 'APPROVED' }
    ],
    [
      { headRefOid: sha, reviewDecision: null },
      { headSha: sha, decision: undefined }
    ],
    [null, { headSha: undefined, decision: undefined }]
  ])('reads %j', async (pullRequest, want) => {
    api()
      .post('/graphql', (body: { variables: unknown }) => {
        expect(body.variables).toEqual({
          owner: 'acme',
          name: 'network',
          number: 7
        })
        return true
      })
      .reply(200, { data: { repository: { pullRequest } } })
    expect(await readReviewDecision(gitHub(), repository, 7)).toEqual(want)
  })
})
