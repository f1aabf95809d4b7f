import { describe, expect, it } from '@jest/globals'
import { ApiError } from '../../src/hcp/wire/errors.ts'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

const workspace = (
  attributes: Record<string, unknown> = {},
  relationships: Record<string, unknown> = {}
) => ({
  data: {
    id: 'ws-1',
    type: 'workspaces',
    attributes: { name: 'payments-prod', ...attributes },
    relationships
  }
})

interceptRequests()

describe('read', () => {
  it('gives a workspace by name', async () => {
    api()
      .get('/api/v2/organizations/acme/workspaces/payments-prod')
      .reply(
        200,
        workspace(
          {
            'allow-destroy-plan': true,
            'speculative-enabled': true,
            'auto-apply': true,
            locked: true,
            'locked-reason': 'maintenance',
            'terraform-version': '1.9.8',
            'working-directory': 'infra/prod',
            'execution-mode': 'agent',
            'apply-duration-average': 35_010,
            'plan-duration-average': 18_220,
            'vcs-repo-identifier': 'acme/payments',
            'vcs-repo': { identifier: 'acme/payments', 'tags-regex': 'v.*' },
            'file-triggers-enabled': true,
            'trigger-patterns': ['/infra/**/*'],
            'trigger-prefixes': [],
            permissions: {
              'can-queue-run': true,
              'can-queue-apply': false,
              'can-update': null
            }
          },
          {
            organization: { data: { id: 'acme', type: 'organizations' } },
            'current-run': { data: { id: 'run-1', type: 'runs' } },
            'locked-by': { data: { id: 'user-1', type: 'users' } }
          }
        ),
        jsonApi
      )
    expect(
      await openApi().hcp.workspaces.read({
        organization: 'acme',
        name: 'payments-prod'
      })
    ).toEqual({
      id: 'ws-1',
      name: 'payments-prod',
      organization: 'acme',
      autoApply: true,
      executionMode: 'agent',
      locked: true,
      lockedReason: 'maintenance',
      lockedBy: { type: 'users', id: 'user-1' },
      currentRunId: 'run-1',
      terraformVersion: '1.9.8',
      workingDirectory: 'infra/prod',
      vcsRepoIdentifier: 'acme/payments',
      fileTriggersEnabled: true,
      triggerPatterns: ['/infra/**/*'],
      triggerPrefixes: [],
      tagsRegex: 'v.*',
      tellsCurrentRun: true,
      allowDestroyPlan: true,
      speculativeEnabled: true,
      planDurationAverage: 18_220,
      applyDurationAverage: 35_010,
      permissions: {
        canQueueRun: true,
        canQueueApply: false,
        canQueueDestroy: undefined,
        canReadStateOutputs: undefined,
        canUpdate: undefined
      }
    })
  })

  it('gives a workspace by id, with what is absent unknown', async () => {
    api()
      .get('/api/v2/workspaces/ws-1')
      .reply(
        200,
        workspace({
          'locked-reason': '',
          'working-directory': '',
          'plan-duration-average': null,
          'apply-duration-average': 0,
          'vcs-repo': { identifier: 'acme/x', 'tags-regex': null },
          'trigger-patterns': null,
          permissions: null
        }),
        jsonApi
      )
    const read = await openApi().hcp.workspaces.read({ id: 'ws-1' })
    expect(read).toMatchObject({
      lockedReason: undefined,
      lockedBy: undefined,
      workingDirectory: undefined,
      planDurationAverage: undefined,
      applyDurationAverage: undefined,
      vcsRepoIdentifier: 'acme/x',
      fileTriggersEnabled: undefined,
      triggerPatterns: undefined,
      tagsRegex: undefined,
      allowDestroyPlan: undefined,
      speculativeEnabled: undefined
    })
    expect(Object.values(read.permissions)).toEqual(Array(5).fill(undefined))
  })

  it('encodes names', async () => {
    api()
      .get('/api/v2/organizations/a%20b/workspaces/c%2Fd')
      .reply(200, workspace(), jsonApi)
    await openApi().hcp.workspaces.read({ organization: 'a b', name: 'c/d' })
  })

  const organization = '/api/v2/organizations/acme'
  const read = async () =>
    await openApi()
      .hcp.workspaces.read({ organization: 'acme', name: 'x' })
      .catch((reason: unknown) => reason)

  it.each([
    [
      'the organization, where that is missing',
      404,
      /There is no organization 'acme' on tfe\.example that this token may read/
    ],
    [
      'the workspace, where the organization is there',
      200,
      /'acme' is there, so the workspace 'x' is not, or the token may not read it/
    ],
    [
      'the three causes, where that cannot be told',
      401,
      /name or id is wrong.*lacks the permission.*organization or hostname/
    ]
  ])('explains a 404 by %s', async (_cause, status, text) => {
    api()
      .get(`${organization}/workspaces/x`)
      .reply(404, { errors: [{ status: '404', title: 'not found' }] }, jsonApi)
    api()
      .get(organization)
      .reply(status, { data: { id: 'acme', type: 'organizations' } }, jsonApi)
    const error = await read()
    expect(error).toBeInstanceOf(ApiError)
    expect(String(error)).toMatch(
      /GET \/organizations\/acme\/workspaces\/x on tfe\.example was answered with 404 not found/
    )
    expect(String(error)).toMatch(text)
  })

  it('asks for no organization where it is not a 404', async () => {
    api().get(`${organization}/workspaces/x`).reply(403, {}, jsonApi)
    expect(String(await read())).toMatch(/answered with 403/)
  })

  it('refuses a workspace without a name', async () => {
    api()
      .get('/api/v2/workspaces/ws-1')
      .reply(200, workspace({ name: null }), jsonApi)
    await expect(openApi().hcp.workspaces.read({ id: 'ws-1' })).rejects.toThrow(
      /workspace ws-1.*name is missing/
    )
  })
})
