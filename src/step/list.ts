import { createHcp } from '../hcp/client.ts'
import { createRecord } from '../run/record/record.ts'
import type { ListedRun, RunListScope } from '../hcp/run-lists.ts'
import { runOperations } from '../inputs/filters.ts'
import type { Filters } from '../inputs/filters.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { connect } from '../run/connection.ts'
import type { Dependencies } from '../run/dependencies.ts'
import { listRuns } from '../run/operations/list-runs.ts'
import { phaseOf } from '../run/record/status.ts'
import { refuseOtherOrganization } from './organization.ts'
import type { World } from './world.ts'

/** Where runs come from, as far as it is documented (Runs API: `source`). */
const knownSources: ReadonlySet<string> = new Set([
  'tfe-api',
  'tfe-ui',
  'tfe-configuration-version',
  'tfe-run-trigger',
  'tfe-module',
  'tfe-infrastructure-lifecycle',
  'terraform',
  'terraform+cloud'
])

/** A slip of the pen would be an audit that finds nothing, and is green. */
function warnOfStrangeFilters(
  { operation = [], status = [], source = [] }: Filters,
  log: World['log']
): void {
  const strange = [
    ['operation', operation.filter((name) => !runOperations.includes(name))],
    ['status', status.filter((name) => phaseOf(name) === undefined)],
    ['source', source.filter((name) => !knownSources.has(name))]
  ] as const
  for (const [filter, names] of strange) {
    if (names.length === 0) continue
    log.warning(
      `'filters' has ${names.map((name) => `'${name}'`).join(', ')} for '${filter}', which this version of the action does not know. If it is misspelt, no run is found because of it.`
    )
  }
}

/** The runs that were found, and where. */
export interface Listing {
  readonly runs: readonly ListedRun[]
  /** Were there more? */
  readonly isCut: boolean
  /** Where, in words. */
  readonly place: string
  /** Known where the list is of one workspace. */
  readonly workspaceId: string | undefined
  readonly workspace: string | undefined
  readonly organization: string | undefined
}

/** `mode: list`: reads, and changes nothing. Throws what reading throws. */
export async function readListing(
  inputs: Inputs,
  filters: Filters,
  world: World
): Promise<Listing> {
  warnOfStrangeFilters(filters, world.log)
  const connection = connect(
    { ...world, baseUrl: inputs.baseUrl, token: inputs.token },
    { resources: createHcp, door: () => undefined }
  )
  try {
    const { hcp } = connection.access(createRecord())
    return await findListing(inputs, filters, { ...world, hcp })
  } finally {
    connection.close()
  }
}

/** The server's own size of a page, and its largest. */
const usualPage = 20
const largestPage = 100

async function findListing(
  inputs: Inputs,
  filters: Filters,
  dependencies: World & Pick<Dependencies, 'hcp'>
): Promise<Listing> {
  const { scope, ...where } = await locate(inputs, dependencies.hcp)
  const { maxItems } = inputs
  const pageSize = Math.min(largestPage, Math.max(usualPage, maxItems))
  const { runs, isCut } = await listRuns(dependencies, scope, filters, {
    pageSize,
    maxItems
  })
  return {
    runs,
    isCut,
    workspaceId: scope.kind === 'workspace' ? scope.workspaceId : undefined,
    ...where
  }
}

async function locate(
  { listScope, organization, workspace, baseUrl }: Inputs,
  hcp: Dependencies['hcp']
): Promise<{
  readonly scope: RunListScope
  /** Where, in words. */
  readonly place: string
  readonly organization: string | undefined
  readonly workspace: string | undefined
}> {
  if (listScope === 'admin') {
    return {
      scope: { kind: 'admin' },
      place: baseUrl.host,
      organization: undefined,
      workspace: undefined
    }
  }
  if (listScope === 'organization') {
    return {
      scope: { kind: 'organization', organization: organization ?? '' },
      place: `organization ${organization ?? ''}`,
      organization,
      workspace: undefined
    }
  }
  const found = await hcp.workspaces.read(
    workspace?.startsWith('ws-') === true
      ? { id: workspace }
      : { organization: organization ?? '', name: workspace ?? '' }
  )
  refuseOtherOrganization(found, organization)
  return {
    scope: { kind: 'workspace', workspaceId: found.id },
    place: `workspace ${found.name}`,
    organization: found.organization ?? organization,
    workspace: found.name
  }
}
