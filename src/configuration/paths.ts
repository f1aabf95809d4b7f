import { isAbsolute, relative, sep } from 'node:path'

/** Is a path the folder or below it, by its words? Both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** The way from a folder to what is in it, with `/` on every system. */
export function wayTo(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/')
}

/** Is a path, seen from a folder, git's own folder or in one? */
export function isInGit(folder: string, path: string): boolean {
  return relative(folder, path).split(sep).includes('.git')
}
