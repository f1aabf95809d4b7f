import { describe, expect, it } from '@jest/globals'
import {
  readBehindBy,
  readBranchHead,
  readTree
} from '../../src/github/commits.ts'
import { api, expectRequests, gitHub, repository, sha } from './api.ts'

const base = 'b'.repeat(40)

describe('readBranchHead', () => {
  expectRequests()
  const at = (name: string) => `/repos/acme/network/git/ref/heads%2F${name}`
  const object = { type: 'commit', sha: base }

  it('reads the head of a branch', async () => {
    const ref = 'refs/heads/release/1'
    api().get(at('release%2F1')).reply(200, { ref, object })
    expect(await readBranchHead(gitHub(), repository, 'release/1')).toBe(base)
  })

  it.each([
    ['a tag', { ref: 'refs/tags/main', object }],
    ['another branch', { ref: 'refs/heads/main-2', object }],
    ['a list', [{ ref: 'refs/heads/main', object }]],
    ['no commit', { ref: 'refs/heads/main', object: { sha: 'main' } }],
    ['nothing', {}]
  ])('does not take %s for it', async (_, answer) => {
    api().get(at('main')).reply(200, answer)
    await expect(readBranchHead(gitHub(), repository, 'main')).rejects.toThrow(
      'lacks the branch'
    )
  })
})

describe('readBehindBy', () => {
  expectRequests()
  const compare = `/repos/acme/network/compare/${base}...${sha}`

  it('reads how many commits are missing', async () => {
    api().get(compare).query({ per_page: 1 }).reply(200, { behind_by: 3 })
    expect(await readBehindBy(gitHub(), repository, base, sha)).toBe(3)
  })

  it('does not take silence for zero', async () => {
    api().get(compare).query({ per_page: 1 }).reply(200, {})
    await expect(readBehindBy(gitHub(), repository, base, sha)).rejects.toThrow(
      'lacks behind_by'
    )
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
