import { ApiFault } from './faults.ts'
import type { TagBinding } from './model.ts'

/** How many bindings one workspace or project can have. */
const most = 10

/**
 * Adds bindings; one with a key that is there replaces the old one.
 * @throws {ApiFault} 422 for more than the service allows
 */
export function mergeTagBindings(
  before: readonly TagBinding[],
  added: readonly TagBinding[]
): readonly TagBinding[] {
  const kept = before.filter(
    ({ key }) => !added.some((binding) => binding.key === key)
  )
  const merged = [...kept, ...added]
  if (merged.length > most) {
    throw new ApiFault(
      422,
      'unprocessable entity',
      `cannot exceed ${most} bindings per resource`
    )
  }
  return merged
}

/**
 * Reads `filter[tagged][i][key]` and `[value]`; all of them have to hold. The
 * form without an index is not read: the service ignores it, too.
 */
export function readTagFilters(
  url: URL
): (bindings: readonly Omit<TagBinding, 'id'>[]) => boolean {
  const wanted = new Map<string, { key?: string; value?: string }>()
  for (const [name, text] of url.searchParams) {
    const [, index, part] =
      /^filter\[tagged\]\[(\d+)\]\[(key|value)\]$/.exec(name) ?? []
    if (index === undefined || part === undefined) continue
    wanted.set(index, { ...wanted.get(index), [part]: text })
  }
  return (bindings) =>
    [...wanted.values()].every(({ key, value }) =>
      bindings.some(
        (binding) =>
          binding.key === key &&
          (value === undefined || value === '' || binding.value === value)
      )
    )
}
