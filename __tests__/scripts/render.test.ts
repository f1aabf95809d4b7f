import { describe, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { reducePlan } from '../../src/plan/reduction.ts'
import { readFixture } from '../plan/fixtures.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

function render(...args: string[]) {
  return spawnSync(
    process.execPath,
    [join(root, 'scripts/render.ts'), ...args],
    { encoding: 'utf8', env: { NO_COLOR: '1' } }
  )
}

function fixture(name: string): string {
  return join(root, '__tests__/plan/fixtures', `${name}.plan.json`)
}

describe('npm run render', () => {
  it('prints the comment for a plan', () => {
    const { status, stdout } = render(fixture('modules'))
    expect(status).toBe(0)
    expect(stdout).toContain('4 to destroy, 1 to replace')
  })

  it('prints the summary as JSON', () => {
    const { status, stdout } = render(fixture('modules'), '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      add: 4,
      change: 3,
      destroy: 5,
      import: 0,
      forget: 0,
      move: 0,
      outputs: 1,
      output_changes: [{ name: 'names', action: 'create' }],
      digest: reducePlan(readFixture('modules')).digest
    })
  })

  it.each([
    ['no file', ['does-not-exist.json'], /ENOENT/],
    ['no argument', [], /^Usage/],
    ['an odd flag', ['--nope'], /--nope/],
    ['no plan', [join(root, 'package.json')], /no format_version/],
    ['no JSON', [join(root, 'LICENSE')], /not JSON/]
  ])('exits 1 with one line for %s', (_, args, message) => {
    const { status, stdout, stderr } = render(...args)
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it('reads a file with a byte order mark', () => {
    const folder = mkdtempSync(join(tmpdir(), 'render-'))
    try {
      const path = join(folder, 'plan.json')
      writeFileSync(path, `\ufeff${JSON.stringify(readFixture('create-one'))}`)
      expect(render(path).status).toBe(0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
