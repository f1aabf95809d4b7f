import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

interceptRequests()

describe('read', () => {
  it('gives an apply with the states it wrote', async () => {
    api()
      .get('/api/v2/applies/apply-1')
      .reply(
        200,
        {
          data: {
            id: 'apply-1',
            type: 'applies',
            attributes: {
              status: 'errored',
              'resource-additions': 1,
              'resource-changes': 0,
              'resource-destructions': 0,
              'resource-imports': 3,
              'log-read-url': 'https://archivist.example/log'
            },
            relationships: {
              'state-versions': { data: [{ id: 'sv-2' }, { id: 'sv-1' }] }
            }
          }
        },
        jsonApi
      )
    expect(await openApi().hcp.applies.read('apply-1')).toEqual({
      id: 'apply-1',
      status: 'errored',
      counts: { additions: 1, changes: 0, destructions: 0, imports: 3 },
      logReadUrl: 'https://archivist.example/log',
      statusTimestamps: {},
      stateVersionIds: ['sv-2', 'sv-1']
    })
  })

  it('needs a status', async () => {
    api()
      .get('/api/v2/applies/apply-1')
      .reply(200, { data: { id: 'apply-1' } }, jsonApi)
    await expect(openApi().hcp.applies.read('apply-1')).rejects.toThrow(
      /apply apply-1.*status is missing/
    )
  })
})
