import { describe, expect, it } from '@jest/globals'
import type nock from 'nock'
import { readPermission } from '../../src/github/permissions.ts'
import { api, expectRequests, gitHub, repository } from './api.ts'

describe('readPermission', () => {
  expectRequests()

  const answer = (status: number, body: nock.Body, login = 'ann'): void => {
    api()
      .get(`/repos/acme/network/collaborators/${login}/permission`)
      .reply(status, body)
  }

  it.each([
    ['admin', 'admin', 'admin'],
    ['write', 'maintain', 'write'],
    ['write', 'write', 'write'],
    ['read', 'triage', 'read'],
    ['read', 'read', 'read'],
    ['none', 'none', 'none'],
    // A custom role, and a server that has no roles yet.
    ['write', 'release-engineer', 'write'],
    ['write', undefined, 'write'],
    // A custom role by the name of another one.
    ['read', 'write', 'read'],
    ['read', 'admin', 'read'],
    ['none', 'maintain', 'none'],
    ['write', 'triage', 'triage'],
    // Unknown words are no permission.
    [undefined, 'admin', 'none'],
    ['owner', 'owner', 'none'],
    [undefined, undefined, 'none']
  ])('permission %s with role %s is %s', async (permission, role, expected) => {
    answer(200, { permission, role_name: role })
    expect(await readPermission(gitHub(), repository, 'ann')).toBe(expected)
  })

  it('is none for an account that is no user', async () => {
    answer(404, { message: 'not a user' }, 'renovate%5Bbot%5D')
    expect(await readPermission(gitHub(), repository, 'renovate[bot]')).toBe(
      'none'
    )
  })

  it('is an error, not none, where GitHub does not tell', async () => {
    answer(403, { message: 'Resource not accessible by integration' })
    await expect(
      readPermission(gitHub(), repository, 'ann')
    ).rejects.toMatchObject({ kind: 'permission' })
  })
})
