import { asObject, type JsonObject } from './json.ts'
import type { Drawing } from './drawing.ts'
import { isMissing, type Value } from './value.ts'

/** Where the members of an object, map or block stand. */
export interface Surroundings {
  readonly noun: 'attribute' | 'element'
  readonly schema: JsonObject | undefined
  /** May there be blocks in here, as opposed to members of a value? */
  readonly isBlock: boolean
  /** Of the list it stands in, from which it is to be told. */
  readonly siblings: readonly Value[]
}

/**
 * Is this member of a block not there on both sides? An attribute may be null
 * or missing then, which is the same to Terraform in a block only; blocks are
 * `[]` in the JSON.
 */
export function isNowhere(
  drawing: Drawing,
  around: Surroundings,
  key: string,
  before: Value,
  after: Value
): boolean {
  if (!around.isBlock) return isMissing(before) && isMissing(after)
  if (before.kind === 'absent' && after.kind === 'absent') return true
  const old = isEmptyList(before)
  const fresh = isEmptyList(after)
  if (!old && !fresh) return false
  if (around.schema !== undefined && hasBlockType(around, key) !== true) {
    return false
  }
  if (old && fresh) return around.schema !== undefined || drawing.listsAreBlocks
  const other = old ? after : before
  // Without a schema: an attribute is null where a block is not written.
  return around.schema === undefined
    ? drawing.listsAreBlocks && isMissing(other)
    : other.kind === 'absent'
}

function isFullList(value: Value): boolean {
  return value.kind === 'list' && value.items.length > 0
}

function isEmptyList(value: Value): boolean {
  return value.kind === 'list' && value.items.length === 0
}

function hasBlockType(around: Surroundings, key: string): boolean | undefined {
  if (around.schema === undefined) return undefined
  const types = asObject(around.schema['block_types'])
  return types !== undefined && Object.hasOwn(types, key)
}

/** Is this member a block, as opposed to an attribute with a value? */
export function isBlockMember(
  drawing: Drawing,
  around: Surroundings,
  key: string,
  before: Value,
  after: Value
): boolean {
  if (!isBlockLike(before) || !isBlockLike(after)) return false
  return (
    hasBlockType(around, key) ??
    // An empty list on one side only is no block: it would be on both.
    (drawing.listsAreBlocks && (isFullList(before) || isFullList(after)))
  )
}

/** One object, or a list of nothing but objects. */
function isBlockLike(value: Value): boolean {
  return (
    value.kind === 'absent' ||
    value.kind === 'map' ||
    (value.kind === 'list' && value.items.every((item) => item.kind === 'map'))
  )
}
