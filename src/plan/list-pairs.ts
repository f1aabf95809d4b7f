import { diffSequences } from './sequence.ts'
import {
  absent,
  comparable,
  hiddenOf,
  isSame,
  isSameHidden,
  type Value
} from './value.ts'

/** Items of an old and a new list that are one and the same thing. */
export interface Pair {
  readonly old: Value | undefined
  readonly fresh: Value | undefined
  /** Where it is in the new list, or was in the old one. */
  readonly index: number
}

/** Equal items find each other; between them, items that are alike do. */
export function pairItems(
  before: readonly Value[],
  after: readonly Value[]
): readonly Pair[] {
  const steps = diffSequences(before.map(comparable), after.map(comparable))
  const pairs: Pair[] = []
  let removed: number[] = []
  let added: number[] = []
  const settle = () => {
    const free = new Set(added)
    const partners = new Map<number, number>()
    for (const old of removed) {
      for (const fresh of free) {
        if (isAlike(before[old] ?? absent, after[fresh] ?? absent)) {
          partners.set(old, fresh)
          free.delete(fresh)
          break
        }
      }
    }
    for (const old of removed) {
      const fresh = partners.get(old)
      pairs.push({
        old: before[old],
        fresh: fresh === undefined ? undefined : after[fresh],
        index: fresh ?? old
      })
    }
    for (const fresh of free) {
      pairs.push({ old: undefined, fresh: after[fresh], index: fresh })
    }
    removed = []
    added = []
  }
  for (const step of steps) {
    if (step.kind === 'remove') removed.push(step.old)
    else if (step.kind === 'add') added.push(step.new)
    else {
      settle()
      pairs.push({
        old: before[step.old],
        fresh: after[step.new],
        index: step.new
      })
    }
  }
  settle()
  return pairs
}

/** Worth showing as one changed thing rather than as one gone and one new. */
function isAlike(before: Value, after: Value): boolean {
  if (before.kind === 'sensitive' || after.kind === 'sensitive') {
    return (
      before.kind === after.kind ||
      isSameHidden(hiddenOf(before), hiddenOf(after))
    )
  }
  if (before.kind === 'list') return after.kind === 'list'
  if (before.kind !== 'map' || after.kind !== 'map') return false
  for (const [key, entry] of before.entries) {
    const other = after.entries.get(key)
    if (
      other !== undefined &&
      entry.kind !== 'absent' &&
      isSame(entry, other)
    ) {
      return true
    }
  }
  return before.entries.size <= 1 && after.entries.size <= 1
}
