import type { DiffLine, ResourceChange } from '../plan/types.ts'
import { oneLine, shorten } from './markdown.ts'
import { grouped } from './words.ts'

/** Changes of instances of one resource, told in one row. */
export interface Instances {
  /** `aws_instance.web[0…59]`, or the address of a single one. */
  readonly address: string
  readonly count: number
  /** Are some of its keys only counted? */
  readonly isCut: boolean
  readonly members: readonly ResourceChange[]
}

/** Keys told before the others are counted. */
const maxKeys = 6
/** A key is cut here. */
const maxKeyLength = 60

/**
 * Groups instances of one resource (`count`, `for_each`) that are alike, in the
 * order of their first ones.
 */
export function groupInstances(
  changes: readonly ResourceChange[],
  alike: (change: ResourceChange) => string
): readonly Instances[] {
  const bases = new Map<string, ResourceChange[]>()
  for (const change of changes) add(bases, baseOf(change.address), change)
  const groups = new Map<string, ResourceChange[]>()
  for (const [base, members] of bases) {
    // What has no siblings need not be compared with anything.
    const isAlone = members.length === 1
    for (const change of members) {
      add(groups, isAlone ? base : `${base}\n${alike(change)}`, change)
    }
  }
  return [...groups.values()].map((members) => instancesOf(members))
}

function add(
  groups: Map<string, ResourceChange[]>,
  key: string,
  change: ResourceChange
): void {
  const members = groups.get(key)
  if (members === undefined) groups.set(key, [change])
  else members.push(change)
}

const keyPattern = /^(.*[^\]])\[(\d+|"(?:[^"\\]|\\.)*")\]$/s

/** The address without its last key; whole where it has none. */
function baseOf(address: string): string {
  return keyPattern.exec(address)?.[1] ?? `=${address}`
}

/** These in one row, with so many keys before the others are counted. */
export function instancesOf(
  members: readonly ResourceChange[],
  most = maxKeys
): Instances {
  const [first] = members
  const count = members.length
  const address = first?.address ?? ''
  const base = count === 1 ? undefined : keyPattern.exec(address)?.[1]
  if (base === undefined) return { address, count, isCut: false, members }
  const keys = members.map((each) => keyPattern.exec(each.address)?.[2] ?? '')
  const parts = partsOf(keys)
  const more = parts.length - most
  const isCut = more > 1
  const told = isCut
    ? `${parts.slice(0, most).join(', ')} and ${grouped(more)} more`
    : parts.join(', ')
  return { address: `${base}[${told}]`, count, isCut, members }
}

/** `0…3`, `7`; or `"a"`, `"b"`. */
function partsOf(keys: readonly string[]): readonly string[] {
  return keys.every((key) => /^\d+$/.test(key))
    ? ranges(keys.map(Number).sort((a, b) => a - b))
    : keys.map((key) => shorten(oneLine(key), maxKeyLength))
}

function ranges(numbers: readonly number[]): readonly string[] {
  const runs: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last !== undefined && number <= last.to + 1) last.to = number
    else runs.push({ from: number, to: number })
  }
  return runs.flatMap(({ from, to }) =>
    to - from > 1
      ? [`${from}…${to}`]
      : from === to
        ? [String(from)]
        : [String(from), String(to)]
  )
}

/** What a diff changes, whatever the values: alike for instances of a kind. */
export function shapeOf(diff: readonly DiffLine[]): string {
  let shape = ''
  for (const { marker, depth, text } of diff) {
    const name = nameIn(text)
    // With its length no name can pass for two lines.
    shape += `${marker}${depth} ${name.length} ${name}`
  }
  return shape
}

function nameIn(text: string): string {
  const end = text.indexOf(' = ')
  return end < 0 ? text : text.slice(0, end)
}

/** Instances that are named in full as being the same. */
const maxNamedAlike = 20

/**
 * The diffs of instances of one shape: the first one's, and of each other one
 * the lines that are different there, with those that they are in. All are
 * named, as somebody may look for one.
 */
export function sharedDiff(
  members: readonly ResourceChange[],
  diffOf: (change: ResourceChange) => readonly DiffLine[]
): readonly DiffLine[] {
  const [first, ...others] = members
  if (first === undefined) return []
  const shown = diffOf(first)
  if (others.length === 0 || shown.length === 0) return shown
  const parts = others.map((change) => {
    const diff = diffOf(change)
    const isWhole = diff.every(({ text }, at) => text === shown[at]?.text)
    return { change, isWhole, lines: differing(shown, diff) }
  })
  const alike = parts.filter(({ lines }) => lines.length === 0)
  // What stands beside a change, such as an `id`, may be another.
  const isWhole = alike.every((part) => part.isWhole)
  const names = namesOf(alike.map(({ change }) => change))
  return [
    note(`${first.address}:`),
    ...shown,
    ...(alike.length === 0
      ? []
      : [note(`the same${isWhole ? '' : ' change'}: ${names}`)]),
    ...parts
      .filter(({ lines }) => lines.length > 0)
      .flatMap(({ change, lines }) => [
        note(`${change.address} differs in:`),
        ...lines
      ])
  ]
}

function note(text: string): DiffLine {
  return { marker: ' ', depth: 0, text: `# ${text}` }
}

function namesOf(changes: readonly ResourceChange[]): string {
  return changes.length <= maxNamedAlike
    ? changes.map(({ address }) => address).join(', ')
    : instancesOf(changes, Infinity).address
}

function differing(
  first: readonly DiffLine[],
  diff: readonly DiffLine[]
): readonly DiffLine[] {
  const frames = framesOf(diff)
  const shown = new Set<number>()
  for (const [index, line] of diff.entries()) {
    if (line.text === first[index]?.text) continue
    // Which object it is tells its address.
    if (line.depth === 0 && line.marker === ' ') continue
    shown.add(index)
    // What is shown already has its own frames shown.
    for (
      let frame = frames[index];
      frame !== undefined && !shown.has(frame.begin);
      frame = frames[frame.begin]
    ) {
      shown.add(frame.begin)
      if (frame.end !== undefined) shown.add(frame.end)
    }
  }
  return diff.filter((_, index) => shown.has(index))
}

interface Frame {
  readonly begin: number
  end: number | undefined
}

/** Between which lines each line is; undefined for those at the top. */
function framesOf(diff: readonly DiffLine[]): readonly (Frame | undefined)[] {
  const open: (Frame | undefined)[] = []
  return diff.map(({ depth }, index) => {
    for (const frame of open.splice(depth + 1)) {
      if (frame !== undefined) frame.end ??= index
    }
    const own = open[depth]
    if (own !== undefined) own.end = index
    open[depth] = { begin: index, end: undefined }
    return depth === 0 ? undefined : open[depth - 1]
  })
}
