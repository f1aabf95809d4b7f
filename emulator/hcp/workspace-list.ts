import { renderEffectiveTagBindings } from './documents/tag.ts'
import type { Workspace } from './model.ts'
import { readTagFilters } from './tag-bindings.ts'

/**
 * Picks and sorts the workspaces that a list request asks for (HCP Terraform
 * API: Workspaces, list).
 */
export function listWorkspaces(
  workspaces: readonly Workspace[],
  url: URL
): readonly Workspace[] {
  const query = url.searchParams
  const part = (query.get('search[name]') ?? '').toLowerCase()
  const wildcard = readWildcard(query.get('search[wildcard-name]'))
  const tags = readNames(query.get('search[tags]'))
  const excluded = readNames(query.get('search[exclude-tags]'))
  const project = query.get('filter[project][id]') ?? ''
  const status = query.get('filter[current-run][status]') ?? ''
  const isTagged = readTagFilters(url)
  const found = workspaces.filter((workspace) => {
    const own = listTagNames(workspace)
    return (
      workspace.name.toLowerCase().includes(part) &&
      wildcard.test(workspace.name) &&
      tags.every((tag) => own.includes(tag)) &&
      !excluded.some((tag) => own.includes(tag)) &&
      (project === '' || workspace.project.id === project) &&
      (status === '' ||
        status.split(',').includes(workspace.currentRun?.status ?? '')) &&
      isTagged(listBindings(workspace))
    )
  })
  return sortWorkspaces(found, query.get('sort') ?? '')
}

/** Keys of tags with a value are found like tags without one. */
function listTagNames(workspace: Workspace): readonly string[] {
  return [
    ...workspace.tagNames,
    ...listBindings(workspace).map(({ key }) => key)
  ]
}

function listBindings(
  workspace: Workspace
): readonly { key: string; value: string }[] {
  return renderEffectiveTagBindings(workspace).map(({ attributes }) => ({
    key: String(attributes['key']),
    value: String(attributes['value'])
  }))
}

function readNames(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}

/** `*` at either end stands for anything. */
function readWildcard(text: string | null): RegExp {
  if (text === null || text === '') return /^/
  const literal = (part: string) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')
  return new RegExp(`^${text.split('*').map(literal).join('.*')}$`, 'i')
}

/** By name, or by when the current run was made; a `-` turns it round. */
function sortWorkspaces(
  workspaces: readonly Workspace[],
  sort: string
): readonly Workspace[] {
  const key = sort.replace(/^-/, '')
  const read =
    key === 'name'
      ? ({ name }: Workspace) => name
      : key === 'current-run.created-at'
        ? ({ currentRun }: Workspace) => currentRun?.createdAt ?? '9999'
        : undefined
  if (read === undefined) return workspaces
  const sorted = [...workspaces].sort((one, other) =>
    read(one) < read(other) ? -1 : read(one) > read(other) ? 1 : 0
  )
  return sort.startsWith('-') ? sorted.reverse() : sorted
}
