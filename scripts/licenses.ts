/**
 * The licences of the packages that go into the bundle (`dist/licenses.txt`).
 * A bundler finds only some of them: a package that was bundled itself hides
 * what is inside it. So these are all packages that the lock file has for
 * `dependencies`, whether or not a line of each is left in the bundle.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface RuntimePackage {
  /** From the root of the repository. */
  readonly folder: string
  readonly name: string
  readonly version: string
  /** The SPDX name, as the package says. */
  readonly license: string
}

interface LockEntry {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
}

/** Packages of a lock file that are there at run time, sorted by name. */
export function parseRuntimePackages(lock: string): readonly RuntimePackage[] {
  const { packages } = JSON.parse(lock) as {
    readonly packages: Readonly<Record<string, LockEntry>>
  }
  return Object.entries(packages)
    .filter(([folder, { dev, devOptional }]) => folder && !dev && !devOptional)
    .map(([folder, { version = '', license = '' }]) => ({
      folder,
      name: folder.replace(/^.*node_modules\//, ''),
      version,
      license
    }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version))
}

/**
 * The licences, one package after another; a version that is there twice is
 * named once.
 *
 * @param readText the licence text in a package's folder
 */
export function renderLicenses(
  packages: readonly RuntimePackage[],
  readText: (folder: string) => string
): string {
  const sections = packages.map(({ folder, name, version, license }) =>
    [
      `${name} ${version} (${license})`,
      '',
      readText(folder).replaceAll('\r\n', '\n').trim(),
      ''
    ].join('\n')
  )
  return [...new Set(sections)].join(`\n${'-'.repeat(79)}\n\n`)
}

/**
 * Reads the licence, and the notice where there is one, of an installed
 * package. Throws where a package has none: somebody has to look at it.
 */
export function readLicense(folder: string): string {
  const names = readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|copying|notice)\b/i.test(name))
    .sort()
  if (!names.some((name) => !/^notice/i.test(name))) {
    throw new Error(
      `${folder} has no licence file. Find out under which terms it may be bundled, or do without it.`
    )
  }
  return names
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n')
}

/** By code unit: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The licences of all that is installed to be there at run time. */
export function renderInstalledLicenses(): string {
  return renderLicenses(
    parseRuntimePackages(readFileSync('package-lock.json', 'utf8')),
    readLicense
  )
}
