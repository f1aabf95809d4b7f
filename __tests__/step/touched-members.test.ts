import { afterEach, describe, expect, it } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ChangedFile } from '../../emulator/github/changed-files.ts'
import type { GitHubServer } from '../../emulator/github/server.ts'
import { startGitHub } from '../../emulator/github/server.ts'
import { numberOnly } from '../../src/github/location.ts'
import type { Workspace } from '../../src/hcp/types.ts'
import type { Given } from '../../src/step/given.ts'
import { judgeMembers } from '../../src/step/touched-members.ts'

const open: GitHubServer[] = []
const folders: string[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const sha = 'a'.repeat(40)
const call = (source: string) => `module "m" {\n  source = "${source}"\n}\n`

function checkOut(): string {
  const top = mkdtempSync(join(tmpdir(), 'touched-'))
  folders.push(top)
  const files = {
    '.git/config':
      '[remote "origin"]\n  url = https://x.example/acme/network\n',
    'live/a/main.tf': call('../../modules/y'),
    'live/b/main.tf': '',
    'modules/y/main.tf': call('../x'),
    'modules/x/main.tf': '',
    'vars/b.tfvars': ''
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true })
    writeFileSync(join(top, path), text)
  }
  return top
}

/** Which of the workspaces a, b and c (of version control) are touched. */
async function judge(
  files: readonly ChangedFile[],
  {
    eventName = 'pull_request',
    payload = {},
    token = true
  }: { eventName?: string; payload?: unknown; token?: boolean } = {}
) {
  const server = await startGitHub({ repository: 'acme/network' })
  open.push(server)
  server.addPullRequest({ number: 7, headSha: sha, files })
  const checkout = checkOut()
  const workflow = {
    eventName,
    payload,
    repository: { owner: 'acme', name: 'network' },
    apiUrl: server.url,
    checkout
  }
  const given = {
    inputs: { githubToken: token ? server.token : undefined },
    workflow,
    location: { ...numberOnly(7), headSha: sha }
  } as unknown as Given
  const member = (inputs: object, workspace: object) => ({
    given: { inputs: { varFiles: [], ...inputs } } as unknown as Given,
    workspace: {
      fileTriggersEnabled: true,
      ...workspace
    } as unknown as Workspace
  })
  const touches = await judgeMembers(
    given,
    [
      member({ configurationDirectory: join(checkout, 'live/a') }, {}),
      member(
        {
          configurationDirectory: join(checkout, 'live'),
          varFiles: [join(checkout, 'vars/b.tfvars')]
        },
        { workingDirectory: 'b' }
      ),
      member(
        {},
        {
          workingDirectory: 'live/c',
          vcsRepoIdentifier: 'acme/network',
          triggerPatterns: ['/modules/**/*']
        }
      )
    ],
    {
      log: { debug: () => undefined } as never,
      signal: new AbortController().signal
    }
  )
  return {
    touched: touches.map(({ touched }) => (touched ? 'yes' : 'no')).join(' '),
    rules: touches.map(({ rule }) => rule),
    server
  }
}

describe('judgeMembers', () => {
  it.each<[string, ChangedFile[], string]>([
    ['one folder', [{ filename: 'live/b/x.tf' }], 'no yes no'],
    [
      'M-10: a rename from one to another',
      [{ filename: 'live/b/x.tf', previousFilename: 'live/a/x.tf' }],
      'yes yes no'
    ],
    [
      'M-10: a deletion',
      [{ filename: 'live/a/x.tf', status: 'removed' }],
      'yes no no'
    ],
    [
      'M-10: a row without changes',
      [{ filename: 'live/a/x.tf', changes: 0 }],
      'yes no no'
    ],
    [
      'M-12: a module of a module',
      [{ filename: 'modules/x/templates/a.tpl' }],
      'yes no yes'
    ],
    ['a var-file', [{ filename: 'vars/b.tfvars' }], 'no yes no'],
    ['M-8: what patterns replace', [{ filename: 'live/c/x.tf' }], 'no no no'],
    ['nothing of any', [{ filename: 'README.md' }], 'no no no']
  ])('tells of %s', async (_what, files, expected) => {
    const { touched, server } = await judge(files)
    expect(touched).toBe(expected)
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/repos/acme/network/pulls/7',
      '/repos/acme/network/pulls/7/files',
      '/repos/acme/network/pulls/7'
    ])
  })

  it('M-11: takes all where there are too many, or no base', async () => {
    const many = Array.from({ length: 3001 }, (_, at) => ({
      filename: `docs/${at}`
    }))
    for (const { touched, rules } of [
      await judge(many),
      await judge([], { eventName: 'workflow_dispatch' }),
      await judge([], { token: false })
    ]) {
      expect(touched).toBe('yes yes yes')
      expect(rules[0]).toMatch(/^it is not known what is changed: /)
    }
  })

  it('tells of a push what its commits bring', async () => {
    const server = await startGitHub({ repository: 'acme/network' })
    open.push(server)
    server.addPullRequest({
      number: 7,
      headSha: sha,
      files: [{ filename: 'live/a/x.tf' }]
    })
    const landed = server.land(7, { method: 'squash', by: 'ann' })
    const given = {
      inputs: { githubToken: server.token },
      workflow: {
        eventName: 'push',
        payload: { ...landed, forced: false },
        repository: { owner: 'acme', name: 'network' },
        apiUrl: server.url,
        checkout: checkOut()
      },
      location: { kind: 'commit', sha: landed.after }
    } as unknown as Given
    const member = (workingDirectory: string) => ({
      given: { inputs: { varFiles: [] } } as unknown as Given,
      workspace: {
        fileTriggersEnabled: true,
        workingDirectory
      } as unknown as Workspace
    })
    const touches = await judgeMembers(
      given,
      [member('live/a'), member('live/b')],
      {
        log: { debug: () => undefined } as never,
        signal: new AbortController().signal
      }
    )
    expect(touches.map(({ touched }) => touched)).toEqual([true, false])
  })
})
