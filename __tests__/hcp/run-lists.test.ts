import { describe, expect, it } from '@jest/globals'
import type { RunFilters } from '../../src/hcp/run-lists.ts'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

const none: RunFilters = {}
const now = Date.parse('2026-03-01T00:00:00Z')
const first = { number: 1, size: 20 }

const run = (id: string, attributes: Record<string, unknown> = {}) => ({
  id,
  type: 'runs',
  attributes: { status: 'planned', ...attributes },
  relationships: { workspace: { data: { id: 'ws-1', type: 'workspaces' } } }
})

interceptRequests()

describe('read', () => {
  it('sends every filter by its name and reads names and the next page', async () => {
    api()
      .get('/api/v2/organizations/acme/runs')
      .query({
        filter: {
          operation:
            'plan_only,destroy,save_plan,refresh_only,empty_apply,plan_and_apply,action_only',
          status: 'planned,errored',
          status_group: 'final',
          source: 'tfe-api',
          timeframe: 'year',
          agent_pool_names: 'blue',
          workspace_names: 'network,other'
        },
        search: { basic: 'a b', user: 'octocat', commit: 'abc' },
        page: { number: '2', size: '50' },
        include: 'workspace'
      })
      .reply(
        200,
        {
          data: [
            run('run-1', {
              message: 'x',
              'plan-only': false,
              'is-destroy': true,
              source: 'tfe-api'
            }),
            run('run-2', { 'plan-only': true, 'is-destroy': true }),
            run('run-3', { 'plan-only': false, 'save-plan': true }),
            run('run-4', { 'plan-only': false, 'refresh-only': true }),
            run('run-5', { 'plan-only': false, 'allow-empty-apply': true }),
            run('run-6', {
              'plan-only': false,
              'save-plan': false,
              'refresh-only': false,
              'is-destroy': false,
              'allow-empty-apply': false
            }),
            run('run-7', {
              'plan-only': false,
              'invoke-action-addrs': ['action.x.y']
            }),
            run('run-8'),
            run('run-9', { 'plan-only': false, 'save-plan': false })
          ],
          included: [
            {
              id: 'ws-1',
              type: 'workspaces',
              attributes: { name: 'network' },
              relationships: {
                organization: { data: { id: 'acme', type: 'organizations' } }
              }
            }
          ],
          // The organization's list has no totals.
          meta: { pagination: { 'current-page': 2, 'next-page': 3 } }
        },
        jsonApi
      )
    const { hcp, dispose } = openApi()
    const page = await hcp.runLists.read(
      { kind: 'organization', organization: 'acme' },
      {
        operation: [
          'plan_only',
          'destroy',
          'save_plan',
          'refresh_only',
          'empty_apply',
          'plan_and_apply',
          'action_only'
        ],
        status: ['planned', 'errored'],
        status_group: ['final'],
        source: ['tfe-api'],
        timeframe: ['year'],
        agent_pool_names: ['blue'],
        workspace_names: ['network', 'other'],
        search: ['a b'],
        user: ['octocat'],
        commit: ['abc']
      },
      { number: 2, size: 50 },
      now
    )
    dispose()
    expect(page.nextPage).toBe(3)
    expect(page.runs[0]).toMatchObject({
      id: 'run-1',
      message: 'x',
      workspace: 'network',
      organization: 'acme'
    })
    expect(page.runs.map(({ operation }) => operation)).toEqual([
      'destroy',
      'plan_only',
      'save_plan',
      'refresh_only',
      'empty_apply',
      'plan_and_apply',
      'action_only',
      undefined,
      // It may be a destroy run, for all that is told.
      undefined
    ])
    expect(page.ignoredFilters).toEqual([])
  })

  it.each<
    [string, Partial<RunFilters>, Record<string, unknown>, string | undefined]
  >([
    ['status', { status: ['errored'] }, {}, 'filter[status]'],
    ['status', { status: ['planned'] }, {}, undefined],
    ['source', { source: ['tfe-ui'] }, { source: 'tfe-api' }, 'filter[source]'],
    ['source, of which nothing is told', { source: ['tfe-ui'] }, {}, undefined],
    [
      'operation',
      { operation: ['destroy', 'save_plan'] },
      { 'plan-only': true },
      'filter[operation]'
    ],
    [
      'operation, of which one cannot be told',
      { operation: ['destroy', 'action_only'] },
      { 'plan-only': true },
      undefined
    ],
    [
      'operation, one of two that a run has',
      { operation: ['destroy'] },
      { 'plan-only': true, 'is-destroy': true },
      undefined
    ],
    ['operation, without switches', { operation: ['destroy'] }, {}, undefined],
    ['nothing', {}, {}, undefined]
  ])(
    'notices where a server did not heed %s',
    async (_what, filters, attributes, ignored) => {
      api()
        .get('/api/v2/workspaces/ws-1/runs')
        .query(true)
        .reply(200, { data: [run('run-1', attributes)] }, jsonApi)
      const { hcp, dispose } = openApi()
      const page = await hcp.runLists.read(
        { kind: 'workspace', workspaceId: 'ws-1' },
        { ...none, ...filters },
        first,
        now
      )
      dispose()
      expect(page.ignoredFilters).toEqual(
        ignored === undefined ? [] : [ignored]
      )
      expect(page.runs).toHaveLength(ignored === undefined ? 1 : 0)
    }
  )

  it('does without the names where the server cannot include them', async () => {
    api()
      .get('/api/v2/workspaces/ws-1/runs')
      .query({ page: { number: '1', size: '20' }, include: 'workspace' })
      .reply(
        400,
        {
          errors: [
            {
              status: '400',
              title: 'invalid include parameter',
              detail: 'Invalid include parameter'
            }
          ]
        },
        jsonApi
      )
      .get('/api/v2/workspaces/ws-1/runs')
      .query({ page: { number: '1', size: '20' } })
      .reply(200, { data: [run('run-1')] }, jsonApi)
    const { hcp, dispose } = openApi()
    expect(
      await hcp.runLists.read(
        { kind: 'workspace', workspaceId: 'ws-1' },
        none,
        first,
        now
      )
    ).toMatchObject({
      runs: [{ id: 'run-1', workspaceId: 'ws-1', workspace: undefined }],
      nextPage: undefined
    })
    dispose()
  })

  it("asks the site's list in its own words", async () => {
    api()
      .get('/api/v2/admin/runs')
      .query({
        q: 'acme',
        filter: { status: 'errored', from: '2025-03-01T00:00:00.000Z' },
        page: { number: '1', size: '20' },
        include: 'workspace,workspace.organization'
      })
      .reply(200, { data: [run('run-1')] }, jsonApi)
    const { hcp, dispose } = openApi()
    const { runs } = await hcp.runLists.read(
      { kind: 'admin' },
      { ...none, search: ['acme'], status: ['errored'], timeframe: ['year'] },
      first,
      now
    )
    dispose()
    // Slim runs: what is not told is not guessed.
    expect(runs[0]?.operation).toBeUndefined()
  })
})
