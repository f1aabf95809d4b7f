import { afterAll, describe, expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../../scripts/build.ts'
import {
  parseRuntimePackages,
  readLicense,
  renderLicenses
} from '../../scripts/licenses.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true })
  }
})

function readDist(root: string): Readonly<Record<string, string>> {
  const folder = join(root, 'dist')
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !statSync(join(folder, name)).isDirectory())
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')])
  )
}

/** Links what is installed: a copy would take long, and nobody writes to it. */
function linkTree(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) linkTree(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else linkFile(source, target)
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target)
  } catch {
    // The temporary folder is on another disk.
    copyFileSync(source, target)
  }
}

describe('dist/', () => {
  it('comes out the same in another folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'a folder of its own '))
    folders.push(folder)
    for (const name of [
      'src',
      'scripts',
      'package.json',
      'package-lock.json',
      'tsconfig.json'
    ]) {
      cpSync(name, join(folder, name), { recursive: true })
    }
    linkTree('node_modules', join(folder, 'node_modules'))
    execFileSync('npm', ['run', 'build'], {
      cwd: folder,
      stdio: 'ignore',
      shell: process.platform === 'win32'
    })
    const there = readDist(folder)
    const here = readDist('.')
    expect(Object.keys(there)).toEqual(Object.keys(here))
    // Names only: a difference of megabytes helps nobody.
    expect(
      Object.keys(there).filter((name) => there[name] !== here[name])
    ).toEqual([])
  }, 120_000)
})

describe('dist/licenses.txt', () => {
  const packages = parseRuntimePackages(
    readFileSync('package-lock.json', 'utf8')
  )
  const licenses = readFileSync('dist/licenses.txt', 'utf8')

  it('is what the installed packages say', () => {
    expect(licenses).toBe(renderLicenses(packages, readLicense))
  })

  it('has every package whose code is in the bundle', async () => {
    const bundled = new Set(
      (await bundle())
        .flatMap(({ modules }) => modules)
        .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
        .filter((name) => name !== undefined)
    )
    expect(bundled.size).toBeGreaterThan(8)
    const named = packages.map(({ name }) => name)
    expect([...bundled].filter((name) => !named.includes(name))).toEqual([])
  })

  it('names each package with its version', () => {
    for (const { name, version } of packages) {
      expect(licenses).toContain(`${name} ${version} (`)
    }
  })
})

describe('the programs of dist/', () => {
  it('weigh what a job can be asked to download', () => {
    const programs = Object.entries(readDist('.')).filter(([name]) =>
      name.endsWith('.js')
    )
    const bytes = programs.reduce((sum, [, { length }]) => sum + length, 0)
    expect(bytes).toBeLessThanOrEqual(1_200_000)
  })

  it('have nothing in common with what makes or confirms a run but in main', async () => {
    const files = await bundle()
    const holders = files
      .filter(({ modules }) =>
        modules.some((path) => path.startsWith('src/hcp/writes/confirming'))
      )
      .map(({ path }) => path)
    expect(holders).toEqual(['dist/index.js'])
  })
})

describe('parseRuntimePackages', () => {
  it('leaves out what is only developed with, and sorts', () => {
    const lock = {
      packages: {
        '': { version: '1.0.0' },
        'node_modules/b': { version: '2.0.0', license: 'MIT' },
        'node_modules/c': { version: '1.0.0', dev: true },
        'node_modules/b/node_modules/@a/x': { version: '1.0.0', license: 'ISC' }
      }
    }
    expect(parseRuntimePackages(JSON.stringify(lock))).toEqual([
      {
        folder: 'node_modules/b/node_modules/@a/x',
        name: '@a/x',
        version: '1.0.0',
        license: 'ISC'
      },
      { folder: 'node_modules/b', name: 'b', version: '2.0.0', license: 'MIT' }
    ])
  })
})

describe('renderLicenses', () => {
  it('names a version once, with the text of its folder', () => {
    const one = { folder: 'x', name: 'a', version: '1.0.0', license: 'MIT' }
    const text = renderLicenses(
      [one, { ...one, folder: 'y' }],
      () => 'T\r\nU\n'
    )
    expect(text).toBe('a 1.0.0 (MIT)\n\nT\nU\n')
  })

  it('stops at a package without a licence', () => {
    expect(() => readLicense('src')).toThrow('src has no licence file')
  })
})
