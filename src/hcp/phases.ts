import * as v from 'valibot'
import { optionalText, requiredText, statusTimestamps } from './json-api.ts'
import type { ResourceCounts } from './types.ts'

/** What plans and applies have in common on the wire. */

const count = v.fallback(
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), undefined),
  undefined
)

export const phaseEntries = {
  status: requiredText,
  'status-timestamps': statusTimestamps,
  'log-read-url': optionalText,
  'resource-additions': count,
  'resource-changes': count,
  'resource-destructions': count,
  'resource-imports': count
}

/**
 * Reads the four counts; undefined while the phase has not finished. Servers
 * older than import blocks do not count imports.
 */
export function parseCounts(attributes: {
  readonly 'resource-additions'?: number | undefined
  readonly 'resource-changes'?: number | undefined
  readonly 'resource-destructions'?: number | undefined
  readonly 'resource-imports'?: number | undefined
}): ResourceCounts | undefined {
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
    imports: attributes['resource-imports'] ?? 0
  }
}
