import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../../../emulator/engines/scenario.ts'
import type { Conversation } from '../../conversation.ts'
import { converse, createRun, readRun } from '../../conversation.ts'
import { createScenarioServers } from '../../scenario-servers.ts'

const servers = createScenarioServers()
afterEach(servers.close)

/** An organization, a project and a workspace, made as a client makes them. */
async function build(owner: Conversation) {
  const organization = await owner.post('/organizations', {
    data: {
      type: 'organizations',
      attributes: {
        name: 'other',
        email: 'a@b.example',
        'cost-estimation-enabled': true
      }
    }
  })
  const project = await owner.post('/organizations/other/projects', {
    data: { type: 'projects', attributes: { name: 'Network Core' } }
  })
  const workspace = await owner.post('/organizations/other/workspaces', {
    data: {
      type: 'workspaces',
      attributes: { name: 'demo' },
      relationships: {
        project: { data: { type: 'projects', id: project.json.data.id } }
      }
    }
  })
  return { organization, project, workspace }
}

describe('an organization', () => {
  it('is made with its projects and workspaces, beside the first one', async () => {
    const { server } = await servers.start()
    const owner = converse(server, server.tokens.owner)
    const made = await build(owner)
    expect(
      [made.organization, made.project, made.workspace].map(
        ({ status }) => status
      )
    ).toEqual([201, 201, 201])
    // The same name in another organization is another workspace.
    const { id } = server.workspace('demo')
    expect(made.workspace.json.data.id).not.toBe(id)
    const read = await owner.get(
      '/organizations/other/workspaces/demo?include=project'
    )
    expect(read.json.included[0].attributes.name).toBe('Network Core')
    const found = await owner.get(
      '/organizations/other/projects?filter[names]=network core'
    )
    expect(found.json.data).toHaveLength(1)
    const lists = await Promise.all(
      ['acme', 'other'].map((name) =>
        owner.get(`/organizations/${name}/workspaces`)
      )
    )
    expect(lists.map(({ json }) => json.data.length)).toEqual([1, 1])
    expect((await owner.remove('/organizations/other')).status).toBe(204)
    expect((await owner.get('/organizations/other')).status).toBe(404)
    expect((await owner.get('/organizations/acme')).status).toBe(200)
  })

  it('is made by nobody without the right', async () => {
    const { server } = await servers.start()
    const { status } = await converse(server).post('/organizations', {
      data: {
        type: 'organizations',
        attributes: { name: 'other', email: 'a@b.example' }
      }
    })
    expect(status).toBe(404)
  })

  it('has costs estimated where it says so', async () => {
    const { server } = await servers.start({}, { fallback: scripts.creates })
    const owner = converse(server, server.tokens.owner)
    await owner.patch('/organizations/acme', {
      data: {
        type: 'organizations',
        attributes: { 'cost-estimation-enabled': true }
      }
    })
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'cost_estimated')
  })

  it('decides the mode of the workspaces without their own', async () => {
    const { server } = await servers.start({
      workspaces: [{ name: 'demo' }, { name: 'own', executionMode: 'remote' }]
    })
    const owner = converse(server, server.tokens.owner)
    await owner.patch('/organizations/acme', {
      data: {
        type: 'organizations',
        attributes: { 'default-execution-mode': 'local' }
      }
    })
    expect(server.workspace('demo').executionMode).toBe('local')
    expect(server.workspace('own').executionMode).toBe('remote')
  })
})

describe('what is made by the API', () => {
  it('counts in plans: variables', async () => {
    const seen: unknown[] = []
    const { server, engine } = await servers.start()
    const plan = engine.plan.bind(engine)
    engine.plan = (request) => {
      seen.push(...request.variables)
      return plan(request)
    }
    const client = converse(server)
    const path = `/workspaces/${server.workspace('demo').id}/vars`
    const make = (attributes: Record<string, unknown>) =>
      client.post(path, { data: { type: 'vars', attributes } })
    const made = await make({
      key: 'name',
      value: 'a "${b}"',
      category: 'terraform',
      sensitive: true
    })
    expect(made.json.data.attributes.value).toBeNull()
    await make({ key: 'sizes', value: '[1]', category: 'terraform', hcl: true })
    await make({ key: 'TOKEN', value: 'x', category: 'env' })
    expect((await make({ key: 'name', category: 'terraform' })).status).toBe(
      422
    )
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned_and_finished')
    expect(seen).toEqual([
      { key: 'name', value: '"a \\"$${b}\\""' },
      { key: 'sizes', value: '[1]' }
    ])
  })

  it('counts in runs: policies, run tasks', async () => {
    const { server } = await servers.start({}, { fallback: scripts.creates })
    const owner = converse(server, server.tokens.owner)
    const workspace = {
      data: { type: 'workspaces', id: server.workspace('demo').id }
    }
    const policy = await owner.post('/organizations/acme/policies', {
      data: {
        type: 'policies',
        attributes: {
          name: 'hours',
          enforce: [{ path: 'hours.sentinel', mode: 'soft-mandatory' }]
        }
      }
    })
    const { id } = policy.json.data
    await fetch(`${server.url}/api/v2/policies/${id}/upload`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${server.tokens.owner}` },
      body: 'main = rule { false }'
    })
    await owner.post('/organizations/acme/policy-sets', {
      data: {
        type: 'policy-sets',
        attributes: { name: 'set' },
        relationships: {
          policies: { data: [{ type: 'policies', id }] },
          workspaces: { data: [workspace.data] }
        }
      }
    })
    const task = await owner.post('/organizations/acme/tasks', {
      data: {
        type: 'tasks',
        attributes: { name: 'scanner', url: 'http://127.0.0.1:9' }
      }
    })
    await owner.post(`/workspaces/${workspace.data.id}/tasks`, {
      data: {
        type: 'workspace-tasks',
        attributes: { 'enforcement-level': 'mandatory' },
        relationships: {
          task: { data: { type: 'tasks', id: task.json.data.id } }
        }
      }
    })
    const run = await createRun(server, 'demo')
    await server.waitFor(run, 'policy_override')
    const { relationships } = await readRun(server, run)
    expect(relationships['task-stages'].data).toHaveLength(1)
    const checks = await owner.get(`/runs/${run}/policy-checks?include=run`)
    expect(checks.json.data[0].attributes.result).toMatchObject({
      result: false,
      passed: 0,
      'soft-failed': 1
    })
    expect(checks.json.included[0].id).toBe(run)
    const output = await owner.get(
      `/policy-checks/${checks.json.data[0].id}/output`
    )
    expect(output.headers.get('content-type')).toContain(
      'application/octet-stream'
    )
    expect(output.text).toContain('1 policies evaluated')
  })
})

describe('the results of a policy check', () => {
  it.each([
    ['passed', 3, 0],
    ['soft_failed', 2, 1]
  ] as const)('count what was %s', async (result, passed, failed) => {
    const server = await servers.startChecked({ policyCheck: { result } })
    const id = await createRun(server, 'demo')
    await server.waitFor(id, ['policy_checked', 'policy_override'])
    const { json } = await converse(server).get(`/runs/${id}/policy-checks`)
    expect(json.data[0].attributes.result).toMatchObject({
      passed,
      'total-failed': failed
    })
  })

  it.each([
    ['later', ['schema-version', 'data']],
    ['earlier', ['can-override', 'error', 'result', 'policies']]
  ] as const)('have details in their %s shape', async (sentinel, keys) => {
    const server = await servers.startChecked({
      policyCheck: { result: 'passed', sentinel }
    })
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'policy_checked')
    const { json } = await converse(server).get(`/runs/${id}/policy-checks`)
    expect(Object.keys(json.data[0].attributes.result.sentinel)).toEqual(keys)
  })

  it('come by redirect where the server has them so', async () => {
    const server = await servers.startChecked(
      { policyCheck: { result: 'passed' } },
      { redirectsPolicyOutput: true }
    )
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'policy_checked')
    const { json } = await converse(server).get(`/runs/${id}/policy-checks`)
    const { status } = await converse(server).get(
      `/policy-checks/${json.data[0].id}/output`
    )
    expect(status).toBe(302)
  })
})

describe('the comments of a run', () => {
  it.each(['comments', 'workspace-comments'] as const)(
    'are %s where it names them',
    async (commentType) => {
      const { server } = await servers.start({ commentType })
      const id = await createRun(server, 'demo')
      await converse(server).post(`/runs/${id}/comments`, {
        data: { type: 'comments', attributes: { body: 'hello' } }
      })
      const { relationships } = await readRun(server, id)
      expect(relationships.comments.data[0].type).toBe(commentType)
    }
  )
})
