import { randomUUID } from 'node:crypto'
import { lstat, readFile, readlink, realpath, rm, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { checkContents, statesAmong } from './contents.ts'
import {
  ConfigurationDirectoryError,
  codeOf,
  unreadable,
  wordsOf
} from './errors.ts'
import { parseIgnoreRules } from './ignore-rules.ts'
import type { IgnoreRules } from './ignore-rules.ts'
import { listConfiguration } from './listing.ts'
import type { Entry, Listing, Place } from './listing.ts'
import { isInGit, isWithin, wayTo } from './paths.ts'
import { writeArchive } from './write-archive.ts'

export interface ConfigurationArchive {
  readonly path: string
  /** Of what is in it: paths, modes, contents; see `writeArchive`. */
  readonly digest: string
  /** Regular files and links in it. */
  readonly files: number
  /** Size of the archive. */
  readonly bytes: number
  /** Sockets, pipes and devices, which are left out. */
  readonly skipped: readonly string[]
  /** The five files with the most bytes, the largest first. */
  readonly largest: readonly { readonly name: string; readonly bytes: number }[]
  /** Sentences for the log: what is surprising about the upload. */
  readonly warnings: readonly string[]
  /**
   * Throws ConfigurationDirectoryError where the working directory of a
   * workspace is not in it, or holds no configuration.
   */
  readonly check: (workingDirectory: string | undefined) => void
}

const ignoreFile = '.terraformignore'

/**
 * Packs the contents of a directory as a configuration version wants it: a
 * gzipped tar in `temporaryFolder`, whose root is the directory, with what
 * Terraform's own packer would take. Honours a `.terraformignore` at the root.
 * Nothing from outside of `checkout` is read, nothing of a folder `.git` is
 * packed; without a checkout the directory itself is the border. The caller
 * removes the file. HCP Terraform API: Configuration Versions, Upload
 * Configuration Files; Terraform CLI: .terraformignore.
 *
 * @throws ConfigurationDirectoryError that names the file it is about
 */
export async function packConfiguration(
  directory: string,
  options: {
    readonly temporaryFolder: string
    /** `GITHUB_WORKSPACE`; '' where nobody knows. */
    readonly checkout: string
  }
): Promise<ConfigurationArchive> {
  const place = await findPlace(directory, options.checkout)
  const rules = await readIgnoreRules(place)
  const listing = await listConfiguration(place, rules)
  const files = listing.entries.filter(({ kind }) => kind !== 'folder')
  if (files.length === 0) throw empty(directory, listing)
  const check = (workingDirectory: string | undefined): void => {
    checkContents(listing.entries, {
      directory,
      checkoutWay: wayTo(place.checkout, place.root),
      workingDirectory
    })
  }
  const name = `configuration-${randomUUID()}.tar.gz`
  const path = join(options.temporaryFolder, name)
  try {
    const digest = await writeArchive(listing.entries, path)
    return {
      path,
      digest,
      files: files.length,
      bytes: (await stat(path)).size,
      skipped: listing.skipped,
      largest: largestOf(files),
      warnings: warningsOf(rules, listing),
      check
    }
  } catch (cause) {
    await rm(path, { force: true })
    throw unreadable(cause, place)
  }
}

async function findPlace(directory: string, checkout: string): Promise<Place> {
  const root = await findRoot(directory)
  if (checkout === '') return { directory, root, checkout: root }
  // One that is not there holds nothing.
  const border = await realpath(checkout).catch(() => resolve(checkout))
  if (!isWithin(border, root)) {
    throw new ConfigurationDirectoryError(
      `The configuration directory '${directory}' lies outside of the checkout (it is ${root}, the checkout ${border}), so it is not uploaded. Name a folder of the repository; what other steps make has to be written there.`
    )
  }
  if (isInGit(border, root)) {
    throw new ConfigurationDirectoryError(
      `The configuration directory '${directory}' lies in a folder '.git', which is never uploaded. Name the folder that holds the configuration.`
    )
  }
  return { directory, root, checkout: border }
}

async function findRoot(directory: string): Promise<string> {
  let root: string
  try {
    root = await realpath(directory)
  } catch (cause) {
    throw new ConfigurationDirectoryError(
      codeOf(cause) === 'ENOENT'
        ? `The configuration directory '${directory}' does not exist (looked at ${resolve(directory)}). Check the path and that the repository is checked out before this step.`
        : `The configuration directory '${directory}' cannot be reached: ${wordsOf(cause)}. Check its permissions.`,
      { cause }
    )
  }
  if (!(await stat(root)).isDirectory()) {
    throw new ConfigurationDirectoryError(
      `The configuration directory '${directory}' is a file. Name the folder that holds the configuration.`
    )
  }
  return root
}

/** A file of rules that cannot be read is refused: it is not *no rule*. */
async function readIgnoreRules(place: Place): Promise<IgnoreRules> {
  const path = join(place.root, ignoreFile)
  try {
    const real = await realpath(path)
    if (!isWithin(place.checkout, real)) {
      throw new ConfigurationDirectoryError(
        `${ignoreFile} of '${place.directory}' is a link that leads out of the checkout. Copy the rules into the repository.`
      )
    }
    const rules = await parseIgnoreRules(await readFile(real, 'utf8'))
    const words = await readlink(path).catch(() => '')
    // go-slug opens the file in an `os.Root` of the folder.
    return isWithin(place.root, real) && !isAbsolute(words)
      ? rules
      : { ...rules, warnings: [...rules.warnings, sayLinkedRules(place)] }
  } catch (cause) {
    const isThere = await lstat(path).then(
      () => true,
      () => false
    )
    if (isThere) throw unreadable(cause, place, path)
    return await parseIgnoreRules('')
  }
}

function sayLinkedRules({ directory }: Place): string {
  return `${ignoreFile} of '${directory}' is a link out of this folder: its rules are followed. Terraform with go-slug 1.0.0 or newer follows none of them and would upload what they leave out; it follows a file in the folder itself.`
}

function empty(
  directory: string,
  { skipped }: Listing
): ConfigurationDirectoryError {
  return new ConfigurationDirectoryError(
    `The configuration directory '${directory}' holds no files to upload${
      skipped.length > 0 ? ', only sockets, pipes or devices' : ''
    }. Check that the repository is checked out before this step and that ${ignoreFile} does not leave out everything.`
  )
}

function largestOf(files: readonly Entry[]): ConfigurationArchive['largest'] {
  return [...files]
    .sort((one, other) => other.size - one.size)
    .slice(0, 5)
    .map(({ name, size }) => ({ name, bytes: size }))
}

function warningsOf(rules: IgnoreRules, listing: Listing): readonly string[] {
  const unused = rules.unused()
  const states = statesAmong(listing.entries)
  return [
    ...rules.warnings,
    ...listing.warnings,
    ...(unused.length === 0
      ? []
      : [
          `${unused.length === 1 ? 'A rule' : `${unused.length} rules`} of ${ignoreFile} matched nothing that the others leave in: ${sayFew(unused)}.`
        ]),
    ...(states.length === 0
      ? []
      : [
          `The upload holds a state (${sayFew(states)}), which HCP Terraform does not use and whose secrets everybody who may read the configuration sees. Leave it out with ${ignoreFile}.`
        ])
  ]
}

function sayFew(texts: readonly string[]): string {
  const few = texts.slice(0, 5).map((each) => JSON.stringify(each))
  return texts.length > 5
    ? `${few.join(', ')} and ${texts.length - 5} more`
    : few.join(', ')
}
