import { afterEach, describe, expect, it } from '@jest/globals'
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findPlannedFiles } from '../../src/configuration/local-modules.ts'
import { findRepositoryRoot } from '../../src/configuration/repository-root.ts'
import { judgeTouch } from '../../src/configuration/touched.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** Files by path; a text that begins with `->` is a link. */
function build(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'modules-'))
  folders.push(root)
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    if (text.startsWith('->')) symlinkSync(text.slice(2), file)
    else writeFileSync(file, text)
  }
  return root
}

const calls = (...sources: string[]) =>
  sources
    .map((source, at) => `module "m${at}" {\n  source = "${source}"\n}\n`)
    .join('')

async function find(
  files: Readonly<Record<string, string>>,
  {
    directory = 'live/a',
    workingDirectory,
    varFiles = []
  }: {
    directory?: string
    workingDirectory?: string
    varFiles?: readonly string[]
  } = {}
) {
  const repository = build(files)
  return await findPlannedFiles({
    repository,
    directory: join(repository, directory),
    workingDirectory,
    varFiles: varFiles.map((file) => join(repository, file))
  })
}

const M12 = {
  'live/a/main.tf': calls('../../modules/y', 'modules/z'),
  'modules/y/main.tf': calls('../x', '../y'),
  'modules/x/main.tf': '',
  'modules/x/templates/a.tpl': '',
  'modules/z/main.tf': ''
}

describe('findPlannedFiles', () => {
  it('M-12: follows local modules, those of modules, and no others', async () => {
    const own = await find(M12)
    expect(own).toEqual({
      known: true,
      value: ['live/a/.terraformignore', 'live/a', 'modules/y', 'modules/x']
    })
    const touches = (path: string) =>
      judgeTouch(
        {
          workingDirectory: undefined,
          vcsRepoIdentifier: undefined,
          fileTriggersEnabled: true
        },
        {
          repository: 'acme/network',
          files: { known: true, value: [path] },
          own,
          uploads: true
        }
      ).touched
    expect(touches('modules/x/templates/a.tpl')).toBe(true)
    expect(touches('modules/y/old.tf')).toBe(true)
    expect(touches('modules/z/main.tf')).toBe(false)
    expect(touches('live/b/main.tf')).toBe(false)
  })

  it.each<[string, Record<string, string>, string[]]>([
    [
      'JSON, overrides and other names of files',
      {
        'live/a/main.tf.json': '{"module":{"a":{"source":"../../m/json"}}}',
        'live/a/x_override.tf': calls('../../m/override'),
        'live/a/override.tf': 'module "m0" {\n count = 2\n}\n',
        'live/a/y_override.tf.json': '{"module":{"m0":{"count":2}}}',
        'live/a/x.tofu': calls('../../m/tofu'),
        'live/a/x.tf.bak': calls('../../m/no'),
        'live/a/below/x.tf': calls('../../m/no'),
        'm/json/a.tf': '',
        'm/override/a.tf': '',
        'm/tofu/a.tf': ''
      },
      ['m/json', 'm/override', 'm/tofu']
    ],
    [
      'links of files and folders, at any depth',
      {
        'live/a/main.tf': calls('./linked'),
        'live/a/linked': '->../../shared/module',
        'live/a/deep/er/common.tf': '->../../../../shared/common.tf',
        'shared/module/x.tf': calls('../sibling'),
        'shared/common.tf': '',
        'live/a/sibling/x.tf': ''
      },
      [
        'live/a/deep/er/common.tf',
        'shared/common.tf',
        'live/a/linked',
        'shared/module',
        'live/a/sibling'
      ]
    ],
    [
      'links in what a link leads to, and circles',
      {
        'live/a/data': '->../../data',
        'data/more': '->../more',
        'more/back': '->../data',
        'live/a/self': '->.'
      },
      ['live/a/data', 'data', 'live/a/data/more', 'more']
    ],
    [
      'files that are mentioned above the folder',
      {
        'live/a/main.tf': 'locals { x = file("${path.module}/../../keys/x") }',
        'keys/x': ''
      },
      ['keys/x']
    ]
  ])('takes %s', async (_what, files, expected) => {
    const found = await find(files)
    expect(found).toMatchObject({ known: true })
    expect(found.known && found.value).toEqual(expect.arrayContaining(expected))
    expect(found.known && found.value.join()).not.toMatch(/m\/no/)
  })

  it('begins where Terraform works in what is uploaded', async () => {
    const found = await find(
      { ...M12, 'live/b/main.tf': calls('../../modules/z') },
      { directory: '.', workingDirectory: '/live/b/' }
    )
    expect(found).toEqual({
      known: true,
      value: ['.terraformignore', 'live/b', 'modules/z']
    })
  })

  it('takes var-files, and what they link to', async () => {
    const found = await find(
      { ...M12, 'vars/eu.tfvars': '->all.tfvars', 'vars/all.tfvars': '' },
      { varFiles: ['vars/eu.tfvars'] }
    )
    expect(found.known && found.value).toEqual(
      expect.arrayContaining(['vars/eu.tfvars', 'vars/all.tfvars'])
    )
  })

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'M-12: a source that is a variable',
      { 'live/a/main.tf': 'module "a" {\n source = var.s\n}' },
      /the source of a module is not a literal: 'live\/a\/main.tf'/
    ],
    [
      'a module that calls one by a variable',
      {
        'live/a/main.tf': calls('../m'),
        'live/m/x.tf': 'module "a" {\n source = var.s\n}'
      },
      /'live\/m\/x.tf'/
    ],
    [
      'a file that cannot be read',
      { 'live/a/main.tf': 'locals {' },
      /cannot be read .*: 'live\/a\/main.tf'/
    ],
    ['a module that is gone', { 'live/a/main.tf': calls('../gone') }, /gone/],
    ['a module outside', { 'live/a/x.tf': calls('../../../x') }, /outside/],
    [
      'a link that leads outside',
      { 'live/a/x': '->/' },
      /outside .*'live\/a\/x'/
    ],
    ['a link that leads nowhere', { 'live/a/x': '->no' }, /leads nowhere/],
    [
      'a folder that is not there',
      { 'live/b/x': '' },
      /cannot be read \(ENOENT/
    ]
  ])('does not know of %s', async (_what, files, why) => {
    expect(await find(files)).toEqual({
      known: false,
      why: expect.stringMatching(why) as unknown
    })
  })
})

describe('findRepositoryRoot', () => {
  const config = (url: string) => ({
    'repo/.git/config': `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`,
    'repo/live/a/main.tf': ''
  })
  const root = async (
    files: Record<string, string>,
    folder = 'repo/live/a'
  ) => {
    const top = build(files)
    const found = await findRepositoryRoot(
      join(top, folder),
      top,
      'acme/network'
    )
    return found.known ? found.path.slice(top.length) : found.why
  }

  it.each([
    'https://github.example/acme/network',
    'https://github.example/Acme/Network.git',
    'https://github.example/acme/network/',
    'git@github.example:acme/network.git',
    'ssh://git@github.example/acme/network'
  ])('is where .git is, with the remote %s', async (url) => {
    expect(await root(config(url))).toBe('/repo')
    expect(await root(config(url), 'repo')).toBe('/repo')
  })

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'another repository',
      config('https://github.example/acme/network-2'),
      /is not one of acme\/network/
    ],
    [
      'a repository whose name ends so',
      config('https://github.example/xacme/network'),
      /is not one of/
    ],
    [
      'a submodule',
      { 'repo/.git': 'gitdir: ../x', 'repo/live/a/x': '' },
      /submodule/
    ],
    ['no checkout', { 'repo/live/a/x': '' }, /in no checkout/],
    ['no folder', { x: '' }, /cannot be read/]
  ])('is not known for %s', async (_what, files, why) => {
    expect(await root(files)).toMatch(why)
  })
})
