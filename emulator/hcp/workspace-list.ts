import type { HcpState, Project, TagBinding, Workspace } from './model.ts'

/** Filters of the workspace list (HCP Terraform API: Workspaces, list). */

export interface EffectiveTagBinding extends TagBinding {
  /** Undefined for one of the workspace's own. */
  readonly inheritedFrom: Project | undefined
}

/** A workspace's own tags, and those of its project that it does not override. */
export function selectEffectiveBindings(
  workspace: Workspace
): readonly EffectiveTagBinding[] {
  const { project, tagBindings } = workspace
  const own = tagBindings.map((each) => ({ ...each, inheritedFrom: undefined }))
  const inherited = project.tagBindings
    .filter(({ key }) => own.every((each) => each.key !== key))
    .map((each) => ({
      ...each,
      // Each workspace has a resource of its own for it.
      id: `${each.id}-${workspace.id.slice(3)}`,
      inheritedFrom: project
    }))
  return [...own, ...inherited]
}

/**
 * Picks the workspaces that a list request asks for, in order.
 * @param isHeeded whether the server knows a filter of this name
 */
export function filterWorkspaces(
  { workspaces }: Pick<HcpState, 'workspaces'>,
  query: URLSearchParams,
  isHeeded: (name: string) => boolean
): readonly Workspace[] {
  const read = (name: string) =>
    isHeeded(name) ? (query.get(name) ?? undefined) : undefined
  const list = (name: string) => read(name)?.split(',')
  const name = read('search[name]')
  const wildcard = read('search[wildcard-name]')
  const tags = list('search[tags]')
  const without = list('search[exclude-tags]')
  const project = read('filter[project][id]')
  const tagged = isHeeded('filter[tagged]') ? readTagged(query) : []
  const found = [...workspaces.values()].filter(
    (workspace) =>
      (name === undefined || workspace.name.includes(name)) &&
      (wildcard === undefined || isLike(wildcard, workspace.name)) &&
      (tags?.every((tag) => workspace.tagNames.includes(tag)) ?? true) &&
      !(without?.some((tag) => workspace.tagNames.includes(tag)) ?? false) &&
      (project === undefined || workspace.project.id === project) &&
      tagged.every((wanted) => isTagged(workspace, wanted))
  )
  return sort(found, read('sort'))
}

/** Only what is numbered counts: without numbers the filter has no effect. */
function readTagged(
  query: URLSearchParams
): readonly { readonly key: string; readonly value: string }[] {
  const tagged: { key: string; value: string }[] = []
  for (let index = 0; ; index += 1) {
    const key = query.get(`filter[tagged][${index}][key]`)
    if (key === null) return tagged
    const value = query.get(`filter[tagged][${index}][value]`) ?? ''
    tagged.push({ key, value })
  }
}

function isTagged(
  workspace: Workspace,
  { key, value }: { readonly key: string; readonly value: string }
): boolean {
  return selectEffectiveBindings(workspace).some(
    (binding) =>
      binding.key === key && (value === '' || binding.value === value)
  )
}

/**
 * `*` first, last, or both; anywhere else it stands for itself. Whether case
 * counts is nowhere documented: here it does not, which is the wider answer.
 */
function isLike(asked: string, actual: string): boolean {
  const wildcard = asked.toLowerCase()
  const name = actual.toLowerCase()
  const [, open, text = '', close] = /^(\*?)(.*?)(\*?)$/s.exec(wildcard) ?? []
  if (open === '*')
    return close === '*' ? name.includes(text) : name.endsWith(text)
  return close === '*' ? name.startsWith(text) : name.includes(text)
}

function sort(
  workspaces: Workspace[],
  order: string | undefined
): readonly Workspace[] {
  const compare = (one: Workspace, other: Workspace) =>
    one.name < other.name ? -1 : 1
  if (order === 'name') return workspaces.sort(compare)
  return order === '-name' ? workspaces.sort(compare).reverse() : workspaces
}
