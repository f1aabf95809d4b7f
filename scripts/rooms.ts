/**
 * The rooms of `src/`, as their `README.md` tell them: what may be in a folder,
 * and what it may import. A test holds the code to it, and `npm run docs` makes
 * the table of CONTRIBUTING.md from it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { posix, sep } from 'node:path'

export interface Room {
  /** From the root of the repository, with a slash at the end: `src/run/log/`. */
  readonly folder: string
  readonly what: string
  /**
   * Files without their extension, and folders with a slash at the end, which
   * stand for the files right in them.
   */
  readonly values: readonly string[]
  /** May be imported by `import type` only. */
  readonly types: readonly string[]
  /** The only packages and parts of Node; undefined: any. */
  readonly packages: readonly string[] | undefined
}

/** Reads all rooms below a folder of sources. Throws where one says nothing. */
export function readRooms(root: string): readonly Room[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => posix.basename(name) === 'README.md')
    .sort()
    .map((name) => {
      const path = posix.join(root, name)
      return parseRoom(root, posix.dirname(path), readFileSync(path, 'utf8'))
    })
}

/** Parses one `README.md`: a title, a sentence or two, and what is imported. */
function parseRoom(root: string, folder: string, text: string): Room {
  const [, what = '', rule = ''] = text.split(/\n\n+/)
  const line = rule.replaceAll('\n', ' ').trim()
  const parts =
    /^Imports: (.+?)\.(?: Types: (.+?)\.)?(?: Packages: (.+?)\.)?$/.exec(line)
  if (parts === null || what === '') {
    throw new Error(`${folder}/README.md does not say what may be in it.`)
  }
  const placesIn = (list = ''): readonly string[] =>
    list
      .split(', ')
      .filter((place) => place !== '')
      .map((place) =>
        place === 'itself'
          ? `${folder}/`
          : place === 'package.json'
            ? place
            : posix.join(root, place)
      )
  const packages = parts[3]
  return {
    folder: `${folder}/`,
    what: what.replaceAll('\n', ' ').trim(),
    values: placesIn(parts[1]),
    types: placesIn(parts[2]),
    packages: packages === 'none' ? [] : packages?.split(', ')
  }
}
