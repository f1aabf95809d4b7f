import { describe, expect, it } from '@jest/globals'
import { readReviews } from '../../src/github/reviews.ts'
import { api, expectRequests, gitHub, repository, sha } from './api.ts'

describe('readReviews', () => {
  expectRequests()

  it('reads the reviews of all pages in their order', async () => {
    api()
      .get('/repos/acme/network/pulls/7/reviews')
      .query({ per_page: 100, page: 1 })
      .reply(
        200,
        [
          {
            id: 1,
            user: { login: 'bea', id: 12, type: 'User' },
            state: 'APPROVED',
            commit_id: sha,
            submitted_at: '2026-11-01T00:00:00Z'
          }
        ],
        { link: '<https://x.invalid>; rel="next"' }
      )
      .get('/repos/acme/network/pulls/7/reviews')
      .query({ per_page: 100, page: 2 })
      .reply(200, [
        { id: 2, user: null, state: 'dismissed', commit_id: null },
        {
          id: 3,
          user: { login: 'review[bot]', id: 13, type: 'Bot' },
          state: 'COMMENTED',
          commit_id: sha,
          submitted_at: '2026-11-02T00:00:00Z'
        }
      ])
    expect(await readReviews(gitHub(), repository, 7)).toEqual([
      {
        id: 1,
        author: { login: 'bea', id: 12, isBot: false },
        state: 'APPROVED',
        commitId: sha,
        submittedAt: '2026-11-01T00:00:00Z'
      },
      {
        id: 2,
        author: undefined,
        state: 'DISMISSED',
        commitId: undefined,
        submittedAt: undefined
      },
      {
        id: 3,
        author: { login: 'review[bot]', id: 13, isBot: true },
        state: 'COMMENTED',
        commitId: sha,
        submittedAt: '2026-11-02T00:00:00Z'
      }
    ])
  })

  it('names the permission that is missing', async () => {
    api()
      .get('/repos/acme/network/pulls/7/reviews')
      .query(true)
      .reply(403, { message: 'Resource not accessible by integration' })
    await expect(readReviews(gitHub(), repository, 7)).rejects.toMatchObject({
      missingPermission: 'pull-requests: read'
    })
  })
})
