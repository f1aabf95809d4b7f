import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

interceptRequests()

const where = '/api/v2/runs/run-1/task-stages'
const include = { include: 'task_results,policy_evaluations' }
const named = (type: string, ...ids: string[]) => ({
  data: ids.map((id) => ({ id, type }))
})

function stage(relationships: Readonly<Record<string, unknown>>): object {
  return {
    id: 'ts-1',
    type: 'task-stages',
    attributes: { stage: 'post_plan', status: 'passed' },
    relationships
  }
}

const evaluation = {
  id: 'poleval-1',
  type: 'policy-evaluations',
  attributes: { status: 'passed', 'policy-kind': 'opa' }
}

describe('list', () => {
  it.each([
    [
      'gives what is side-loaded',
      {
        'policy-evaluations': named('policy-evaluations', 'poleval-1'),
        'task-results': named('task-results')
      },
      [evaluation],
      { policyEvaluations: [{ id: 'poleval-1' }], taskResults: [] }
    ],
    [
      'does not take a part for the whole',
      {
        'policy-evaluations': named('policy-evaluations', 'poleval-1', 'x'),
        'task-results': named('task-results', 'taskrs-1')
      },
      [evaluation],
      { policyEvaluations: undefined, taskResults: undefined }
    ],
    [
      'does not take silence for none',
      { 'policy-evaluations': { links: { related: '/api/v2/x' } } },
      [evaluation],
      { policyEvaluations: undefined, taskResults: [] }
    ]
  ])('%s', async (_what, relationships, included, wanted) => {
    api()
      .get(where)
      .query(include)
      .reply(200, { data: [stage(relationships)], included }, jsonApi)
    expect(await openApi().hcp.taskStages.list('run-1')).toMatchObject([wanted])
  })

  it('knows of an older server what its stages name', async () => {
    api()
      .get(where)
      .query(include)
      .reply(400, { errors: [{ title: 'Invalid include parameter' }] }, jsonApi)
    api()
      .get(where)
      .reply(
        200,
        {
          data: [stage({ 'task-results': named('task-results', 'taskrs-1') })]
        },
        jsonApi
      )
    expect(await openApi().hcp.taskStages.list('run-1')).toMatchObject([
      {
        tellsOfPolicies: false,
        policyEvaluations: undefined,
        taskResults: undefined
      }
    ])
  })
})
