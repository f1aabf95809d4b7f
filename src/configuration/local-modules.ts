import type { Dirent } from 'node:fs'
import { readFile, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { codeOf, wordsOf } from './errors.ts'
import { readHclReferences, readJsonReferences } from './module-calls.ts'
import type { References } from './module-calls.ts'
import { isWithin, wayTo } from './paths.ts'
import type { Paths } from './touched.ts'

/** What a step plans; paths of this machine. */
interface PlannedConfiguration {
  /** The root of the repository; see `findRepositoryRoot`. */
  readonly repository: string
  /** What is uploaded; undefined for nothing. */
  readonly directory: string | undefined
  /** Where Terraform works in it; undefined for its root. */
  readonly workingDirectory: string | undefined
  readonly varFiles: readonly string[]
}

/** More than any configuration has; what has more is not read through. */
const mostEntries = 20_000
const longestFile = 4 * 1024 * 1024

/** A search under way. */
interface Search {
  /** Real path. */
  readonly repository: string
  readonly root: string
  /** Absolute paths that count, with all that is below them. */
  readonly places: Set<string>
  entries: number
}

/** Something makes the answer unknown. */
class UnknownFilesError extends Error {}

/**
 * Finds the files and folders of a repository that a configuration depends on:
 * its own folder, the local modules that it calls and those that they call,
 * what links in all of them lead to, files that it mentions above itself, and
 * var-files; from the root of the repository, with all that is below each.
 * What cannot be told, such as a source that is computed, is unknown. Changes
 * nothing. (Reference, many workspaces, 4; Terraform: module sources.)
 */
export async function findPlannedFiles(
  configuration: PlannedConfiguration
): Promise<Paths> {
  const { directory, workingDirectory = '' } = configuration
  try {
    const repository = await realpath(configuration.repository)
    const top = directory && (await realpath(resolve(directory)))
    const root = resolve(
      top ?? repository,
      workingDirectory.replace(/^\/+/, '')
    )
    const places = new Set<string>()
    const search: Search = { repository, root, places, entries: 0 }
    for (const file of configuration.varFiles) {
      const folder = await realpath(resolve(dirname(file)))
      await addPlace(search, join(folder, basename(file)))
    }
    if (top !== undefined) {
      await addPlace(search, join(top, '.terraformignore'))
      await addModules(search)
    }
    const value = [...places].map((place) => wayTo(repository, place))
    return { known: true, value }
  } catch (error) {
    const isTold = error instanceof UnknownFilesError
    const why = `its files cannot be read (${codeOf(error) ?? wordsOf(error)})`
    return { known: false, why: isTold ? error.message : why }
  }
}

/** Module by module, each once, as the calls are read. */
async function addModules(search: Search): Promise<void> {
  const folders = new Set([search.root])
  for (const folder of folders) {
    await addPlace(search, folder)
    const names = await readdir(folder, { withFileTypes: true }).catch(() => {
      throw unknown(folder, search, 'the folder of a module cannot be read')
    })
    await addLinks(search, folder, names)
    for (const { name } of names.filter(isConfiguration)) {
      const file = join(folder, name)
      const references = await readReferences(file, search)
      if (!references.known) throw unknown(file, search, references.why)
      for (const { kind, path } of references.paths) {
        if (kind === 'module') folders.add(resolve(folder, path))
        else await addMention(search, folder, path)
      }
    }
  }
}

function isConfiguration({ name }: Dirent): boolean {
  return /\.(?:tf|tofu)(?:\.json)?$/.test(name)
}

async function readReferences(
  file: string,
  search: Search
): Promise<References> {
  const real = await realpath(file)
  const { size } = await stat(real)
  if (size > longestFile) throw unknown(file, search, 'it is too long')
  const text = await readFile(real, 'utf8')
  const isOverride = /(?:^|_)override\.[a-z.]+$/.test(basename(file))
  return file.endsWith('.json')
    ? readJsonReferences(text, { isOverride })
    : readHclReferences(text, { isOverride })
}

/** From the module's folder, or from where Terraform works: either may be meant. */
async function addMention(
  search: Search,
  folder: string,
  path: string
): Promise<void> {
  await addPlace(search, resolve(folder, path))
  await addPlace(search, resolve(search.root, path))
}

/** A place counts where it is named, and where links lead from there. */
async function addPlace(search: Search, path: string): Promise<void> {
  const { repository, places } = search
  const real = await realpath(path).catch(() => path)
  for (const each of [path, real]) {
    if (!isWithin(repository, each)) {
      throw unknown(path, search, 'it is outside of the checkout')
    }
    places.add(each)
  }
}

/** Links at any depth: what they lead to is uploaded in their place. */
async function addLinks(
  search: Search,
  folder: string,
  entries: readonly Dirent[]
): Promise<void> {
  search.entries += entries.length
  if (search.entries > mostEntries) {
    throw unknown(folder, search, `there are more than ${mostEntries} files`)
  }
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (['.git', '.terraform'].includes(entry.name)) continue
    if (entry.isSymbolicLink()) {
      const real = await realpath(path).catch(() => {
        throw unknown(path, search, 'the link leads nowhere')
      })
      const isNew = !search.places.has(real)
      await addPlace(search, path)
      if (!isNew || !(await stat(path)).isDirectory()) continue
    } else if (!entry.isDirectory()) continue
    const below = await readdir(path, { withFileTypes: true })
    await addLinks(search, path, below)
  }
}

function unknown(
  path: string,
  { repository }: Search,
  why: string
): UnknownFilesError {
  return new UnknownFilesError(
    `${why}: '${isWithin(repository, path) ? wayTo(repository, path) : path}'`
  )
}
