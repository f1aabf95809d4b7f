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

/**
 * Lays the masks over a value of the plan JSON: `true` in `sensitive` or
 * `unknown` holds for the whole subtree, sensitive wins. Masks that do not fit
 * the value's shape hide it when there is a `true` anywhere in them.
 * @throws {PlanFormatError} when it is nested deeper than Terraform ever does
 * @see Terraform: JSON output format, change representation
 */
export function parseValue(
  value: unknown,
  sensitive: unknown,
  unknown: unknown,
  depth = 0
): Value {
  if (sensitive === true) return parseSensitive(value, unknown)
  if (unknown === true) {
    return hasTrue(sensitive)
      ? { kind: 'sensitive', hidden: undefined }
      : unknownValue
  }
  checkDepth(depth)
  if (saysNothing(sensitive) && saysNothing(unknown)) {
    return parsePlain(value, depth)
  }
  if (Array.isArray(value) || (isNothing(value) && isFullArray(unknown))) {
    return parseList(value, sensitive, unknown, depth)
  }
  const object = asObject(value)
  return object !== undefined || (isNothing(value) && hasTrue(unknown))
    ? parseMap(object, sensitive, unknown, depth)
    : parseScalar(value, sensitive)
}

/** The same where no mask says anything, which is so of most of a plan. */
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
  if (object === undefined) return parseScalar(value, undefined)
  const entries = new Map<string, Value>()
  for (const key of Object.keys(object)) {
    entries.set(key, parsePlain(object[key], depth + 1))
  }
  return { kind: 'map', entries }
}

function checkDepth(depth: number): void {
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
  return Object.keys(object).length === 0
}

/** What is not known yet is sensitive, too: there is nothing to compare. */
function parseSensitive(value: unknown, unknown: unknown): Value {
  if (hasTrue(unknown)) return { kind: 'sensitive', hidden: undefined }
  return isNothing(value)
    ? nothing(value)
    : { kind: 'sensitive', hidden: value }
}

function parseList(
  value: unknown,
  sensitive: unknown,
  unknown: unknown,
  depth: number
): Value {
  const known = Array.isArray(value) ? (value as readonly unknown[]) : []
  if (!fitsList(sensitive, known.length)) {
    return { kind: 'sensitive', hidden: value }
  }
  const length = Math.max(
    known.length,
    Array.isArray(unknown) ? unknown.length : 0
  )
  const items: Value[] = []
  for (let index = 0; index < length; index++) {
    const [hides, unmade] = [
      memberOf(sensitive, index),
      memberOf(unknown, index)
    ]
    items.push(parseValue(known[index], hides, unmade, depth + 1))
  }
  return { kind: 'list', items }
}

/** Members that are not known yet are only in the mask. */
function parseMap(
  object: JsonObject | undefined,
  sensitive: unknown,
  unknown: unknown,
  depth: number
): Value {
  if (Array.isArray(sensitive) && hasTrue(sensitive)) {
    return { kind: 'sensitive', hidden: object }
  }
  const entries = new Map<string, Value>()
  for (const part of [object, asObject(unknown)]) {
    for (const key of part === undefined ? [] : Object.keys(part)) {
      if (entries.has(key)) continue
      const [hides, unmade] = [memberOf(sensitive, key), memberOf(unknown, key)]
      const value = ownMember(object, key)
      entries.set(key, parseValue(value, hides, unmade, depth + 1))
    }
  }
  return { kind: 'map', entries }
}

function parseScalar(value: unknown, sensitive: unknown): Value {
  if (hasTrue(sensitive)) return parseSensitive(value, undefined)
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    isExactNumber(value)
    ? { kind: 'scalar', value }
    : nothing(value)
}

function nothing(value: unknown): Value {
  return value === null ? nullValue : absent
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
  // As Terraform writes them.
  if (
    all.every(
      ([key], index) => index === 0 || (all[index - 1]?.[0] ?? '') < key
    )
  )
    return all
  return all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
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
