import type { OpenApi, Schema } from './open-api.ts'

/** Which way a body goes: what is read-only is in answers alone. */
export type Direction = 'request' | 'answer'

/**
 * Makes JSON Schema of a schema of OpenAPI 3.0, with closed keys: an object
 * with a key that its schema does not name does not conform. What is composed
 * by `allOf` is made one first, since each part by itself would refuse the keys
 * of the others. `oneOf` is read as `anyOf`: the documents' branches overlap.
 *
 * References stay; `onReference` is told each, and names its schema's id.
 */
export function closeSchema(
  document: OpenApi,
  schema: Schema,
  direction: Direction,
  onReference: (name: string) => string
): Schema {
  const close = (value: Schema): Schema =>
    closeSchema(document, value, direction, onReference)
  const reference = nameOf(schema)
  if (reference !== undefined) {
    return orNull(schema, { $ref: onReference(reference) })
  }
  const whole = mergeParts(document, schema)
  // Branches beside properties are conditions on these, and name a few only.
  const branches = branchesOf(whole).map((branch) =>
    'properties' in whole ? { additionalProperties: true, ...branch } : branch
  )
  return orNull(whole, {
    ...pick(whole, plainKeywords),
    ...(isSchema(whole['items']) ? { items: close(whole['items']) } : {}),
    ...(isSchema(whole['additionalProperties'])
      ? { additionalProperties: close(whole['additionalProperties']) }
      : {}),
    ...(branches.length > 0 ? { anyOf: branches.map(close) } : {}),
    ...closeProperties(whole, direction, close)
  })
}

/** Keywords that mean the same in both. */
const plainKeywords = [
  'type',
  'enum',
  'required',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'additionalProperties'
] as const

function closeProperties(
  schema: Schema,
  direction: Direction,
  close: (schema: Schema) => Schema
): Schema {
  const { properties, required } = schema as {
    readonly properties?: Readonly<Record<string, Schema>>
    readonly required?: readonly string[]
  }
  if (properties === undefined) return {}
  const foreign = direction === 'request' ? 'readOnly' : 'writeOnly'
  const known = Object.entries(properties).filter(
    ([, value]) => value[foreign] !== true
  )
  return {
    properties: Object.fromEntries(
      known.map(([name, value]) => [name, close(value)])
    ),
    ...(required === undefined
      ? {}
      : {
          required: required.filter(
            (name) => properties[name]?.[foreign] !== true
          )
        }),
    ...(schema['additionalProperties'] !== undefined
      ? {}
      : { additionalProperties: false })
  }
}

/** One schema of all parts of an `allOf`, which have no branches. */
function mergeParts(document: OpenApi, schema: Schema): Schema {
  const parts = partsOf(schema).map((part) => lookUp(document, part))
  if (parts.length === 0) return schema
  const own = Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => keyword !== 'allOf')
  )
  return [...parts.map((part) => mergeParts(document, part)), own].reduce(
    (merged, part) => ({
      ...merged,
      ...part,
      ...(merged['properties'] === undefined && part['properties'] === undefined
        ? {}
        : {
            properties: {
              ...(merged['properties'] as object | undefined),
              ...(part['properties'] as object | undefined)
            }
          }),
      required: [
        ...new Set([...requiredOf(merged), ...requiredOf(part)])
      ] as unknown
    }),
    {}
  )
}

function orNull(original: Schema, schema: Schema): Schema {
  if (original['nullable'] !== true) return schema
  const { type, enum: values } = schema
  if (type === undefined) return { anyOf: [schema, { type: 'null' }] }
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {})
  }
}

function lookUp(document: OpenApi, schema: Schema): Schema {
  const name = nameOf(schema)
  if (name === undefined) return schema
  const found = document.components?.schemas?.[name]
  if (found === undefined) throw new Error(`The document lacks ${name}`)
  return lookUp(document, found)
}

/** The name of the component that a schema refers to. */
function nameOf(schema: Schema): string | undefined {
  const { $ref } = schema
  return typeof $ref === 'string'
    ? $ref.replace('#/components/schemas/', '')
    : undefined
}

function branchesOf(schema: Schema): readonly Schema[] {
  return [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])]
}

function partsOf(schema: Schema): readonly Schema[] {
  return listOf(schema['allOf'])
}

function listOf(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? (value as Schema[]) : []
}

function requiredOf(schema: Schema): readonly string[] {
  const { required } = schema
  return Array.isArray(required) ? (required as string[]) : []
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function pick(schema: Schema, names: readonly string[]): Schema {
  return Object.fromEntries(
    names
      .filter((name) => schema[name] !== undefined)
      .map((name) => [name, schema[name]])
  )
}
