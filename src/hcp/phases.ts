import type * as v from 'valibot'
import type { camelCased } from './wire/json-api.ts'
import {
  optionalCount,
  optionalText,
  requiredText,
  statusTimestamps
} from './wire/json-api.ts'
import type { Phase, ResourceCounts } from './types.ts'

/** What plans and applies have in common on the wire. */
export const phaseEntries = {
  status: requiredText,
  'status-timestamps': statusTimestamps,
  'log-read-url': optionalText,
  'resource-additions': optionalCount,
  'resource-changes': optionalCount,
  'resource-destructions': optionalCount,
  'resource-imports': optionalCount
} as const

/** How a phase is read. */
export interface PhaseCall {
  readonly signal?: AbortSignal
}

type PhaseAttributes = v.InferOutput<
  ReturnType<typeof camelCased<typeof phaseEntries>>
>

/** What a plan and an apply tell alike, from attributes that were checked. */
export function parsePhase(id: string, attributes: PhaseAttributes): Phase {
  const { status, logReadUrl, statusTimestamps } = attributes
  const counts = parseCounts(attributes)
  return { id, status, counts, logReadUrl, statusTimestamps }
}

/**
 * The counts; undefined while the phase has not finished. Servers older than
 * import blocks do not count imports.
 */
function parseCounts({
  resourceAdditions: additions,
  resourceChanges: changes,
  resourceDestructions: destructions,
  resourceImports: imports
}: PhaseAttributes): ResourceCounts | undefined {
  return additions === undefined ||
    changes === undefined ||
    destructions === undefined
    ? undefined
    : { additions, changes, destructions, imports }
}
