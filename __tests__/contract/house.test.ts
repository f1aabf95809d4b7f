import { afterAll, describe, expect, it } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { measureHouse } from '../../scripts/house.ts'

/** Ceilings that only fall; the share of short functions only rises. */
const ceiling = { arrows: 36, long: 0 }
const floor = { shortShare: 94.1 }

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function build(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'house-'))
  folders.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return measureHouse(root)
}

describe('src/', () => {
  const house = measureHouse('src')

  it('has a hall of three files', () => {
    expect(house.hall).toEqual(['index.ts', 'main.ts', 'post.ts'])
  })

  it('has no circle of imports, types included', () => {
    expect(house.circles).toEqual([])
  })

  it('has no more arrows between its rooms than it had', () => {
    expect(house.arrows).toBeLessThanOrEqual(ceiling.arrows)
  })

  it('has no more long functions than it had, and no fewer short ones', () => {
    expect(house.long.slice(ceiling.long)).toEqual([])
    expect(house.shortShare).toBeGreaterThanOrEqual(floor.shortShare - 0.05)
  })
})

describe('measureHouse', () => {
  it('finds circles of types, through other files', () => {
    const { circles, arrows } = build({
      'a/one.ts': `import type { T } from '../b/two.ts'`,
      'b/two.ts': `import { x } from './three.ts'`,
      'b/three.ts': `const y = await import('../a/one.ts')`
    })
    expect(circles).toEqual([['a/one.ts', 'b/three.ts', 'b/two.ts']])
    expect(arrows).toBe(2)
  })

  it('finds long functions, wherever they stand', () => {
    const body = '\n'.repeat(60)
    const { long } = build({
      'one.ts': `function a() {${body}}\nconst b = () => {${body}}\nconst c = { d() {${body}} }\nfunction e() {}`
    })
    expect(long).toEqual(['one.ts: a (61)', 'one.ts: b (61)', 'one.ts: d (61)'])
  })
})
