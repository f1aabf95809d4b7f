import { afterAll, afterEach, beforeEach } from '@jest/globals'
import nock from 'nock'
import type { GitHub, GitHubOptions } from '../../src/github/client.ts'
import { createGitHub } from '../../src/github/client.ts'

/** A host that does not exist: a request that no test expects goes nowhere. */
export const apiUrl = 'https://api.github.invalid'
export const token = 'not-a-real-token'
export const repository = { owner: 'acme', name: 'network' }
export const sha = 'a'.repeat(40)

export function gitHub(options: Partial<GitHubOptions> = {}): GitHub {
  return createGitHub({
    token,
    apiUrl,
    userAgent: 'gated-terraform-run/test',
    log: () => undefined,
    retryDelay: 1,
    ...options
  })
}

export function api(): nock.Scope {
  return nock(apiUrl)
}

/**
 * For a `describe`: nothing leaves the process, and a test fails where a request
 * it expects was not made.
 */
export function expectRequests(): void {
  beforeEach(() => {
    // Where the tests of a file are run once more over the same copy of nock.
    if (!nock.isActive()) nock.activate()
    nock.disableNetConnect()
    nock.cleanAll()
  })
  afterEach(() => {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    if (pending.length > 0) {
      throw new Error(`Expected but not requested: ${pending.join(', ')}`)
    }
  })
}

// Test files may share a process. A second copy of nock on top of one that was
// never taken down calls itself without end.
afterAll(() => {
  nock.restore()
})

/** A pull request as GitHub's REST API tells it. */
export function pullDocument(
  changes: Readonly<Record<string, unknown>> = {}
): Record<string, unknown> {
  return {
    number: 7,
    title: 'Widen the subnet',
    state: 'open',
    draft: false,
    merged: false,
    merged_at: null,
    merge_commit_sha: 'c'.repeat(40),
    html_url: 'https://github.invalid/acme/network/pull/7',
    user: { login: 'ann', id: 11, type: 'User' },
    labels: [{ name: 'terraform' }, { name: 'risky' }],
    head: {
      ref: 'widen',
      sha,
      repo: { id: 1, full_name: 'acme/network' }
    },
    base: {
      ref: 'main',
      sha: 'b'.repeat(40),
      repo: { id: 1, full_name: 'acme/network' }
    },
    ...changes
  }
}
