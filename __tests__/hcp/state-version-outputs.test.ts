import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

const where = '/api/v2/workspaces/ws-1/current-state-version-outputs'
const output = (id: string, attributes: Record<string, unknown>) => ({
  id,
  type: 'state-version-outputs',
  attributes
})
const page = (number: number) => ({
  'page[number]': String(number),
  'page[size]': '100'
})

interceptRequests()

describe('readCurrent', () => {
  it('gives every page, and no sensitive value', async () => {
    api()
      .get(where)
      .query(page(1))
      .reply(
        200,
        {
          data: [
            output('wsout-1', {
              name: 'lb_dns',
              sensitive: false,
              type: 'string',
              value: 'lb-1'
            }),
            output('wsout-2', {
              name: 'password',
              sensitive: true,
              type: 'string',
              value: 'leaked by a careless server'
            })
          ],
          meta: { pagination: { 'next-page': 2 } }
        },
        jsonApi
      )
    api()
      .get(where)
      .query(page(2))
      .reply(
        200,
        {
          data: [
            output('wsout-3', {
              name: 'zones',
              sensitive: false,
              type: ['list', 'string'],
              value: ['a']
            }),
            output('wsout-4', { name: 'unsaid', value: 'x' })
          ],
          meta: { pagination: { 'next-page': null } }
        },
        jsonApi
      )
    expect(await openApi().hcp.stateVersionOutputs.readCurrent('ws-1')).toEqual(
      [
        { name: 'lb_dns', sensitive: false, type: 'string', value: 'lb-1' },
        {
          name: 'password',
          sensitive: true,
          type: 'string',
          value: undefined
        },
        { name: 'zones', sensitive: false, type: undefined, value: ['a'] },
        { name: 'unsaid', sensitive: true, type: undefined, value: undefined }
      ]
    )
  })

  it('asks again while the state is processed', async () => {
    api().get(where).query(page(1)).twice().reply(503)
    api().get(where).query(page(1)).reply(200, { data: [] }, jsonApi)
    const { hcp, clock } = openApi()
    expect(await hcp.stateVersionOutputs.readCurrent('ws-1')).toEqual([])
    expect(clock.sleeps).toHaveLength(2)
  })
})
