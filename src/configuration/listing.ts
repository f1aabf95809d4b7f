import type { Stats } from 'node:fs'
import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises'
import { dirname, join, posix, resolve, sep } from 'node:path'
import {
  ConfigurationDirectoryError,
  codeOf,
  unreadable,
  wordsOf
} from './errors.ts'
import type { Named } from './errors.ts'
import type { IgnoreRules } from './ignore-rules.ts'
import { isInGit, isWithin, wayTo } from './paths.ts'

/** One thing of the archive; its name is from the root, with `/`. */
export interface Entry {
  readonly name: string
  readonly kind: 'folder' | 'file' | 'link'
  /** Where it is read; a file that a link leads to is not at its name. */
  readonly source: string
  /** Permission bits. */
  readonly mode: number
  /** Bytes of a file, 0 of the others. */
  readonly size: number
  /** Of a link, from its folder. */
  readonly target: string
}

/** What goes into the archive, in order. */
export interface Listing {
  readonly entries: readonly Entry[]
  /** Sockets, pipes and devices, which are left out. */
  readonly skipped: readonly string[]
  /** One sentence for each thing that Terraform would have packed otherwise. */
  readonly warnings: readonly string[]
}

/** What is packed, and how far a link in it may lead. */
export interface Place extends Named {
  /** Real path of the checkout: nothing outside of it is read. */
  readonly checkout: string
}

/** A listing under way. */
interface Walk {
  readonly place: Place
  readonly rules: IgnoreRules
  readonly entries: Entry[]
  readonly skipped: string[]
  readonly warnings: string[]
}

/** A folder that is walked through: the root, or one that a link leads to. */
interface Branch {
  /** Its real path; rules are read from here. */
  readonly source: string
  /** Its name in the archive; '' for the root. */
  readonly name: string
  /** The real paths of the branches that it hangs on. */
  readonly trunk: readonly string[]
}

/**
 * Lists what Terraform's packer takes from a folder (go-slug 1.0.0 with its
 * links followed): a link that stays within the folder is kept, one that leads
 * to another place of the checkout becomes what is there. Otherwise than there,
 * nothing of a folder `.git` and nothing out of the checkout is listed.
 *
 * @throws ConfigurationDirectoryError for a link that leads out of the
 *   checkout, nowhere or in a circle, and for what cannot be read
 */
export async function listConfiguration(
  place: Place,
  rules: IgnoreRules
): Promise<Listing> {
  const walk: Walk = { place, rules, entries: [], skipped: [], warnings: [] }
  try {
    await visit(walk, { source: place.root, name: '', trunk: [] }, '')
  } catch (cause) {
    throw unreadable(cause, place)
  }
  return walk
}

async function visit(
  walk: Walk,
  branch: Branch,
  folder: string
): Promise<void> {
  const names = await readdir(join(branch.source, folder))
  // By code unit, not by locale: the same order on every machine.
  for (const base of names.sort()) {
    const path = folder === '' ? base : `${folder}/${base}`
    const source = join(branch.source, path)
    const stats = await lstat(source)
    if (stats.isDirectory()) {
      await visitFolder(walk, branch, { path, source, stats })
    } else if (!isLeftOut(walk, branch, path)) {
      const name = nameOf(branch, path)
      await take(walk, branch, { name, source, stats })
    }
  }
}

async function visitFolder(
  walk: Walk,
  branch: Branch,
  found: { readonly path: string; source: string; stats: Stats }
): Promise<void> {
  const { path, source, stats } = found
  const name = nameOf(branch, path)
  const asFolder = walk.rules.read(`${path}/`)
  if (posix.basename(path) === '.git') {
    const isAskedFor =
      !asFolder.isFinal && (await holdsWanted(walk, branch, path))
    if (isAskedFor) walk.warnings.push(sayGit(name))
    return
  }
  // Terraform reads the name of a folder without its slash, too, and leaves
  // out what that matches, but goes on below it.
  const isNamed = isLeftOut(walk, branch, path)
  if (!isNamed && asFolder.isByForm) walk.warnings.push(sayForm(name))
  if (!isNamed && asFolder.isFinal) return
  if (!isNamed && !asFolder.isExcluded) {
    const mode = stats.mode & 0o777
    walk.entries.push({ ...bare, name, kind: 'folder', source, mode })
  }
  await visit(walk, branch, path)
}

/** Would Terraform take anything of a folder? Only looks, at names. */
async function holdsWanted(
  walk: Walk,
  branch: Branch,
  folder: string
): Promise<boolean> {
  if (!walk.rules.read(`${folder}/`).isExcluded) return true
  const found = await readdir(join(branch.source, folder), {
    withFileTypes: true
  })
  for (const each of found) {
    const path = `${folder}/${each.name}`
    const isWanted = each.isDirectory()
      ? await holdsWanted(walk, branch, path)
      : !walk.rules.read(path).isExcluded
    if (isWanted) return true
  }
  return false
}

const bare = { size: 0, target: '' }

function nameOf(branch: Branch, path: string): string {
  return branch.name === '' ? path : `${branch.name}/${path}`
}

function isLeftOut(walk: Walk, branch: Branch, path: string): boolean {
  const reading = walk.rules.read(path)
  if (reading.isByForm) walk.warnings.push(sayForm(nameOf(branch, path)))
  return reading.isExcluded
}

function sayForm(name: string): string {
  return `'${name}' is left out: a rule of .terraformignore names it in another Unicode form. Terraform would upload it.`
}

function sayGit(name: string): string {
  return `'${name}' is left out, whatever .terraformignore or a link says: it may hold the job's token. Terraform would upload it.`
}

function sayNested(name: string): string {
  return `What the link '${name}' leads to is packed in its place. Terraform would pack it under a name outside of the archive, since the link lies in a folder that a link leads to.`
}

async function take(
  walk: Walk,
  branch: Branch,
  found: { readonly name: string; source: string; stats: Stats }
): Promise<void> {
  const { name, source, stats } = found
  if (stats.isFile()) {
    const { mode, size } = stats
    const file = { ...bare, name, kind: 'file' as const, source, size }
    walk.entries.push({ ...file, mode: mode & 0o777 })
  } else if (stats.isSymbolicLink()) {
    const target = await readlink(source)
    const goal = resolve(dirname(source), target)
    if (isWithin(walk.place.root, goal)) keepLink(walk, found, target, goal)
    else await followLink(walk, branch, found, target)
  } else {
    walk.skipped.push(name)
  }
}

/** A link within the folder: its own words, where they lead there. */
function keepLink(
  walk: Walk,
  { name, source, stats }: { name: string; source: string; stats: Stats },
  words: string,
  goal: string
): void {
  const folder = posix.dirname(name)
  const way = wayTo(walk.place.root, goal)
  // Windows writes its links with backslashes.
  const written = words.split(sep).join('/')
  const leadsThere =
    !posix.isAbsolute(written) &&
    posix.join(folder, written, '.') === posix.join(way, '.')
  const target = leadsThere ? written : posix.relative(folder, way) || '.'
  if (!leadsThere) {
    walk.warnings.push(
      `The link '${name}' is packed as '${target}': its own words ('${words}') lead out of the upload. Terraform would pack them, and HCP Terraform refuse them.`
    )
  }
  const mode = stats.mode & 0o777
  walk.entries.push({ name, kind: 'link', source, mode, size: 0, target })
}

/** A link out of the folder: what it leads to is packed in its place. */
async function followLink(
  walk: Walk,
  branch: Branch,
  { name, source }: { readonly name: string; readonly source: string },
  words: string
): Promise<void> {
  const { checkout } = walk.place
  const real = await resolveLink(name, source, words)
  if (!isWithin(checkout, real)) {
    throw new ConfigurationDirectoryError(
      `The link '${name}' leads out of the checkout (to ${words}), so what it points to is not uploaded. Copy the target into the repository, or leave the link out with .terraformignore.`
    )
  }
  const stats = await stat(real)
  if (isInGit(checkout, stats.isDirectory() ? real : dirname(real))) {
    walk.warnings.push(sayGit(name))
  } else if (stats.isDirectory()) {
    const trunk = [...branch.trunk, branch.source]
    const circle = [...trunk, dirname(source)].find((each) =>
      isWithin(real, each)
    )
    if (circle !== undefined) {
      throw new ConfigurationDirectoryError(
        `The link '${name}' leads to a folder that it lies in itself (${words}), so what it holds has no end. Remove it, or leave it out with .terraformignore.`
      )
    }
    if (branch.name !== '') walk.warnings.push(sayNested(name))
    await visit(walk, { source: real, name, trunk }, '')
  } else {
    await take(walk, branch, { name, source: real, stats })
  }
}

async function resolveLink(
  name: string,
  source: string,
  words: string
): Promise<string> {
  try {
    return await realpath(source)
  } catch (cause) {
    throw new ConfigurationDirectoryError(
      codeOf(cause) === 'ENOENT'
        ? `The link '${name}' leads out of the configuration directory to what is not there (${words}). Remove it, or leave it out with .terraformignore.`
        : `The link '${name}' leads nowhere: ${wordsOf(cause)}. Remove it, or leave it out with .terraformignore.`,
      { cause }
    )
  }
}
