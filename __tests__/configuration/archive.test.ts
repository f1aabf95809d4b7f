import { createReadStream } from 'node:fs'
import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  symlink,
  utimes,
  writeFile
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Parser } from 'tar'
import {
  packConfiguration,
  parseIgnoreRules
} from '../../src/configuration/archive.ts'
import { ConfigurationDirectoryError } from '../../src/hcp/wire/errors.ts'

let base: string
let root: string
let temporaryFolder: string

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'archive-'))
  root = join(base, 'configuration')
  temporaryFolder = join(base, 'temporary')
  await mkdir(root)
  await mkdir(temporaryFolder)
})

afterEach(async () => {
  await rm(base, { recursive: true, force: true })
})

async function write(files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), content)
  }
}

interface Entry {
  readonly path: string
  readonly type: string
  readonly linkpath: string
  readonly content: string
  readonly mode: number
  readonly uid: number | undefined
  readonly mtime: number | undefined
}

async function unpack(path: string): Promise<Entry[]> {
  const entries: Entry[] = []
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      const chunks: Buffer[] = []
      entry.on('data', (chunk: Buffer) => chunks.push(chunk))
      entry.on('end', () => {
        entries.push({
          path: entry.path,
          type: entry.type,
          linkpath: entry.linkpath ?? '',
          content: Buffer.concat(chunks).toString(),
          mode: entry.mode ?? 0,
          uid: entry.uid,
          mtime: entry.mtime?.getTime()
        })
      })
    }
  })
  await new Promise((resolve, reject) => {
    parser.on('end', resolve)
    parser.on('error', reject)
    createReadStream(path)
      .on('data', (chunk) => {
        parser.write(chunk as Buffer)
      })
      .on('end', () => {
        parser.end()
      })
  })
  return entries
}

async function pack(): Promise<string[]> {
  const { path } = await packConfiguration(root, { temporaryFolder })
  return (await unpack(path)).map((entry) => entry.path)
}

async function refusal(directory = root): Promise<Error> {
  const error = await packConfiguration(directory, { temporaryFolder }).catch(
    (reason: unknown) => reason
  )
  expect(error).toBeInstanceOf(ConfigurationDirectoryError)
  expect(await readdir(temporaryFolder)).toEqual([])
  return error as Error
}

describe('packConfiguration', () => {
  it('packs the contents, in order, with counts', async () => {
    await write({
      'main.tf': 'a',
      'modules/b/main.tf': 'bb',
      '@odd.tf': 'c',
      'Z.tf': '',
      'é.tf': 'd'
    })
    await mkdir(join(root, 'empty'))
    const archive = await packConfiguration(root, { temporaryFolder })
    expect(archive).toMatchObject({ files: 5, skipped: [] })
    expect(archive.bytes).toBe((await readFile(archive.path)).length)
    expect(dirname(archive.path)).toBe(temporaryFolder)
    const entries = await unpack(archive.path)
    expect(entries.map(({ path, content }) => [path, content])).toEqual([
      ['@odd.tf', 'c'],
      ['Z.tf', ''],
      ['empty/', ''],
      ['main.tf', 'a'],
      ['modules/', ''],
      ['modules/b/', ''],
      ['modules/b/main.tf', 'bb'],
      ['é.tf', 'd']
    ])
  })

  it('gives the same bytes for the same files', async () => {
    await write({ 'main.tf': 'a', 'x/run.sh': '#!/bin/sh' })
    await chmod(join(root, 'x/run.sh'), 0o755)
    const first = await packConfiguration(root, { temporaryFolder })
    await utimes(join(root, 'main.tf'), 1, 1)
    await utimes(join(root, 'x'), 1, 1)
    const second = await packConfiguration(root, { temporaryFolder })
    expect(second.path).not.toBe(first.path)
    expect(await readFile(second.path)).toEqual(await readFile(first.path))
    const entries = await unpack(first.path)
    expect(entries.find(({ path }) => path === 'x/run.sh')?.mode).toBe(0o755)
    expect(entries.map(({ uid }) => uid)).toEqual([
      undefined,
      undefined,
      undefined
    ])
    expect(entries[0]?.mtime).toBe(Date.parse('1980-01-01T00:00:00Z'))
  })

  it('leaves out .git and .terraform, and keeps .terraform/modules', async () => {
    await write({
      'main.tf': '',
      '.git/config': '',
      '.gitignore': '',
      '.terraform/providers/x': '',
      '.terraform/modules/modules.json': '',
      '.terraform/modules/.git/HEAD': '',
      '.terraform.lock.hcl': '',
      'sub/.git': 'gitdir: elsewhere',
      'sub/.terraform/environment': '',
      'sub/.terraform/modules/m/main.tf': ''
    })
    expect((await pack()).filter((path) => !path.endsWith('/'))).toEqual([
      '.gitignore',
      '.terraform/modules/modules.json',
      '.terraform.lock.hcl',
      'main.tf',
      'sub/.terraform/modules/m/main.tf'
    ])
  })

  it('honours .terraformignore at the root', async () => {
    await write({
      '.terraformignore':
        '# comment\r\n\r\n*.md\n/only-here.tf\nbuild/\n!build/keep.tf\n  secrets/deep  \n',
      'README.md': '',
      'docs/a.md': '',
      'only-here.tf': '',
      'sub/only-here.tf': '',
      'build/drop.tf': '',
      'build/keep.tf': '',
      'build/x/drop.tf': '',
      'a/secrets/deep/x.tf': '',
      'a/secrets/shallow.tf': '',
      'sub/.terraformignore': '*.tf',
      'main.tf': ''
    })
    expect((await pack()).filter((path) => !path.endsWith('/'))).toEqual([
      '.terraformignore',
      'a/secrets/shallow.tf',
      'build/keep.tf',
      'main.tf',
      'sub/.terraformignore',
      'sub/only-here.tf'
    ])
  })

  it('keeps links that stay inside', async () => {
    await write({ 'shared/common.tf': 'x', 'a/b/main.tf': '' })
    await symlink('../../shared/common.tf', join(root, 'a/b/common.tf'))
    await symlink('../shared', join(root, 'a/shared'))
    await symlink(join(root, 'shared'), join(root, 'a/b/absolute'))
    await symlink('gone.tf', join(root, 'dangling.tf'))
    const { path, files } = await packConfiguration(root, { temporaryFolder })
    expect(files).toBe(6)
    expect(
      (await unpack(path))
        .filter(({ type }) => type === 'SymbolicLink')
        .map((entry) => [entry.path, entry.linkpath])
    ).toEqual([
      ['a/b/absolute', '../../shared'],
      ['a/b/common.tf', '../../shared/common.tf'],
      ['a/shared', '../shared'],
      ['dangling.tf', 'gone.tf']
    ])
  })

  it('does not confuse a sibling with a folder inside', async () => {
    await write({ 'main.tf': '', '..data/x.tf': '' })
    await symlink('..data/x.tf', join(root, 'x.tf'))
    await mkdir(`${root}-too`)
    await symlink('../configuration-too', join(root, 'sibling'))
    expect((await refusal()).message).toContain("'sibling'")
    await rm(join(root, 'sibling'))
    expect(await pack()).toContain('x.tf')
  })

  it.each([
    ['by its words', '../outside.tf'],
    ['by an absolute path', '/etc/hostname'],
    ['though it is dangling', '../../nowhere']
  ])('refuses a link that leads out %s', async (_name, target) => {
    await write({ 'sub/main.tf': '' })
    await writeFile(join(base, 'outside.tf'), '')
    await symlink(target, join(root, 'out.tf'))
    const { message } = await refusal()
    expect(message).toContain("'out.tf'")
    expect(message).toContain(target)
    expect(message).toMatch(/leads out of the configuration directory/)
  })

  it('refuses a link that leads out through another one', async () => {
    await write({ 'main.tf': '', '.terraformignore': 'hidden' })
    await mkdir(join(base, 'outside'))
    await symlink('../outside', join(root, 'hidden'))
    await symlink('hidden', join(root, 'seen'))
    expect((await refusal()).message).toContain("'seen'")
  })

  it('refuses a link that leads to itself', async () => {
    await write({ 'main.tf': '' })
    await symlink('loop', join(root, 'loop'))
    expect((await refusal()).message).toContain("'loop' leads nowhere")
  })

  it('lets a bad link be left out', async () => {
    await write({ 'main.tf': '', '.terraformignore': 'out.tf' })
    await symlink('/etc/hostname', join(root, 'out.tf'))
    expect(await pack()).toEqual(['.terraformignore', 'main.tf'])
  })

  it('takes a root that is a link', async () => {
    await write({ 'main.tf': 'a' })
    await symlink(root, join(base, 'alias'))
    const { files } = await packConfiguration(join(base, 'alias'), {
      temporaryFolder
    })
    expect(files).toBe(1)
  })

  it('packs both names of a file in full', async () => {
    await write({ 'a.tf': 'same' })
    await link(join(root, 'a.tf'), join(root, 'b.tf'))
    const { path } = await packConfiguration(root, { temporaryFolder })
    expect(
      (await unpack(path)).map(({ type, content }) => [type, content])
    ).toEqual([
      ['File', 'same'],
      ['File', 'same']
    ])
  })

  it('skips a socket and says so', async () => {
    await write({ 'main.tf': '' })
    const socket = createServer()
    await new Promise<void>((resolve) => {
      socket.listen(join(root, 's.sock'), resolve)
    })
    try {
      const archive = await packConfiguration(root, { temporaryFolder })
      expect(archive).toMatchObject({ files: 1, skipped: ['s.sock'] })
    } finally {
      await new Promise((resolve) => socket.close(resolve))
    }
  })

  it('names a folder that does not exist', async () => {
    const missing = join(base, 'missing')
    expect((await refusal(missing)).message).toContain(
      `'${missing}' does not exist`
    )
  })

  it('says that a file is no folder', async () => {
    await write({ 'main.tf': '' })
    expect((await refusal(join(root, 'main.tf'))).message).toMatch(/is a file/)
  })

  it.each([
    ['an empty folder', {}],
    ['only folders', { '.git/config': '' }],
    ['everything left out', { 'main.tf': '', '.terraformignore': '*' }]
  ])('refuses %s', async (_name, files) => {
    await write(files)
    expect((await refusal()).message).toMatch(/holds no files to upload/)
  })

  it('names the file that it may not read', async () => {
    await write({ 'main.tf': 'x', 'sub/secret.tf': 'x' })
    await chmod(join(root, 'sub/secret.tf'), 0)
    await chmod(base, 0o755)
    await chmod(temporaryFolder, 0o777)
    // Root may read everything, so it has to be somebody else meanwhile.
    const isRoot = process.getuid?.() === 0
    if (isRoot) process.seteuid?.(65_534)
    let message: string
    try {
      message = (await refusal()).message
    } finally {
      if (isRoot) process.seteuid?.(0)
    }
    expect(message).toContain("because of 'sub/secret.tf'")
    expect(message).toContain('EACCES')
  })

  it('packs more than fits into one buffer', async () => {
    const content = 'resource '.repeat(1_000_000)
    await write({ 'big.tf': content })
    for (let index = 0; index < 200; index += 1) {
      await writeFile(join(root, `f${index}.tf`), String(index))
    }
    const { path, files } = await packConfiguration(root, { temporaryFolder })
    const entries = await unpack(path)
    expect(files).toBe(201)
    expect(entries).toHaveLength(201)
    expect(entries[0]?.content === content).toBe(true)
  })

  it('packs names too long for an old tar', async () => {
    const name = `${'d'.repeat(120)}/${'e'.repeat(120)}/${'f'.repeat(120)}.tf`
    await write({ [name]: 'x' })
    expect((await pack()).at(-1)).toBe(name)
  })
})

describe('parseIgnoreRules', () => {
  it.each([
    ['*', 'main.tf', true],
    ['*\n!*.tf', 'main.tf', false],
    ['*\n!*.tf', 'a/b/main.tf', false],
    ['*\n!*.tf', 'a/b/main.md', true],
    ['*\n!/modules/', 'modules/a/main.tf', false],
    ['*.tf\n!main.tf\nmain.tf', 'main.tf', true],
    ['a/b', 'x/a/b', true],
    ['/a/b', 'x/a/b', false],
    ['a/**/z', 'a/b/c/z', true],
    ['file?.tf', 'file1.tf', true],
    ['[ab].tf', 'b.tf', true],
    ['MAIN.TF', 'main.tf', false],
    ['!', 'main.tf', false],
    ['\\#x', '#x', true],
    ['!.terraform/', '.terraform/providers/x', false],
    ['!.git', '.git', false]
  ])('%j excludes %s: %p', async (text, name, expected) => {
    const { isExcluded } = await parseIgnoreRules(text)
    expect(isExcluded(name, false)).toBe(expected)
  })

  it('looks below a left-out folder only where a later rule may want something', async () => {
    const rules = await parseIgnoreRules('build/\n!build/keep.tf\ndist/')
    expect(rules.mayHoldWanted('build')).toBe(true)
    expect(rules.mayHoldWanted('dist')).toBe(false)
    expect(rules.mayHoldWanted('.git')).toBe(false)
    expect((await parseIgnoreRules('!.git/x')).mayHoldWanted('.git')).toBe(true)
  })
})
