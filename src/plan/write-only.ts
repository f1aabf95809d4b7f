import type { Surroundings } from './blocks.ts'
import { asObject, objectMember } from './json.ts'
import { absent, isSame, type Value } from './value.ts'

/** What is written for an attribute whose value is in no plan. */
export const writeOnlyValue = '(write-only attribute)'

type Side = ReadonlyMap<string, Value>

/**
 * Is this an attribute whose value Terraform sends, but keeps nowhere? By the
 * schema, or by the custom: `x_wo` is null, and `x_wo_version` is set.
 * @see Terraform: write-only arguments
 */
export function isWriteOnly(
  around: Surroundings,
  key: string,
  before: Side,
  after: Side
): boolean {
  if (!around.isBlock) return false
  const attributes = asObject(around.schema?.['attributes'])
  if (attributes !== undefined) {
    return objectMember(attributes, key)?.['write_only'] === true
  }
  return (
    key.endsWith('_wo') &&
    [before, after].every((side) => isNothing(side.get(key))) &&
    [before, after].some((side) => !isNothing(side.get(versionOf(key))))
  )
}

/** Is it sent anew, as far as its version tells? */
export function isSentAnew(key: string, before: Side, after: Side): boolean {
  const [old, fresh] = [before, after].map(
    (side) => side.get(versionOf(key)) ?? absent
  )
  return old !== undefined && fresh !== undefined && !isSame(old, fresh)
}

function versionOf(key: string): string {
  return `${key}_version`
}

function isNothing(value: Value | undefined): boolean {
  return value === undefined || value.kind === 'absent'
}
