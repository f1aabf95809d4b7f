import { describe, expect, it } from '@jest/globals'
import type { Hcp } from '../../../src/hcp/client.ts'
import { api, interceptRequests, jsonApi, openApi } from '../api.ts'

interceptRequests()

/** Every list that is read whole, and the ids or names it gives. */
const lists: readonly (readonly [
  where: string,
  query: Readonly<Record<string, string>>,
  read: (hcp: Hcp) => Promise<readonly unknown[]>
])[] = [
  ['/runs/run-1/policy-checks', {}, (hcp) => hcp.policyChecks.list('run-1')],
  [
    '/runs/run-1/task-stages',
    { include: 'task_results,policy_evaluations' },
    (hcp) => hcp.taskStages.list('run-1')
  ],
  [
    '/policy-evaluations/poleval-1/policy-set-outcomes',
    { 'page[size]': '100' },
    (hcp) => hcp.policyEvaluations.outcomes('poleval-1')
  ],
  [
    '/task-stages/ts-1/policy-evaluations',
    {},
    (hcp) => hcp.policyEvaluations.list('ts-1')
  ],
  [
    '/runs/run-1/tf-policy-evaluations',
    {},
    (hcp) => hcp.tfPolicyEvaluations.list('run-1')
  ],
  [
    '/tf-policy-evaluations/tfpol-1/tf-policy-set-outcomes',
    { 'page[size]': '100' },
    (hcp) => hcp.tfPolicyEvaluations.outcomes('tfpol-1')
  ],
  [
    '/runs/run-1/run-events',
    { include: 'actor,comment' },
    (hcp) => hcp.runs.events('run-1')
  ],
  [
    '/workspaces/ws-1/runs',
    {
      'filter[operation]':
        'plan_only,plan_and_apply,save_plan,refresh_only,destroy,empty_apply,action_only',
      'filter[status_group]': 'non_final',
      'page[size]': '100'
    },
    (hcp) => hcp.runs.listUnfinished('ws-1')
  ],
  [
    '/workspaces/ws-1/current-state-version-outputs',
    {},
    (hcp) => hcp.stateVersionOutputs.readCurrent('ws-1')
  ]
]

const member = (id: string) => ({
  id,
  attributes: { status: 'passed', stage: 'post_plan', name: id }
})

function page(ids: readonly string[], next: number | null): object {
  return {
    data: ids.map(member),
    meta: { pagination: { 'next-page': next } }
  }
}

describe.each(lists)('the list %s', (where, query, read) => {
  const serve = (number: number | undefined, answer: object): void => {
    api()
      .get(`/api/v2${where}`)
      .query(
        number === undefined
          ? query
          : { ...query, 'page[number]': String(number) }
      )
      .reply(200, answer, jsonApi)
  }

  it('is read to its last page, and what comes twice is in it once', async () => {
    serve(undefined, page(['a', 'b'], 2))
    serve(2, page(['b', 'c'], 3))
    serve(3, page(['d'], null))
    expect(await read(openApi().hcp)).toHaveLength(4)
  })

  it('is not taken for whole where its pages lead back', async () => {
    serve(undefined, page(['a'], 2))
    serve(2, page(['a'], 2))
    await expect(read(openApi().hcp)).rejects.toThrow(
      /does not end: its page 2 names page 2 as the next one/
    )
  })

  it('is not read for ever', async () => {
    serve(undefined, page(['a'], 51))
    await expect(read(openApi().hcp)).rejects.toThrow(/more than 50 pages/)
  })
})
