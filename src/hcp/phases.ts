import * as v from 'valibot'
import {
  optionalCount,
  optionalText,
  requiredText,
  statusTimestamps
} from './wire/json-api.ts'
import type { Phase, ResourceCounts } from './types.ts'

/** What plans and applies have in common on the wire. */
export const phaseSchema = v.object({
  status: requiredText,
  'status-timestamps': statusTimestamps,
  'log-read-url': optionalText,
  'resource-additions': optionalCount,
  'resource-changes': optionalCount,
  'resource-destructions': optionalCount,
  'resource-imports': optionalCount
})

/** How a phase is read. */
export interface PhaseCall {
  readonly signal?: AbortSignal
}

type PhaseAttributes = v.InferOutput<typeof phaseSchema>

/** What a plan and an apply tell alike, from attributes that were checked. */
export function parsePhase(id: string, attributes: PhaseAttributes): Phase {
  return {
    id,
    status: attributes.status,
    counts: parseCounts(attributes),
    logReadUrl: attributes['log-read-url'],
    statusTimestamps: attributes['status-timestamps']
  }
}

/**
 * The counts; undefined while the phase has not finished. Servers older than
 * import blocks do not count imports.
 */
function parseCounts(attributes: PhaseAttributes): ResourceCounts | undefined {
  const additions = attributes['resource-additions']
  const changes = attributes['resource-changes']
  const destructions = attributes['resource-destructions']
  if (
    additions === undefined ||
    changes === undefined ||
    destructions === undefined
  ) {
    return undefined
  }
  return {
    additions,
    changes,
    destructions,
    imports: attributes['resource-imports']
  }
}
