import { renderAgentPool } from '../documents/project.ts'
import { renderWorkspace } from '../documents/workspace.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  param,
  readData,
  readIncludes,
  seeOrganization,
  viewerOf
} from '../exchange.ts'
import { ApiFault, invalidAttribute, notFound } from '../faults.ts'
import type { AgentPool } from '../model.ts'
import { addAgentPool } from '../new-workspace.ts'

/** Mounts agent pools: create, list, read, delete; no agent ever comes. */
export function mountAgentPools(api: Api, service: Service): void {
  const { state } = service

  const find = (c: Exchange): AgentPool => {
    demand(c, 'read')
    const pool = state.agentPools.get(param(c, 'id'))
    if (pool === undefined) throw notFound()
    return pool
  }
  const workspacesOf = (pool: AgentPool) =>
    [...state.workspaces.values()].filter(({ agentPool }) => agentPool === pool)

  api.get('/agent-pools/:id', (c) => {
    const pool = find(c)
    const workspaces = workspacesOf(pool)
    const viewer = viewerOf(c, service)
    return answer(
      c,
      renderAgentPool(pool, workspaces),
      readIncludes(c, ['workspaces']).has('workspaces')
        ? workspaces.map((workspace) => renderWorkspace(workspace, viewer))
        : []
    )
  })

  api.get('/organizations/:organization/agent-pools', (c) => {
    const { name } = seeOrganization(c, service)
    const part = c.req.query('q') ?? ''
    const found = [...state.agentPools.values()].filter(
      (pool) => pool.organization === name && pool.name.includes(part)
    )
    return answerPage(c, found, (pool) =>
      renderAgentPool(pool, workspacesOf(pool))
    )
  })

  api.post('/organizations/:organization/agent-pools', async (c) => {
    const organization = seeOrganization(c, service)
    demand(c, 'admin')
    const { attributes } = await readData(c, 'agent-pools')
    const { name } = attributes
    if (typeof name !== 'string' || name === '') {
      throw invalidAttribute('name', "Name can't be blank")
    }
    const pool = addAgentPool(state, organization.name, name)
    pool.organizationScoped = attributes['organization-scoped'] !== false
    return answer(c, renderAgentPool(pool, []), [], 201)
  })

  api.delete('/agent-pools/:id', (c) => {
    const pool = find(c)
    demand(c, 'admin')
    if (workspacesOf(pool).length > 0) {
      throw new ApiFault(
        422,
        'unprocessable entity',
        'The agent pool is used by workspaces'
      )
    }
    state.agentPools.delete(pool.id)
    return c.body(null, 204)
  })
}
