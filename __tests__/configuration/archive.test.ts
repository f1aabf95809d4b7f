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
import { packConfiguration } from '../../src/configuration/archive.ts'
import { ConfigurationDirectoryError } from '../../src/configuration/errors.ts'

let base: string
let root: string
let checkout: string
let temporaryFolder: string

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'archive-'))
  checkout = join(base, 'checkout')
  root = join(checkout, 'configuration')
  temporaryFolder = join(base, 'temporary')
  await mkdir(root, { recursive: true })
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

async function packPath(): Promise<string> {
  return (await packConfiguration(root, { temporaryFolder, checkout })).path
}

async function pack(): Promise<string[]> {
  return (await unpack(await packPath())).map((entry) => entry.path)
}

async function refusal(directory = root): Promise<Error> {
  const error = await packConfiguration(directory, {
    temporaryFolder,
    checkout
  }).catch((reason: unknown) => reason)
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
    const archive = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
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
    const first = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
    await utimes(join(root, 'main.tf'), 1, 1)
    await utimes(join(root, 'x'), 1, 1)
    const second = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
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
      'sub/.git',
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
      'a/secrets/deep/x.tf',
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
    const { path, files } = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
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
    await mkdir(`${checkout}-too`)
    await symlink('../../checkout-too', join(root, 'sibling'))
    expect((await refusal()).message).toContain("'sibling'")
    await rm(join(root, 'sibling'))
    expect(await pack()).toContain('x.tf')
  })

  it('follows links to other places of the checkout', async () => {
    await write({ 'main.tf': '', '.terraformignore': '/m/drop.tf\ndrop.md' })
    await mkdir(join(checkout, 'modules/a'), { recursive: true })
    await writeFile(join(checkout, 'modules/a/run.sh'), 'run')
    await chmod(join(checkout, 'modules/a/run.sh'), 0o750)
    await writeFile(join(checkout, 'modules/drop.tf'), 'd')
    await writeFile(join(checkout, 'modules/drop.md'), 'd')
    await writeFile(join(checkout, 'common.tf'), 'common')
    await symlink('../common.tf', join(root, 'common.tf'))
    await symlink('../modules', join(root, 'm'))
    await symlink(join(root, 'common.tf'), join(root, 'chain.tf'))
    await symlink('../configuration/m/a', join(checkout, 'a'))
    const entries = await unpack(await packPath())
    expect(
      entries.map(({ path, type, content, linkpath, mode }) =>
        [path, type, content || linkpath, mode.toString(8)].join(' ')
      )
    ).toEqual([
      '.terraformignore File /m/drop.tf\ndrop.md 644',
      'chain.tf SymbolicLink common.tf 777',
      'common.tf File common 644',
      'm/a/ Directory  755',
      'm/a/run.sh File run 750',
      // As Terraform: rules are read from where the link leads.
      'm/drop.tf File d 644',
      'main.tf File  644'
    ])
  })

  it('says what it writes otherwise than Terraform', async () => {
    await write({ 'main.tf': '', 'sub/x.tf': '' })
    await mkdir(join(checkout, 'shared/deep'), { recursive: true })
    await writeFile(join(checkout, 'shared/deep/y.tf'), '')
    await symlink('../configuration/sub', join(root, 'own'))
    await symlink('../shared', join(root, 'shared'))
    await symlink('../configuration/sub', join(checkout, 'shared/back'))
    await symlink('deep', join(checkout, 'shared/again'))
    const { path, warnings } = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
    const entries = await unpack(path)
    expect(
      entries
        .filter(({ type }) => type === 'SymbolicLink')
        .map((entry) => [entry.path, entry.linkpath])
    ).toEqual([
      ['own', 'sub'],
      ['shared/back', '../sub']
    ])
    expect(entries.map((entry) => entry.path)).toContain('shared/again/y.tf')
    expect(warnings.join('\n')).toMatch(
      /^The link 'own' is packed as 'sub'.*\nWhat the link 'shared\/again'.*\nThe link 'shared\/back' is packed as '..\/sub'/
    )
  })

  it.each([
    ['by its words', '../../outside.tf'],
    ['by an absolute path', '/etc/hostname'],
    ['to a folder', '../..']
  ])('refuses a link that leads out %s', async (_name, target) => {
    await write({ 'main.tf': '' })
    await writeFile(join(base, 'outside.tf'), '')
    await symlink(target, join(root, 'out.tf'))
    const { message } = await refusal()
    expect(message).toContain("'out.tf'")
    expect(message).toContain(target)
    expect(message).toMatch(/leads out of the checkout/)
  })

  it.each([
    ['through another one', 'hop', 'main.tf'],
    ['from a folder that a link leads to', 'folder/bad', 'good']
  ])('refuses a link that leads out %s', async (_name, name, seen) => {
    await write({ [seen]: '', 'main.tf': '' })
    await mkdir(join(checkout, 'folder'))
    await writeFile(join(base, 'secret'), '')
    await symlink('../hop', join(root, 'seen'))
    await symlink('../folder', join(root, 'walked'))
    await symlink(join(base, 'secret'), join(checkout, name))
    if (name !== 'hop') await rm(join(root, 'seen'))
    expect((await refusal()).message).toMatch(
      /'(?:seen|walked\/bad)' leads out of the checkout/
    )
  })

  it.each([
    ['that is not there', '../gone', /to what is not there \(\.\.\/gone\)/],
    ['of a circle of links', '../circle', /'link' leads nowhere: .*ELOOP/],
    ['that it lies in', '..', /'link' leads to a folder that it lies in/]
  ])('refuses a link to a place %s', async (_name, target, expected) => {
    await write({ 'main.tf': '' })
    await symlink('circle', join(checkout, 'circle'))
    await symlink(target, join(root, 'link'))
    expect((await refusal()).message).toMatch(expected)
  })

  it('refuses folders whose links lead to each other', async () => {
    await write({ 'main.tf': '' })
    await mkdir(join(checkout, 'one'))
    await mkdir(join(checkout, 'two'))
    await symlink('../one', join(root, 'start'))
    await symlink('../two', join(checkout, 'one/two'))
    await symlink('../one', join(checkout, 'two/one'))
    expect((await refusal()).message).toContain("'start/two/one'")
  })

  it('keeps a link within to itself, as Terraform does', async () => {
    await write({ 'main.tf': '' })
    await symlink('loop', join(root, 'loop'))
    expect(await pack()).toEqual(['loop', 'main.tf'])
  })

  it.each([
    ['a rule', '!.git/', '.git', undefined],
    ['a rule for one file in it', '!config', '.git', undefined],
    ['a link of its name', '', '.git', '../.git'],
    ['a link of another name', '', 'g', '../.git'],
    ['a link into it', '', 'token', '../.git/config']
  ])('never packs the git folder, whatever %s says', async (...given) => {
    const [, rules, name, target] = given
    await write({ 'main.tf': '', '.terraformignore': rules })
    const git = join(target === undefined ? root : checkout, '.git')
    await mkdir(git)
    await writeFile(join(git, 'config'), 'token')
    if (target !== undefined) await symlink(target, join(root, name))
    const { path, warnings } = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
    expect((await unpack(path)).map((entry) => entry.content)).not.toContain(
      'token'
    )
    expect(warnings.join('\n')).toContain(`'${name}' is left out, whatever`)
  })

  it.each([
    ['a folder above the checkout', '..', /lies outside of the checkout/],
    ['a link out of it', 'out', /lies outside of the checkout/],
    ['a sibling with a longer name', '../checkout-too', /lies outside/],
    ['the git folder', '.git', /lies in a folder '\.git'/],
    ['what is in it', '.git/x', /lies in a folder '\.git'/]
  ])('refuses %s', async (_name, directory, expected) => {
    await mkdir(join(base, 'checkout-too'))
    await writeFile(join(base, 'checkout-too/main.tf'), '')
    await mkdir(join(checkout, '.git/x'), { recursive: true })
    await symlink('../checkout-too', join(checkout, 'out'))
    expect((await refusal(join(checkout, directory))).message).toMatch(expected)
  })

  it('takes a checkout that is a link, and follows nothing without one', async () => {
    await write({ 'main.tf': '' })
    await writeFile(join(checkout, 'common.tf'), '')
    await symlink('../common.tf', join(root, 'common.tf'))
    await symlink(checkout, join(base, 'alias'))
    const options = { temporaryFolder, checkout: join(base, 'alias') }
    expect((await packConfiguration(root, options)).files).toBe(2)
    const error = await packConfiguration(root, {
      temporaryFolder,
      checkout: ''
    }).catch((reason: unknown) => reason)
    expect((error as Error).message).toContain("'common.tf' leads out")
  })

  it('refuses rules that it cannot read', async () => {
    await write({ 'main.tf': '', 'secret.txt': '' })
    await mkdir(join(root, '.terraformignore'))
    expect((await refusal()).message).toContain("because of '.terraformignore'")
    await rm(join(root, '.terraformignore'), { recursive: true })
    await symlink('/etc/hostname', join(root, '.terraformignore'))
    expect((await refusal()).message).toContain('leads out of the checkout')
    await rm(join(root, '.terraformignore'))
    await symlink('../rules', join(root, '.terraformignore'))
    expect((await refusal()).message).toContain('ENOENT')
    await rm(join(root, '.terraformignore'))
    await writeFile(join(checkout, 'rules'), 'secret.txt')
    await symlink('../rules', join(root, '.terraformignore'))
    expect(await pack()).toEqual(['.terraformignore', 'main.tf'])
  })

  it.each([
    ['out of the folder', '../rules', 1],
    ['by an absolute path', (at: string) => join(at, 'own'), 1],
    ['within the folder', 'own', 0]
  ] as const)(
    'follows rules that a link leads to %s, which go-slug 1.0.0 does not',
    async (_, target, warned) => {
      await write({ 'main.tf': '', own: 'secret.txt\nown', 'secret.txt': '' })
      await writeFile(join(checkout, 'rules'), 'secret.txt\nown')
      await symlink(
        typeof target === 'string' ? target : target(root),
        join(root, '.terraformignore')
      )
      const { path, warnings } = await packConfiguration(root, {
        temporaryFolder,
        checkout
      })
      expect((await unpack(path)).map((entry) => entry.path)).toEqual([
        '.terraformignore',
        'main.tf'
      ])
      expect(
        warnings.filter((each) => each.includes('its rules are followed'))
      ).toHaveLength(warned)
    }
  )

  it('leaves out by a rule in another Unicode form, and says so', async () => {
    await write({
      '.terraformignore': 'cafe\u0301\n\u00e9/',
      'main.tf': '',
      'caf\u00e9': '',
      'e\u0301/secret': ''
    })
    const { path, warnings } = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
    expect((await unpack(path)).map((entry) => entry.path)).toEqual([
      '.terraformignore',
      'main.tf'
    ])
    expect(warnings).toHaveLength(2)
    expect(warnings[0]).toContain("'caf\u00e9' is left out")
    expect(warnings[1]).toContain("'e\u0301' is left out")
  })

  it('warns of rules that match nothing, and of a state', async () => {
    await write({
      '.terraformignore': '*.md\nsecrets\\\n.git/\n[\nbuild/\n/gone.tf',
      'main.tf': '',
      'a.md': '',
      'build/x': '',
      'secrets/x': '',
      'env/terraform.tfstate': ''
    })
    const { warnings } = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
    expect(warnings).toEqual([
      expect.stringMatching(/"secrets\\\\".*has a backslash/),
      expect.stringMatching(/"\[".*no pattern/),
      '2 rules of .terraformignore matched nothing that the others leave in: "secrets\\\\", "/gone.tf".',
      expect.stringMatching(/^The upload holds a state \("env\/terraform/)
    ])
  })

  it('names the largest files', async () => {
    await write({ 'main.tf': 'x', b: 'xxx', c: 'xx', d: '', e: 'xxxx', f: '' })
    const { largest } = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
    expect(largest.map(({ name, bytes }) => `${name} ${bytes}`)).toEqual([
      'e 4',
      'b 3',
      'c 2',
      'main.tf 1',
      'd 0'
    ])
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
      temporaryFolder,
      checkout
    })
    expect(files).toBe(1)
  })

  it('packs both names of a file in full', async () => {
    await write({ 'a.tf': 'same' })
    await link(join(root, 'a.tf'), join(root, 'b.tf'))
    const { path } = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
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
      const archive = await packConfiguration(root, {
        temporaryFolder,
        checkout
      })
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
    const { path, files } = await packConfiguration(root, {
      temporaryFolder,
      checkout
    })
    const entries = await unpack(path)
    expect(files).toBe(201)
    expect(entries).toHaveLength(201)
    expect(entries[0]?.content === content).toBe(true)
  })

  it('packs names too long for an old tar', async () => {
    const name = `${'d'.repeat(120)}/${'e'.repeat(120)}/${'f'.repeat(120)}.tf`
    await write({ [name]: 'x', 'a.tf': '' })
    expect((await pack()).at(-1)).toBe(name)
  })
})
