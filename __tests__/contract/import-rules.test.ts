import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { findBreaches, findReached, type SourceFile } from './import-rules.ts'

function readSources(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .map((path) => ({
      path: path.split(sep).join('/'),
      text: readFileSync(path, 'utf8')
    }))
}

function breachesOf(path: string, text: string): readonly string[] {
  return findBreaches([{ path, text }])
}

describe('the source tree', () => {
  it.each(['src', 'emulator'])('%s keeps the import rules', (folder) => {
    const files = readSources(folder)
    expect(files.length).toBeGreaterThan(5)
    expect(findBreaches(files)).toEqual([])
  })
})

describe('the post phase', () => {
  const cannot = (path: string): boolean =>
    path.startsWith('src/run/operations/') ||
    [
      'src/main.ts',
      'src/hcp/client.ts',
      'src/hcp/writes/confirming.ts',
      'src/run/door/door.ts'
    ].includes(path)

  it('reaches nothing that makes a run or confirms one', () => {
    const reached = [...findReached(readSources('src'), 'src/post.ts')]
    expect(reached).toContain('src/hcp/writes/ending.ts')
    expect(reached.filter(cannot)).toEqual([])
  })

  it('would be found out', () => {
    const sources = readSources('src').map((file) =>
      file.path === 'src/step/clean-up.ts'
        ? {
            ...file,
            text: `const h = await import('../hcp/client.ts')\n${file.text}`
          }
        : file
    )
    expect(
      [...findReached(sources, 'src/post.ts')].filter(cannot).sort()
    ).toEqual(['src/hcp/client.ts'])
  })
})

describe('findBreaches', () => {
  it.each([
    ['src/plan/a.ts', `import { b } from './b.ts'`],
    ['src/plan/a.ts', `import type { Run } from '../hcp/types.ts'`],
    ['src/plan/a.ts', `import { createHash } from 'node:crypto'`],
    ['src/gate/a.ts', `import type { Run } from '../hcp/types.ts'`],
    ['src/run/record/next-step.ts', `import { isFinal } from './status.ts'`],
    ['src/run/record/next-step.ts', `import type { Gate } from './outcome.ts'`],
    ['src/run/operations/a.ts', `import { b } from '../../hcp/wire/errors.ts'`],
    [
      'src/run/door/a.ts',
      `import type { W } from '../../hcp/writes/ending.ts'`
    ],
    ['src/run/operations/a.ts', `import { decide } from '../../gate/a.ts'`],
    ['src/report/a.ts', `import type { G } from '../run/record/a.ts'`],
    ['src/github/a.ts', `import type { K } from '../gate/evidence.ts'`],
    ['src/github/connection.ts', `import { H } from '@actions/http-client'`],
    ['src/hcp/wire/connections.ts', `import { H } from '@actions/http-client'`],
    ['src/runner/log.ts', `import * as core from '@actions/core'`],
    ['src/main.ts', `import { connect } from './hcp/client.ts'`],
    ['src/index.ts', `import { main } from './main.ts'`],
    ['emulator/hcp/a.ts', `import { b } from '../engines/b.ts'`],
    ['src/hcp/errors.ts', `class A extends Error {}`]
  ])('lets %s: %s', (path, text) => {
    expect(breachesOf(path, text)).toEqual([])
  })

  it.each([
    ['src/plan/a.ts', `import { b } from '../gate/b.ts'`, 'values of src/gate'],
    ['src/plan/a.ts', `import { b } from '../hcp/types.ts'`, 'values of'],
    [
      'src/plan/a.ts',
      `import { type Run } from '../hcp/types.ts'`,
      'values of src/hcp/types.ts'
    ],
    ['src/plan/a.ts', `import type { R } from '../hcp/runs.ts'`, 'types of'],
    ['src/plan/a.ts', `import { readFile } from 'node:fs'`, 'is pure'],
    ['src/plan/a.ts', `import * as v from 'valibot'`, 'is pure'],
    ['src/gate/a.ts', `import '../run/status.ts'`, 'values of src/run'],
    ['src/gate/a.ts', `export { a } from '../run/a.ts'`, 'values of src/run'],
    ['src/gate/a.ts', `type A = import('../run/a.ts').A`, 'types of src/run'],
    [
      'src/run/record/status.ts',
      `import { b } from '../waiting/follow.ts'`,
      'values of'
    ],
    [
      'src/run/operations/a.ts',
      `import { w } from '../../hcp/writes/ending.ts'`,
      'values of src/hcp/writes'
    ],
    [
      'src/run/operations/a.ts',
      `import type { W } from '../../hcp/writes/ending.ts'`,
      'types of src/hcp/writes'
    ],
    ['src/hcp/a.ts', `import { w } from './writes/ending.ts'`, 'values of'],
    ['src/publish/a.ts', `import { d } from '../run/door/door.ts'`, 'values'],
    [
      'src/run/record/status.ts',
      `import type { H } from '../../hcp/client.ts'`,
      'types'
    ],
    ['src/report/a.ts', `import { a } from '../run/outcome.ts'`, 'values of'],
    ['src/report/a.ts', `import type { R } from '../hcp/types.ts'`, 'types of'],
    ['src/hcp/a.ts', `import type { R } from '../run/status.ts'`, 'types of'],
    ['src/hcp/a.ts', `const a = await import('../run/a.ts')`, 'values of'],
    ['src/hcp/a.ts', `const a = await import(name)`, 'name is computed'],
    [
      'src/hcp/a.ts',
      `import { H } from '@actions/http-client'`,
      'only src/hcp/wire/connections'
    ],
    [
      'src/github/reviews.ts',
      `import { HttpClient } from '@actions/http-client'`,
      'only src/hcp/wire/connections'
    ],
    ['src/hcp/archive.ts', `import { Pack } from 'tar'`, 'before it is needed'],
    [
      'src/main.ts',
      `import * as core from '@actions/core'`,
      'only src/runner/'
    ],
    ['src/main.ts', `import { a } from '../emulator/a.ts'`, 'values of'],
    [
      'src/hcp/a.ts',
      `import type { A } from '../main.ts'`,
      'types of src/main'
    ],
    [
      'emulator/hcp/a.ts',
      `import type { R } from '../../src/a.ts'`,
      'types of'
    ],
    [
      'emulator/hcp/a.ts',
      `import * as core from '@actions/core'`,
      'only src/runner/'
    ],
    ['src/other/a.ts', '', 'no README.md'],
    ['src/plan/index.ts', '', 'barrel'],
    ['src/plan/a.ts', `export * from './b.ts'`, 'barrel'],
    ['src/plan/utils.ts', '', 'no noun'],
    ['src/plan/diff-helpers.ts', '', 'no noun'],
    ['src/run/log/common.ts', '', 'no noun'],
    ['src/hcp/support.ts', '', 'no noun'],
    ['src/hcp/run-manager.ts', '', 'no noun'],
    ['src/hcp/runList.ts', '', 'kebab-case'],
    ['src/hcp/a.ts', `export class Client {}`, 'class Client is no error'],
    ['src/hcp/a.ts', `const A = class extends B {}`, 'is no error']
  ])('refuses %s: %s', (path, text, words) => {
    const breaches = breachesOf(path, text)
    expect(breaches).toHaveLength(1)
    expect(breaches[0]).toContain(path)
    expect(breaches[0]).toContain(words)
  })

  it('finds cycles of values, not of types', () => {
    const cycle = (how: string): readonly string[] =>
      findBreaches([
        { path: 'src/hcp/a.ts', text: `import { b } from './b.ts'` },
        { path: 'src/hcp/b.ts', text: `import { c } from './c.ts'` },
        { path: 'src/hcp/c.ts', text: `import ${how}{ a } from './a.ts'` }
      ])
    expect(cycle('type ')).toEqual([])
    expect(cycle('')).toEqual([
      'cycle: src/hcp/a.ts → src/hcp/b.ts → src/hcp/c.ts → src/hcp/a.ts'
    ])
  })
})
