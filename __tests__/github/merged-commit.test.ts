import { afterEach, describe, expect, it } from '@jest/globals'
import { startGitHub } from '../../emulator/github/server.ts'
import type { GitHubServer } from '../../emulator/github/server.ts'
import { createGitHub } from '../../src/github/client.ts'
import type { GitHub } from '../../src/github/client.ts'
import { readHeardOf } from '../../src/github/commit-statuses.ts'
import {
  bindCommit,
  readDefaultBranch
} from '../../src/github/merged-commit.ts'
import type { Binding, LandedCommit } from '../../src/github/merged-commit.ts'

const repository = { owner: 'acme', name: 'network' }
const [base, one, two, three, head, other] = ['f', 'a', '1', '2', '3', 'e'].map(
  (digit) => digit.repeat(40)
) as [string, string, string, string, string, string]

const open: GitHubServer[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function start(): Promise<{
  server: GitHubServer
  client: GitHub
  waits: () => number
  bind: (commit?: Partial<LandedCommit>) => Promise<Binding>
}> {
  const server = await startGitHub({ repository: 'acme/network' })
  open.push(server)
  server.pushCommits({ commits: [base] })
  server.addPullRequest({ number: 7, headSha: head })
  let waits = 0
  const client = createGitHub({
    token: server.token,
    apiUrl: server.url,
    userAgent: 'test',
    log: () => undefined,
    sleep: async () => {
      waits += 1
      return Promise.resolve()
    }
  })
  return {
    server,
    client,
    waits: () => waits,
    bind: (commit) =>
      bindCommit(client, repository, {
        sha: three,
        branch: 'main',
        before: base,
        ...commit
      })
  }
}

/** `#7 one three`, `direct three` or why not. */
function nameOf(binding: Binding): string {
  if (binding.kind === 'refused') return binding.why
  const commits = binding.landed.map(
    (sha) =>
      ['one', 'two', 'three', 'head'][[one, two, three, head].indexOf(sha)]
  )
  const what =
    binding.kind === 'direct' ? 'direct' : `#${binding.pullRequest.number}`
  return [what, ...commits].join(' ')
}

describe('V-15: the pull request of a commit that landed', () => {
  it.each<[string, (server: GitHubServer) => void, string]>([
    [
      'a merge commit, with the commits of its branch',
      (server) => {
        server.merge(7, { before: [head], sha: three })
      },
      '#7 head three'
    ],
    [
      'a squash',
      (server) => {
        server.merge(7, { sha: three })
      },
      '#7 three'
    ],
    [
      'a rebase of three',
      (server) => {
        server.merge(7, {
          before: [one, two],
          sha: three
        })
      },
      '#7 one two three'
    ],
    [
      'a queue of two: neither alone',
      (server) => {
        server.addPullRequest({ number: 8, headSha: other })
        server.merge(8, { sha: two, isPushedLater: true })
        server.merge(7, { before: [two], sha: three })
      },
      'came to main with the pull requests #7 and #8 at once, and one run carries them all'
    ],
    [
      'a merge that others were pushed after',
      (server) => {
        server.merge(7, { sha: one, after: [three] })
      },
      '#7 one three'
    ],
    [
      'a push by nobody',
      (server) => {
        server.pushCommits({ commits: [three] })
      },
      'direct three'
    ]
  ])('%s', async (_, land, wanted) => {
    const { server, bind } = await start()
    land(server)
    expect(nameOf(await bind())).toBe(wanted)
    // The event may not tell what was there before; GitHub does.
    expect(nameOf(await bind({ before: undefined }))).toBe(wanted)
  })

  it('a fast-forward: the head itself', async () => {
    const { server, bind } = await start()
    server.pushCommits({ commits: [head] })
    server.merge(7, { sha: other, isPushedLater: true })
    expect(nameOf(await bind({ sha: head }))).toBe('#7 head')
  })

  it('a merge into a branch that is not the default one', async () => {
    const { server, bind } = await start()
    server.addPullRequest({ number: 9, headSha: other, baseRef: 'develop' })
    server.merge(9, { sha: three })
    expect(nameOf(await bind({ branch: 'develop', before: undefined }))).toBe(
      '#9 three'
    )
  })

  it('V-17: not one that was merged into another branch', async () => {
    const { server, bind } = await start()
    server.merge(7, { sha: three })
    server.pushCommits({ branch: 'release', commits: [three] })
    expect(nameOf(await bind({ branch: 'release' }))).toBe(
      'is of pull request #7, which was merged into main and not into release'
    )
  })

  it('V-17: one from a fork, which says so', async () => {
    const { server, bind } = await start()
    server.addPullRequest({
      number: 9,
      headSha: other,
      headRepo: 'eve/network'
    })
    server.merge(9, { sha: three })
    const found = await bind()
    expect(found).toMatchObject({ pullRequest: { number: 9, isFork: true } })
  })

  it('not one that is open, or closed without a merge', async () => {
    const { server, bind } = await start()
    server.pushCommits({ commits: [head] })
    server.state.pullRequests.get(7)!.state = 'closed'
    expect(nameOf(await bind({ sha: head }))).toBe('direct head')
  })

  it('V-16: waits while GitHub does not know it yet, and not for long', async () => {
    const { server, bind, waits } = await start()
    server.merge(7, { sha: three, pullsDelay: 3, isPushedLater: true })
    // Neither list tells of the merge at once.
    const pull = server.state.pullRequests.get(7)!
    pull.state = 'open'
    server.pushCommits({ commits: [three] })
    expect(nameOf(await bind())).toBe('#7 three')
    expect(waits()).toBe(3)
    server.pushCommits({ commits: [two] })
    expect(nameOf(await bind({ sha: two, before: three }))).toBe('direct two')
    expect(waits()).toBe(3 + 4)
  })

  it('does not look through what is too much', async () => {
    const { server, bind } = await start()
    const many = Array.from(
      { length: 301 },
      (_, at) => `c${String(at).padStart(39, '0')}`
    )
    server.pushCommits({ commits: [...many, three] })
    expect(nameOf(await bind())).toMatch(/^came with more than 300 others/)
  })
})

it('reads the default branch', async () => {
  const { client } = await start()
  expect(await readDefaultBranch(client, repository)).toBe('main')
})

describe('what HCP Terraform has heard of', () => {
  const status = {
    sha: head,
    description: '',
    targetUrl: 'https://app.terraform.io/app/acme/status/acs-1'
  }
  it.each([
    ['nothing', []],
    ['passed', [['Terraform Cloud/acme/repo-id-abcdef0123456789', 'success']]],
    ['passed', [['Terraform Cloud/acme/network', 'success']]],
    ['passed', [['TFE/acme/network', 'success']]],
    ['heard', [['Terraform Cloud/acme/network', 'pending']]],
    ['heard', [['Terraform Cloud/acme/network', 'error']]],
    [
      'passed',
      [
        ['Terraform Cloud/acme/network', 'pending'],
        ['Terraform Cloud/acme/network', 'success']
      ]
    ],
    ['nothing', [['Terraform Cloud/acme/other', 'success']]],
    ['nothing', [['Terraform Cloud/other/network', 'success']]],
    ['nothing', [['ci/test', 'success']]]
  ] as const)('is %s by %j', async (wanted, statuses) => {
    const { server, client } = await start()
    for (const [context, state] of statuses) {
      server.addStatus({ ...status, context, state })
    }
    expect(
      await readHeardOf(client, repository, head, {
        organization: 'acme',
        workspace: 'network'
      })
    ).toBe(wanted)
  })
})
