import type { ResourceDocument } from '../documents/document.ts'
import {
  renderCapacity,
  renderEntitlementSet,
  renderOrganization
} from '../documents/organization.ts'
import { renderProject } from '../documents/project.ts'
import type { Api, DataBody, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  readData,
  readIncludes,
  seeOrganization,
  viewerOf
} from '../exchange.ts'
import { invalidAttribute, notFound } from '../faults.ts'
import type { HcpState, Organization } from '../model.ts'
import { isFinal } from '../model.ts'
import { addOrganization, removeOrganization } from '../organizations.ts'

/** Mounts organizations: create, read, list, change, delete, what they hold. */
export function mountOrganizations(api: Api, service: Service): void {
  const { state } = service
  const byName = '/organizations/:organization'

  const show = (
    c: Exchange,
    organization: Organization,
    status: 200 | 201 = 200
  ) => {
    const viewer = viewerOf(c, service)
    const wanted = readIncludes(c, ['default_project', 'entitlement_set'])
    const included: ResourceDocument[] = []
    if (wanted.has('default_project')) {
      const { defaultProject } = organization
      included.push(
        renderProject(
          defaultProject,
          [...state.workspaces.values()].filter(
            ({ project }) => project === defaultProject
          ),
          viewer
        )
      )
    }
    if (wanted.has('entitlement_set')) {
      included.push(renderEntitlementSet(organization))
    }
    return answer(c, renderOrganization(organization, viewer), included, status)
  }

  api.get(byName, (c) => show(c, seeOrganization(c, service)))

  api.get('/organizations', (c) => {
    const name = c.req.query('q[name]') ?? ''
    const email = c.req.query('q[email]') ?? ''
    const part = c.req.query('q') ?? ''
    const found = [...state.organizations.values()].filter((organization) => {
      const own = String(organization.settings['email'])
      return (
        organization.name.includes(name) &&
        own.includes(email) &&
        (organization.name.includes(part) || own.includes(part))
      )
    })
    return answerPage(c, found, (organization) =>
      renderOrganization(organization, viewerOf(c, service))
    )
  })

  api.post('/organizations', async (c) => {
    // On the service only a person can; the administrators here stand for one.
    demand(c, 'admin')
    const { attributes } = await readData(c, 'organizations')
    const { name, ...settings } = attributes
    if (typeof name !== 'string' || !/^[\w-]{3,64}$/.test(name)) {
      throw invalidAttribute('name', 'Name is invalid')
    }
    if (typeof settings['email'] !== 'string') {
      throw invalidAttribute('email', "Email can't be blank")
    }
    if (state.organizations.has(name)) {
      throw invalidAttribute('name', 'Name has already been taken')
    }
    return show(c, addOrganization(state, name, settings), 201)
  })

  api.patch(byName, async (c) => {
    const organization = seeOrganization(c, service)
    demand(c, 'admin')
    changeOrganization(organization, await readData(c, 'organizations'), state)
    return show(c, organization)
  })

  api.delete(byName, (c) => {
    const organization = seeOrganization(c, service)
    demand(c, 'admin')
    removeOrganization(state, organization)
    return c.body(null, 204)
  })

  api.get(`${byName}/entitlement-set`, (c) =>
    answer(c, renderEntitlementSet(seeOrganization(c, service)))
  )

  api.get(`${byName}/capacity`, (c) => {
    const { name } = seeOrganization(c, service)
    const runs = [...state.runs.values()].filter(
      ({ workspace }) => workspace.organization === name
    )
    return answer(
      c,
      renderCapacity(
        name,
        runs.filter(({ status }) => status === 'pending').length,
        runs.filter(
          ({ status, gate }) =>
            status !== 'pending' && gate === undefined && !isFinal(status)
        ).length
      )
    )
  })
}

/** Workspaces without a mode of their own take on the organization's. */
function changeOrganization(
  organization: Organization,
  { attributes, relationships }: DataBody,
  state: HcpState
): void {
  const { name, ...settings } = attributes
  if (typeof name === 'string' && name !== organization.name) {
    throw invalidAttribute('name', 'The emulator keeps names as they are')
  }
  Object.assign(organization.settings, settings)
  const poolId = relationships['default-agent-pool']?.data?.id
  if (typeof poolId === 'string') {
    const pool = state.agentPools.get(poolId)
    if (pool === undefined) throw notFound()
    organization.defaultAgentPool = pool
  }
  const mode = organization.settings['default-execution-mode']
  for (const workspace of state.workspaces.values()) {
    if (workspace.organization !== organization.name) continue
    if (workspace.overwrites.executionMode) continue
    if (mode === 'remote' || mode === 'agent' || mode === 'local') {
      workspace.executionMode = mode
    }
    if (!workspace.overwrites.agentPool) {
      workspace.agentPool = organization.defaultAgentPool
    }
  }
}
