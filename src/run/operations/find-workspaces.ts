import type { Hcp } from '../../hcp/client.ts'
import type { Project } from '../../hcp/projects.ts'
import type { Workspace } from '../../hcp/types.ts'
import { ApiError } from '../../hcp/wire/errors.ts'
import type {
  ListedWorkspace,
  TagBinding,
  WorkspaceFilters
} from '../../hcp/workspace-lists.ts'
import { matchesName } from '../../inputs/name-globs.ts'
import type {
  WorkspaceSelection,
  WorkspaceSelector
} from '../../inputs/workspace-selectors.ts'
import type { Dependencies } from '../dependencies.ts'
import { RunRefusedError } from '../record/errors.ts'

/** The workspaces that a step is about. */
export interface FoundWorkspaces {
  /** By name; each once, and at least one. */
  readonly workspaces: readonly Workspace[]
  /** Those that cannot be read; the others can go on without them. */
  readonly unread: readonly UnreadWorkspace[]
}

export interface UnreadWorkspace {
  /** The name or id, as it was asked for. */
  readonly name: string
  readonly error: ApiError
}

/** A search under way. */
interface Search {
  readonly hcp: Pick<Hcp, 'workspaces' | 'workspaceLists' | 'projects'>
  readonly organization: string
  /** What is worth telling, each once. */
  readonly said: Set<string>
  /** Filters, by the server's names, that it did not heed. */
  readonly ignored: Set<string>
  /** By id; undefined for a server that has none. */
  readonly bindings: Map<string, readonly TagBinding[] | undefined>
}

type Kind<K extends WorkspaceSelector['kind']> = Extract<
  WorkspaceSelector,
  { readonly kind: K }
>

/** Few enough for 30 requests a second. */
const atOnce = 5

/** What one selector names. */
interface Finding {
  readonly selector: WorkspaceSelector
  readonly workspaces: readonly Workspace[]
  readonly unread?: ApiError
  /** What would have matched, had it been written in this case. */
  readonly otherCase?: readonly string[]
}

/**
 * Finds the workspaces of a selection: the union of what its selectors name,
 * less what it leaves out, sorted by name. What a list gives is matched again
 * here, since a server that does not know a filter answers with everything;
 * that is said once. A single name or id takes the one request it always took.
 * Changes nothing. (Reference, many workspaces, 1; Workspaces API.)
 *
 * @throws RunRefusedError where a selector names nothing, nothing is left, or
 *   more than `max` are; and ApiError where the only workspace, or all of
 *   those that are named, cannot be read
 */
export async function findWorkspaces(
  { hcp, log }: Pick<Search, 'hcp'> & Pick<Dependencies, 'log'>,
  selection: WorkspaceSelection,
  {
    organization,
    max
  }: { readonly organization: string | undefined; readonly max: number }
): Promise<FoundWorkspaces> {
  const search: Search = {
    hcp,
    organization: organization ?? '',
    said: new Set(),
    ignored: new Set(),
    bindings: new Map()
  }
  const findings: Finding[] = []
  const { selectors } = selection
  for (let at = 0; at < selectors.length; at += atOnce) {
    const some = selectors.slice(at, at + atOnce)
    findings.push(
      ...(await Promise.all(some.map((each) => findBy(search, each))))
    )
  }
  const { ignored, said } = search
  if (ignored.size > 0) {
    said.add(
      `The server ignores ${[...ignored].join(', ')}: what does not match is left out here.`
    )
  }
  const found = combine(selection, findings, said)
  for (const sentence of said) log.warning(sentence)
  insist(selection, findings, found, max)
  return found
}

async function findBy(
  search: Search,
  selector: WorkspaceSelector
): Promise<Finding> {
  switch (selector.kind) {
    case 'id':
    case 'name':
      return await findNamed(search, selector)
    case 'glob':
      return await findByGlob(search, selector)
    case 'tag':
      return await findByTag(search, selector)
    case 'project':
      return await findByProject(search, selector)
  }
}

async function findNamed(
  { hcp, organization }: Search,
  selector: Kind<'id' | 'name'>
): Promise<Finding> {
  try {
    const workspace = await hcp.workspaces.read(
      selector.kind === 'id'
        ? { id: selector.id }
        : { organization, name: selector.name }
    )
    return { selector, workspaces: [workspace] }
  } catch (error) {
    return { selector, workspaces: [], unread: asUnread(error) }
  }
}

/** What is about one workspace alone; throws what would meet all of them. */
export function asUnread(error: unknown): ApiError {
  const isItsOwn =
    error instanceof ApiError &&
    ([403, 404].includes(error.status) || error.status >= 500)
  if (!isItsOwn) throw error
  return error
}

/**
 * What a server can be asked for that includes all that a glob matches: stars
 * first and last only; undefined for everything.
 */
export function wildcardOf(glob: string): string | undefined {
  const parts = glob.split('*')
  const [first = ''] = parts
  const last = parts.at(-1) ?? ''
  const inner = parts.slice(1, -1).find((part) => part !== '')
  if (first !== '') return `${first}*`
  if (inner === undefined) return last === '' ? undefined : `*${last}`
  return `*${inner}*`
}

async function findByGlob(
  search: Search,
  selector: Kind<'glob'>
): Promise<Finding> {
  const { glob } = selector
  const wildcardName = wildcardOf(glob)
  const rows = await readList(
    search,
    wildcardName === undefined ? {} : { wildcardName }
  )
  const names = rows.map(({ workspace }) => workspace.name)
  if (names.some((name) => !isLike(wildcardName ?? '*', name))) {
    search.ignored.add('search[wildcard-name]')
  }
  const other = glob.toLowerCase()
  return {
    selector,
    workspaces: rows
      .map(({ workspace }) => workspace)
      .filter(({ name }) => matchesName(glob, name)),
    otherCase: names.filter((name) => matchesName(other, name.toLowerCase()))
  }
}

/** As a database may compare: in any case, and `_` is any character. */
function isLike(wildcard: string, name: string): boolean {
  const source = wildcard
    .replaceAll(/[.-]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('_', '.')
  return new RegExp(`^${source}$`, 'i').test(name)
}

async function readList(
  { hcp, organization }: Search,
  filters: WorkspaceFilters,
  withBindings = false
): Promise<readonly ListedWorkspace[]> {
  return await hcp.workspaceLists.read(organization, filters, { withBindings })
}

async function findByTag(
  search: Search,
  selector: Kind<'tag'>
): Promise<Finding> {
  const { key, value } = selector
  const found: Workspace[] = []
  if (value === undefined) {
    // Stored in small letters, whatever was written.
    const tag = key.toLowerCase()
    const isFlat = (row: ListedWorkspace): boolean =>
      row.tagNames.some((name) => name.toLowerCase() === tag)
    const rows = await readList(search, { tag }, true)
    found.push(...rows.filter(isFlat).map(({ workspace }) => workspace))
    const others = rows.filter((row) => !isFlat(row))
    const isHeeded = await hasAll(search, others, selector)
    if (!isHeeded) search.ignored.add('search[tags]')
  }
  const rows = await readList(search, { tagged: { key, value } }, true)
  // No server can be asked for an empty value.
  const asked = value === '' ? { key, value: undefined } : selector
  for (const row of rows) {
    const bindings = await bindingsOf(search, row)
    if (bindings === undefined) {
      if (value === undefined) break
      throw new RunRefusedError(
        `There are no key-value tags on this server, so '${selector.text}' can name no workspace. Use 'tag:${key}' for a flat tag, a name with '*', or a project.`
      )
    }
    if (isTagged(bindings, selector)) found.push(row.workspace)
    else if (!isTagged(bindings, asked)) search.ignored.add('filter[tagged]')
  }
  return { selector, workspaces: found }
}

/** Does every row have the key-value tag? Looks no further than the first that has not. */
async function hasAll(
  search: Search,
  rows: readonly ListedWorkspace[],
  selector: Kind<'tag'>
): Promise<boolean> {
  for (const row of rows) {
    const bindings = await bindingsOf(search, row)
    if (bindings === undefined || !isTagged(bindings, selector)) return false
  }
  return true
}

function isTagged(
  bindings: readonly TagBinding[],
  { key, value }: Pick<Kind<'tag'>, 'key' | 'value'>
): boolean {
  return bindings.some(
    (binding) =>
      binding.key === key && (value === undefined || binding.value === value)
  )
}

/** Side-loaded, or asked for; undefined where the server has no such tags. */
async function bindingsOf(
  { hcp, bindings }: Search,
  { workspace: { id }, bindings: told }: ListedWorkspace
): Promise<readonly TagBinding[] | undefined> {
  if (told !== undefined) return told
  if (!bindings.has(id)) {
    bindings.set(id, await hcp.workspaceLists.readBindings(id))
  }
  return bindings.get(id)
}

async function findByProject(
  search: Search,
  selector: Kind<'project'>
): Promise<Finding> {
  const project = await findProject(search, selector)
  const rows = await readList(search, { projectId: project.id })
  const members = rows.filter(({ projectId }) => projectId === project.id)
  if (members.length < rows.length) search.ignored.add('filter[project][id]')
  const { workspaceCount = 0 } = project
  if (workspaceCount > members.length) {
    search.said.add(
      `The project '${project.name}' has ${workspaceCount} workspaces, and this token may read ${members.length} of them: the others are not in the set.`
    )
  }
  return { selector, workspaces: members.map(({ workspace }) => workspace) }
}

/** A project that is not found must not end as no filter at all. */
async function findProject(
  { hcp, organization, ignored }: Search,
  { name, text }: Kind<'project'>
): Promise<Project> {
  const rows = await hcp.projects.readByName(organization, name)
  const same = rows.filter(
    (row) => row.name.toLowerCase() === name.toLowerCase()
  )
  if (same.length < rows.length) ignored.add('filter[names]')
  const [first, second] = same
  const exact = same.find((row) => row.name === name)
  const project = exact ?? (second === undefined ? first : undefined)
  if (project !== undefined) return project
  throw new RunRefusedError(
    first === undefined
      ? `'${text}' names no project of the organization ${organization} that this token may read. Check its name, and that the token's team may read the project.`
      : `'${text}' may be each of ${same
          .map((row) => `'${row.name}'`)
          .sort()
          .join(', ')}: write it as it is written there.`
  )
}

function combine(
  { leftOut }: WorkspaceSelection,
  findings: readonly Finding[],
  said: Set<string>
): FoundWorkspaces {
  const named = new Map(
    findings.flatMap(({ workspaces }) => workspaces).map((w) => [w.id, w])
  )
  const all = [...named.values()]
  const isOut = ({ id, name }: Workspace, glob: string): boolean =>
    id === glob || matchesName(glob, name)
  for (const glob of leftOut.filter((g) => !all.some((w) => isOut(w, g)))) {
    said.add(
      `'!${glob}' leaves out nothing: no workspace that the other lines name is called so.`
    )
  }
  return {
    workspaces: all
      .filter((workspace) => !leftOut.some((glob) => isOut(workspace, glob)))
      .sort(byName),
    unread: findings.flatMap(({ selector, unread }) =>
      unread === undefined || leftOut.some((g) => matchesName(g, selector.text))
        ? []
        : [{ name: selector.text, error: unread }]
    )
  }
}

/** By code unit, not by locale: the same order on every machine. */
function byName(one: Workspace, other: Workspace): number {
  if (one.name === other.name) return one.id < other.id ? -1 : 1
  return one.name < other.name ? -1 : 1
}

/** Refuses what is too much, and what is not what was asked for. */
function insist(
  { leftOut }: WorkspaceSelection,
  findings: readonly Finding[],
  { workspaces, unread }: FoundWorkspaces,
  max: number
): void {
  const empty = findings.filter(
    (each) => each.workspaces.length === 0 && each.unread === undefined
  )
  if (empty.length > 0) {
    throw new RunRefusedError(
      `${empty.map(sayEmpty).join(' ')} Nothing was started; check the input 'workspace', and what the token's team may read.`
    )
  }
  const [first] = unread
  if (workspaces.length === 0 && first !== undefined) throw first.error
  if (workspaces.length === 0) {
    throw new RunRefusedError(
      `${leftOut.map((glob) => `'!${glob}'`).join(', ')} ${leftOut.length === 1 ? 'leaves' : 'leave'} out all that ${findings.map(({ selector }) => `'${selector.text}'`).join(', ')} ${findings.length === 1 ? 'names' : 'name'}, so no workspace is left. Nothing was started.`
    )
  }
  const count = workspaces.length + unread.length
  if (count > max) {
    throw new RunRefusedError(
      `The input 'workspace' names ${count} workspaces, and 'max-workspaces' is ${max}. Nothing was started; name fewer, or raise the limit.`
    )
  }
}

function sayEmpty({ selector, otherCase = [] }: Finding): string {
  const none = `'${selector.text}' names no workspace.`
  if (otherCase.length === 0) return none
  const some = otherCase.slice(0, 5).map((name) => `'${name}'`)
  return `${none} ${some.join(', ')} ${otherCase.length === 1 ? 'differs' : 'differ'} in case only.`
}
