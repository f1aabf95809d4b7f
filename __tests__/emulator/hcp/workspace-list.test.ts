/* eslint-disable @typescript-eslint/no-explicit-any -- documents */
import { afterEach, describe, expect, it } from '@jest/globals'
import type { HcpOptions } from '../../../emulator/hcp/server.ts'
import { converse } from '../conversation.ts'
import { createScenarioServers } from '../scenario-servers.ts'

const { start, close } = createScenarioServers()
afterEach(close)

const options: Partial<HcpOptions> = {
  projects: [{ name: 'Network', tagBindings: { team: 'core', tier: '1' } }],
  workspaces: [
    { name: 'net-eu', project: 'Network', tagNames: ['net', 'eu'] },
    { name: 'net-us', project: 'Network', tagBindings: { team: 'x' } },
    { name: 'app', tagNames: ['eu'], tagBindings: { env: '' } }
  ]
}

async function list(query: string, changes: Partial<HcpOptions> = {}) {
  const { server } = await start({ ...options, ...changes })
  const answer = await converse(server).get(
    `/organizations/acme/workspaces?${query}`
  )
  return {
    server,
    answer,
    names: (answer.json.data as any[] | undefined)?.map(
      ({ attributes }) => attributes.name as string
    )
  }
}

describe('the list of workspaces', () => {
  it.each([
    ['', ['net-eu', 'net-us', 'app']],
    ['sort=name', ['app', 'net-eu', 'net-us']],
    ['sort=-name', ['net-us', 'net-eu', 'app']],
    ['search[name]=et-', ['net-eu', 'net-us']],
    ['search[wildcard-name]=net-*', ['net-eu', 'net-us']],
    ['search[wildcard-name]=*-eu', ['net-eu']],
    ['search[wildcard-name]=*e*', ['net-eu', 'net-us']],
    ['search[wildcard-name]=NET-*', ['net-eu', 'net-us']],
    ['search[wildcard-name]=n*-eu', []],
    ['search[tags]=eu', ['net-eu', 'app']],
    ['search[tags]=eu,net', ['net-eu']],
    ['search[tags]=eu&search[exclude-tags]=net,no', ['app']],
    ['filter[tagged][0][key]=tier', ['net-eu', 'net-us']],
    ['filter[tagged][0][key]=team&filter[tagged][0][value]=core', ['net-eu']],
    ['filter[tagged][0][key]=team&filter[tagged][1][key]=env', []],
    ['filter[tagged][0][key]=env&filter[tagged][0][value]=', ['app']],
    ['filter[tagged][key]=env', ['net-eu', 'net-us', 'app']],
    ['filter[project][id]=prj-7pGdLwNc5QfXvK3s', ['app']]
  ])('asked with %s', async (query, names) => {
    expect((await list(query)).names).toEqual(names)
  })

  it.each([
    [{ ignoredFilters: ['search[tags]'] }, 3],
    [{ ignoresListFilters: true }, 3],
    [{}, 1]
  ])('with %j has %i of one tag', async (changes, count) => {
    expect((await list('search[tags]=net', changes)).names).toHaveLength(count)
  })

  it('includes projects and effective tags, each once', async () => {
    const { answer } = await list('include=project,effective_tag_bindings')
    const { data, included } = answer.json
    const of = (type: string) =>
      included.filter((each: any) => each.type === type)
    expect(of('projects').map((each: any) => each.attributes)).toMatchObject([
      { name: 'Network', 'workspace-count': 2 },
      { name: 'Default Project', 'workspace-count': 1 }
    ])
    const tags = of('effective-tag-bindings').map((each: any) => [
      each.attributes.key,
      each.attributes.value,
      'inherited-from' in (each.links ?? {})
    ])
    expect(tags).toEqual([
      ['team', 'core', true],
      ['tier', '1', true],
      ['team', 'x', false],
      ['tier', '1', true],
      ['env', '', false]
    ])
    const ids = data.flatMap((each: any) =>
      each.relationships['effective-tag-bindings'].data.map(({ id }: any) => id)
    )
    expect(new Set(ids).size).toBe(5)
  })

  it.each([
    ['key-value', 200, 200],
    ['not-included', 400, 200],
    ['flat', 400, 404]
  ] as const)('with %s tags answers %i and %i', async (tags, first, second) => {
    const { answer, server } = await list('include=effective_tag_bindings', {
      tags
    })
    expect(answer.status).toBe(first)
    const { id } = server.workspace('net-us')
    const path = `/workspaces/${id}/effective-tag-bindings`
    const bindings = await converse(server).get(path)
    expect(bindings.status).toBe(second)
    if (second === 200) expect(bindings.json.data).toHaveLength(2)
  })

  it('shows the rules that start runs', async () => {
    const { answer } = await list('', {
      workspaces: [
        {
          name: 'a',
          vcsRepoIdentifier: 'acme/network',
          triggers: {
            fileTriggersEnabled: true,
            triggerPatterns: ['/a/**/*'],
            tagsRegex: 'v.*'
          }
        }
      ]
    })
    expect(answer.json.data[0].attributes).toMatchObject({
      'file-triggers-enabled': true,
      'trigger-prefixes': [],
      'trigger-patterns': ['/a/**/*'],
      'vcs-repo': { 'tags-regex': 'v.*' }
    })
  })
})

describe('projects', () => {
  it.each([
    ['', 2],
    ['filter[names]=network', 1],
    ['filter[names]=net', 0],
    ['q=NET', 1],
    ['filter[names]=default project&q=net', 1]
  ])('asked with %s are %i', async (query, count) => {
    const { server } = await start(options)
    const { json } = await converse(server).get(
      `/organizations/acme/projects?${query}`
    )
    expect(json.data).toHaveLength(count)
  })

  it('have tags, and are read by id', async () => {
    const { server } = await start(options)
    const client = converse(server)
    const { json } = await client.get('/organizations/acme/projects?q=net')
    const [{ id }] = json.data
    expect((await client.get(`/projects/${id}`)).json.data.id).toBe(id)
    const tags = await client.get(`/projects/${id}/tag-bindings`)
    expect(tags.json.data).toHaveLength(2)
    expect((await client.get('/projects/prj-no')).status).toBe(404)
  })
})
