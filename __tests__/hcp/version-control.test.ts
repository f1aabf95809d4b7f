import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

interceptRequests()

const commit = 'abcdef0123456789abcdef0123456789abcdef01'
const operations =
  'plan_only,plan_and_apply,save_plan,refresh_only,destroy,empty_apply,action_only'
const include = 'configuration_version.ingress_attributes'
const refusal = {
  errors: [{ status: '400', title: 'Invalid include parameter' }]
}

const run = {
  id: 'run-1',
  type: 'runs',
  attributes: { status: 'planned', source: 'tfe-configuration-version' },
  relationships: {
    'configuration-version': {
      data: { id: 'cv-1', type: 'configuration-versions' }
    }
  }
}
const version = {
  id: 'cv-1',
  type: 'configuration-versions',
  attributes: { source: 'github', status: 'uploaded', speculative: false },
  relationships: {
    'ingress-attributes': { data: { id: 'ia-1', type: 'ingress-attributes' } }
  }
}
const ingress = {
  id: 'ia-1',
  type: 'ingress-attributes',
  attributes: { 'commit-sha': commit, identifier: 'acme/network' }
}

describe('the runs of a commit', () => {
  const path = '/api/v2/workspaces/ws-1/runs'
  const asked = {
    'search[commit]': commit,
    'filter[operation]': operations,
    'page[size]': 100
  }

  it('V-2: are asked for with every operation, and with their commits', async () => {
    api()
      .get(path)
      .query({ ...asked, include })
      .reply(
        200,
        {
          data: [run],
          included: [version, ingress],
          meta: { pagination: { 'next-page': 2 } }
        },
        jsonApi
      )
    const page = await openApi().hcp.runs.listByCommit('ws-1', commit, 1)
    expect(page.nextPage).toBe(2)
    expect(page.runs).toMatchObject([
      {
        id: 'run-1',
        configurationVersion: { ingressAttributes: { commitSha: commit } }
      }
    ])
  })

  it('come without their commits from a server that refuses the include', async () => {
    api()
      .get(path)
      .query({ ...asked, 'page[number]': 2, include })
      .reply(400, refusal, jsonApi)
    api()
      .get(path)
      .query({ ...asked, 'page[number]': 2 })
      .reply(200, { data: [run] }, jsonApi)
    const page = await openApi().hcp.runs.listByCommit('ws-1', commit, 2)
    expect(page.nextPage).toBeUndefined()
    expect(page.runs[0]?.configurationVersion).toBeUndefined()
  })
})

describe('the configurations of a workspace', () => {
  const path = '/api/v2/workspaces/ws-1/configuration-versions'

  it('come with the commits that version control handed over', async () => {
    api()
      .get(path)
      .query({ 'page[size]': 100, include: 'ingress_attributes' })
      .reply(200, { data: [version], included: [ingress] }, jsonApi)
    const { hcp } = openApi()
    expect(
      (await hcp.configurationVersions.listOrigins('ws-1', 1)).origins
    ).toMatchObject([
      { id: 'cv-1', source: 'github', ingressAttributes: { commitSha: commit } }
    ])
  })
})

describe('a connected workspace', () => {
  const path = '/api/v2/workspaces/ws-1'
  const current = `current_run.${include}`
  const document = (attributes: Record<string, unknown>) => ({
    data: {
      id: 'ws-1',
      type: 'workspaces',
      attributes: { name: 'network', ...attributes },
      relationships: {
        'current-run': { data: { id: 'run-1', type: 'runs' } }
      }
    },
    included: [run, version, ingress]
  })
  const read = async (attributes: Record<string, unknown>) => {
    api()
      .get(path)
      .query({ include: current })
      .reply(200, document(attributes), jsonApi)
    return await openApi().hcp.workspaces.readConnected('ws-1')
  }

  it('comes with its rules, its current run and the commit of that', async () => {
    const connected = await read({
      'vcs-repo': {
        identifier: 'acme/network',
        branch: '',
        'tags-regex': null,
        'repository-http-url': 'https://github.com/acme/network'
      },
      'speculative-enabled': true,
      'queue-all-runs': false,
      'file-triggers-enabled': true,
      'trigger-patterns': ['/net/**'],
      'working-directory': 'net'
    })
    expect(connected.connection).toEqual({
      identifier: 'acme/network',
      branch: '',
      tagsRegex: undefined,
      repositoryUrl: 'https://github.com/acme/network'
    })
    expect(connected.triggers).toEqual({
      speculativeEnabled: true,
      queueAllRuns: false,
      fileTriggersEnabled: true,
      triggerPatterns: ['/net/**'],
      triggerPrefixes: [],
      workingDirectory: 'net'
    })
    expect(
      connected.currentRun?.configurationVersion?.ingressAttributes
    ).toMatchObject({ commitSha: commit })
    expect(connected.workspace.name).toBe('network')
  })

  it.each([
    ['not connected', { 'vcs-repo': null }, 'none'],
    ['not told', {}, undefined],
    [
      'told by its name alone',
      { 'vcs-repo-identifier': 'acme/network' },
      {
        identifier: 'acme/network',
        branch: '',
        tagsRegex: undefined,
        repositoryUrl: undefined
      }
    ]
  ])('is %s', async (_, attributes, connection) => {
    expect((await read(attributes)).connection).toEqual(connection)
  })

  it('comes alone from a server that refuses the include', async () => {
    api().get(path).query({ include: current }).reply(400, refusal, jsonApi)
    api()
      .get(path)
      .reply(200, { data: document({}).data }, jsonApi)
    const { currentRun } = await openApi().hcp.workspaces.readConnected('ws-1')
    expect(currentRun).toBeUndefined()
  })
})
