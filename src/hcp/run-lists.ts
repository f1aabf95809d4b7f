import * as v from 'valibot'
import { isInvalidInclude } from './wire/errors.ts'
import {
  camelCased,
  includedResource,
  optionalFlag,
  optionalText,
  parseAttributes,
  parseList,
  relatedId,
  requiredText,
  texts,
  toldFlag
} from './wire/json-api.ts'
import type { Document } from './wire/json-api.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

/** Whose runs: a workspace's, an organization's, or the whole site's. */
export type RunListScope =
  | { readonly kind: 'workspace'; readonly workspaceId: string }
  | { readonly kind: 'organization'; readonly organization: string }
  | { readonly kind: 'admin' }

/** What the server is asked for, by the names that its answers have. */
const parameters = {
  operation: 'filter[operation]',
  status: 'filter[status]',
  status_group: 'filter[status_group]',
  source: 'filter[source]',
  /** `year` or four digits. */
  timeframe: 'filter[timeframe]',
  agent_pool_names: 'filter[agent_pool_names]',
  workspace_names: 'filter[workspace_names]',
  search: 'search[basic]',
  user: 'search[user]',
  commit: 'search[commit]'
} as const

type FilterName = keyof typeof parameters

/** Filters of a run list; what is left out or empty is not sent. */
export type RunFilters = Readonly<
  Partial<Record<FilterName, readonly string[]>>
>

/** A run as lists tell it; the site's list leaves most out. */
export interface ListedRun {
  readonly id: string
  readonly status: string
  readonly message: string | undefined
  readonly createdAt: string | undefined
  readonly source: string | undefined
  /** These are undefined where the server leaves them out. */
  readonly hasChanges: boolean | undefined
  readonly planOnly: boolean | undefined
  readonly savePlan: boolean | undefined
  readonly isDestroy: boolean | undefined
  readonly refreshOnly: boolean | undefined
  readonly allowEmptyApply: boolean | undefined
  /** Of the names that lists filter by; undefined where it is not told. */
  readonly operation: string | undefined
  readonly workspaceId: string | undefined
  /** Names, where the server side-loads them. */
  readonly workspace: string | undefined
  readonly organization: string | undefined
}

interface RunPage {
  readonly runs: readonly ListedRun[]
  /** Undefined on the last page. */
  readonly nextPage: number | undefined
  /** The server's names of filters that it did not heed, by what it gave. */
  readonly ignoredFilters: readonly string[]
}

const listedSchema = camelCased({
  status: requiredText,
  message: optionalText,
  source: optionalText,
  'created-at': optionalText,
  'has-changes': toldFlag,
  'plan-only': optionalFlag,
  'save-plan': toldFlag,
  'is-destroy': toldFlag,
  'refresh-only': toldFlag,
  'allow-empty-apply': toldFlag,
  'invoke-action-addrs': texts
})

const namedSchema = v.object({ name: optionalText })

/** Lists of runs. HCP Terraform API: Runs; Terraform Enterprise: Admin Runs. */
export function runLists(transport: Reader) {
  return { read: readPage.bind(undefined, transport) }
}

/**
 * Reads one page of a run list, newest first. `now` (milliseconds since 1970)
 * says what the last 365 days are to the site's list. What does not match a
 * filter that the server ignored is left out. Lists of workspaces and
 * organizations allow 30 requests a minute. Runs API: List runs in a workspace,
 * in an organization; Admin Runs API: list.
 */
async function readPage(
  transport: Reader,
  scope: RunListScope,
  filters: RunFilters,
  page: { readonly number: number; readonly size: number },
  now: number
): Promise<RunPage> {
  const isAdmin = scope.kind === 'admin'
  const query = {
    ...(isAdmin ? renderAdminFilters(filters, now) : renderFilters(filters)),
    'page[number]': page.number,
    'page[size]': page.size
  }
  const include = isAdmin ? 'workspace,workspace.organization' : 'workspace'
  const where = pathOf(scope)
  const value = await transport
    .readDocument(where, { query: { ...query, include } })
    .catch(async (error: unknown) => {
      if (!isInvalidInclude(error)) throw error
      return await transport.readDocument(where, { query })
    })
  const { resources, included, nextPage } = parseList(value, where)
  const listed = resources.map((resource) =>
    parseListedRun({ resource, included })
  )
  const sent = breaches.filter(({ name }) => parameters[name] in query)
  const isBreach = (run: ListedRun, { name, is }: Breach): boolean =>
    is(run, filters[name] ?? [])
  return {
    runs: listed.filter((run) => !sent.some((each) => isBreach(run, each))),
    nextPage,
    ignoredFilters: sent
      .filter((each) => listed.some((run) => isBreach(run, each)))
      .map(({ name }) => parameters[name])
  }
}

/** How a run shows for sure that a filter was not heeded. */
interface Breach {
  readonly name: FilterName
  readonly is: (run: ListedRun, wanted: readonly string[]) => boolean
}

const breaches: readonly Breach[] = [
  {
    name: 'status',
    is: ({ status }, wanted) => !wanted.includes(status)
  },
  {
    name: 'source',
    is: ({ source }, wanted) => source !== undefined && !wanted.includes(source)
  },
  {
    name: 'operation',
    is: (run, wanted) =>
      run.operation !== undefined &&
      wanted.every((name) => isOperation[name]?.(run) === false)
  },
  {
    name: 'workspace_names',
    is: ({ workspace }, wanted) =>
      workspace !== undefined && !wanted.includes(workspace)
  }
]

/** A run may be of several operations; an unknown one cannot be told. */
const isOperation: Readonly<
  Record<string, ((run: ListedRun) => boolean) | undefined>
> = {
  plan_only: (run) => run.planOnly === true,
  save_plan: (run) => run.savePlan === true,
  refresh_only: (run) => run.refreshOnly === true,
  destroy: (run) => run.isDestroy === true,
  empty_apply: (run) => run.allowEmptyApply === true,
  plan_and_apply: (run) => run.planOnly !== true && run.savePlan !== true
}

function pathOf(scope: RunListScope): string {
  switch (scope.kind) {
    case 'workspace':
      return path`/workspaces/${scope.workspaceId}/runs`
    case 'organization':
      return path`/organizations/${scope.organization}/runs`
    case 'admin':
      return '/admin/runs'
  }
}

function present(
  query: Readonly<Record<string, string | undefined>>
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && entry[1] !== ''
    )
  )
}

function renderFilters(filters: RunFilters): Record<string, string> {
  return present(
    Object.fromEntries(
      Object.entries(parameters).map(([name, parameter]) => [
        parameter,
        filters[name as FilterName]?.join(',')
      ])
    )
  )
}

const dayMilliseconds = 24 * 3600 * 1000

function renderAdminFilters(
  { search, status, timeframe: [timeframe] = [] }: RunFilters,
  now: number
): Record<string, string> {
  return present({
    q: search?.join(','),
    'filter[status]': status?.join(','),
    'filter[from]':
      timeframe === undefined
        ? undefined
        : timeframe === 'year'
          ? new Date(now - 365 * dayMilliseconds).toISOString()
          : `${timeframe}-01-01T00:00:00Z`,
    'filter[to]':
      timeframe === undefined || timeframe === 'year'
        ? undefined
        : `${timeframe}-12-31T23:59:59Z`
  })
}

function parseListedRun(document: Document): ListedRun {
  const { resource, included } = document
  const what = `run ${resource.id}`
  const { invokeActionAddrs, ...attributes } = parseAttributes(
    listedSchema,
    resource,
    what
  )
  const workspace = includedResource(document, 'workspace')
  const organization =
    workspace &&
    includedResource({ resource: workspace, included }, 'organization')
  return {
    ...attributes,
    id: resource.id,
    // The site's list has slim runs, without any of these switches.
    operation: nameOperation(attributes, invokeActionAddrs),
    workspaceId: relatedId(resource, 'workspace'),
    workspace: workspace && parseAttributes(namedSchema, workspace, what).name,
    organization:
      (organization && parseAttributes(namedSchema, organization, what).name) ??
      (workspace && relatedId(workspace, 'organization'))
  }
}

/**
 * By the first flag that is set; an ordinary run is one only where none is left
 * out. Undefined where the flags do not prove it.
 */
function nameOperation(
  run: Pick<
    ListedRun,
    'planOnly' | 'savePlan' | 'isDestroy' | 'refreshOnly' | 'allowEmptyApply'
  >,
  invoked: readonly string[]
): string | undefined {
  if (run.planOnly === undefined) return undefined
  const kinds: readonly (readonly [string, boolean | undefined])[] = [
    ['plan_only', run.planOnly],
    ['action_only', invoked.length > 0],
    ['save_plan', run.savePlan],
    ['refresh_only', run.refreshOnly],
    ['destroy', run.isDestroy],
    ['empty_apply', run.allowEmptyApply]
  ]
  const known = kinds.find(([, is]) => is === true)
  if (known !== undefined) return known[0]
  return kinds.every(([, is]) => is === false) ? 'plan_and_apply' : undefined
}
