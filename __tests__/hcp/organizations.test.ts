import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

interceptRequests()

describe('an organization', () => {
  it('tells how many runs are at work and wait, and how many may', async () => {
    api()
      .get('/api/v2/organizations/acme/capacity')
      .reply(
        200,
        {
          data: {
            id: 'acme',
            type: 'organization-capacity',
            attributes: { pending: 3, running: 2 }
          }
        },
        jsonApi
      )
      .get('/api/v2/organizations/acme/subscription')
      .reply(
        200,
        { data: { id: 'sub-1', attributes: { 'runs-ceiling': 5 } } },
        jsonApi
      )
    const { hcp } = openApi()
    expect(await hcp.organizations.capacity('acme')).toEqual({
      pending: 3,
      running: 2
    })
    expect(await hcp.organizations.runsCeiling('acme')).toBe(5)
  })

  it('leaves open what it does not tell', async () => {
    api()
      .get('/api/v2/organizations/acme/capacity')
      .reply(200, { data: { id: 'acme', attributes: {} } }, jsonApi)
      .get('/api/v2/organizations/acme/subscription')
      .reply(
        200,
        { data: { id: 'sub-1', attributes: { 'runs-ceiling': null } } },
        jsonApi
      )
    const { hcp } = openApi()
    expect(await hcp.organizations.capacity('acme')).toEqual({})
    expect(await hcp.organizations.runsCeiling('acme')).toBeUndefined()
  })
})

describe('an agent pool', () => {
  it('has a name, or cannot be read', async () => {
    api()
      .get('/api/v2/agent-pools/apool-1')
      .reply(
        200,
        { data: { id: 'apool-1', attributes: { name: 'eu-west' } } },
        jsonApi
      )
      .get('/api/v2/agent-pools/apool-2')
      .reply(404, { errors: [{ status: '404', title: 'not found' }] }, jsonApi)
    const { hcp } = openApi()
    expect(await hcp.agentPools.readName('apool-1')).toBe('eu-west')
    await expect(hcp.agentPools.readName('apool-2')).rejects.toThrow('404')
  })
})

describe('a workspace with its holder', () => {
  const locked = (included: readonly object[]) => ({
    data: {
      id: 'ws-1',
      type: 'workspaces',
      attributes: { name: 'network', locked: true, 'execution-mode': 'agent' },
      relationships: {
        'locked-by': { data: { id: 'user-7', type: 'users' } },
        'agent-pool': { data: { id: 'apool-1', type: 'agent-pools' } }
      }
    },
    included
  })

  it('names the person and the pool', async () => {
    const user = {
      id: 'user-7',
      type: 'users',
      attributes: { username: 'monalisa' }
    }
    api()
      .get('/api/v2/workspaces/ws-1')
      .query({ include: 'locked_by' })
      .reply(200, locked([user]), jsonApi)
    expect(await openApi().hcp.workspaces.readWithHolder('ws-1')).toMatchObject(
      {
        agentPoolId: 'apool-1',
        lockedBy: { type: 'users', id: 'user-7', name: 'monalisa' }
      }
    )
  })

  it('has an id only where the server includes nobody', async () => {
    api()
      .get('/api/v2/workspaces/ws-1')
      .query({ include: 'locked_by' })
      .reply(
        400,
        { errors: [{ status: '400', detail: 'Invalid include parameter' }] },
        jsonApi
      )
      .get('/api/v2/workspaces/ws-1')
      .reply(200, locked([]), jsonApi)
    const { lockedBy } = await openApi().hcp.workspaces.readWithHolder('ws-1')
    expect(lockedBy).toEqual({ type: 'users', id: 'user-7', name: undefined })
  })
})
