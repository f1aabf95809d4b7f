import { asObject, type JsonObject } from './json.ts'

/**
 * Which expressions of a block a plan JSON does not tell. It tells a constant by
 * its value, and everything else by the names that it refers to, if any: of
 * `jsonencode({ Action = "read", id = x.id })` only `x.id`.
 * @see Terraform: JSON output format, expression representation
 */
export interface UntoldExpressions {
  /** Names of attributes and blocks whose expressions are not told. */
  readonly attributes: readonly string[]
  /** Is something else not told, which no value shows: a provisioner's, say? */
  readonly others: boolean
}

const values: UntoldExpressions = { attributes: [], others: false }

/** What is not told of a resource, a provider or an action. */
export function untoldOf(part: JsonObject | undefined): UntoldExpressions {
  if (part === undefined) return values
  const attributes = Object.entries(asObject(part['expressions']) ?? {})
    .filter(([, expression]) => isUntold(expression))
    .map(([name]) => name)
  const hands = ['provisioners', 'connection'].map((name) => part[name])
  return { attributes, others: hands.some(hidesExpression) }
}

/** Is an output's expression, or that of an attribute or block, not told? */
export function isUntold(expression: unknown): boolean {
  if (Array.isArray(expression)) return expression.some(isUntold)
  const object = asObject(expression)
  if (object === undefined) return true
  if (Object.hasOwn(object, 'constant_value')) return false
  // A call without references, such as `file("x")`, is an empty object.
  return (
    Array.isArray(object['references']) ||
    Object.keys(object).length === 0 ||
    Object.values(object).some(isUntold)
  )
}

/** Is there an expression anywhere below that is not told? */
function hidesExpression(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hidesExpression)
  const object = asObject(value)
  if (object === undefined) return false
  return Object.entries(object).some(([key, member]) =>
    key === 'expressions'
      ? Object.values(asObject(member) ?? {}).some(isUntold)
      : hidesExpression(member)
  )
}

/**
 * The attributes whose values after the apply the plan tells: whatever their
 * expressions, this is what they come to. Not null, which is also what stands
 * for a value that is written and never read back.
 */
export function settledOf(change: JsonObject): readonly string[] {
  const after = asObject(change['after'])
  if (after === undefined) return []
  const unknown = change['after_unknown']
  if (unknown === true) return []
  const marks = asObject(unknown)
  return Object.entries(after)
    .filter(([name, value]) => value !== null && !hasMark(marks?.[name]))
    .map(([name]) => name)
}

/** Is anything in a mask `true`? */
export function hasMark(mask: unknown): boolean {
  if (Array.isArray(mask)) return mask.some(hasMark)
  if (mask === true) return true
  const object = asObject(mask)
  return object !== undefined && Object.values(object).some(hasMark)
}
