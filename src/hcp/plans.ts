import { ApiError, ExpiredLinkError } from './wire/errors.ts'
import {
  camelCased,
  parseAttributes,
  parseDocument,
  toldFlag
} from './wire/json-api.ts'
import type { Resource } from './wire/json-api.ts'
import { path as apiPath } from './wire/path.ts'
import { parsePhase, phaseEntries } from './phases.ts'
import type { PhaseCall } from './phases.ts'
import type { Reader } from './wire/transport.ts'
import type { Plan } from './types.ts'

/** The plan JSON in a file, or why there is none. */
type JsonOutput =
  | { readonly kind: 'ready'; readonly path: string; readonly bytes: number }
  | { readonly kind: 'not-ready' }
  | {
      readonly kind: 'unavailable'
      readonly status: number
      readonly why: string
    }

const planSchema = camelCased({
  ...phaseEntries,
  'has-changes': toldFlag
})

/** How long an answer of "not ready" is asked again. */
const readyTimeout = 30_000
const readyPauses = [500, 1000, 2000, 3000, 5000]

/** Plans. HCP Terraform API: Plans. */
export function plans(transport: Reader) {
  return {
    /** Reads a plan. Plans API: Show a plan. */
    async read(id: string, call: PhaseCall = {}): Promise<Plan> {
      const value = await transport.readDocument(apiPath`/plans/${id}`, call)
      return parsePlan(parseDocument(value, `plan ${id}`).resource)
    },

    /** Reads the plan of a run that does not name it. The same page. */
    async readOfRun(runId: string, call: PhaseCall = {}): Promise<Plan> {
      const where = apiPath`/runs/${runId}/plan`
      const value = await transport.readDocument(where, call)
      return parsePlan(
        parseDocument(value, `the plan of run ${runId}`).resource
      )
    },

    readJsonOutput: readJsonOutput.bind(undefined, transport)
  }
}

/**
 * Downloads the plan JSON into a file: the redacted one (read rights
 * suffice) or the full one (workspace admin; holds secrets in clear). Asks
 * again for up to 30 s while it is not ready. The file appears only when
 * it is complete. Plans API: Retrieve the JSON execution plan.
 */
async function readJsonOutput(
  transport: Reader,
  planId: string,
  {
    redacted,
    path,
    maximumBytes
  }: {
    readonly redacted: boolean
    readonly path: string
    readonly maximumBytes?: number
  }
): Promise<JsonOutput> {
  const { clock } = transport
  const where =
    apiPath`/plans/${planId}` +
    (redacted ? '/json-output-redacted' : '/json-output')
  const started = clock.now()
  for (let attempt = 0; ; attempt += 1) {
    try {
      const download = await transport.download(where, {
        file: path,
        ...(maximumBytes === undefined ? {} : { maximumBytes })
      })
      if (download.kind === 'ready') {
        return { kind: 'ready', path, bytes: download.bytes }
      }
    } catch (error) {
      const unavailable = explainUnavailable(error, redacted)
      if (unavailable === undefined) throw error
      return unavailable
    }
    const pause = readyPauses[Math.min(attempt, readyPauses.length - 1)] ?? 0
    if (clock.now() - started + pause > readyTimeout) {
      return { kind: 'not-ready' }
    }
    await transport.pause(`Waiting for the JSON of plan ${planId}`, pause)
  }
}

function explainUnavailable(
  error: unknown,
  redacted: boolean
): JsonOutput | undefined {
  if (error instanceof ExpiredLinkError) {
    return { kind: 'unavailable', status: error.status, why: error.message }
  }
  if (!(error instanceof ApiError)) return undefined
  const document = redacted ? 'redacted plan JSON' : 'plan JSON'
  switch (error.status) {
    case 403:
    case 404:
      return {
        kind: 'unavailable',
        status: error.status,
        why: redacted
          ? `The server gives no ${document} (${error.status}): the token may not read runs, or the server is too old to make it.`
          : `The server gives no ${document} (${error.status}): reading it takes a user or team token with admin rights on the workspace.`
      }
    case 422:
      return {
        kind: 'unavailable',
        status: error.status,
        why: `The Terraform version of this run is too old to make the ${document} (422).`
      }
    default:
      return undefined
  }
}

/**
 * Reads a plan. Throws `MalformedResponseError` where it has no status. Plans
 * API: Show a plan.
 */
export function parsePlan(resource: Resource): Plan {
  const attributes = parseAttributes(
    planSchema,
    resource,
    `plan ${resource.id}`
  )
  return {
    ...parsePhase(resource.id, attributes),
    hasChanges: attributes.hasChanges
  }
}
