import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readHead } from '../../src/configuration/checkout.ts'

const one = 'a'.repeat(40)
const other = 'b'.repeat(64)
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkout-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function lay(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
}

describe('readHead', () => {
  it.each([
    ['detached', { '.git/HEAD': `${one}\n` }, one],
    ['with SHA-256', { '.git/HEAD': `${other}\n` }, other],
    [
      'on a branch',
      { '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': one },
      one
    ],
    [
      'on a branch with a slash, packed',
      {
        '.git/HEAD': 'ref: refs/heads/a/b\n',
        '.git/packed-refs': `# pack-refs with: peeled\n${'c'.repeat(40)} refs/heads/x/a/b\n${one} refs/heads/a/b\n^${other}\n`
      },
      one
    ],
    [
      'on a branch that is packed and moved since',
      {
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.git/refs/heads/main': one,
        '.git/packed-refs': `${'c'.repeat(40)} refs/heads/main\n`
      },
      one
    ],
    [
      'in a worktree',
      {
        '.git': 'gitdir: main/.git/worktrees/w\n',
        'main/.git/worktrees/w/HEAD': 'ref: refs/heads/w\n',
        'main/.git/worktrees/w/commondir': '../..\n',
        'main/.git/refs/heads/w': one,
        'main/.git/HEAD': other
      },
      one
    ],
    [
      'in a submodule',
      {
        '.git': 'gitdir: parent/.git/modules/s\r\n',
        'parent/.git/modules/s/HEAD': one
      },
      one
    ]
  ])('finds the commit of a checkout %s', async (_, files, sha) => {
    await lay({ ...files, 'envs/prod/main.tf': '' })
    const want = { kind: 'commit', sha }
    await expect(readHead(folder, folder)).resolves.toEqual(want)
    await expect(readHead(join(folder, 'envs/prod'), folder)).resolves.toEqual(
      want
    )
  })

  it('finds none outside of a checkout', async () => {
    await expect(readHead(folder, folder)).resolves.toEqual({ kind: 'none' })
  })

  it('looks no higher than where checkouts lie', async () => {
    await lay({ '.git/HEAD': one, 'work/envs/main.tf': '' })
    const work = join(folder, 'work')
    await expect(readHead(join(work, 'envs'), work)).resolves.toEqual({
      kind: 'none'
    })
  })

  it.each([
    ['without HEAD', { '.git/config': '' }],
    ['of no commit yet', { '.git/HEAD': 'ref: refs/heads/main\n' }],
    ['of something else', { '.git/HEAD': 'main\n' }],
    [
      'that goes round',
      { '.git/HEAD': 'ref: refs/a\n', '.git/refs/a': 'ref: refs/a\n' }
    ],
    [
      'that leads out',
      { '.git/HEAD': 'ref: refs/../../secret\n', secret: `${one}\n` }
    ],
    ['that leads elsewhere', { '.git/HEAD': 'ref: /etc/passwd\n' }],
    ['with refs in a table', { '.git/HEAD': 'ref: refs/heads/.invalid\n' }],
    ['in a file that names no folder', { '.git': 'nothing\n' }],
    ['in a file that names a folder that is gone', { '.git': 'gitdir: gone\n' }]
  ])('does not know a checkout %s', async (_, files) => {
    await lay(files)
    await expect(readHead(folder, folder)).resolves.toMatchObject({
      kind: 'unknown'
    })
  })

  it('does not follow a link to some other repository', async () => {
    await lay({ 'elsewhere/HEAD': one, 'here/main.tf': '' })
    await symlink(join(folder, 'elsewhere'), join(folder, 'here/.git'))
    await expect(readHead(join(folder, 'here'), folder)).resolves.toMatchObject(
      {
        kind: 'unknown'
      }
    )
  })

  const git = (...args: readonly string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=x', '-c', 'user.email=x@x.invalid', ...args],
      { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }
    ).trim()
  const hasGit = (() => {
    try {
      execFileSync('git', ['--version'])
      return true
    } catch {
      return false
    }
  })()

  ;(hasGit ? it : it.skip)('says what git itself says', async () => {
    git('init', '--quiet', '--initial-branch', 'trunk')
    for (const name of ['a', 'b']) {
      await writeFile(join(folder, name), name)
      git('add', '.')
      git('commit', '--quiet', '--message', name)
    }
    const agree = async (): Promise<void> => {
      await expect(readHead(folder, folder)).resolves.toEqual({
        kind: 'commit',
        sha: git('rev-parse', 'HEAD')
      })
    }
    await agree()
    git('pack-refs', '--all')
    await agree()
    git('checkout', '--quiet', '--detach', 'HEAD~1')
    await agree()
    git('worktree', 'add', '--quiet', 'w', 'trunk')
    folder = join(folder, 'w')
    await agree()
    folder = dirname(folder)
  })
})
