import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { annotations, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
let outside: string
beforeAll(async () => {
  stage = await openStage([scripts.changes, scripts.changes])
  const at = (name: string): string => join(stage.checkout, name)
  await mkdir(at('empty'))
  await mkdir(at('leaks'))
  await writeFile(at('leaks/main.tf'), '')
  await symlink('/etc/hostname', join(at('leaks'), 'host.tf'))
  outside = await mkdtemp(join(tmpdir(), 'outside-'))
  await writeFile(join(outside, 'main.tf'), 'token')
  await symlink(outside, at('linked'))
  await mkdir(at('deep'))
  await writeFile(at('deep/main.tf'), '')
  await symlink('../hop', at('deep/modules'))
  await symlink(outside, at('hop'))
  await mkdir(at('.git'))
  await writeFile(at('.git/main.tf'), 'token')
  await mkdir(at('git'))
  await writeFile(at('git/main.tf'), '')
  await writeFile(at('git/.terraformignore'), '!.git/main.tf')
  await mkdir(at('git/.git'))
  await writeFile(at('git/.git/main.tf'), 'token')
  await symlink('../.git', at('git/also'))
  const odd = join(stage.checkout, 'odd')
  await mkdir(join(odd, 'modul-äöü-日本', 'a'.repeat(120)), {
    recursive: true
  })
  await writeFile(
    join(odd, 'modul-äöü-日本', 'a'.repeat(120), `${'b'.repeat(120)}.tf`),
    ''
  )
  await writeFile(join(odd, 'main.tf'), '')
  await writeFile(join(odd, 'secret.txt'), 'x'.repeat(100))
  await writeFile(join(odd, '.terraformignore'), 'secret.txt\n')
})
afterAll(async () => {
  await stage.close()
  await rm(outside, { recursive: true, force: true })
})

describe('the working directory of a workspace', () => {
  let connected: Stage
  beforeAll(async () => {
    const workspaces = [
      { name: 'network', workingDirectory: 'env/prod' },
      { name: 'other' }
    ]
    connected = await openStage([scripts.changes], { workspaces })
    connected.engine.script('other', [scripts.changes, scripts.changes])
    await mkdir(join(connected.checkout, 'infra/env/prod'), { recursive: true })
    await mkdir(join(connected.checkout, 'infra/env/test'))
    await writeFile(join(connected.checkout, 'infra/env/prod/main.tf'), '')
  })
  afterAll(async () => {
    await connected.close()
  })
  const made = () =>
    connected.writes().filter((write) => /\/runs$|-versions$/.test(write))
      .length

  it.each([
    [
      'the folder itself',
      'infra/env/prod',
      "holds no such folder. Set 'configuration-directory' to 'infra' for it"
    ],
    [
      'a folder above',
      '.',
      "holds no such folder. Set 'configuration-directory' to 'infra' for it"
    ],
    ['a folder beside', 'infra/env/test', 'holds no files'],
    [
      'a folder in between',
      'infra/env',
      "holds no such folder. Set 'configuration-directory' to 'infra' for it"
    ]
  ])('is not in %s, which is not sent', async (_, folder, said) => {
    for (const folders of [folder, `net*: ${folder}\nother: infra`]) {
      const before = made()
      const result = await connected.run({
        mode: 'plan',
        comment: 'never',
        'configuration-directory': folders
      })
      expect(result.exitCode).toBe(1)
      expect(annotations(result, 'error').join()).toContain(said)
      expect(made()).toBe(before)
    }
  })

  it('is its own, and no other workspace stops at it', async () => {
    const result = await connected.run({
      mode: 'plan',
      comment: 'never',
      workspace: 'network\nother',
      'configuration-directory': '.'
    })
    expect(result.exitCode).toBe(1)
    const runs = JSON.parse(result.outputs['runs'] ?? '') as object[]
    expect(runs).toMatchObject([
      { workspace: 'network', outcome: 'errored' },
      { workspace: 'other', outcome: 'planned' }
    ])
    expect(connected.hcp.workspace('network').runs).toEqual([])
  })

  it('is found in the folder that the line of its workspace names', async () => {
    const result = await connected.run({
      mode: 'plan',
      comment: 'never',
      workspace: 'network\nother',
      'configuration-directory': 'network: infra\n# at the root\nother: .'
    })
    expect([annotations(result, 'error'), result.exitCode]).toEqual([[], 0])
  })
})

describe('a configuration directory', () => {
  it.each([
    ['missing', 'missing', /"missing", which does not exist/],
    ['main.tf', 'a file', /"main\.tf", which is no folder/],
    ['empty', 'empty', /'empty'/],
    ['leaks', 'with a link out of it', /'host\.tf' leads out of/],
    ['linked', 'a link out of the checkout', /outside of the checkout/],
    ['..', 'above the checkout', /outside of the checkout/],
    ['deep', 'with links through others', /'modules' leads out of the ch/],
    ['.git', 'the folder of git', /lies in a folder '\.git'/]
  ])('%s (%s) fails before anything is created', async (folder, _, message) => {
    const before = stage.writes().length
    const result = await stage.run({
      mode: 'plan',
      'configuration-directory': folder,
      comment: 'never'
    })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toMatch(message)
    expect(stage.writes()).toHaveLength(before)
  })

  it('arrives without the folder of git, whatever rules and links say', async () => {
    const result = await stage.run({
      mode: 'plan',
      'configuration-directory': 'git',
      comment: 'never'
    })
    expect(result.outputs['outcome']).toBe('planned')
    const version = stage.hcp.state.configurationVersions.get(
      result.outputs['configuration-version-id'] ?? ''
    )
    expect(version?.files).toEqual(['.terraformignore', 'main.tf'])
    expect(annotations(result, 'warning').join('\n')).toMatch(
      /'\.git' is left out[^]*'also' is left out/
    )
  })

  it('arrives whole with odd names, and without what is ignored', async () => {
    const result = await stage.run({
      mode: 'plan',
      'configuration-directory': 'odd',
      comment: 'never'
    })
    expect(result.outputs['outcome']).toBe('planned')
    const version = stage.hcp.state.configurationVersions.get(
      result.outputs['configuration-version-id'] ?? ''
    )
    const names = version?.files.join('\n') ?? ''
    expect(names).toContain(
      `modul-äöü-日本/${'a'.repeat(120)}/${'b'.repeat(120)}.tf`
    )
    expect(names).not.toContain('secret.txt')
  })
})
