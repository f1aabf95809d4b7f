import { describe, expect, it } from '@jest/globals'
import { readReviewDecision } from '../../src/github/review-decision.ts'
import { GitHubError } from '../../src/github/refusals.ts'
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
    [
      { headRefOid: null, reviewDecision: 'APPROVED' },
      { headSha: undefined, decision: 'APPROVED' }
    ]
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

  const decided = { headRefOid: sha, reviewDecision: 'APPROVED' }
  it.each<[unknown]>([
    [{ data: null }],
    [{ data: { repository: null } }],
    [{ data: { repository: { pullRequest: null } } }],
    [{ data: { repository: { pullRequest: { headRefOid: sha } } } }],
    [
      {
        data: {
          repository: { pullRequest: { ...decided, reviewDecision: ['x'] } }
        }
      }
    ],
    ...[[{ message: 'x' }], [null, null], { message: 'x' }, 'x', true].map(
      (errors): [unknown] => [
        { data: { repository: { pullRequest: decided } }, errors }
      ]
    )
  ])('takes nothing from %j', async (answer) => {
    api().post('/graphql').reply(200, answer)
    await expect(
      readReviewDecision(gitHub(), repository, 7)
    ).rejects.toBeInstanceOf(GitHubError)
  })
})
