import { document, toMany, toOne } from '../documents/document.ts'
import type { ResourceDocument } from '../documents/document.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  param,
  readData,
  readMembers,
  seeOrganization
} from '../exchange.ts'
import { invalidAttribute, notFound } from '../faults.ts'
import { createIdentifier } from '../identifier.ts'
import type { Policy, PolicySet } from '../model.ts'
import { renderTime } from '../model.ts'

/**
 * Mounts policies and their sets, as far as the checks of a run need them:
 * create, upload, read, list, delete. Of Sentinel's only
 * `main = rule { true }` passes, of OPA's all but rules of `{ true }`.
 */
export function mountPolicies(api: Api, service: Service): void {
  const { policies } = service.state

  const find = (c: Exchange): Policy => {
    demand(c, 'read')
    const policy = policies.get(param(c, 'id'))
    if (policy === undefined) throw notFound()
    return policy
  }
  const render = (policy: Policy): ResourceDocument =>
    document(
      'policies',
      policy.id,
      {
        name: policy.name,
        kind: policy.kind,
        query: policy.kind === 'opa' ? 'data.terraform.deny' : null,
        description: '',
        'enforcement-level': policy.enforcementLevel,
        enforce: [
          {
            path: `${policy.name}.${policy.kind === 'opa' ? 'rego' : 'sentinel'}`,
            mode: policy.enforcementLevel
          }
        ],
        'policy-set-count': 0,
        'updated-at': policy.updatedAt
      },
      { organization: toOne('organizations', policy.organization) }
    )

  api.post('/organizations/:organization/policies', async (c) => {
    const organization = seeOrganization(c, service)
    demand(c, 'admin')
    const { attributes } = await readData(c, 'policies')
    const { name, enforce } = attributes
    if (typeof name !== 'string' || name === '') {
      throw invalidAttribute('name', "Name can't be blank")
    }
    const [first] = Array.isArray(enforce)
      ? (enforce as readonly { mode?: unknown }[])
      : []
    const policy: Policy = {
      id: createIdentifier('pol'),
      organization: organization.name,
      kind: readKind(attributes['kind']),
      name,
      enforcementLevel: readLevel(
        attributes['enforcement-level'] ?? first?.mode
      ),
      text: undefined,
      updatedAt: renderTime()
    }
    policies.set(policy.id, policy)
    return answer(c, render(policy), [], 201)
  })
  api.get('/organizations/:organization/policies', (c) => {
    const { name } = seeOrganization(c, service)
    demand(c, 'read')
    return answerPage(
      c,
      [...policies.values()].filter((one) => one.organization === name),
      render
    )
  })
  api.get('/policies/:id', (c) => answer(c, render(find(c))))
  api.put('/policies/:id/upload', async (c) => {
    const policy = find(c)
    demand(c, 'admin')
    policy.text = await c.req.text()
    policy.updatedAt = renderTime()
    return c.body(null, 200)
  })
  api.delete('/policies/:id', (c) => {
    const policy = find(c)
    demand(c, 'admin')
    policies.delete(policy.id)
    return c.body(null, 204)
  })
  mountPolicySets(api, service)
}

function mountPolicySets(api: Api, service: Service): void {
  const { policies, policySets, workspaces } = service.state

  const find = (c: Exchange): PolicySet => {
    demand(c, 'read')
    const set = policySets.get(param(c, 'id'))
    if (set === undefined) throw notFound()
    return set
  }
  const render = (set: PolicySet): ResourceDocument =>
    document(
      'policy-sets',
      set.id,
      {
        name: set.name,
        kind: set.kind,
        description: null,
        global: set.isGlobal,
        overridable: set.isOverridable,
        'policy-count': set.policies.length,
        'workspace-count': set.workspaces.length,
        'project-count': 0
      },
      {
        organization: toOne('organizations', set.organization),
        policies: toMany('policies', set.policies),
        workspaces: toMany('workspaces', set.workspaces)
      }
    )

  api.post('/organizations/:organization/policy-sets', async (c) => {
    const organization = seeOrganization(c, service)
    demand(c, 'admin')
    const { attributes, relationships } = await readData(c, 'policy-sets')
    const { name } = attributes
    if (typeof name !== 'string' || name === '') {
      throw invalidAttribute('name', "Name can't be blank")
    }
    const members = <Member>(
      relationship: string,
      all: ReadonlyMap<string, Member>
    ): Member[] =>
      (readMembers(relationships, relationship) ?? []).map(({ id }) => {
        const member = all.get(String(id))
        if (member === undefined) throw notFound()
        return member
      })
    const set: PolicySet = {
      id: createIdentifier('polset'),
      organization: organization.name,
      name,
      kind: readKind(attributes['kind']),
      isOverridable: attributes['overridable'] === true,
      isGlobal: attributes['global'] === true,
      policies: members('policies', policies),
      workspaces: members('workspaces', workspaces)
    }
    policySets.set(set.id, set)
    return answer(c, render(set), [], 201)
  })
  api.get('/organizations/:organization/policy-sets', (c) => {
    const { name } = seeOrganization(c, service)
    demand(c, 'read')
    const all = [...policySets.values()]
    return answerPage(
      c,
      all.filter((one) => one.organization === name),
      render
    )
  })
  api.get('/policy-sets/:id', (c) => answer(c, render(find(c))))
  api.delete('/policy-sets/:id', (c) => {
    const set = find(c)
    demand(c, 'admin')
    policySets.delete(set.id)
    return c.body(null, 204)
  })
}

function readKind(kind: unknown): Policy['kind'] {
  return kind === 'opa' ? 'opa' : 'sentinel'
}

function readLevel(level: unknown): Policy['enforcementLevel'] {
  switch (level) {
    case undefined:
    case null:
      return 'advisory'
    case 'advisory':
    case 'soft-mandatory':
    case 'hard-mandatory':
      return level
    // What OPA calls what Sentinel calls hard.
    case 'mandatory':
      return 'hard-mandatory'
    default:
      throw invalidAttribute(
        'enforcement-level',
        'Enforcement level is invalid'
      )
  }
}
