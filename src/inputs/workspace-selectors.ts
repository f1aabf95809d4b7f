import { readName as readOneName, suggestSelector } from './plain-values.ts'
import { quote, suggest } from './problems.ts'
import type { InputProblem } from './problems.ts'
import type { InputReader } from './reader.ts'
import { suggestLines } from './suggested-lines.ts'

/** One way to name workspaces; `text` is its line. */
export type WorkspaceSelector = { readonly text: string } & (
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string }
  /** A name with `*` in it. */
  | { readonly kind: 'glob'; readonly glob: string }
  /** `value` is undefined where any value, or none, is right. */
  | {
      readonly kind: 'tag'
      readonly key: string
      readonly value: string | undefined
    }
  | { readonly kind: 'project'; readonly name: string }
)

/** Which workspaces a step is about: all that a selector names, but for those left out. */
export interface WorkspaceSelection {
  /** At least one; none twice. */
  readonly selectors: readonly WorkspaceSelector[]
  /** Ids, and names with or without `*`. */
  readonly leftOut: readonly string[]
}

const shapes =
  "a name or a 'ws-…' id; or several lines, each a name, a name with '*', 'tag:NAME', 'tag:KEY=VALUE', 'project:NAME', or '!' and the name of what is left out"

/**
 * Reads the input `workspace`: one selector a line, `!name` leaves out, lines
 * that are empty or begin with `#` say nothing. No selection where the text is
 * empty, or anything is wrong with it. (Reference, many workspaces, 1.)
 */
export function parseWorkspaceSelection(text: string): {
  readonly selection: WorkspaceSelection | undefined
  readonly problems: readonly InputProblem[]
} {
  const lines = [
    ...new Set(
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'))
    )
  ]
  if (text.trim() === '') return { selection: undefined, problems: [] }
  const readings = lines.map(readLine)
  const problems = readings.flatMap((each) =>
    'allowed' in each ? [{ input: 'workspace', ...each }] : []
  )
  const selectors = readings.flatMap((each) => ('kind' in each ? [each] : []))
  const leftOut = readings.flatMap((each) =>
    'leftOut' in each ? [each.leftOut] : []
  )
  if (problems.length > 0) return { selection: undefined, problems }
  if (selectors.length === 0) {
    return { selection: undefined, problems: [namesNothing(leftOut.length)] }
  }
  return { selection: { selectors, leftOut }, problems: [] }
}

/**
 * The input `workspace`. One name or id is read as it always was; several lines,
 * or anything else, select.
 */
export function readWorkspaces(reader: InputReader): {
  readonly workspace: string | undefined
  readonly selection: WorkspaceSelection | undefined
} {
  const text = reader.text('workspace') ?? ''
  const isOne = !/[\r\n*!]|^#|^(?:tag|project):/.test(text)
  if (isOne) {
    const workspace = readOneName(reader, 'workspace')
    if (workspace === undefined) return { workspace, selection: undefined }
    const { selection } = parseWorkspaceSelection(workspace)
    return { workspace, selection }
  }
  const { selection, problems } = parseWorkspaceSelection(text)
  for (const { wrong, allowed } of problems) {
    reader.reject('workspace', wrong, allowed)
  }
  return { workspace: selection && onlyWorkspace(selection), selection }
}

/**
 * Is a selection about one workspace that it names, as it was when there was
 * no other way? Then that is its name or id.
 */
export function onlyWorkspace({
  selectors: [first, second]
}: WorkspaceSelection): string | undefined {
  if (first === undefined || second !== undefined) return undefined
  return first.kind === 'id' || first.kind === 'name' ? first.text : undefined
}

/** Does a selection name anything that only its organization makes unique? */
export function needsOrganization({ selectors }: WorkspaceSelection): boolean {
  return selectors.some(({ kind }) => kind !== 'id')
}

type Fault = Pick<InputProblem, 'wrong' | 'allowed'>
type Reading = WorkspaceSelector | { readonly leftOut: string } | Fault

function namesNothing(exclusions: number): InputProblem {
  return {
    input: 'workspace',
    wrong:
      exclusions > 0
        ? "has only lines that leave out, and '!' leaves out of what other lines name"
        : 'has no line that names a workspace',
    allowed: shapes
  }
}

function readLine(text: string): Reading {
  if (text.startsWith('!')) return readExclusion(text)
  const [, prefix, rest = ''] = /^([^:]*):(.*)$/su.exec(text) ?? []
  const fault = (allowed: string): Fault => wrongLine(text, allowed)
  switch (prefix) {
    case undefined:
      return readName(text)
    case 'tag':
      return readTag(text, rest.trim())
    case 'project':
      return readProject(text, rest.trim())
    default:
      return fault(
        ['tag', 'project'].includes(prefix.trim().toLowerCase())
          ? `'${prefix.trim().toLowerCase()}:' in small letters, with nothing before the colon`
          : shapes
      )
  }
}

function wrongLine(text: string, allowed: string): Fault {
  const isSelector = /^[\w.*-]+$|^(?:tag|project):[^\s,*]+$/
  const selector = suggestSelector(text)
  return {
    wrong: `has the line ${quote(text)}`,
    allowed: suggest(
      selector !== undefined && isSelector.test(selector)
        ? [`'${selector}'`]
        : suggestLines(text, (each) => isSelector.test(each)),
      allowed
    )
  }
}

/** As HCP Terraform names workspaces; the dot is of other servers. */
const nameShape = /^[\w.-]+$/
const globShape = /^[\w.*-]+$/

function readName(text: string): Reading {
  // What begins with it is taken for an id everywhere.
  if (/^ws-[\w-]+$/.test(text)) return { kind: 'id', text, id: text }
  if (nameShape.test(text)) return { kind: 'name', text, name: text }
  if (globShape.test(text)) return { kind: 'glob', text, glob: text }
  return wrongLine(text, whyNoName(text))
}

function whyNoName(text: string): string {
  if (/[,\s]/.test(text)) {
    return "one name a line: a name has letters, digits, '-', '_' and '.', no comma and no space"
  }
  return /[?[\]{}\\^$|()+]/.test(text)
    ? "a name with '*', which stands for any characters; no other wild card and no regular expression"
    : shapes
}

function readExclusion(text: string): Reading {
  const name = text.slice(1).trim()
  if (globShape.test(name)) return { leftOut: name }
  return wrongLine(
    text,
    /^(?:tag|project):/.test(name)
      ? "'!' with a name, which may have '*' in it; tags and projects only select"
      : "'!' and a name, which may have '*' in it, such as '!net-old-*'"
  )
}

/** Of a flat tag the longest; keys have 128 and values 256 at most. */
const longestKey = 255
const longestValue = 256

function readTag(text: string, rest: string): Reading {
  const at = rest.indexOf('=')
  const key = at < 0 ? rest : rest.slice(0, at)
  const value = at < 0 ? undefined : rest.slice(at + 1)
  const written = value === undefined ? key : `${key}${value}`
  if (/[*?]/.test(written)) {
    return wrongLine(text, 'a whole tag: tags have no wild cards')
  }
  if (/[,\s]/.test(key)) {
    return wrongLine(
      text,
      "one tag a line, such as 'tag:network' or 'tag:env=prod', without a comma or a space in its name"
    )
  }
  const isRight =
    key !== '' &&
    key.length <= longestKey &&
    (value ?? '').length <= longestValue &&
    !/\p{C}/u.test(written)
  if (isRight) return { kind: 'tag', text, key, value }
  return wrongLine(
    text,
    `'tag:NAME' or 'tag:KEY=VALUE', split at the first '=': names up to ${longestKey} and values up to ${longestValue} characters, without control characters`
  )
}

function readProject(text: string, name: string): Reading {
  if (/^[\p{L}\p{M}\p{N} _-]+$/u.test(name)) {
    return { kind: 'project', text, name }
  }
  return wrongLine(
    text,
    /[*?]/.test(name)
      ? 'the whole name of a project: projects have no wild cards here'
      : "one project a line by its name, such as 'project:Network Core': letters, digits, spaces, '-' and '_'"
  )
}
