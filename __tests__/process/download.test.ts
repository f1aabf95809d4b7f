import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openStage, pullRequestEvent } from './stage.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'download-'))
  const archive = execFileSync(
    'git',
    ['archive', '--worktree-attributes', 'HEAD'],
    { maxBuffer: 64 * 1024 * 1024 }
  )
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('what a job downloads', () => {
  it('has what a runner needs, and next to nothing else', () => {
    expect(readdirSync(folder).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'action.yml',
      'dist',
      'package.json'
    ])
    expect(statSync(join(folder, 'dist/licenses.txt')).size).toBeGreaterThan(0)
  })

  it('runs the action, before and after', async () => {
    // The bundle of these sources, not of the last commit.
    rmSync(join(folder, 'dist'), { recursive: true })
    cpSync('dist', join(folder, 'dist'), { recursive: true })
    const stage = await openStage([scripts.changes])
    try {
      const held = await stage.run(
        { mode: 'apply', 'configuration-directory': '.' },
        { action: folder, ...pullRequestEvent() }
      )
      expect(held.outputs['outcome']).toBe('held')
      expect(stage.comments()).toHaveLength(1)
      const after = await stage.post(held)
      expect(after.exitCode).toBe(0)
    } finally {
      await stage.close()
    }
  })
})
