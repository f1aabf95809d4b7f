import { lstat, readFile, realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { isWithin } from './paths.ts'

/** Where the root of a repository is, or why that is not known. */
type RepositoryRoot =
  | { readonly known: true; readonly path: string }
  | { readonly known: false; readonly why: string }

/**
 * Finds the root (its real path) of the checkout that a folder lies in, up to
 * `top`, if it is a checkout of this repository (`owner/name`): a job may have
 * several, and paths of one say nothing of another. (git-config: remote.)
 */
export async function findRepositoryRoot(
  folder: string,
  top: string,
  repository: string
): Promise<RepositoryRoot> {
  try {
    const end = await realpath(top)
    let path = await realpath(resolve(folder))
    while (isWithin(end, path)) {
      const git = join(path, '.git')
      const stats = await lstat(git).catch(() => undefined)
      if (stats?.isDirectory() === true) {
        return isOf(await readFile(join(git, 'config'), 'utf8'), repository)
          ? { known: true, path }
          : unknown(`the checkout of '${folder}' is not one of ${repository}`)
      }
      if (stats !== undefined) {
        return unknown(`'${folder}' is in a submodule or a worktree`)
      }
      if (path === end) break
      path = dirname(path)
    }
    return unknown(`'${folder}' is in no checkout of git`)
  } catch (error) {
    return unknown(`'${folder}' cannot be read (${(error as Error).message})`)
  }
}

/** Does any remote end in the repository's name, by `https` or by `ssh`? */
function isOf(config: string, repository: string): boolean {
  return [...config.matchAll(/^\s*url\s*=\s*(\S+?)\/*\s*$/gm)].some(
    ([, url = '']) =>
      `/${url.replaceAll(/[:/]+/g, '/').replace(/\.git$/, '')}`
        .toLowerCase()
        .endsWith(`/${repository.toLowerCase()}`)
  )
}

function unknown(why: string): RepositoryRoot {
  return { known: false, why }
}
