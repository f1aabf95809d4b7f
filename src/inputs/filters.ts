import type { InputName } from './names.ts'
import { quote } from './problems.ts'
import type { InputReader } from './reader.ts'

const scopes = ['workspace', 'organization', 'admin'] as const

/** Every kind of run there is; the server's own default lacks `plan_only`. */
const runOperations = [
  'plan_only',
  'plan_and_apply',
  'save_plan',
  'refresh_only',
  'destroy',
  'empty_apply'
] as const

const statusGroups = ['non_final', 'final', 'discardable'] as const

/** What `mode: list` asks for. Empty lists and `undefined`: no filter. */
export interface ListInputs {
  readonly scope: (typeof scopes)[number]
  readonly operations: readonly (typeof runOperations)[number][]
  /** An open set: servers of several ages have different ones. */
  readonly statuses: readonly string[]
  readonly statusGroup: (typeof statusGroups)[number] | undefined
  readonly sources: readonly string[]
  /** `year` (the last 365 days) or a year of four digits. */
  readonly timeframe: string | undefined
  readonly agentPools: readonly string[]
  readonly workspaces: readonly string[]
  readonly search: string | undefined
  readonly searchUser: string | undefined
  readonly searchCommit: string | undefined
  readonly pageSize: number
  readonly maxItems: number
}

/** Names that other documents have for these, and what HCP Terraform says. */
const corrections: Readonly<
  Partial<Record<InputName, Readonly<Record<string, string>>>>
> = {
  'filter-operation': {
    plan: 'plan_only',
    apply: 'plan_and_apply',
    plan_apply: 'plan_and_apply',
    plan_destroy: 'destroy',
    refresh: 'refresh_only',
    saved_plan: 'save_plan'
  },
  'filter-status': {
    completed: 'applied,planned_and_finished',
    failed: 'errored',
    error: 'errored',
    cancelled: 'canceled',
    force_cancelled: 'force_canceled',
    running: "planning,applying (or 'filter-status-group' non_final)"
  },
  'filter-status-group': {
    pending: 'non_final',
    running: 'non_final',
    completed: 'final',
    failed: "'filter-status' errored",
    discarded: "'filter-status' discarded"
  },
  'filter-source': {
    api: 'tfe-api',
    ui: 'tfe-ui',
    vcs: 'tfe-configuration-version',
    configuration_version: 'tfe-configuration-version',
    cli: 'terraform,terraform+cloud',
    'tfe-cli': 'terraform,terraform+cloud'
  }
}

/** Most runs one step may list: 300 requests' worth of small pages. */
const mostItems = 10_000

/** Reads the inputs of `mode: list`. Runs API: List runs, Admin Runs API. */
export function parseListInputs(reader: InputReader): ListInputs {
  const { text, choice, count, lines } = reader
  const list = (name: InputName): readonly string[] =>
    lines(name)
      .flatMap((line) => line.split(','))
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
  const correct = (name: InputName, value: string, allowed: string): void => {
    const known = corrections[name] ?? {}
    const written = value.toLowerCase()
    const right = Object.hasOwn(known, written) ? known[written] : undefined
    reader.reject(
      name,
      `has ${quote(value)}`,
      right === undefined ? allowed : `use ${right}; any of ${allowed}`
    )
  }
  const closed = <T extends string>(
    name: InputName,
    choices: readonly T[]
  ): readonly T[] =>
    list(name).flatMap((value) => {
      const found = choices.find((each) => each === value)
      if (found === undefined) correct(name, value, choices.join(', '))
      return found ?? []
    })
  const open = (
    name: InputName,
    shape: RegExp,
    allowed: string
  ): readonly string[] =>
    list(name).filter((value) => {
      const isWrong = Object.hasOwn(corrections[name] ?? {}, value)
      if (!isWrong && shape.test(value)) return true
      correct(name, value, allowed)
      return false
    })
  const groups = closed('filter-status-group', statusGroups)
  if (groups.length > 1) {
    reader.reject(
      'filter-status-group',
      `has ${groups.length} groups`,
      `one of ${statusGroups.join(', ')}`
    )
  }
  const timeframe = text('filter-timeframe')
  if (timeframe !== undefined && !/^(?:year|\d{4})$/.test(timeframe)) {
    reader.reject(
      'filter-timeframe',
      `is ${quote(timeframe)}`,
      "a year such as '2026', or 'year' for the last 365 days"
    )
  }
  const pageSize = count('page-size', 1) ?? 20
  if (pageSize > 100) {
    reader.reject('page-size', `is ${pageSize}`, 'a number from 1 to 100')
  }
  const maxItems = count('max-items', 1) ?? 100
  if (maxItems > mostItems) {
    reader.reject('max-items', `is ${maxItems}`, `a number up to ${mostItems}`)
  }
  return {
    scope: choice('list-scope', scopes),
    operations: closed('filter-operation', runOperations),
    statuses: open(
      'filter-status',
      /^[a-z]+(?:_[a-z]+)*$/,
      "HCP Terraform's status names, such as 'planned_and_finished'"
    ),
    statusGroup: groups[0],
    sources: open(
      'filter-source',
      /^[a-z]+(?:[-+_][a-z]+)*$/,
      "sources such as 'tfe-api', 'tfe-ui', 'tfe-configuration-version', 'terraform', 'terraform+cloud'"
    ),
    timeframe,
    agentPools: list('filter-agent-pools'),
    workspaces: list('filter-workspaces'),
    search: text('search'),
    searchUser: text('search-user'),
    searchCommit: text('search-commit'),
    pageSize,
    maxItems
  }
}
