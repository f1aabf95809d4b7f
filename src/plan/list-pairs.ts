import { isIdentifying } from './identity.ts'
import { diffSequences } from './sequence.ts'
import { absent, comparable, comparableHidden, type Value } from './value.ts'

/** Items of an old and a new list that are one and the same thing. */
interface Pair {
  readonly old: Value | undefined
  readonly fresh: Value | undefined
  /** Where it is in the new list, or was in the old one. */
  readonly index: number
}

/** Pairs looked at for the best of all ways; beyond, the nearest are taken. */
const maxCells = 40_000
/** How much two items share to be one changed thing: half. */
const minLikeness = 0.5
/** Strings from this length on are compared with each other, in code units. */
const minText = 200

/**
 * Equal items find each other; between them, items that are most alike do, where
 * they share at least half. Both
 * lists are left in their order: what changed its place goes and comes. Texts
 * that are the same without what is secret are alike, too.
 */
export function pairItems(
  before: readonly Value[],
  after: readonly Value[],
  scrub: (text: string) => string,
  isSet = false
): readonly Pair[] {
  const traitsOf = (item: Value, index: number) =>
    traitsUnder(scrub, item, index)
  if (!isSet && before.length === 1 && after.length === 1) {
    return pairAlone(
      traitsOf(before[0] ?? absent, 0),
      traitsOf(after[0] ?? absent, 0)
    )
  }
  if (before.length === 0 || after.length === 0) {
    return [
      ...before.map((old, index) => ({ old, fresh: undefined, index })),
      ...after.map((fresh, index) => ({ old: undefined, fresh, index }))
    ]
  }
  const steps = diffSequences(before.map(comparable), after.map(comparable))
  const pairs: Pair[] = []
  let removed: number[] = []
  let added: number[] = []
  const settle = () => {
    const old = removed.map((index) => traitsOf(before[index] ?? absent, index))
    const fresh = added.map((index) => traitsOf(after[index] ?? absent, index))
    for (const [from, to] of partnersOf(old, fresh)) {
      pairs.push({
        old: from === undefined ? undefined : before[from.index],
        fresh: to === undefined ? undefined : after[to.index],
        index: to?.index ?? from?.index ?? 0
      })
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

/** Where there is only one, it is the same that changed, if it is of a kind. */
function pairAlone(from: Traits, to: Traits): readonly Pair[] {
  const [old, fresh] = [from.item, to.item]
  return likeness(from, to) > 0 || shareKey(old, fresh)
    ? [{ old, fresh, index: 0 }]
    : [
        { old, fresh: undefined, index: 0 },
        { old: undefined, fresh, index: 0 }
      ]
}

function shareKey(old: Value, fresh: Value): boolean {
  return (
    old.kind === 'map' &&
    fresh.kind === 'map' &&
    [...old.entries.keys()].some((key) => fresh.entries.has(key))
  )
}

/** Do both hold the same items, in another order? */
export function isReordered(
  before: readonly Value[],
  after: readonly Value[]
): boolean {
  if (before.length !== after.length || before.length < 2) return false
  const [old, fresh] = [before, after].map((items) => items.map(comparable))
  if (old === undefined || fresh === undefined) return false
  return (
    old.some((text, index) => text !== fresh[index]) &&
    old.sort().join('\n') === fresh.sort().join('\n')
  )
}

/** What an item is compared by, looked up once. */
interface Traits {
  readonly index: number
  readonly item: Value
  readonly entries: ReadonlyMap<string, string>
  /** By the entries that tell what it is. */
  readonly identity: string
  /** Of a text, what is shown of it. */
  readonly shown: string | undefined
}

type Partners = readonly [Traits | undefined, Traits | undefined]

function traitsUnder(
  scrub: (text: string) => string,
  item: Value,
  index: number
): Traits {
  const entries = new Map<string, string>()
  const identity: string[] = []
  if (item.kind === 'map') {
    for (const [key, entry] of item.entries) {
      const text = comparable(entry)
      entries.set(key, text)
      if (entry.kind === 'scalar' && isIdentifying(key)) {
        identity.push(`${JSON.stringify(key)}:${text}`)
      }
    }
  }
  return {
    index,
    item,
    entries,
    identity: identity.sort().join() || `at ${index}`,
    shown:
      item.kind === 'scalar' && typeof item.value === 'string'
        ? scrub(item.value)
        : undefined
  }
}

function partnersOf(
  old: readonly Traits[],
  fresh: readonly Traits[]
): readonly Partners[] {
  if (old.length === 0 || fresh.length === 0) return apart(old, fresh)
  if (old.length * fresh.length <= maxCells) return align(old, fresh)
  const steps = diffSequences(
    old.map(({ identity }) => identity),
    fresh.map(({ identity }) => identity)
  )
  const partners: Partners[] = []
  let [gone, come]: [Traits[], Traits[]] = [[], []]
  const settle = () => {
    const small = gone.length * come.length <= maxCells
    const found = small ? align(gone, come) : inPlace(gone, come)
    for (const pair of found) partners.push(pair)
    gone = []
    come = []
  }
  for (const step of steps) {
    const from = step.kind === 'add' ? undefined : old[step.old]
    const to = step.kind === 'remove' ? undefined : fresh[step.new]
    if (from !== undefined && to !== undefined) {
      settle()
      partners.push(...align([from], [to]))
    } else if (from !== undefined) gone.push(from)
    else if (to !== undefined) come.push(to)
  }
  settle()
  return partners
}

function apart(old: readonly Traits[], fresh: readonly Traits[]): Partners[] {
  return [
    ...old.map((from): Partners => [from, undefined]),
    ...fresh.map((to): Partners => [undefined, to])
  ]
}

function inPlace(old: readonly Traits[], fresh: readonly Traits[]): Partners[] {
  const partners: Partners[] = []
  for (let i = 0; i < Math.max(old.length, fresh.length); i++) {
    const from = old.slice(i, i + 1)
    const to = fresh.slice(i, i + 1)
    partners.push(...align(from, to))
  }
  return partners
}

/** The pairs, in the order of both lists, that are most alike in all. */
function align(old: readonly Traits[], fresh: readonly Traits[]): Partners[] {
  const width = fresh.length + 1
  const scores = new Float64Array(old.length * width)
  const best = new Float64Array((old.length + 1) * width)
  const isOnly = old.length === 1 && fresh.length === 1
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = fresh.length - 1; column >= 0; column--) {
      const [from, to] = [old[row], fresh[column]]
      if (from === undefined || to === undefined) continue
      const alike = Math.max(
        likeness(from, to),
        // With nothing else to be mistaken for, any entry counts as much.
        isOnly ? plainLikeness(from, to) : 0
      )
      // Of equals those in the same place.
      const score =
        alike >= minLikeness ? alike + (from.index === to.index ? 0.01 : 0) : 0
      scores[row * width + column] = score
      best[row * width + column] = Math.max(
        best[(row + 1) * width + column] ?? 0,
        best[row * width + column + 1] ?? 0,
        score > 0 ? score + (best[(row + 1) * width + column + 1] ?? 0) : 0
      )
    }
  }
  const partners: Partners[] = []
  let row = 0
  let column = 0
  let waiting: Traits[] = []
  const settle = () => {
    partners.push(...apart([], waiting))
    waiting = []
  }
  while (row < old.length && column < fresh.length) {
    const [from, to] = [old[row], fresh[column]]
    const here = best[row * width + column] ?? 0
    const score = scores[row * width + column] ?? 0
    if (
      score > 0 &&
      here === score + (best[(row + 1) * width + column + 1] ?? 0)
    ) {
      settle()
      partners.push([from, to])
      row++
      column++
    } else if (here === (best[(row + 1) * width + column] ?? 0)) {
      partners.push([from, undefined])
      row++
    } else {
      if (to !== undefined) waiting.push(to)
      column++
    }
  }
  const rest = apart(old.slice(row), [])
  return [
    ...partners,
    ...rest,
    ...apart([], [...waiting, ...fresh.slice(column)])
  ]
}

/** How much two items share, from 0 to 1; what tells them apart counts most. */
function likeness(from: Traits, to: Traits): number {
  const [old, fresh] = [from.item, to.item]
  if (old.kind === 'sensitive' || fresh.kind === 'sensitive') {
    if (old.kind === fresh.kind) return minLikeness
    return comparableHidden(old) === comparableHidden(fresh) ? 1 : 0
  }
  if (old.kind === 'list' && fresh.kind === 'list') return minLikeness
  if (old.kind === 'scalar' && fresh.kind === 'scalar') {
    const isAlike =
      (isText(old.value) && isText(fresh.value)) ||
      (from.shown !== undefined && from.shown === to.shown)
    return isAlike ? minLikeness : 0
  }
  if (old.kind !== 'map' || fresh.kind !== 'map') return 0
  let shared = 0
  let all = 0
  for (const [key, text] of from.entries) {
    const other = to.entries.get(key)
    const weight = Math.max(weightOf(key, text), weightOf(key, other ?? ''))
    all += weight
    if (text === other) shared += weight
  }
  for (const [key, text] of to.entries) {
    if (!from.entries.has(key)) all += weightOf(key, text)
  }
  const isSmall = from.entries.size <= 1 && to.entries.size <= 1
  return Math.max(all > 0 ? shared / all : 0, isSmall ? minLikeness : 0)
}

/** How many of the entries that say something are the same, from 0 to 1. */
function plainLikeness(from: Traits, to: Traits): number {
  let shared = 0
  let all = 0
  for (const key of new Set([...from.entries.keys(), ...to.entries.keys()])) {
    const [old = '', fresh = ''] = [from.entries.get(key), to.entries.get(key)]
    if (saysNothing(old) && saysNothing(fresh)) continue
    all++
    if (old === fresh) shared++
  }
  return all === 0 ? 0 : shared / all
}

function saysNothing(text: string): boolean {
  return /^(?:n|null|\[\]|\{\}|""|false|)$/.test(text)
}

function weightOf(key: string, text: string): number {
  if (saysNothing(text)) return 0.1
  return isIdentifying(key) ? 3 : 1
}

/** Long, of several lines, or with JSON in it: worth to be compared itself. */
function isText(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    (value.length > minText || value.includes('\n') || /^\s*[[{]/.test(value))
  )
}
