import type { Archivist } from './archivist.ts'
import type { StateVersion } from './model.ts'

// Hosted state links live longer than those of a plan: 25 hours.
const life = 25 * 60 * 60 * 1000

/** Where the bytes of a state version can be read; nothing before they came. */
export function signState(
  archivist: Archivist,
  version: StateVersion
): Readonly<Record<string, string>> {
  if (version.bytes === undefined) return {}
  return {
    'hosted-state-download-url': archivist.signContent(
      'application/json',
      life,
      () => version.bytes,
      true
    )
  }
}
