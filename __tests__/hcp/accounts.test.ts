import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

interceptRequests()

describe('read', () => {
  it.each(['users', 'teams', 'organizations', undefined])(
    'tells a token of %s',
    async (type) => {
      api()
        .get('/api/v2/account/details')
        .reply(
          200,
          {
            data: {
              id: 'user-1',
              type: 'users',
              attributes: { username: 'api-team_1' },
              relationships:
                type === undefined
                  ? {}
                  : { 'authenticated-resource': { data: { id: 'x', type } } }
            }
          },
          jsonApi
        )
      expect(await openApi().hcp.accounts.read()).toEqual({
        id: 'user-1',
        username: 'api-team_1',
        tokenKind: type
      })
    }
  )

  it('explains a 401', async () => {
    api().get('/api/v2/account/details').reply(401)
    await expect(openApi().hcp.accounts.read()).rejects.toThrow(
      /token is missing, expired or revoked, or it was made on another host/
    )
  })
})
