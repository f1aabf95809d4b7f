import { absent, isSame, type Value } from './value.ts'

/** Both sides without what changed, and is of no matter to a plan. */
interface Restricted {
  readonly before: Value
  readonly after: Value
  /** Members that are left out, at any depth. */
  readonly others: number
}

/**
 * Leaves of a change only what the paths lead to or through, and what did not
 * change; all of a list is relevant when a part of it is. `undefined` where the
 * plan depends on nothing of it.
 * @see Terraform: JSON output format, relevant_attributes
 */
export function restrict(
  before: Value,
  after: Value,
  paths: readonly (readonly unknown[])[]
): Restricted | undefined {
  if (paths.length === 0) return undefined
  if (after.kind !== 'map' || before.kind !== 'map') {
    return { before, after, others: 0 }
  }
  let others = 0
  const old = new Map<string, Value>()
  const fresh = new Map<string, Value>()
  for (const key of new Set([
    ...before.entries.keys(),
    ...after.entries.keys()
  ])) {
    const b = before.entries.get(key) ?? absent
    const a = after.entries.get(key) ?? absent
    const part = isSame(b, a)
      ? { before: b, after: a, others: 0 }
      : restrict(b, a, below(paths, key))
    others += part?.others ?? 1
    if (part === undefined) continue
    old.set(key, part.before)
    fresh.set(key, part.after)
  }
  return {
    before: { kind: 'map', entries: old },
    after: { kind: 'map', entries: fresh },
    others
  }
}

/** The paths below a member; one that ends here holds for all below. */
function below(
  paths: readonly (readonly unknown[])[],
  key: string
): readonly (readonly unknown[])[] {
  return paths.flatMap((path) =>
    path.length === 0 ? [path] : path[0] === key ? [path.slice(1)] : []
  )
}

/** Is there something hidden at, above or below one of these paths? */
export function hasHiddenAt(
  value: Value,
  paths: readonly (readonly unknown[])[]
): boolean {
  if (paths.length === 0) return false
  switch (value.kind) {
    case 'sensitive':
      return true
    case 'list':
      return value.items.some((item) => hasHiddenAt(item, [[]]))
    case 'map':
      return [...value.entries].some(([key, entry]) =>
        hasHiddenAt(entry, below(paths, key))
      )
    case 'absent':
    case 'scalar':
    case 'unknown':
      return false
  }
}
