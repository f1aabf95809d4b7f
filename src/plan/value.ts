import { isExactNumber, type ExactNumber } from './exact-number.ts'
import { asObject, maxDepth, PlanFormatError, type JsonObject } from './json.ts'

/** A scalar of a plan: null is no value of its own. */
export type Scalar = string | number | boolean | ExactNumber

/**
 * A value of one side of a change, with what is unknown and what is sensitive
 * worked in. `hidden` of a sensitive value is there to compare, never to show.
 */
export type Value =
  /** Null, or not there at all. */
  | { readonly kind: 'absent'; readonly isNull: boolean }
  | { readonly kind: 'scalar'; readonly value: Scalar }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'sensitive'; readonly hidden: unknown }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Value> }

export const absent: Value = { kind: 'absent', isNull: false }
const nullValue: Value = { kind: 'absent', isNull: true }
const unknownValue: Value = { kind: 'unknown' }

/** What is made of a value under its masks: one method for each kind. */
export interface Making<T> {
  absent(isNull: boolean): T
  scalar(value: Scalar): T
  unknown(): T
  /** `hidden` is undefined where it is not known. */
  sensitive(hidden: unknown): T
  list(items: readonly T[]): T
  /** The keys of a map, each once, in the order in which they are to come. */
  inOrder(keys: string[]): readonly string[]
  /** These keys, with what was made of their values. */
  map(keys: readonly string[], values: readonly T[]): T
  /** All of a value that nothing masks, which is most of a plan. */
  plain(value: unknown, depth: number): T
}

const values: Making<Value> = {
  absent: (isNull) => (isNull ? nullValue : absent),
  scalar: (value) => ({ kind: 'scalar', value }),
  unknown: () => unknownValue,
  sensitive: (hidden) => ({ kind: 'sensitive', hidden }),
  list: (items) => ({ kind: 'list', items }),
  inOrder: (keys) => keys,
  map: (keys, members) => {
    const entries = new Map<string, Value>()
    for (let at = 0; at < keys.length; at++) {
      entries.set(keys[at] ?? '', members[at] ?? absent)
    }
    return { kind: 'map', entries }
  },
  plain: parsePlain
}

function parsePlain(value: unknown, depth: number): Value {
  checkDepth(depth)
  if (Array.isArray(value)) {
    const items: Value[] = []
    for (const item of value as readonly unknown[]) {
      items.push(parsePlain(item, depth + 1))
    }
    return { kind: 'list', items }
  }
  const object = asObject(value)
  if (object === undefined) return makeScalar(value, undefined, values)
  const entries = new Map<string, Value>()
  for (const key of Object.keys(object)) {
    entries.set(key, parsePlain(object[key], depth + 1))
  }
  return { kind: 'map', entries }
}

/**
 * A value of the plan JSON with its masks laid over it; see `layMasks`.
 * @throws {PlanFormatError} when it is nested deeper than Terraform ever does
 */
export function parseValue(
  value: unknown,
  sensitive: unknown,
  unknown: unknown
): Value {
  return layMasks(value, sensitive, unknown, values)
}

/**
 * Lays the masks over a value of the plan JSON: `true` in `sensitive` or
 * `unknown` holds for the whole subtree, sensitive wins. Masks that do not fit
 * the value's shape hide it when there is a `true` anywhere in them.
 * @throws {PlanFormatError} when it is nested deeper than Terraform ever does
 * @see Terraform: JSON output format, change representation
 */
export function layMasks<T>(
  value: unknown,
  sensitive: unknown,
  unknown: unknown,
  making: Making<T>,
  depth = 0
): T {
  if (sensitive === true) return makeSensitive(value, unknown, making)
  if (unknown === true) {
    return hasTrue(sensitive) ? making.sensitive(undefined) : making.unknown()
  }
  checkDepth(depth)
  if (saysNothing(sensitive) && saysNothing(unknown)) {
    return making.plain(value, depth)
  }
  if (Array.isArray(value) || (isNothing(value) && isFullArray(unknown))) {
    return makeList(value, sensitive, unknown, making, depth)
  }
  const object = asObject(value)
  return object !== undefined || (isNothing(value) && hasTrue(unknown))
    ? makeMap(object, sensitive, unknown, making, depth)
    : makeScalar(value, sensitive, making)
}

/** @throws {PlanFormatError} when it is deeper than Terraform ever nests */
export function checkDepth(depth: number): void {
  if (depth <= maxDepth) return
  throw new PlanFormatError(
    `Reading the plan JSON failed: a value is nested deeper than ${maxDepth} levels.`
  )
}

/** Is nothing under it masked, whatever it is laid on? */
function saysNothing(mask: unknown): boolean {
  return typeof mask !== 'object' || mask === null || isEmpty(mask)
}

function isEmpty(object: object): boolean {
  for (const key in object) if (Object.hasOwn(object, key)) return false
  return true
}

/** What is not known yet is sensitive, too: there is nothing to compare. */
function makeSensitive<T>(
  value: unknown,
  unknown: unknown,
  making: Making<T>
): T {
  if (hasTrue(unknown)) return making.sensitive(undefined)
  return isNothing(value)
    ? making.absent(value === null)
    : making.sensitive(value)
}

function makeList<T>(
  value: unknown,
  sensitive: unknown,
  unknown: unknown,
  making: Making<T>,
  depth: number
): T {
  const known = Array.isArray(value) ? (value as readonly unknown[]) : []
  if (!fitsList(sensitive, known.length)) return making.sensitive(value)
  // A mask of nothing that is not known makes the list no longer.
  const length =
    Array.isArray(unknown) && hasTrue(unknown.slice(known.length))
      ? unknown.length
      : known.length
  const items: T[] = []
  for (let index = 0; index < length; index++) {
    const hides = memberOf(sensitive, index)
    const isUnmade = memberOf(unknown, index)
    items.push(layMasks(known[index], hides, isUnmade, making, depth + 1))
  }
  return making.list(items)
}

/** Members that are not known yet are only in the mask. */
function makeMap<T>(
  object: JsonObject | undefined,
  sensitive: unknown,
  unknown: unknown,
  making: Making<T>,
  depth: number
): T {
  if (Array.isArray(sensitive) && hasTrue(sensitive)) {
    return making.sensitive(object)
  }
  const masks = saysNothing(sensitive) ? undefined : asObject(sensitive)
  const unmade = saysNothing(unknown) ? undefined : asObject(unknown)
  const found = object === undefined ? [] : Object.keys(object)
  if (unmade !== undefined) {
    for (const key of Object.keys(unmade)) {
      if (object === undefined || !Object.hasOwn(object, key)) found.push(key)
    }
  }
  const keys = making.inOrder(found)
  const members: T[] = []
  for (const key of keys) {
    const value = ownMember(object, key)
    const hides = ownMember(masks, key)
    const isUnmade = ownMember(unmade, key)
    members.push(layMasks(value, hides, isUnmade, making, depth + 1))
  }
  return making.map(keys, members)
}

/** A scalar, or nothing, under its mask. */
export function makeScalar<T>(
  value: unknown,
  sensitive: unknown,
  making: Making<T>
): T {
  if (hasTrue(sensitive)) return makeSensitive(value, undefined, making)
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    isExactNumber(value)
    ? making.scalar(value)
    : making.absent(value === null)
}

/** Is there a `true` anywhere in this mask? */
export function hasTrue(mask: unknown): boolean {
  if (typeof mask !== 'object' || mask === null) return mask === true
  const waiting: unknown[] = [mask]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (next === true) return true
    if (typeof next === 'object' && next !== null) {
      for (const member of Object.values(next)) waiting.push(member)
    }
  }
  return false
}

/** The mask of a member; a mask of another shape says nothing about it. */
export function memberOf(mask: unknown, key: string | number): unknown {
  if (Array.isArray(mask)) {
    return typeof key === 'number' ? (mask as unknown[])[key] : undefined
  }
  return ownMember(asObject(mask), String(key))
}

/**
 * A text that is equal for equal values and different for different ones.
 * Holds what is hidden: for comparing only.
 */
export function comparable(value: Value): string {
  switch (value.kind) {
    case 'absent':
      return value.isNull ? 'null' : 'n'
    case 'unknown':
      return 'u'
    case 'scalar':
      return JSON.stringify(value.value)
    case 'sensitive':
      return `s${canonicalJson(value.hidden)}`
    case 'list':
      return `[${value.items.map(comparable).join()}]`
    case 'map':
      return `{${sortedEntries(value.entries)
        .filter(([, entry]) => !isMissing(entry))
        .map(([key, entry]) => `${JSON.stringify(key)}:${comparable(entry)}`)
        .join()}}`
  }
}

/** Is it not there, not even as null? */
export function isMissing(value: Value): boolean {
  return value.kind === 'absent' && !value.isNull
}

/** Are both the same, hidden parts and their being hidden included? */
export function isSame(one: Value, other: Value): boolean {
  if (one === other) return true
  if (one.kind !== other.kind) return false
  switch (one.kind) {
    case 'absent':
      return other.kind === 'absent' && one.isNull === other.isNull
    case 'unknown':
      return true
    case 'scalar':
      return other.kind === 'scalar' && isSameScalar(one.value, other.value)
    case 'sensitive':
      return (
        other.kind === 'sensitive' && isSameHidden(one.hidden, other.hidden)
      )
    case 'list':
      return (
        other.kind === 'list' &&
        one.items.length === other.items.length &&
        one.items.every((item, index) =>
          isSame(item, other.items[index] ?? absent)
        )
      )
    case 'map': {
      if (other.kind !== 'map') return false
      for (const [key, entry] of one.entries) {
        if (!isSame(entry, other.entries.get(key) ?? absent)) return false
      }
      for (const [key, entry] of other.entries) {
        if (!isMissing(entry) && !one.entries.has(key)) return false
      }
      return true
    }
  }
}

/** Are both the same, numbers to the last digit? */
export function isSameScalar(one: Scalar, other: Scalar): boolean {
  return (
    one === other ||
    (isExactNumber(one) &&
      isExactNumber(other) &&
      one.rawJSON === other.rawJSON)
  )
}

/** The plain value again, to compare a hidden with a shown one. */
export function hiddenOf(value: Value): unknown {
  switch (value.kind) {
    case 'absent':
      return value.isNull ? null : undefined
    case 'unknown':
      return undefined
    case 'scalar':
      return value.value
    case 'sensitive':
      return value.hidden
    case 'list':
      return value.items.map(hiddenOf)
    case 'map':
      return Object.fromEntries(
        [...value.entries]
          .filter(([, entry]) => !isMissing(entry))
          .map(([key, entry]) => [key, hiddenOf(entry)])
      )
  }
}

/** A text that is equal for equal values, whether they are hidden or not. */
export function comparableHidden(value: Value): string {
  return canonicalJson(hiddenOf(value))
}

/** Are the values under two masks the same, whatever their key order? */
export function isSameHidden(one: unknown, other: unknown): boolean {
  return one === other || canonicalJson(one) === canonicalJson(other)
}

/**
 * JSON with sorted keys, the same for equal values.
 * @throws {PlanFormatError} when it is nested deeper than Terraform ever does
 */
export function canonicalJson(value: unknown, depth = 0): string {
  checkDepth(depth)
  if (Array.isArray(value)) {
    return `[${value.map((item) => canonicalJson(item, depth + 1)).join()}]`
  }
  const object = asObject(value)
  if (object !== undefined) {
    return `{${Object.keys(object)
      .sort()
      .map((k) => `${JSON.stringify(k)}:${canonicalJson(object[k], depth + 1)}`)
      .join()}}`
  }
  return value === undefined ? 'u' : JSON.stringify(value)
}

/** Entries by key, in code unit order. */
export function sortedEntries<T>(
  entries: ReadonlyMap<string, T>
): readonly (readonly [string, T])[] {
  const all = [...entries]
  return isSorted(entries.keys())
    ? all
    : all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** Are keys in code unit order? As Terraform writes them they are. */
export function isSorted(keys: Iterable<string>): boolean {
  let last = ''
  for (const key of keys) {
    if (key < last) return false
    last = key
  }
  return true
}

function ownMember(
  object: Readonly<Record<string, unknown>> | undefined,
  key: string
): unknown {
  return object !== undefined && Object.hasOwn(object, key)
    ? object[key]
    : undefined
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined
}

function isFullArray(mask: unknown): boolean {
  return Array.isArray(mask) && hasTrue(mask)
}

/** A mask with more members than the list, or keyed by names, cannot be laid. */
function fitsList(sensitive: unknown, length: number): boolean {
  if (Array.isArray(sensitive)) {
    return sensitive.length <= length || !hasTrue(sensitive.slice(length))
  }
  return !hasTrue(sensitive)
}
