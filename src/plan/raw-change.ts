import { asObject, type JsonObject, type RawChange } from './document.ts'
import { maskOf } from './sensitive.ts'
import type { Verb } from './types.ts'
import { memberOf, parseValue, type Value } from './value.ts'

/**
 * The verb of an `actions` list; a combination that Terraform does not make
 * today is `unknown`.
 * @see Terraform: JSON output format, change representation
 */
export function verbOf(actions: readonly string[]): Verb {
  switch (actions.join()) {
    case 'no-op':
      return 'no-op'
    case 'create':
      return 'create'
    case 'read':
      return 'read'
    case 'update':
      return 'update'
    case 'delete':
      return 'destroy'
    case 'forget':
      return 'forget'
    case 'delete,create':
    case 'create,delete':
    case 'create,forget':
    case 'forget,create':
      return 'replace'
    default:
      return 'unknown'
  }
}

/** Everything but what Terraform itself leaves out of its summary. */
export function isShown(change: RawChange): boolean {
  const verb = verbOf(change.actions)
  if (change.mode === 'data' && verb === 'destroy') return false
  return verb !== 'no-op' || isMoved(change) || isImported(change)
}

/** Does it stand at another address than before? */
export function isMoved(change: RawChange): boolean {
  return change.previousAddress !== undefined
}

/** Does it take an object over that exists already? */
export function isImported(change: RawChange): boolean {
  return asObject(change.change['importing']) !== undefined
}

/** Both sides of a change with their masks laid on. */
export function sidesOf(change: JsonObject): {
  readonly before: Value
  readonly after: Value
} {
  return {
    before: parseValue(change['before'], maskOf(change, 'before'), undefined),
    after: parseValue(
      change['after'],
      maskOf(change, 'after'),
      change['after_unknown']
    )
  }
}

/** The paths that force a replacement; one into something hidden ends there. */
export function replacePathsOf(
  change: JsonObject
): readonly (readonly (string | number)[])[] {
  const paths: unknown = change['replace_paths']
  if (!Array.isArray(paths)) return []
  return paths
    .filter((path): path is unknown[] => Array.isArray(path))
    .map((path) => {
      const kept: (string | number)[] = []
      const masks = [change['before_sensitive'], change['after_sensitive']]
      for (const step of path) {
        if (masks.includes(true)) break
        if (typeof step !== 'string' && typeof step !== 'number') break
        kept.push(step)
        masks.forEach((mask, index) => {
          masks[index] = memberOf(mask, step)
        })
      }
      return kept
    })
    .filter((path) => path.length > 0)
}
