import type { ListInputs } from './filters.ts'
import type { InputName } from './names.ts'

/** What is given among these inputs, by name. */
function givenFilters(list: ListInputs): readonly InputName[] {
  const filters: readonly (readonly [InputName, unknown])[] = [
    ['filter-operation', list.operations[0]],
    ['filter-status', list.statuses[0]],
    ['filter-status-group', list.statusGroup],
    ['filter-source', list.sources[0]],
    ['filter-timeframe', list.timeframe],
    ['filter-agent-pools', list.agentPools[0]],
    ['filter-workspaces', list.workspaces[0]],
    ['search', list.search],
    ['search-user', list.searchUser],
    ['search-commit', list.searchCommit]
  ]
  return filters
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
}

/** The Admin Runs API filters by these only. */
const adminFilters: readonly InputName[] = [
  'filter-status',
  'filter-timeframe',
  'search'
]

/** What is right by itself and cannot go together in a list. */
export function rejectListCombinations(
  {
    mode,
    list,
    organization,
    workspace
  }: {
    readonly mode: string
    readonly list: ListInputs
    readonly organization: string | undefined
    readonly workspace: string | undefined
  },
  reject: (input: InputName, wrong: string, allowed: string) => void
): void {
  const given = givenFilters(list)
  if (mode !== 'list') {
    for (const name of given) {
      reject(name, `is given with mode '${mode}'`, `'${name}' with mode 'list'`)
    }
    return
  }
  const { scope } = list
  if (scope === 'workspace' && workspace === undefined) {
    reject(
      'workspace',
      "is empty with 'list-scope: workspace'",
      'a name or a ws-… id'
    )
  }
  if (scope === 'organization' && organization === undefined) {
    reject(
      'organization',
      "is empty with 'list-scope: organization'",
      'the name of the organization'
    )
  }
  if (scope === 'organization' && workspace !== undefined) {
    reject(
      'workspace',
      "is given with 'list-scope: organization', which lists all of them",
      "'filter-workspaces' to choose some"
    )
  }
  if (scope !== 'organization' && given.includes('filter-workspaces')) {
    reject(
      'filter-workspaces',
      `is given with 'list-scope: ${scope}'`,
      "'filter-workspaces' with 'list-scope: organization'"
    )
  }
  if (scope === 'admin') {
    for (const [name, value] of [
      ['organization', organization],
      ['workspace', workspace]
    ] as const) {
      if (value !== undefined) {
        reject(
          name,
          "is given with 'list-scope: admin', which lists the whole site",
          `'search' with the ${name}'s name`
        )
      }
    }
    for (const name of given) {
      if (!adminFilters.includes(name) && name !== 'filter-workspaces') {
        reject(
          name,
          "is given with 'list-scope: admin', whose API cannot filter by it",
          adminFilters.map((each) => `'${each}'`).join(', ')
        )
      }
    }
  }
  if (
    list.search !== undefined &&
    (list.searchUser ?? list.searchCommit) !== undefined
  ) {
    reject(
      'search',
      "is given together with 'search-user' or 'search-commit', which make the server ignore it",
      'one of them'
    )
  }
}
