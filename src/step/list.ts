import { createHcp } from '../hcp/client.ts'
import type { Hcp } from '../hcp/client.ts'
import { createRecord } from '../run/record/record.ts'
import { saidBy } from '../run/record/errors.ts'
import { connect } from '../run/connection.ts'
import type { ListedRun, RunListScope } from '../hcp/run-lists.ts'
import type { World } from './world.ts'
import { shorten } from '../report/markdown.ts'
import { createRedactor } from '../report/redact.ts'
import { renderRunList } from '../report/run-list.ts'
import { listRuns } from '../run/operations/list-runs.ts'
import { withoutProvenance } from '../run/record/provenance.ts'
import { phaseOf } from '../run/record/status.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { writeJobSummary } from '../runner/job-summary.ts'
import { writeOutputs } from '../runner/outputs.ts'
import { webAddress } from '../publish/web-address.ts'

/** Outputs of a job have 1 MiB each; the list is there twice. */
const longestOutput = 450 * 1024

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
  { list: { statuses, sources } }: Inputs,
  log: World['log']
): void {
  const strange = [
    ['filter-status', statuses.filter((name) => phaseOf(name) === undefined)],
    ['filter-source', sources.filter((name) => !knownSources.has(name))]
  ] as const
  for (const [input, names] of strange) {
    if (names.length === 0) continue
    log.warning(
      `'${input}' has ${names.map((name) => `'${name}'`).join(', ')}, which this version of the action does not know. If it is misspelt, no run is found because of it.`
    )
  }
}

/**
 * The whole of `mode: list`: reads, writes the outputs and the table. Resolves
 * to whether it succeeded; what fails is said here. No comment: a list is not
 * about a pull request.
 */
export async function list(inputs: Inputs, world: World): Promise<boolean> {
  const { log } = world
  warnOfStrangeFilters(inputs, log)
  const connection = connect(
    { ...world, baseUrl: inputs.baseUrl, token: inputs.token },
    { resources: createHcp, door: () => undefined }
  )
  const { hcp } = connection.access(createRecord())
  try {
    const { scope, place, organization, workspace } = await locate(inputs, hcp)
    const { runs, isCut } = await listRuns(
      { ...world, hcp },
      scope,
      inputs.list,
      inputs.list
    )
    const redact = createRedactor([inputs.token, inputs.githubToken ?? ''])
    const entries = runs.map((run) =>
      describe(run, {
        organization,
        workspace,
        baseUrl: inputs.baseUrl,
        redact
      })
    )
    const { kept, json } = keepWithin(entries, longestOutput)
    const said = [
      `${runs.length} ${runs.length === 1 ? 'run' : 'runs'} of ${place}.`,
      isCut ? `There are more: 'max-items' is ${inputs.list.maxItems}.` : '',
      kept < entries.length
        ? `The output 'runs' has the newest ${kept} of them; more would not fit.`
        : ''
    ]
      .filter((sentence) => sentence !== '')
      .join(' ')
    if (isCut || kept < entries.length) log.notice(said)
    else log.info(said)
    const facts = {
      'workspace-id':
        scope.kind === 'workspace' ? scope.workspaceId : undefined,
      outcome: 'listed',
      gate: 'none'
    }
    writeOutputs({
      ...facts,
      reasons: '[]',
      runs: json,
      result: `{"schema_version":1,${JSON.stringify(facts).slice(1, -1)},"reasons":[],"is-cut":${isCut || kept < entries.length},"runs":${json}}`
    })
    if (inputs.jobSummary) {
      await writeJobSummary(
        renderRunList(
          `Runs of ${place}`,
          entries.map((entry) => ({
            ...entry,
            createdAt: entry['created-at']
          })),
          said
        )
      )
    }
    return true
  } catch (error) {
    const cause: unknown = world.signal.aborted ? world.signal.reason : error
    const isCanceled =
      cause instanceof Error && cause.name === 'InterruptedError'
    log.error(saidBy(cause))
    writeOutputs({
      outcome: isCanceled ? 'canceled' : 'errored',
      gate: 'none',
      reasons: '[]'
    })
    return false
  } finally {
    connection.close()
  }
}

async function locate(
  { list: { scope }, organization, workspace, baseUrl }: Inputs,
  hcp: Hcp
): Promise<{
  readonly scope: RunListScope
  /** Where, in words. */
  readonly place: string
  readonly organization: string | undefined
  readonly workspace: string | undefined
}> {
  if (scope === 'admin') {
    return {
      scope: { kind: 'admin' },
      place: baseUrl.host,
      organization: undefined,
      workspace: undefined
    }
  }
  if (scope === 'organization') {
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
  return {
    scope: { kind: 'workspace', workspaceId: found.id },
    place: `workspace ${found.name}`,
    organization: found.organization ?? organization,
    workspace: found.name
  }
}

/** A run as the output has it: HCP Terraform's own names. */
function describe(
  run: ListedRun,
  known: {
    readonly organization: string | undefined
    readonly workspace: string | undefined
    readonly baseUrl: URL
    readonly redact: (text: string) => string
  }
) {
  const workspace = run.workspace ?? known.workspace
  const organization = run.organization ?? known.organization
  return {
    id: run.id,
    status: run.status,
    message:
      run.message === undefined
        ? undefined
        : shorten(known.redact(withoutProvenance(run.message)), 1_000),
    'created-at': run.createdAt,
    source: run.source,
    operation: run.operation,
    'has-changes': run.hasChanges,
    'plan-only': run.planOnly,
    'save-plan': run.savePlan,
    'is-destroy': run.isDestroy,
    'refresh-only': run.refreshOnly,
    'allow-empty-apply': run.allowEmptyApply,
    organization,
    workspace,
    'workspace-id': run.workspaceId,
    url:
      workspace === undefined || organization === undefined
        ? undefined
        : webAddress(
            known.baseUrl,
            'app',
            organization,
            'workspaces',
            workspace,
            'runs',
            run.id
          )
  }
}

/** The first entries as JSON that is not longer than `limit` bytes. */
function keepWithin(
  entries: readonly object[],
  limit: number
): { readonly kept: number; readonly json: string } {
  const parts: string[] = []
  let bytes = 2
  for (const entry of entries) {
    const part = JSON.stringify(entry)
    bytes += Buffer.byteLength(part) + 1
    if (bytes > limit) break
    parts.push(part)
  }
  return { kept: parts.length, json: `[${parts.join(',')}]` }
}
