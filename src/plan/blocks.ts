import { asObject, type JsonObject } from './document.ts'
import type { Drawing } from './drawing.ts'
import type { Value } from './value.ts'

/** Where the members of an object, map or block stand. */
export interface Surroundings {
  readonly noun: 'attribute' | 'element'
  readonly schema: JsonObject | undefined
  /** May there be blocks in here, as opposed to members of a value? */
  readonly isBlock: boolean
}

/** Blocks that are not there are `[]` in the JSON; nobody wants to see that. */
export function isNothing(value: Value, around: Surroundings): boolean {
  return (
    value.kind === 'absent' ||
    (around.isBlock && value.kind === 'list' && value.items.length === 0)
  )
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
  const types = asObject(around.schema?.['block_types'])
  if (around.schema !== undefined) {
    return types !== undefined && Object.hasOwn(types, key)
  }
  return (
    drawing.listsAreBlocks && (before.kind === 'list' || after.kind === 'list')
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
