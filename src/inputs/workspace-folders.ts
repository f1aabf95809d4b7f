import { matchesName } from './name-globs.ts'
import { quote } from './problems.ts'
import type { InputProblem } from './problems.ts'
import type { InputReader } from './reader.ts'

/** Where the configuration of each workspace lies, from the working directory. */
export type WorkspaceFolders =
  /** The same for all. */
  | { readonly kind: 'one'; readonly folder: string }
  /** A line each, in order. */
  | { readonly kind: 'each'; readonly lines: readonly FolderLine[] }

interface FolderLine {
  /** A workspace's name, which may have `*` in it. */
  readonly name: string
  readonly folder: string
}

const allowedFolders =
  "a folder; or a line 'name: folder' for each workspace, whose name may have '*' in it"

/**
 * Reads the input `configuration-directory`: one folder, or `name: folder`
 * lines. Lines that are empty or begin with `#` say nothing. Undefined where the
 * text is empty, or anything is wrong with it.
 */
export function parseWorkspaceFolders(text: string): {
  readonly folders: WorkspaceFolders | undefined
  readonly problems: readonly InputProblem[]
} {
  const written = text.trim()
  if (written === '') return { folders: undefined, problems: [] }
  const lines = written
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const [alone = '', second] = lines
  // A colon alone is part of a folder's name; a space after it is not.
  if (alone !== '' && second === undefined && readLine(alone) === undefined) {
    return { folders: { kind: 'one', folder: alone }, problems: [] }
  }
  const readings = lines.map((line) => ({ line, read: readLine(line) }))
  const read = readings.flatMap((each) => each.read ?? [])
  const problems = [
    ...readings.flatMap(({ line, read }) =>
      read === undefined ? [problem(`has the line ${quote(line)}`)] : []
    ),
    ...repeated(read.map(({ name }) => name)).map((name) =>
      problem(`names the workspace '${name}' twice`)
    ),
    ...(lines.length === 0 ? [problem('has no line that says anything')] : [])
  ]
  return problems.length > 0
    ? { folders: undefined, problems }
    : { folders: { kind: 'each', lines: read }, problems: [] }
}

/** The input `configuration-directory`: the only folder, or the first. */
export function readFolders(reader: InputReader): {
  readonly configurationDirectory: string | undefined
  readonly folders: WorkspaceFolders | undefined
} {
  const name = 'configuration-directory'
  const { folders, problems } = parseWorkspaceFolders(reader.text(name) ?? '')
  for (const { wrong, allowed } of problems) reader.reject(name, wrong, allowed)
  return { configurationDirectory: foldersOf(folders)[0], folders }
}

/** All folders that are named. */
export function foldersOf(
  folders: WorkspaceFolders | undefined
): readonly string[] {
  if (folders === undefined) return []
  return folders.kind === 'one'
    ? [folders.folder]
    : folders.lines.map(({ folder }) => folder)
}

/**
 * The folder of a workspace: of the line that is its id, else its name, else of
 * the first whose wild cards match. Undefined where no line is about it.
 */
export function folderOf(
  folders: WorkspaceFolders,
  workspace: { readonly id: string; readonly name: string }
): string | undefined {
  if (folders.kind === 'one') return folders.folder
  const { lines } = folders
  return (
    lines.find(({ name }) => name === workspace.id) ??
    lines.find(({ name }) => name === workspace.name) ??
    lines.find(({ name }) => matchesName(name, workspace.name))
  )?.folder
}

function problem(wrong: string): InputProblem {
  return {
    input: 'configuration-directory',
    wrong,
    allowed: allowedFolders
  }
}

/** `name: folder`; the name as workspaces are named. */
function readLine(line: string): FolderLine | undefined {
  const [, name, folder] = /^([\w.*-]+)[ \t]*:[ \t]+(.+)$/.exec(line) ?? []
  return name === undefined || folder === undefined
    ? undefined
    : { name, folder: folder.trim() }
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
}
