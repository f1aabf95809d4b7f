import * as v from 'valibot'
import { MalformedResponseError } from './errors.ts'

/**
 * HCP Terraform's JSON:API documents, read tolerantly: null is as good as
 * absent, unknown attributes, relationships and types are fine. Only what
 * nothing can go on without (an id, a status) makes a document unusable.
 */

interface ResourceIdentifier {
  readonly id: string
  readonly type: string
}

export interface Resource {
  readonly id: string
  readonly type: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly relationships: Readonly<Record<string, unknown>>
}

export interface Document {
  readonly resource: Resource
  readonly included: readonly Resource[]
}

export interface List {
  readonly resources: readonly Resource[]
  readonly included: readonly Resource[]
  /** Number of the page after this one; undefined on the last. */
  readonly nextPage: number | undefined
}

const record = v.fallback(v.record(v.string(), v.unknown()), {})

const resourceSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  type: v.fallback(v.string(), ''),
  attributes: record,
  relationships: record
})

const identifierSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  type: v.fallback(v.string(), '')
})

const documentSchema = v.object({
  data: resourceSchema,
  included: v.fallback(v.array(v.unknown()), [])
})

const listSchema = v.object({
  data: v.array(resourceSchema),
  included: v.fallback(v.array(v.unknown()), []),
  meta: v.fallback(
    v.object({
      pagination: v.object({
        'next-page': v.pipe(v.number(), v.integer(), v.minValue(1))
      })
    }),
    { pagination: { 'next-page': 0 } }
  )
})

/**
 * Reads a document of one resource. `what` names it in the error. Throws
 * `MalformedResponseError`. HCP Terraform API: Overview, JSON API Formatting.
 */
export function parseDocument(value: unknown, what: string): Document {
  const { data, included } = parse(documentSchema, value, what)
  return { resource: data, included: parseIncluded(included) }
}

/**
 * Reads one page of a list. `what` names it in the error. Throws
 * `MalformedResponseError`. HCP Terraform API: Overview, Pagination.
 */
export function parseList(value: unknown, what: string): List {
  const { data, included, meta } = parse(listSchema, value, what)
  const next = meta.pagination['next-page']
  return {
    resources: data,
    included: parseIncluded(included),
    nextPage: next === 0 ? undefined : next
  }
}

/**
 * Reads a resource's attributes by a valibot schema. Throws
 * `MalformedResponseError` naming the attribute.
 */
export function parseAttributes<
  TSchema extends v.GenericSchema<unknown, unknown>
>(schema: TSchema, resource: Resource, what: string): v.InferOutput<TSchema> {
  return parse(schema, resource.attributes, what)
}

/** The one resource that a to-one relationship points to, if any. */
export function relatedResource(
  resource: Resource,
  name: string
): ResourceIdentifier | undefined {
  const result = v.safeParse(identifierSchema, relationData(resource, name))
  return result.success ? result.output : undefined
}

/** The id that a to-one relationship points to, if any. */
export function relatedId(
  resource: Resource,
  name: string
): string | undefined {
  return relatedResource(resource, name)?.id
}

/** The ids that a to-many relationship points to. */
export function relatedIds(resource: Resource, name: string): string[] {
  const data = relationData(resource, name)
  if (!Array.isArray(data)) return []
  return data
    .map((member) => v.safeParse(identifierSchema, member))
    .filter((result) => result.success)
    .map((result) => result.output.id)
}

/** The same, but undefined where the server leaves the relationship out. */
export function toldIds(
  resource: Resource,
  name: string
): string[] | undefined {
  return Array.isArray(relationData(resource, name))
    ? relatedIds(resource, name)
    : undefined
}

/**
 * The same, but undefined where the relationship is there and does not say
 * which; a relationship that is not there at all has none.
 */
export function namedIds(
  resource: Resource,
  name: string
): string[] | undefined {
  const isSilent =
    name in resource.relationships &&
    !Array.isArray(relationData(resource, name))
  return isSilent ? undefined : relatedIds(resource, name)
}

/** The side-loaded resource that a to-one relationship points to, if any. */
export function includedResource(
  { resource, included }: Document,
  name: string
): Resource | undefined {
  const target = relatedResource(resource, name)
  return included.find(
    ({ id, type }) => id === target?.id && type === target.type
  )
}

function relationData(resource: Resource, name: string): unknown {
  const relationship = resource.relationships[name]
  return typeof relationship === 'object' &&
    relationship !== null &&
    'data' in relationship
    ? relationship.data
    : undefined
}

function parseIncluded(members: readonly unknown[]): Resource[] {
  return members
    .map((member) => v.safeParse(resourceSchema, member))
    .filter((result) => result.success)
    .map((result) => result.output)
}

function parse<TSchema extends v.GenericSchema<unknown, unknown>>(
  schema: TSchema,
  value: unknown,
  what: string
): v.InferOutput<TSchema> {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  throw new MalformedResponseError(
    `The answer for ${what} is not what the HCP Terraform API promises: ${result.issues
      .map(renderIssue)
      .join(
        '; '
      )}. Check that the hostname is HCP Terraform's or Terraform Enterprise's.`
  )
}

function renderIssue(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue) ?? 'the document'
  return issue.received === 'undefined' || issue.received === 'null'
    ? `${place} is missing`
    : `${place} is not a usable ${issue.expected ?? 'value'}`
}

type CamelCase<Name> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name

type CamelCased<TObject> = {
  readonly [Name in keyof TObject as CamelCase<Name>]-?: TObject[Name]
}

/**
 * Members by HCP Terraform's names, read as ours: the same in camelCase. All of
 * them are there, if only as undefined.
 */
export function camelCased<TEntries extends v.ObjectEntries>(
  entries: TEntries
) {
  const object = v.object(entries)
  const names = Object.keys(entries).map(
    (name) => [name.replace(/-(.)/g, upperCased), name] as const
  )
  const rename = (read: Readonly<Record<string, unknown>>): object =>
    Object.fromEntries(names.map(([ours, name]) => [ours, read[name]]))
  return v.pipe(
    object,
    v.transform(
      (read) => rename(read) as CamelCased<v.InferOutput<typeof object>>
    )
  )
}

function upperCased(_: string, letter: string): string {
  return letter.toUpperCase()
}

/** The same, of which none is known where there is no such object. */
export function optionalMembers<TEntries extends v.ObjectEntries>(
  entries: TEntries
) {
  const schema = camelCased(entries)
  return v.fallback(schema, () => v.parse(schema, {}))
}

// Attribute schemas. "Optional" ones never fail: what is absent, null or of
// another type is unknown. The others fail on a wrong type.

/** A boolean that is unknown where it is absent. */
export const optionalFlag = v.fallback(
  v.optional(v.boolean(), undefined),
  undefined
)

/** A text that is unknown where it is absent or empty. */
export const optionalText = v.fallback(
  v.optional(v.pipe(v.string(), v.nonEmpty()), undefined),
  undefined
)

/** A list of texts; null and absent are an empty one. */
export const texts = v.fallback(
  v.pipe(
    v.array(v.unknown()),
    v.transform((list) => list.filter((each) => typeof each === 'string'))
  ),
  []
)

/** A number that is unknown where it is absent, zero or less. */
export const optionalAmount = v.fallback(
  v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0)), undefined),
  undefined
)

/** A whole number from 0 up that is unknown where it is absent. */
export const optionalCount = v.fallback(
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), undefined),
  undefined
)

/** A text without which the resource cannot be used. */
export const requiredText = v.pipe(v.string(), v.nonEmpty())

/** A boolean that is unknown where it is absent; anything else is refused. */
export const toldFlag = v.pipe(
  v.nullish(v.boolean()),
  v.transform((told) => told ?? undefined)
)

/** A boolean with a value for "absent"; anything but a boolean is refused. */
export function flag(absent: boolean) {
  return v.nullish(v.boolean(), absent)
}

/** `planned-at` and the like; members that are no text are left out. */
export const statusTimestamps = v.fallback(
  v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((times) =>
      Object.fromEntries(
        Object.entries(times).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string'
        )
      )
    )
  ),
  {}
)
