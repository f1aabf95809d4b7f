import type { ListedRun } from '../hcp/run-lists.ts'
import { shorten } from '../report/markdown.ts'
import { createRedactor } from '../report/redact.ts'
import { renderRunList } from '../report/run-list.ts'
import { saidBy } from '../run/record/errors.ts'
import { isPastPlan } from '../run/record/ending.ts'
import { withoutProvenance } from '../run/record/provenance.ts'
import { writeJobSummary } from '../runner/job-summary.ts'
import type { Log } from '../runner/log.ts'
import { writeOutputs } from '../runner/outputs.ts'
import { longestOutput, writeAllOutputs } from './output-limits.ts'
import type { Keeper } from './output-limits.ts'
import type { Listing } from '../step/list.ts'
import type { World } from '../step/world.ts'
import { webAddress } from './web-address.ts'

interface ListingOptions {
  readonly baseUrl: URL
  readonly maxItems: number
  readonly jobSummary: boolean
  /** Of this job, for what has no room in the outputs. */
  readonly folder: string
  /** None of them is in a text that leaves. */
  readonly secrets: readonly string[]
}

/**
 * Has runs listed, and tells of them: the outputs, a line of the log, a table
 * in the summary. Resolves to whether that succeeded; what fails is said here.
 * No comment: a list is not about a pull request.
 */
export async function publishListing(
  read: () => Promise<Listing>,
  options: ListingOptions,
  { log, signal }: Pick<World, 'log' | 'signal'>
): Promise<boolean> {
  try {
    await tellListing(await read(), options, log)
    return true
  } catch (error) {
    const cause: unknown = signal.aborted ? signal.reason : error
    const isCanceled =
      cause instanceof Error && cause.name === 'InterruptedError'
    log.error(saidBy(cause))
    writeOutputs({
      outcome: isCanceled ? 'canceled' : 'errored',
      gate: 'none',
      reasons: '[]'
    })
    return false
  }
}

async function tellListing(
  listing: Listing,
  options: ListingOptions,
  log: Log
): Promise<void> {
  const { runs, isCut, place } = listing
  const redact = createRedactor(options.secrets)
  const entries = runs.map((run) =>
    describe(run, { ...listing, ...options, redact })
  )
  const said = [
    `${runs.length} ${runs.length === 1 ? 'run' : 'runs'} of ${place}.`,
    ...(isCut ? [`There are more: 'max-items' is ${options.maxItems}.`] : [])
  ].join(' ')
  log[isCut ? 'notice' : 'info'](said)
  writeListing(listing, entries, { folder: options.folder, log })
  if (options.jobSummary) await summarize(place, entries, said, log)
}

/** As many of the newest as there is room for. */
function writeListing(
  { workspaceId, isCut }: Listing,
  entries: readonly ReturnType<typeof describe>[],
  keeper: Keeper
): void {
  const runs = keepWithin(entries, longestOutput - roomForFacts)
  const isShort = runs.length < entries.length
  const facts = { 'workspace-id': workspaceId, outcome: 'listed', gate: 'none' }
  const document = { schema_version: 1, ...facts, reasons: [] }
  writeAllOutputs(
    {
      facts,
      values: { reasons: [] },
      document: { ...document, 'is-cut': isCut || isShort, runs },
      whole: isShort
        ? { ...document, 'is-cut': isCut, runs: entries }
        : undefined
    },
    keeper
  )
}

/** A summary that cannot be written is a warning: the list is in the outputs. */
async function summarize(
  place: string,
  entries: readonly ReturnType<typeof describe>[],
  said: string,
  log: Log
): Promise<void> {
  try {
    await writeJobSummary(
      renderRunList(
        `Runs of ${place}`,
        entries.map((entry) => ({ ...entry, createdAt: entry['created-at'] })),
        said
      )
    )
  } catch (error) {
    log.warning(`The job summary could not be written: ${saidBy(error)}`)
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
    // Before its plan, every run says that it changes nothing.
    'has-changes':
      run.hasChanges === true || isPastPlan(run.status)
        ? run.hasChanges
        : undefined,
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

/** Bytes of a document beside its list. */
const roomForFacts = 1024

/** The first entries that have no more than `limit` bytes of JSON. */
function keepWithin<T extends object>(
  entries: readonly T[],
  limit: number
): readonly T[] {
  let bytes = 2
  const end = entries.findIndex((entry) => {
    bytes += Buffer.byteLength(JSON.stringify(entry)) + 1
    return bytes > limit
  })
  return end < 0 ? entries : entries.slice(0, end)
}
