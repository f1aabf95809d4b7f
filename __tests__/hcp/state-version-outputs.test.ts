import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

const where = '/api/v2/workspaces/ws-1/current-state-version-outputs'
const output = (id: string, attributes: Record<string, unknown>) => ({
  id,
  type: 'state-version-outputs',
  attributes
})
interceptRequests()

describe('readCurrent', () => {
  it('asks for no page, gives every one, and no sensitive value', async () => {
    api()
      .get(where)
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
      .query({ 'page[number]': '2' })
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
    api().get(where).twice().reply(503)
    api().get(where).reply(200, { data: [] }, jsonApi)
    const { hcp, clock } = openApi()
    expect(await hcp.stateVersionOutputs.readCurrent('ws-1')).toEqual([])
    expect(clock.sleeps).toHaveLength(2)
  })

  it.each([
    ['9223372036854775807'],
    ['-9223372036854775808'],
    ['9007199254740993'],
    ['0.1000000000000000055511151231257827'],
    ['1e400'],
    ['12345678901234567e-3'],
    ['{"a":[18446744073709551615,1],"b":"9223372036854775807 "}'],
    ['[1.0,0.1,1e3,-0]', '[1,0.1,1000,0]']
  ])('hands on %s digit by digit', async (value, written = value) => {
    const body = `{"data":[{"id":"wsout-1","type":"state-version-outputs","attributes":{"name":"id","sensitive":false,"type":"number","value": ${value}}}]}`
    api().get(where).reply(200, body, jsonApi)
    const [id] = await openApi().hcp.stateVersionOutputs.readCurrent('ws-1')
    expect(JSON.stringify(id?.value)).toBe(written)
  })
})
