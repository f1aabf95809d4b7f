import { isExactNumber } from './exact-number.ts'

/** The JSON is no plan, or a plan of a major version that is not known here. */
export class PlanFormatError extends Error {
  override readonly name = 'PlanFormatError'
}

export type JsonObject = Readonly<Record<string, unknown>>

/** Deeper than anything Terraform makes; keeps recursion within the stack. */
export const maxDepth = 200

/** The member of that name that is an object; `constructor` is none of ours. */
export function objectMember(
  object: JsonObject | undefined,
  key: string
): JsonObject | undefined {
  return object !== undefined && Object.hasOwn(object, key)
    ? asObject(object[key])
    : undefined
}

/** The value if it is a JSON object, else undefined. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isExactNumber(value)
    ? (value as JsonObject)
    : undefined
}

/** The objects of a JSON array; anything else is left out. */
export function asObjects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value)
    ? value.map(asObject).filter((item) => item !== undefined)
    : []
}

/** The value if it is a string with something in it, else undefined. */
export function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The value if it is a boolean, else undefined. */
export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}
