import { renderEffectiveTagBindings } from './documents/tag.ts'
import type { Workspace } from './model.ts'
import { readTagFilters } from './tag-bindings.ts'

/**
 * Picks and sorts the workspaces that a list request asks for (HCP Terraform
 * API: Workspaces, list).
 * @param isHeeded whether the server knows a filter of this name
 */
export function listWorkspaces(
  workspaces: readonly Workspace[],
  url: URL,
  isHeeded: (name: string) => boolean
): readonly Workspace[] {
  const read = (name: string) =>
    (isHeeded(name) ? url.searchParams.get(name) : undefined) ?? ''
  const part = read('search[name]').toLowerCase()
  const isLike = readWildcard(read('search[wildcard-name]'))
  const tags = readNames(read('search[tags]'))
  const excluded = readNames(read('search[exclude-tags]'))
  const project = read('filter[project][id]')
  const status = read('filter[current-run][status]')
  const isTagged = isHeeded('filter[tagged]') ? readTagFilters(url) : () => true
  const found = workspaces.filter((workspace) => {
    // A server without tags with a value has no keys of them, either.
    const own = isHeeded('filter[tagged]')
      ? listTagNames(workspace)
      : workspace.tagNames
    return (
      workspace.name.toLowerCase().includes(part) &&
      isLike(workspace.name) &&
      tags.every((tag) => own.includes(tag)) &&
      !excluded.some((tag) => own.includes(tag)) &&
      (project === '' || workspace.project.id === project) &&
      (status === '' ||
        status.split(',').includes(workspace.currentRun?.status ?? '')) &&
      isTagged(listBindings(workspace))
    )
  })
  return sortWorkspaces(found, read('sort'))
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

function readNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}

/**
 * `*` first, last, or both; anywhere else it stands for itself. Whether case
 * counts is nowhere documented: here it does not, which is the wider answer.
 */
function readWildcard(asked: string): (name: string) => boolean {
  const [, open, text = '', close] =
    /^(\*?)(.*?)(\*?)$/s.exec(asked.toLowerCase()) ?? []
  return (actual) => {
    const name = actual.toLowerCase()
    if (open === '*') {
      return close === '*' ? name.includes(text) : name.endsWith(text)
    }
    return close === '*' ? name.startsWith(text) : name.includes(text)
  }
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
