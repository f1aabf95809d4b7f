/** What `filters` may have: HCP Terraform's words (Runs API: list runs). */
export const filterNames = [
  'operation',
  'status',
  'status_group',
  'source',
  'timeframe',
  'agent_pool_names',
  'workspace_names',
  'search',
  'user',
  'commit'
] as const

export type FilterName = (typeof filterNames)[number]

/** What a list is narrowed to; a name that is left out narrows nothing. */
export type Filters = Readonly<Partial<Record<FilterName, readonly string[]>>>

/** The API's pages write the parameters whole. */
const parameters: Readonly<Record<string, FilterName>> = {
  'search[basic]': 'search',
  basic: 'search',
  'search[user]': 'user',
  'search[commit]': 'commit',
  q: 'search',
  ...Object.fromEntries(
    filterNames.slice(0, 7).map((name) => [`filter[${name}]`, name])
  )
}

/** The filter that a key of the map means; undefined where there is none. */
export function nameFilter(key: string): FilterName | undefined {
  return (
    filterNames.find((name) => name === key) ??
    (Object.hasOwn(parameters, key) ? parameters[key] : undefined)
  )
}

/** How the values of a filter are written. */
interface FilterForm {
  /** One value, which may have commas in it. */
  readonly isSingle: boolean
  readonly shape: RegExp
  readonly allowed: string
  /** Values that other documents have, and what HCP Terraform says. */
  readonly corrections: Readonly<Record<string, string>>
}

const words: FilterForm = {
  isSingle: false,
  shape: /^[a-z]+(?:_[a-z]+)*$/,
  allowed: '',
  corrections: {}
}
const free: FilterForm = {
  isSingle: false,
  shape: /./,
  allowed: 'a text',
  corrections: {}
}

/** Every kind of run there is known; the server's own default lacks `plan_only`. */
export const runOperations: readonly string[] = [
  'plan_only',
  'plan_and_apply',
  'save_plan',
  'refresh_only',
  'destroy',
  'empty_apply',
  'action_only'
]

/** Words of the server are open sets, but for the groups of statuses. */
export const filterForms: Readonly<Record<FilterName, FilterForm>> = {
  operation: {
    ...words,
    allowed: runOperations.join(', '),
    corrections: {
      plan: 'plan_only',
      apply: 'plan_and_apply',
      plan_apply: 'plan_and_apply',
      plan_destroy: 'destroy',
      refresh: 'refresh_only',
      saved_plan: 'save_plan'
    }
  },
  status: {
    ...words,
    allowed: "HCP Terraform's status names, such as 'planned_and_finished'",
    corrections: {
      completed: 'applied, planned_and_finished',
      failed: 'errored',
      error: 'errored',
      cancelled: 'canceled',
      force_cancelled: 'force_canceled',
      running: "planning, applying (or 'status_group: non_final')"
    }
  },
  status_group: {
    isSingle: true,
    shape: /^(?:non_final|final|discardable)$/,
    allowed: 'non_final, final, discardable',
    corrections: {
      pending: 'non_final',
      running: 'non_final',
      completed: 'final',
      failed: "'status: errored'",
      discarded: "'status: discarded'"
    }
  },
  source: {
    ...words,
    shape: /^[a-z]+(?:[-+_][a-z]+)*$/,
    allowed:
      "sources such as 'tfe-api', 'tfe-ui', 'tfe-configuration-version', 'terraform', 'terraform+cloud'",
    corrections: {
      api: 'tfe-api',
      ui: 'tfe-ui',
      vcs: 'tfe-configuration-version',
      configuration_version: 'tfe-configuration-version',
      cli: 'terraform, terraform+cloud',
      'tfe-cli': 'terraform, terraform+cloud'
    }
  },
  timeframe: {
    isSingle: true,
    shape: /^(?:year|\d{4})$/,
    allowed: "a year such as '2026', or 'year' for the last 365 days",
    corrections: {}
  },
  agent_pool_names: free,
  workspace_names: free,
  search: { ...free, isSingle: true },
  user: { ...free, isSingle: true },
  commit: { ...free, isSingle: true }
}
