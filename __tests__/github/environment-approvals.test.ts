import { describe, expect, it } from '@jest/globals'
import { readEnvironmentApprovals } from '../../src/github/environment-approvals.ts'
import { api, expectRequests, gitHub, repository } from './api.ts'

describe('readEnvironmentApprovals', () => {
  expectRequests()
  const approvals = '/repos/acme/network/actions/runs/42/approvals'

  it('reads who let the workflow run into which environments', async () => {
    api()
      .get(approvals)
      .reply(200, [
        {
          state: 'approved',
          comment: 'Ship it',
          user: { login: 'ops' },
          environments: [{ name: 'staging' }, { name: 'production' }]
        },
        { state: 'rejected', user: null }
      ])
    expect(await readEnvironmentApprovals(gitHub(), repository, '42')).toEqual([
      {
        login: 'ops',
        state: 'approved',
        environments: ['staging', 'production']
      },
      { login: 'somebody', state: 'rejected', environments: [] }
    ])
  })

  it('names the permission that is missing', async () => {
    api()
      .get(approvals)
      .reply(403, { message: 'Resource not accessible by integration' })
    await expect(
      readEnvironmentApprovals(gitHub(), repository, '42')
    ).rejects.toThrow('actions: read')
  })
})
