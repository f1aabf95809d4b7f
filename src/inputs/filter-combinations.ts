import type { Combination } from './combination.ts'
import type { FilterName, Filters } from './filters.ts'
import type { Inputs } from './inputs.ts'
import type { InputName } from './names.ts'

/** What a list is of, and what it cannot go with. */
export const listCombinations: readonly Combination<Inputs, InputName>[] = [
  {
    input: 'filters',
    when: ({ mode, filters }) => mode !== 'list' && filters !== undefined,
    wrong: ({ mode }) => `is given with mode '${mode}'`,
    allowed: "'filters' with mode 'list'"
  },
  {
    input: 'workspace',
    when: (asked) =>
      isList(asked, 'workspace') && asked.workspace === undefined,
    wrong: "is empty with 'list-scope: workspace'",
    allowed: 'a name or a ws-… id'
  },
  {
    input: 'organization',
    when: (asked) =>
      isList(asked, 'organization') && asked.organization === undefined,
    wrong: "is empty with 'list-scope: organization'",
    allowed: 'the name of the organization'
  },
  {
    input: 'workspace',
    when: (asked) =>
      isList(asked, 'organization') && asked.workspace !== undefined,
    wrong: "is given with 'list-scope: organization', which lists all of them",
    allowed: "'workspace_names' in 'filters' to choose some"
  },
  ...(['organization', 'workspace'] as const).map(
    (input): Combination<Inputs, InputName> => ({
      input,
      when: (asked) => isList(asked, 'admin') && asked[input] !== undefined,
      wrong: `is given with 'list-scope: admin', which lists the whole site`,
      allowed: `'search' in 'filters' with the ${input}'s name`
    })
  )
]

function isList({ mode, listScope }: Inputs, scope: Inputs['listScope']) {
  return mode === 'list' && listScope === scope
}

/** What the rows of the filters look at: whose runs, and what is given. */
interface AskedFilters {
  readonly scope: Inputs['listScope']
  readonly filters: Filters
}

/** The Admin Runs API filters by these only. */
const siteFilters: readonly FilterName[] = ['status', 'timeframe', 'search']

const notOfSites: readonly FilterName[] = [
  'operation',
  'status_group',
  'source',
  'agent_pool_names',
  'user',
  'commit'
]

/** Filters that are right by themselves and cannot go together. */
export const filterCombinations: readonly Combination<
  AskedFilters,
  FilterName
>[] = [
  {
    input: 'workspace_names',
    when: ({ scope, filters }) =>
      scope !== 'organization' && filters.workspace_names !== undefined,
    wrong: ({ scope }) => `with 'list-scope: ${scope}'`,
    allowed: "'workspace_names' with 'list-scope: organization'"
  },
  ...notOfSites.map((input): Combination<AskedFilters, FilterName> => ({
    input,
    when: ({ scope, filters }) =>
      scope === 'admin' && filters[input] !== undefined,
    wrong: "with 'list-scope: admin', whose API cannot filter by it",
    allowed: siteFilters.map((each) => `'${each}'`).join(', ')
  })),
  {
    input: 'search',
    when: ({ filters: { search, user, commit } }) =>
      search !== undefined && (user ?? commit) !== undefined,
    wrong: "together with 'user' or 'commit', which make the server ignore it",
    allowed: 'one of them'
  }
]
