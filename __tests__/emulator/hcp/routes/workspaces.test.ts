import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../../../emulator/engines/scenario.ts'
import type { HcpServer } from '../../../../emulator/hcp/server.ts'
import { converse, createRun, upload } from '../../conversation.ts'
import { createScenarioServers } from '../../scenario-servers.ts'

const servers = createScenarioServers()
afterEach(servers.close)

async function start(
  options: Parameters<typeof servers.start>[0] = {}
): Promise<{ server: HcpServer; admin: ReturnType<typeof converse> }> {
  const { server } = await servers.start(options, {
    fallback: scripts.creates
  })
  return { server, admin: converse(server, server.tokens.admin) }
}

const named = (found: { json: { data: { attributes: { name: string } }[] } }) =>
  found.json.data.map(({ attributes }) => attributes.name).sort()

describe('a workspace that goes', () => {
  it('goes by force with a run in it, safely only without', async () => {
    const { server, admin } = await start()
    const path = `/workspaces/${server.workspace('demo').id}`
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    const safe = await admin.post(`${path}/actions/safe-delete`)
    expect(safe.status).toBe(409)
    expect(safe.json.errors[0].detail).toContain('locked')
    const run = server.run(id)
    expect((await admin.remove(path)).status).toBe(204)
    expect((await admin.get(path)).status).toBe(404)
    expect((await admin.get(`/runs/${id}`)).status).toBe(404)
    expect(run.status).toBe('canceled')
  })

  it('does not go safely with resources', async () => {
    const { server, admin } = await start()
    const path = `/workspaces/${server.workspace('demo').id}`
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    server.act(id, 'apply')
    await server.waitFor(id, 'applied')
    const { attributes } = (await admin.get(path)).json.data
    expect(attributes['resource-count']).toBe(server.addresses('demo').length)
    const safe = await admin.post(`${path}/actions/safe-delete`)
    expect(safe.status).toBe(409)
    expect(safe.json.errors[0].detail).toContain('resources under management')
    expect((await admin.remove(path)).status).toBe(204)
  })
})

describe('a workspace that changes', () => {
  it('keeps what it is told, and drops nothing', async () => {
    const { server, admin } = await start()
    const path = `/workspaces/${server.workspace('demo').id}`
    const attributes = {
      'queue-all-runs': true,
      'speculative-enabled': false,
      'file-triggers-enabled': true,
      'trigger-prefixes': ['/modules'],
      'assessments-enabled': true,
      'auto-apply-run-trigger': true,
      'source-name': 'terraform-provider-tfe'
    }
    await admin.patch(path, {
      data: {
        type: 'workspaces',
        attributes,
        relationships: {
          tags: { data: [{ type: 'tags', attributes: { name: 'net' } }] },
          'tag-bindings': {
            data: [
              {
                type: 'tag-bindings',
                attributes: { key: 'env', value: 'prod' }
              }
            ]
          }
        }
      }
    })
    const { data } = (await admin.get(path)).json
    expect(data.attributes).toMatchObject({
      ...attributes,
      'tag-names': ['net']
    })
    const bindings = await admin.get(`${path}/tag-bindings`)
    expect(bindings.json.data[0].attributes).toEqual(
      expect.objectContaining({ key: 'env', value: 'prod' })
    )
  })

  it('refuses a version of Terraform that is none', async () => {
    const { server, admin } = await start()
    const { status } = await admin.patch(
      `/workspaces/${server.workspace('demo').id}`,
      {
        data: {
          type: 'workspaces',
          attributes: { 'terraform-version': 'nonexisting' }
        }
      }
    )
    expect(status).toBe(422)
  })

  it('gets and loses tags by name and by id', async () => {
    const { server, admin } = await start()
    const path = `/workspaces/${server.workspace('demo').id}/relationships/tags`
    const tag = (name: string) => ({ type: 'tags', attributes: { name } })
    const added = await admin.post(path, { data: [tag('one'), tag('two')] })
    expect(added.status).toBe(204)
    const listed = await admin.get(path)
    expect(named(listed)).toEqual(['one', 'two'])
    const [{ id }] = listed.json.data
    await admin.remove(path, { data: [{ type: 'tags', id }] })
    expect(named(await admin.get(path))).toEqual(['two'])
    await admin.post(path, { data: [{ type: 'tags', id }] })
    expect(named(await admin.get(path))).toEqual(['one', 'two'])
  })
})

describe('workspaces in a list', () => {
  it('are found by tags, bindings of their own and of their project, name and project', async () => {
    const { server, admin } = await start({
      workspaces: [
        { name: 'net-a', tagNames: ['net'], project: 'Network' },
        { name: 'net-b', tagNames: ['net', 'old'] },
        {
          name: 'shop',
          project: 'Network',
          tagBindings: { env: 'prod' }
        }
      ]
    })
    const list = async (query: string) =>
      named(await admin.get(`/organizations/acme/workspaces?${query}`))
    const { project } = server.workspace('net-a')
    project.tagBindings = [{ id: 'tb-1', key: 'env', value: 'test' }]
    expect(await list('search[tags]=net')).toEqual(['net-a', 'net-b'])
    expect(await list('search[tags]=net&search[exclude-tags]=old')).toEqual([
      'net-a'
    ])
    expect(await list('search[wildcard-name]=net-*')).toEqual([
      'net-a',
      'net-b'
    ])
    expect(await list(`filter[project][id]=${project.id}`)).toEqual([
      'net-a',
      'shop'
    ])
    expect(await list('filter[tagged][0][key]=env')).toEqual(['net-a', 'shop'])
    // Its own value stands above the project's.
    expect(
      await list('filter[tagged][0][key]=env&filter[tagged][0][value]=test')
    ).toEqual(['net-a'])
    // Without an index the service does not see it.
    expect(await list('filter[tagged][key]=env')).toHaveLength(3)
  })

  it('bring what they are asked to include, each once', async () => {
    const { server, admin } = await start({
      workspaces: [{ name: 'a' }, { name: 'b' }]
    })
    const { json } = await admin.get(
      '/organizations/acme/workspaces?include=project,organization'
    )
    expect(
      json.included.map(({ type }: { type: string }) => type).sort()
    ).toEqual(['organizations', 'projects'])
    const { id } = server.workspace('a').project
    const project = await admin.get(`/projects/${id}`)
    expect(project.json.data.attributes).toMatchObject({
      name: 'Default Project',
      'workspace-count': 2
    })
  })

  it('name the types of their outputs in a way of their own', async () => {
    const { server, admin } = await start()
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    server.act(id, 'apply')
    await server.waitFor(id, 'applied')
    const { json } = await admin.get(
      `/workspaces/${server.workspace('demo').id}?include=outputs`
    )
    for (const { type, attributes } of json.included) {
      expect(type).toBe('workspace-outputs')
      expect(attributes).toHaveProperty('output-type')
      expect(attributes).not.toHaveProperty('type')
    }
  })
})

describe('agent pools', () => {
  it('have workspaces, by which runs are found', async () => {
    const { server, admin } = await start({
      workspaces: [{ name: 'demo' }, { name: 'far', agentPool: 'basement' }],
      listsPerMinute: 100
    })
    expect(server.workspace('far').executionMode).toBe('agent')
    const id = await createRun(server, 'far')
    await createRun(server, 'demo')
    const runs = await admin.get(
      '/organizations/acme/runs?filter[agent_pool_names]=basement'
    )
    expect(runs.json.data.map((run: { id: string }) => run.id)).toEqual([id])
    const pools = await admin.get('/organizations/acme/agent-pools')
    expect(named(pools)).toEqual(['basement'])
    const pool = await admin.get(
      `/agent-pools/${pools.json.data[0].id}?include=workspaces`
    )
    expect(pool.json.data.relationships.workspaces.data).toEqual([
      { id: server.workspace('far').id, type: 'workspaces' }
    ])
    expect(pool.json.included[0].attributes.name).toBe('far')
    const far = await admin.get(`/workspaces/${server.workspace('far').id}`)
    expect(far.json.data.relationships['agent-pool'].data.id).toBe(
      pools.json.data[0].id
    )
  })
})

describe('configuration versions', () => {
  it('are current since they were made; what is current is not archived', async () => {
    const { server, admin } = await start()
    const path = `/workspaces/${server.workspace('demo').id}`
    const current = async () =>
      (await admin.get(path)).json.data.relationships[
        'current-configuration-version'
      ].data?.id
    const first = await upload(server, 'demo')
    expect(await current()).toBe(first)
    const pending = await admin.post(`${path}/configuration-versions`, {
      data: { type: 'configuration-versions', attributes: {} }
    })
    expect(await current()).toBe(pending.json.data.id)
    for (const attributes of [{ provisional: true }, { speculative: true }]) {
      await admin.post(`${path}/configuration-versions`, {
        data: { type: 'configuration-versions', attributes }
      })
    }
    expect(await current()).toBe(pending.json.data.id)
    const refused = await admin.post(
      `/configuration-versions/${pending.json.data.id}/actions/archive`
    )
    expect(refused.status).toBe(409)
    expect(refused.json.errors[0]).toMatchObject({
      title: 'transition not allowed',
      detail: 'configuration could not be archived because it is current'
    })
    // A run without a word takes what was uploaded last.
    const run = await admin.post('/runs', {
      data: {
        type: 'runs',
        attributes: {},
        relationships: {
          workspace: {
            data: { type: 'workspaces', id: server.workspace('demo').id }
          }
        }
      }
    })
    expect(run.json.data.relationships['configuration-version'].data.id).toBe(
      first
    )
    const archived = await admin.post(
      `/configuration-versions/${first}/actions/archive`
    )
    expect(archived.status).toBe(202)
  })
})
