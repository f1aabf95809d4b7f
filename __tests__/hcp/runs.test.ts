import { describe, expect, it } from '@jest/globals'
import {
  ApiError,
  MalformedResponseError,
  isAmbiguous
} from '../../src/hcp/wire/errors.ts'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

const attributes = {
  actions: {
    'is-cancelable': false,
    'is-confirmable': true,
    'is-discardable': true,
    'is-force-cancelable': false
  },
  'allow-empty-apply': false,
  'auto-apply': false,
  'canceled-at': null,
  'created-at': '2026-03-04T09:15:02.117Z',
  'has-changes': true,
  'is-destroy': false,
  message: 'acme/payments@1f2e3d4',
  'plan-only': false,
  refresh: true,
  'refresh-only': false,
  'target-addrs': ['a.b'],
  'replace-addrs': null,
  'save-plan': false,
  source: 'tfe-api',
  status: 'policy_checked',
  'status-timestamps': {
    'planned-at': '2026-03-04T09:15:31+00:00',
    'odd-at': null
  },
  'terraform-version': '1.9.8',
  permissions: {
    'can-apply': true,
    'can-cancel': true,
    'can-comment': true,
    'can-discard': true,
    'can-force-execute': true,
    'can-force-cancel': false,
    'can-override-policy-check': false
  },
  'an-attribute-of-the-future': { x: 1 }
}
const relationships = {
  workspace: { data: { id: 'ws-1', type: 'workspaces' } },
  apply: { data: { id: 'apply-1', type: 'applies' } },
  'configuration-version': {
    data: { id: 'cv-1', type: 'configuration-versions' }
  },
  'cost-estimate': { data: { id: 'ce-1', type: 'cost-estimates' } },
  'created-by': { data: { id: 'user-1', type: 'users' } },
  'confirmed-by': { data: null },
  plan: { data: { id: 'plan-1', type: 'plans' } },
  'task-stages': { data: [] },
  'policy-checks': { data: [{ id: 'polchk-1', type: 'policy-checks' }] }
}
const run = { id: 'run-1', type: 'runs', attributes, relationships }
const plan = {
  id: 'plan-1',
  type: 'plans',
  attributes: {
    'has-changes': true,
    'resource-additions': 2,
    'resource-changes': 1,
    'resource-destructions': 1,
    'resource-imports': 0,
    status: 'finished',
    'log-read-url': 'https://archivist.example/plan-log'
  }
}
const apply = {
  id: 'apply-1',
  type: 'applies',
  attributes: {
    'resource-additions': null,
    'resource-changes': null,
    'resource-destructions': null,
    'resource-imports': null,
    status: 'pending',
    'log-read-url': null
  }
}

interceptRequests()

describe('create', () => {
  it('sends auto-apply: false and nothing that was not asked for', async () => {
    let body: unknown
    api()
      .matchHeader('content-type', 'application/vnd.api+json')
      .post('/api/v2/runs', (sent) => {
        body = sent
        return true
      })
      .reply(201, { data: run }, jsonApi)
    const created = await openApi().writes.runs.create({
      workspaceId: 'ws-1',
      message: 'hello',
      targetAddrs: []
    })
    expect(created.id).toBe('run-1')
    expect(body).toEqual({
      data: {
        type: 'runs',
        attributes: { message: 'hello', 'auto-apply': false },
        relationships: {
          workspace: { data: { type: 'workspaces', id: 'ws-1' } }
        }
      }
    })
  })

  it('sends everything that was asked for', async () => {
    let body: unknown
    api()
      .post('/api/v2/runs', (sent) => {
        body = sent
        return true
      })
      .reply(201, { data: run }, jsonApi)
    await openApi().writes.runs.create({
      workspaceId: 'ws-1',
      configurationVersionId: 'cv-1',
      message: 'hello',
      planOnly: true,
      savePlan: false,
      isDestroy: true,
      refresh: false,
      refreshOnly: false,
      allowEmptyApply: true,
      allowConfigGeneration: true,
      debuggingMode: false,
      terraformVersion: '1.9.8',
      targetAddrs: ['a.b'],
      replaceAddrs: ['c.d[0]'],
      variables: [{ key: 'region', value: '"eu"' }]
    })
    expect(body).toEqual({
      data: {
        type: 'runs',
        attributes: {
          message: 'hello',
          'auto-apply': false,
          'plan-only': true,
          'save-plan': false,
          'is-destroy': true,
          refresh: false,
          'refresh-only': false,
          'allow-empty-apply': true,
          'allow-config-generation': true,
          'debugging-mode': false,
          'terraform-version': '1.9.8',
          'target-addrs': ['a.b'],
          'replace-addrs': ['c.d[0]'],
          variables: [{ key: 'region', value: '"eu"' }]
        },
        relationships: {
          workspace: { data: { type: 'workspaces', id: 'ws-1' } },
          'configuration-version': {
            data: { type: 'configuration-versions', id: 'cv-1' }
          }
        }
      }
    })
  })

  it('is ambiguous when the answer is no run', async () => {
    api()
      .post('/api/v2/runs')
      .reply(201, { data: { id: 'run-1', type: 'runs' } }, jsonApi)
    const error = await openApi()
      .writes.runs.create({ workspaceId: 'ws-1', message: 'x' })
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MalformedResponseError)
    expect(String(error)).toMatch(/run run-1.*status is missing/)
    expect(isAmbiguous(error)).toBe(true)
  })

  it('shows what is invalid', async () => {
    api()
      .post('/api/v2/runs')
      .reply(
        422,
        {
          errors: [
            {
              status: '422',
              title: 'invalid attribute',
              detail: 'Terraform version is not a valid version',
              source: { pointer: '/data/attributes/terraform-version' }
            }
          ]
        },
        jsonApi
      )
    const error = await openApi()
      .writes.runs.create({ workspaceId: 'ws-1', message: 'x' })
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApiError)
    expect(isAmbiguous(error)).toBe(false)
    expect(String(error)).toContain('/data/attributes/terraform-version')
  })
})

describe('read', () => {
  it('gives the run with its plan and apply', async () => {
    api()
      .get('/api/v2/runs/run-1')
      .query({ include: 'plan,apply' })
      .reply(200, { data: run, included: [apply, plan] }, jsonApi)
    expect(await openApi().hcp.runs.read('run-1')).toEqual({
      id: 'run-1',
      document: run,
      status: 'policy_checked',
      statusTimestamps: { 'planned-at': '2026-03-04T09:15:31+00:00' },
      actions: {
        isCancelable: false,
        isConfirmable: true,
        isDiscardable: true,
        isForceCancelable: false
      },
      permissions: {
        canApply: true,
        canCancel: true,
        canComment: true,
        canDiscard: true,
        canForceCancel: false,
        canForceExecute: true,
        canOverridePolicyCheck: false
      },
      hasChanges: true,
      autoApply: false,
      planOnly: false,
      savePlan: false,
      isDestroy: false,
      refresh: true,
      refreshOnly: false,
      allowEmptyApply: false,
      targetAddrs: ['a.b'],
      replaceAddrs: [],
      variableNames: undefined,
      invokeActionAddrs: [],
      policyPaths: [],
      message: 'acme/payments@1f2e3d4',
      source: 'tfe-api',
      terraformVersion: '1.9.8',
      createdAt: '2026-03-04T09:15:02.117Z',
      canceledAt: undefined,
      forceCancelAvailableAt: undefined,
      workspaceId: 'ws-1',
      configurationVersionId: 'cv-1',
      configurationVersion: undefined,
      planId: 'plan-1',
      applyId: 'apply-1',
      costEstimateId: 'ce-1',
      policyCheckIds: ['polchk-1'],
      taskStageIds: [],
      tfPolicyEvaluationIds: [],
      createdById: 'user-1',
      confirmedById: undefined,
      plan: {
        id: 'plan-1',
        status: 'finished',
        counts: { additions: 2, changes: 1, destructions: 1, imports: 0 },
        logReadUrl: 'https://archivist.example/plan-log',
        statusTimestamps: {},
        hasChanges: true
      },
      apply: {
        id: 'apply-1',
        status: 'pending',
        counts: undefined,
        logReadUrl: undefined,
        statusTimestamps: {},
        actionInvocations: undefined,
        actionFailures: undefined,
        stateVersionIds: []
      }
    })
  })

  it('takes what is absent or of another type for unknown, not for no', async () => {
    api()
      .get(/.*/)
      .reply(
        200,
        {
          data: {
            id: 'run-1',
            attributes: {
              status: 'frobnicating',
              actions: { 'is-confirmable': 'yes' },
              permissions: null
            }
          }
        },
        jsonApi
      )
    const read = await openApi().hcp.runs.read('run-1')
    expect(read.status).toBe('frobnicating')
    expect(Object.values(read.actions)).toEqual(Array(4).fill(undefined))
    expect(Object.values(read.permissions)).toEqual(Array(7).fill(undefined))
    expect(read.refresh).toBe(true)
    expect(read.plan).toBeUndefined()
  })

  it('refuses an auto-apply that is no boolean', async () => {
    api()
      .get(/.*/)
      .times(4)
      .reply(
        200,
        {
          data: { id: 'run-1', attributes: { status: 'x', 'auto-apply': 'no' } }
        },
        jsonApi
      )
    await expect(openApi().hcp.runs.read('run-1')).rejects.toThrow(/auto-apply/)
  })

  it('does without includes that the server does not know, and remembers', async () => {
    const { hcp } = openApi()
    api()
      .get('/api/v2/runs/run-1')
      .query({ include: 'plan,apply' })
      .once()
      .reply(
        400,
        { errors: [{ status: '400', detail: 'Invalid include parameter' }] },
        jsonApi
      )
    api().get('/api/v2/runs/run-1').twice().reply(200, { data: run }, jsonApi)
    expect((await hcp.runs.read('run-1')).plan).toBeUndefined()
    expect((await hcp.runs.read('run-1')).planId).toBe('plan-1')
  })

  it('does not take another 400 for that', async () => {
    api()
      .get(/.*/)
      .reply(400, { errors: ['nope'] }, jsonApi)
    await expect(openApi().hcp.runs.read('run-1')).rejects.toMatchObject({
      status: 400
    })
  })
})

describe('actions', () => {
  const { writes } = openApi()
  const cases = [
    ['apply', async () => writes.runs.apply('run-1', 'why')],
    ['discard', async () => writes.runs.discard('run-1', 'why')],
    ['cancel', async () => writes.runs.cancel('run-1', 'why')],
    ['force-cancel', async () => writes.runs.forceCancel('run-1', 'why')]
  ] as const

  it.each(cases)('%s sends flat JSON', async (action, act) => {
    let body: unknown
    api()
      .matchHeader('content-type', 'application/vnd.api+json')
      .post(`/api/v2/runs/run-1/actions/${action}`, (sent) => {
        body = sent
        return true
      })
      .reply(202)
    await act()
    expect(body).toEqual({ comment: 'why' })
  })

  it.each(cases)(
    '%s says that the state was another one',
    async (action, act) => {
      api()
        .post(`/api/v2/runs/run-1/actions/${action}`)
        .reply(
          409,
          { errors: [{ status: '409', title: 'transition not allowed' }] },
          jsonApi
        )
      await expect(act()).rejects.toMatchObject({
        status: 409,
        title: 'transition not allowed',
        ambiguous: false
      })
    }
  )

  it('sends no comment where there is none', async () => {
    api().post('/api/v2/runs/run-1/actions/apply', {}).reply(202)
    await writes.runs.apply('run-1')
  })

  it('force-execute sends no body', async () => {
    api().post('/api/v2/runs/run-1/actions/force-execute', '').reply(202)
    await writes.runs.forceExecute('run-1')
  })

  it('refuses an id that would change the path', async () => {
    await expect(writes.runs.apply('..')).rejects.toThrow(/cannot be the id/)
  })
})

describe('finding the run of a lost answer', () => {
  const list = (...runs: unknown[]): void => {
    api()
      .get('/api/v2/workspaces/ws-1/runs')
      .query({
        'filter[operation]':
          'plan_only,plan_and_apply,save_plan,refresh_only,destroy,empty_apply,action_only',
        'page[size]': '50'
      })
      .reply(200, { data: runs }, jsonApi)
  }
  const other = {
    ...run,
    id: 'run-0',
    attributes: { ...attributes, message: 'other' },
    relationships: {}
  }

  it('T21: finds it by message, plan-only runs included', async () => {
    list(
      other,
      {
        ...run,
        attributes: { ...attributes, message: 'acme/payments@1f2e3d4\n' }
      },
      { ...other, id: 'run-older' }
    )
    const found = await openApi().hcp.runs.findByMessage(
      'ws-1',
      'acme/payments@1f2e3d4'
    )
    expect(found?.id).toBe('run-1')
  })

  it('takes the oldest: a younger one was copied from it', async () => {
    list({ ...run, id: 'run-copy' }, other, run)
    const { message } = attributes
    const found = await openApi().hcp.runs.findByMessage('ws-1', message)
    expect(found?.id).toBe('run-1')
  })

  it('finds none', async () => {
    const { hcp } = openApi()
    list(other)
    expect(await hcp.runs.findByMessage('ws-1', 'x')).toBeUndefined()
    list()
    expect(await hcp.runs.findByMessage('ws-1', 'x')).toBeUndefined()
  })
})

describe('listUnfinished', () => {
  it('asks once, for runs of every kind', async () => {
    api()
      .get('/api/v2/workspaces/ws-1/runs')
      .query({
        'filter[operation]':
          'plan_only,plan_and_apply,save_plan,refresh_only,destroy,empty_apply,action_only',
        'filter[status_group]': 'non_final',
        'page[size]': 100
      })
      .reply(
        200,
        {
          data: [
            {
              id: 'run-9',
              type: 'runs',
              attributes: { status: 'planned', message: 'm' }
            }
          ]
        },
        jsonApi
      )
    const runs = await openApi().hcp.runs.listUnfinished('ws-1')
    expect(runs).toMatchObject([
      { id: 'run-9', status: 'planned', message: 'm' }
    ])
  })
})

describe('events', () => {
  it('names who did what', async () => {
    api()
      .get('/api/v2/runs/run-1/run-events')
      .query({ include: 'actor,comment' })
      .reply(
        200,
        {
          data: [
            {
              id: 're-1',
              attributes: {
                action: 'queued',
                'created-at': '2026-03-04T09:15:02.330Z',
                description: null
              },
              relationships: {
                actor: { data: { id: 'user-1', type: 'users' } }
              }
            },
            {
              id: 're-2',
              attributes: { action: 'discarded', description: 'why' },
              relationships: {
                actor: { data: { id: 'user-2', type: 'users' } }
              }
            },
            { id: 're-3' }
          ],
          included: [
            { id: 'user-1', type: 'users', attributes: { username: 'octocat' } }
          ]
        },
        jsonApi
      )
    expect(await openApi().hcp.runs.events('run-1')).toEqual([
      {
        action: 'queued',
        createdAt: '2026-03-04T09:15:02.330Z',
        description: undefined,
        actor: 'octocat',
        actorId: 'user-1'
      },
      {
        action: 'discarded',
        createdAt: undefined,
        description: 'why',
        actor: 'user-2',
        actorId: 'user-2'
      },
      {
        action: '',
        createdAt: undefined,
        description: undefined,
        actor: undefined,
        actorId: undefined
      }
    ])
  })
})
