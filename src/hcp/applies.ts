import {
  camelCased,
  optionalCount,
  parseAttributes,
  parseDocument,
  relatedIds
} from './wire/json-api.ts'
import type { Resource } from './wire/json-api.ts'
import { path } from './wire/path.ts'
import { parsePhase, phaseEntries } from './phases.ts'
import type { PhaseCall } from './phases.ts'
import type { Reader } from './wire/transport.ts'
import type { Apply } from './types.ts'

const applySchema = camelCased({
  ...phaseEntries,
  'action-invocations': optionalCount,
  'action-failures': optionalCount
})

/** Applies. HCP Terraform API: Applies. */
export function applies(transport: Reader) {
  return {
    /** Reads an apply. Applies API: Show an apply. */
    async read(id: string, call: PhaseCall = {}): Promise<Apply> {
      const value = await transport.readDocument(path`/applies/${id}`, call)
      return parseApply(parseDocument(value, `apply ${id}`).resource)
    },

    /**
     * Reads the apply of a run that does not name it. Runs API: the link
     * `related` of its relationship `apply`.
     */
    async readOfRun(runId: string, call: PhaseCall = {}): Promise<Apply> {
      const where = path`/runs/${runId}/apply`
      const value = await transport.readDocument(where, call)
      const what = `the apply of run ${runId}`
      return parseApply(parseDocument(value, what).resource)
    }
  }
}

/**
 * Reads an apply. Throws `MalformedResponseError` where it has no status.
 * Applies API: Show an apply.
 */
export function parseApply(resource: Resource): Apply {
  const what = `apply ${resource.id}`
  const { actionInvocations, actionFailures, ...phase } = parseAttributes(
    applySchema,
    resource,
    what
  )
  return {
    ...parsePhase(resource.id, phase),
    actionInvocations,
    actionFailures,
    stateVersionIds: relatedIds(resource, 'state-versions')
  }
}
