import { describe, expect, it } from '@jest/globals'
import { readBehindBy, readTree } from '../../src/github/commits.ts'
import { api, expectRequests, gitHub, repository, sha } from './api.ts'

describe('readBehindBy', () => {
  expectRequests()
  const compare = `/repos/acme/network/compare/main...${sha}`

  it('reads how many commits are missing', async () => {
    api().get(compare).query({ per_page: 1 }).reply(200, { behind_by: 3 })
    expect(await readBehindBy(gitHub(), repository, 'main', sha)).toBe(3)
  })

  it('does not take silence for zero', async () => {
    api().get(compare).query({ per_page: 1 }).reply(200, {})
    await expect(
      readBehindBy(gitHub(), repository, 'main', sha)
    ).rejects.toThrow('lacks behind_by')
  })
})

describe('readTree', () => {
  expectRequests()
  const commit = `/repos/acme/network/git/commits/${sha}`

  it('reads the tree of a commit', async () => {
    api()
      .get(commit)
      .reply(200, { sha, tree: { sha: 'f'.repeat(40) } })
    expect(await readTree(gitHub(), repository, sha)).toBe('f'.repeat(40))
  })

  it('does not take silence for a tree', async () => {
    api().get(commit).reply(200, { sha })
    await expect(readTree(gitHub(), repository, sha)).rejects.toThrow(
      'lacks tree'
    )
  })
})
