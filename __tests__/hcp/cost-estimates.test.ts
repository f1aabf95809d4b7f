import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

interceptRequests()

function answer(attributes: object): void {
  api()
    .get('/api/v2/cost-estimates/ce-1')
    .reply(
      200,
      { data: { id: 'ce-1', type: 'cost-estimates', attributes } },
      jsonApi
    )
}

describe('read', () => {
  it('reads a finished estimate', async () => {
    answer({
      status: 'finished',
      'delta-monthly-cost': '-1.5',
      'error-message': null
    })
    expect(await openApi().hcp.costEstimates.read('ce-1')).toEqual({
      id: 'ce-1',
      status: 'finished',
      errorMessage: undefined,
      deltaMonthlyCost: '-1.5'
    })
  })

  it('reads why there is none', async () => {
    answer({ status: 'errored', 'error-message': 'no prices' })
    expect(await openApi().hcp.costEstimates.read('ce-1')).toEqual({
      id: 'ce-1',
      status: 'errored',
      errorMessage: 'no prices',
      deltaMonthlyCost: undefined
    })
  })
})
