import { lstat, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/**
 * Which commit the checkout holds that a folder lies in, read from git's own
 * files: there need be no git on the runner, and none is trusted to be.
 */
type CheckoutHead =
  /** The folder lies in no checkout. */
  | { readonly kind: 'none' }
  | { readonly kind: 'commit'; readonly sha: string }
  | { readonly kind: 'unknown'; readonly why: string }

/** Files of git that are read here are short; what is longer is something else. */
const longestFile = 50 * 1024 * 1024
const mostLinks = 5

/**
 * Reads the commit that is checked out where a folder lies: its own HEAD, be it
 * detached, on a branch (loose or packed), in a worktree or in a submodule. It is
 * looked for up to `top`, where the job's checkouts lie. Never throws; what
 * cannot be read is unknown. (gitrepository-layout, git-worktree, gitglossary:
 * gitfile.)
 */
export async function readHead(
  folder: string,
  top: string
): Promise<CheckoutHead> {
  try {
    const gitFolder = await findGitFolder(resolve(folder), resolve(top))
    if (gitFolder === undefined) return { kind: 'none' }
    const common = await readCommonFolder(gitFolder)
    const sha = await readReference('HEAD', gitFolder, common)
    return sha === undefined
      ? {
          kind: 'unknown',
          why: `the HEAD of the checkout in ${gitFolder} names no commit`
        }
      : { kind: 'commit', sha }
  } catch (error) {
    return {
      kind: 'unknown',
      why: error instanceof Error ? error.message : String(error)
    }
  }
}

/** The nearest `.git` above; a file in a worktree or a submodule. */
async function findGitFolder(
  folder: string,
  top: string
): Promise<string | undefined> {
  const path = join(folder, '.git')
  const found = await lstat(path).catch(ignoreMissing)
  if (found?.isDirectory() === true) return path
  if (found?.isFile() === true) {
    const [, target] = /^gitdir: (.+)$/m.exec(await readText(path)) ?? []
    if (target === undefined) {
      throw new Error(`${path} names no folder of git`)
    }
    return resolve(folder, target.trim())
  }
  if (found !== undefined) {
    // A link could show any commit it likes.
    throw new Error(`${path} is neither a folder nor a file`)
  }
  const parent = dirname(folder)
  return folder === top || parent === folder
    ? undefined
    : await findGitFolder(parent, top)
}

/** A worktree has its HEAD of its own, and shares the branches. */
async function readCommonFolder(gitFolder: string): Promise<string> {
  const text = await readText(join(gitFolder, 'commondir')).catch(ignoreMissing)
  return text === undefined ? gitFolder : resolve(gitFolder, text.trim())
}

async function readReference(
  name: string,
  gitFolder: string,
  common: string,
  links = 0
): Promise<string | undefined> {
  const text =
    (await readText(join(gitFolder, name)).catch(ignoreMissing)) ??
    (await readText(join(common, name)).catch(ignoreMissing))
  if (text === undefined) return await readPacked(name, common)
  const [, target] = /^ref: (\S+)\s*$/.exec(text) ?? []
  if (target === undefined) return commitOf(text.trim())
  // The name comes from a file: it must not lead out of git's own folder.
  const isPlain = /^refs\/[^\\]+$/.test(target) && !target.includes('..')
  if (!isPlain || links >= mostLinks) return undefined
  return await readReference(target, gitFolder, common, links + 1)
}

/** `<commit> <name>` a line; `^…` is what the tag before it points to. */
async function readPacked(
  name: string,
  common: string
): Promise<string | undefined> {
  const text = await readText(join(common, 'packed-refs')).catch(ignoreMissing)
  const line = text
    ?.split('\n')
    .find((each) => each.trimEnd().endsWith(` ${name}`))
  return commitOf(line?.split(' ', 1)[0] ?? '')
}

/** SHA-1 or SHA-256 in hex. */
function commitOf(text: string): string | undefined {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined
}

async function readText(path: string): Promise<string> {
  const { size } = await lstat(path)
  if (size > longestFile) throw new Error(`${path} is too long`)
  return await readFile(path, 'utf8')
}

function ignoreMissing(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') {
    return undefined
  }
  throw error
}
