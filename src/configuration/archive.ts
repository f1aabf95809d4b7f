import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import type { Stats } from 'node:fs'
import {
  lstat,
  readFile,
  readdir,
  readlink,
  realpath,
  rm,
  stat
} from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  ConfigurationDirectoryError,
  errorCode,
  isError
} from '../hcp/wire/errors.ts'

export interface ConfigurationArchive {
  readonly path: string
  /** Regular files and links in it. */
  readonly files: number
  /** Size of the archive. */
  readonly bytes: number
  /** Sockets, pipes and devices, which are left out. */
  readonly skipped: readonly string[]
}

/** What goes into the archive, in order; names with `/`, from the root. */
interface Listing {
  readonly entries: readonly {
    readonly name: string
    readonly stats: Stats
    readonly linkTarget?: string
  }[]
  readonly skipped: readonly string[]
}

type IsExcluded = (name: string, isDirectory: boolean) => boolean

interface IgnoreRules {
  readonly isExcluded: IsExcluded
  /** Could something below an excluded directory still be wanted? */
  readonly mayHoldWanted: (name: string) => boolean
}

const ignoreFile = '.terraformignore'

/** What Terraform's own packer leaves out before any rule of the user's. */
const defaultRules = ['.terraform/', '!.terraform/modules/', '.git']

/** The same bytes for the same files, whenever they were checked out. */
const fixedTime = new Date('1980-01-01T00:00:00Z')

/**
 * Packs the contents of a directory as a configuration version wants it: a
 * gzipped tar in `temporaryFolder`, whose root is the directory. Honours a
 * `.terraformignore` at the root: patterns as in `.gitignore`, those without a
 * leading slash match at any depth, the last rule that matches wins, also
 * below a directory that was left out. Links within the directory stay links.
 * The caller removes the file. Throws `ConfigurationDirectoryError`, naming
 * the file it is about. HCP Terraform API: Configuration Versions, Upload
 * Configuration Files; Terraform CLI: .terraformignore.
 */
export async function packConfiguration(
  directory: string,
  { temporaryFolder }: { readonly temporaryFolder: string }
): Promise<ConfigurationArchive> {
  const root = await findRoot(directory)
  const rules = await readIgnoreRules(root, directory)
  const { entries, skipped } = await list(root, directory, rules)
  const files = entries.filter(({ stats }) => !stats.isDirectory()).length
  if (files === 0) {
    throw new ConfigurationDirectoryError(
      `The configuration directory '${directory}' holds no files to upload${
        skipped.length > 0 ? ', only sockets, pipes or devices' : ''
      }. Check that the repository is checked out before this step and that ${ignoreFile} does not leave out everything.`
    )
  }
  const path = join(temporaryFolder, `configuration-${randomUUID()}.tar.gz`)
  try {
    await write(root, entries, path)
    return { path, files, bytes: (await stat(path)).size, skipped }
  } catch (cause) {
    await rm(path, { force: true })
    throw unreadable(cause, directory, root)
  }
}

async function findRoot(directory: string): Promise<string> {
  let root: string
  try {
    root = await realpath(directory)
  } catch (cause) {
    throw new ConfigurationDirectoryError(
      errorCode(cause) === 'ENOENT'
        ? `The configuration directory '${directory}' does not exist (looked at ${resolve(directory)}). Check the path and that the repository is checked out before this step.`
        : `The configuration directory '${directory}' cannot be reached: ${messageOf(cause)}. Check its permissions.`,
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

async function readIgnoreRules(
  root: string,
  directory: string
): Promise<IgnoreRules> {
  let text = ''
  try {
    text = await readFile(join(root, ignoreFile), 'utf8')
  } catch (cause) {
    if (errorCode(cause) !== 'ENOENT') throw unreadable(cause, directory, root)
  }
  return await parseIgnoreRules(text)
}

/**
 * Compiles the rules of a `.terraformignore`, after Terraform's default ones.
 * Every rule is matched on its own: in Terraform, unlike in git, a later rule
 * can bring back a file below a directory that was left out.
 */
export async function parseIgnoreRules(text: string): Promise<IgnoreRules> {
  const { default: ignore } = await import('ignore')
  const rules = [...defaultRules, ...text.split(/\r?\n/)]
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const isNegated = line.startsWith('!')
      const pattern = isNegated ? line.slice(1).trim() : line
      return {
        isNegated,
        pattern,
        matcher: ignore({ ignorecase: false }).add(
          pattern.startsWith('/') ? pattern : `**/${pattern}`
        )
      }
    })
    .filter(({ pattern }) => pattern !== '')
  const isGitWanted = rules.some(
    ({ isNegated, pattern }) => isNegated && pattern.includes('.git')
  )

  function lastMatch(name: string, isDirectory: boolean): number {
    const path = isDirectory ? `${name}/` : name
    return rules.findLastIndex(({ matcher }) => matcher.ignores(path))
  }

  return {
    isExcluded: (name, isDirectory) => {
      const rule = rules[lastMatch(name, isDirectory)]
      return rule !== undefined && !rule.isNegated
    },
    mayHoldWanted: (name) => {
      // Huge, and an unrelated `!` rule must not make us look through it.
      if (/(^|\/)\.git$/.test(name)) return isGitWanted
      const last = lastMatch(name, true)
      return rules.some(({ isNegated }, index) => isNegated && index > last)
    }
  }
}

async function list(
  root: string,
  directory: string,
  rules: IgnoreRules
): Promise<Listing> {
  const entries: Listing['entries'][number][] = []
  const skipped: string[] = []

  async function visit(folder: string): Promise<void> {
    const names = await readdir(join(root, folder))
    // By code unit, not by locale: the same order on every machine.
    for (const base of names.sort()) {
      const name = folder === '' ? base : `${folder}/${base}`
      const stats = await lstat(join(root, name))
      const isExcluded = rules.isExcluded(name, stats.isDirectory())
      if (stats.isDirectory()) {
        if (!isExcluded) entries.push({ name, stats })
        if (!isExcluded || rules.mayHoldWanted(name)) await visit(name)
      } else if (isExcluded) {
        continue
      } else if (stats.isFile()) {
        entries.push({ name, stats })
      } else if (stats.isSymbolicLink()) {
        const linkTarget = await readLink(root, name)
        entries.push({ name, stats, linkTarget })
      } else {
        skipped.push(name)
      }
    }
  }

  try {
    await visit('')
  } catch (cause) {
    throw unreadable(cause, directory, root)
  }
  return { entries, skipped }
}

/** Where a link within the root leads, relative to the link. */
async function readLink(root: string, name: string): Promise<string> {
  const link = join(root, name)
  const folder = dirname(link)
  const target = await readlink(link)
  const lexical = resolve(folder, target)
  let real: string
  try {
    real = await realpath(link)
  } catch (cause) {
    if (errorCode(cause) !== 'ENOENT') {
      throw new ConfigurationDirectoryError(
        `The link '${name}' leads nowhere: ${messageOf(cause)}. Remove it, or leave it out with ${ignoreFile}.`,
        { cause }
      )
    }
    // Dangling: as good as its words.
    real = lexical
  }
  if (!isWithin(root, real) || !isWithin(root, lexical)) {
    throw new ConfigurationDirectoryError(
      `The link '${name}' leads out of the configuration directory (to ${target}), so HCP Terraform would not find what it points to. Copy the target into the directory, set 'configuration-directory' to a folder above both, or leave the link out with ${ignoreFile}.`
    )
  }
  const way = isAbsolute(target) ? relative(folder, lexical) || '.' : target
  // Windows writes its links with backslashes.
  return way.split(sep).join('/')
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

async function write(
  root: string,
  entries: Listing['entries'],
  path: string
): Promise<void> {
  const { Pack } = await import('tar')
  const linkTargets = new Map(
    entries.map(({ name, linkTarget }) => [name, linkTarget])
  )
  const pack = new Pack({
    cwd: root,
    gzip: true,
    portable: true,
    mtime: fixedTime,
    noDirRecurse: true,
    strict: true,
    statCache: new Map(
      entries.map(({ name, stats }) => {
        // Otherwise the second name of a file becomes a hard link, which the
        // service does not unpack.
        stats.nlink = 1
        return [join(root, name).split(sep).join('/'), stats]
      })
    ),
    onWriteEntry: (entry) => {
      const target = linkTargets.get(entry.path)
      if (target !== undefined) entry.linkpath = target
    }
  })
  // Not tar.create: that takes a name with a leading @ for an archive.
  for (const { name } of entries) pack.add(name)
  pack.end()
  await pipeline(
    pack as unknown as NodeJS.ReadableStream,
    createWriteStream(path, { flags: 'wx', mode: 0o600 })
  )
}

function unreadable(cause: unknown, directory: string, root: string): unknown {
  if (cause instanceof ConfigurationDirectoryError) return cause
  const path =
    isError(cause) && 'path' in cause && typeof cause.path === 'string'
      ? relative(root, cause.path) || directory
      : undefined
  return new ConfigurationDirectoryError(
    `The configuration directory '${directory}' cannot be packed${
      path === undefined ? '' : `, because of '${path}'`
    }: ${messageOf(cause)}. Check its permissions and that nothing changes it meanwhile, or leave it out with ${ignoreFile}.`,
    { cause }
  )
}

function messageOf(error: unknown): string {
  return isError(error) ? error.message : String(error)
}
