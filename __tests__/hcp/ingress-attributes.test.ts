import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

const attributes = {
  branch: 'add-subnet',
  'clone-url': 'https://github.com/acme/network.git',
  'commit-message': 'Add a subnet',
  'commit-sha': 'a'.repeat(40),
  'commit-url': 'https://github.com/acme/network/commit/aaaa',
  'compare-url': 'https://github.com/acme/network/pull/7',
  identifier: 'acme/network',
  'is-pull-request': true,
  'on-default-branch': false,
  'pull-request-number': 7,
  'pull-request-title': 'Add a subnet',
  'pull-request-url': 'https://github.com/acme/network/pull/7',
  tag: null,
  'sender-username': 'octocat'
}
const ingress = {
  id: 'ia-1',
  type: 'ingress-attributes',
  attributes,
  relationships: { 'created-by': { data: { id: 'user-1', type: 'users' } } }
}
const known = {
  branch: 'add-subnet',
  cloneUrl: 'https://github.com/acme/network.git',
  commitMessage: 'Add a subnet',
  commitSha: 'a'.repeat(40),
  commitUrl: 'https://github.com/acme/network/commit/aaaa',
  compareUrl: 'https://github.com/acme/network/pull/7',
  identifier: 'acme/network',
  isPullRequest: true,
  onDefaultBranch: false,
  pullRequestNumber: 7,
  pullRequestTitle: 'Add a subnet',
  pullRequestUrl: 'https://github.com/acme/network/pull/7',
  tag: undefined,
  senderUsername: 'octocat',
  createdById: 'user-1'
}
const where = '/api/v2/configuration-versions/cv-1/ingress-attributes'

interceptRequests()

describe('the commit of a configuration version', () => {
  it.each([
    ['in an envelope', { data: ingress }],
    ['bare, as the OpenAPI document has it', ingress]
  ])('is read %s', async (_form, body) => {
    api().get(where).reply(200, body, jsonApi)
    expect(await openApi().hcp.ingressAttributes.read('cv-1')).toEqual(known)
  })

  it.each([
    ['7', 7],
    [0, undefined],
    ['', undefined],
    ['#7', undefined],
    [null, undefined],
    [7.5, undefined]
  ])('has the pull request of %j', async (written, number) => {
    const changed = { ...attributes, 'pull-request-number': written }
    const data = { ...ingress, attributes: changed }
    api().get(where).reply(200, { data }, jsonApi)
    const read = await openApi().hcp.ingressAttributes.read('cv-1')
    expect(read?.pullRequestNumber).toBe(number)
  })

  it.each(Object.keys(attributes))('may lack %s', async (name) => {
    const rest = { ...attributes, [name]: undefined }
    api()
      .get(where)
      .reply(200, { data: { id: 'ia-1', attributes: rest } }, jsonApi)
    const read = await openApi().hcp.ingressAttributes.read('cv-1')
    const unknown = Object.entries(read ?? {})
      .filter(([, value]) => value === undefined)
      .map(([key]) => key)
    const camel = name.replace(/-(.)/g, (__, letter: string) =>
      letter.toUpperCase()
    )
    expect(unknown).toContain(camel)
  })

  it('is not known where there is none (yet)', async () => {
    api().get(where).reply(404, {}, jsonApi)
    expect(await openApi().hcp.ingressAttributes.read('cv-1')).toBeUndefined()
  })

  it('fails where it may not be known', async () => {
    api().get(where).reply(403, {}, jsonApi)
    await expect(openApi().hcp.ingressAttributes.read('cv-1')).rejects.toThrow(
      /403/
    )
  })
})

describe('a run that version control made', () => {
  const relation = (id: string, type: string) => ({ data: { id, type } })
  const run = {
    id: 'run-1',
    type: 'runs',
    attributes: { status: 'planned' },
    relationships: {
      'configuration-version': relation('cv-1', 'configuration-versions')
    }
  }
  const version = (relationships: object) => ({
    id: 'cv-1',
    type: 'configuration-versions',
    attributes: { source: 'github', status: 'uploaded', speculative: true },
    relationships
  })
  const named = {
    'ingress-attributes': relation('ia-1', 'ingress-attributes')
  }
  const origin = {
    id: 'cv-1',
    source: 'github',
    status: 'uploaded',
    speculative: true
  }

  it.each<[string, readonly object[], unknown]>([
    [
      'with its commit',
      [version(named), ingress],
      { ...origin, ingressAttributes: known }
    ],
    [
      'without one, where the server says so',
      [version({ 'ingress-attributes': { data: null } })],
      { ...origin, ingressAttributes: 'none' }
    ],
    [
      'of unknown commit, where that was not included',
      [version(named)],
      { ...origin, ingressAttributes: undefined }
    ],
    [
      'of unknown commit, where nothing is said of it',
      [version({})],
      { ...origin, ingressAttributes: undefined }
    ],
    ['of unknown origin, where nothing was included', [], undefined]
  ])('is read %s', async (_how, included, expected) => {
    const include = ['configuration_version.ingress_attributes']
    api()
      .get('/api/v2/runs/run-1')
      .query({ include: include[0] })
      .reply(200, { data: run, included }, jsonApi)
    const read = await openApi().hcp.runs.read('run-1', { include })
    expect(read.configurationVersion).toEqual(expected)
  })

  it('does without one name where the server refuses that one', async () => {
    const include = ['plan', 'configuration_version.ingress_attributes']
    api()
      .get('/api/v2/runs/run-1')
      .query({ include: include.join(',') })
      .reply(
        400,
        {
          errors: [
            {
              title: 'Invalid include parameter',
              detail: `"${include[1]}" is not allowed`
            }
          ]
        },
        jsonApi
      )
    api()
      .get('/api/v2/runs/run-1')
      .query({ include: 'plan' })
      .twice()
      .reply(200, { data: run }, jsonApi)
    const { hcp } = openApi()
    await hcp.runs.read('run-1', { include })
    await hcp.runs.read('run-1', { include })
  })
})
