import { diffSequences } from './sequence.ts'
import { absent, comparable, comparableHidden, type Value } from './value.ts'

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
    const partners = partnersOf(before, removed, after, added)
    for (const fresh of partners.values()) free.delete(fresh)
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

/**
 * For each old item the first free new one that is alike, in time that grows
 * with the items and not with their product: what they may share is looked up.
 */
function partnersOf(
  before: readonly Value[],
  removed: readonly number[],
  after: readonly Value[],
  added: readonly number[]
): ReadonlyMap<number, number> {
  const partners = new Map<number, number>()
  if (removed.length === 0 || added.length === 0) return partners
  const isHiding = [
    ...removed.map((index) => before[index]),
    ...added.map((index) => after[index])
  ].some((item) => item?.kind === 'sensitive')
  const byTrait = new Map<string, { readonly places: number[]; next: number }>()
  for (const fresh of added) {
    for (const trait of traitsOf(after[fresh] ?? absent, 'new', isHiding)) {
      const found = byTrait.get(trait)
      if (found === undefined) byTrait.set(trait, { places: [fresh], next: 0 })
      else found.places.push(fresh)
    }
  }
  const taken = new Set<number>()
  for (const old of removed) {
    let first: number | undefined
    for (const trait of traitsOf(before[old] ?? absent, 'old', isHiding)) {
      const found = byTrait.get(trait)
      if (found === undefined) continue
      // What is taken is passed over once, not by every old item anew.
      while (taken.has(found.places[found.next] ?? -1)) found.next++
      const place = found.places[found.next]
      if (place !== undefined && (first === undefined || place < first)) {
        first = place
      }
    }
    if (first === undefined) continue
    taken.add(first)
    partners.set(old, first)
  }
  return partners
}

/**
 * What makes two items alike, worth showing as one changed thing rather than
 * as one gone and one new: an entry that they share, both being lists, both
 * having hardly any entry, or a hidden value that is the same.
 */
function traitsOf(
  item: Value,
  side: 'old' | 'new',
  isHiding: boolean
): readonly string[] {
  const traits: string[] = []
  switch (item.kind) {
    case 'sensitive':
      traits.push('sensitive')
      break
    case 'list':
      traits.push('list')
      break
    case 'map':
      if (item.entries.size <= 1) traits.push('small')
      for (const [key, entry] of item.entries) {
        if (entry.kind === 'absent') continue
        traits.push(`entry ${JSON.stringify(key)}:${comparable(entry)}`)
      }
      break
    case 'absent':
    case 'scalar':
    case 'unknown':
  }
  if (isHiding) {
    // A hidden value is looked for among those shown, and the other way round.
    const hidden = comparableHidden(item)
    const isHidden = item.kind === 'sensitive'
    if (side === 'new' || isHidden) traits.push(`any ${hidden}`)
    if (side === 'old' || isHidden) traits.push(`hidden ${hidden}`)
  }
  return traits
}
