import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

interceptRequests()

describe('readByName', () => {
  it('reads the projects of a name, page by page', async () => {
    const query = {
      'page[size]': '100',
      sort: 'name',
      'filter[names]': 'Network Core'
    }
    const answer = (id: string, attributes: unknown, next: number | null) => ({
      data: [{ id, type: 'projects', attributes }],
      meta: { pagination: { 'next-page': next } }
    })
    const where = '/api/v2/organizations/acme/projects'
    api()
      .get(where)
      .query(query)
      .reply(
        200,
        answer('prj-1', { name: 'Network Core', 'workspace-count': 0 }, 2),
        jsonApi
      )
    api()
      .get(where)
      .query({ ...query, 'page[number]': '2' })
      .reply(200, answer('prj-2', { name: 'network core' }, null), jsonApi)
    expect(
      await openApi().hcp.projects.readByName('acme', 'Network Core')
    ).toEqual([
      { id: 'prj-1', name: 'Network Core', workspaceCount: 0 },
      { id: 'prj-2', name: 'network core', workspaceCount: undefined }
    ])
  })
})
