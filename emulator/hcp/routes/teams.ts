import type { ResourceDocument } from '../documents/document.ts'
import { document, toOne } from '../documents/document.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  demand,
  param,
  readData,
  seeOrganization,
  seeWorkspace
} from '../exchange.ts'
import { invalidAttribute, notFound } from '../faults.ts'
import { createIdentifier } from '../identifier.ts'
import type { Permission, Team } from '../model.ts'
import { renderTime } from '../model.ts'
import type { Principals } from '../principals.ts'

/**
 * Mounts teams, their access to workspaces and their tokens, as far as a second
 * identity needs them: a token has the rights that the team has at that moment.
 */
export function mountTeams(
  api: Api,
  service: Service,
  principals: Principals
): void {
  const { teams } = service.state

  const find = (c: Exchange): Team => {
    demand(c, 'admin')
    const team = teams.get(param(c, 'id'))
    if (team === undefined) throw notFound()
    return team
  }

  api.post('/organizations/:organization/teams', async (c) => {
    const organization = seeOrganization(c, service)
    demand(c, 'admin')
    const { attributes } = await readData(c, 'teams')
    const { name } = attributes
    if (typeof name !== 'string' || name === '') {
      throw invalidAttribute('name', "Name can't be blank")
    }
    const team: Team = {
      id: createIdentifier('team'),
      organization: organization.name,
      name,
      access: new Map(),
      token: undefined
    }
    teams.set(team.id, team)
    return answer(c, renderTeam(team), [], 201)
  })
  api.get('/teams/:id', (c) => answer(c, renderTeam(find(c))))
  api.delete('/teams/:id', (c) => {
    const team = find(c)
    if (team.token !== undefined) principals.revokeToken(team.token)
    teams.delete(team.id)
    return c.body(null, 204)
  })

  api.post('/teams/:id/authentication-token', (c) => {
    const team = find(c)
    const access = [...team.access.values()]
    if (team.token !== undefined) principals.revokeToken(team.token)
    team.token = principals.addToken({
      kind: 'team',
      team: team.id,
      permission: access[0]?.permission ?? 'read',
      workspaces: access.map(({ workspace }) => workspace.name)
    })
    return answer(
      c,
      document(
        'authentication-tokens',
        createIdentifier('at'),
        { token: team.token, description: null, 'created-at': renderTime() },
        { team: toOne('teams', team.id) }
      ),
      [],
      201
    )
  })
  api.delete('/teams/:id/authentication-token', (c) => {
    const team = find(c)
    if (team.token === undefined) throw notFound()
    principals.revokeToken(team.token)
    team.token = undefined
    return c.body(null, 204)
  })
  mountTeamAccess(api, service)
}

function mountTeamAccess(api: Api, service: Service): void {
  const { teams, workspaces } = service.state
  api.post('/team-workspaces', async (c) => {
    demand(c, 'admin')
    const { attributes, relationships } = await readData(c, 'team-workspaces')
    const team = teams.get(String(relationships['team']?.data?.id))
    const workspace = seeWorkspace(
      c,
      workspaces.get(String(relationships['workspace']?.data?.id))
    )
    if (team === undefined) throw notFound()
    const id = createIdentifier('tws')
    const permission = readPermission(attributes['access'])
    team.access.set(id, { workspace, permission })
    return answer(
      c,
      document(
        'team-workspaces',
        id,
        { access: permission },
        {
          team: toOne('teams', team.id),
          workspace: toOne('workspaces', workspace.id)
        }
      ),
      [],
      201
    )
  })
  api.delete('/team-workspaces/:id', (c) => {
    demand(c, 'admin')
    const id = param(c, 'id')
    const team = [...teams.values()].find(({ access }) => access.has(id))
    if (team === undefined) throw notFound()
    team.access.delete(id)
    return c.body(null, 204)
  })
}

function renderTeam(team: Team): ResourceDocument {
  return document(
    'teams',
    team.id,
    { name: team.name, 'users-count': 0, visibility: 'secret' },
    { organization: toOne('organizations', team.organization) }
  )
}

function readPermission(access: unknown): Permission {
  switch (access) {
    case 'read':
    case 'plan':
    case 'write':
    case 'admin':
      return access
    default:
      throw invalidAttribute('access', 'Access is invalid')
  }
}
