/** The part of an OpenAPI 3.0 document that a recording is held against. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, PathItem>>
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>
    readonly parameters?: Readonly<Record<string, Parameter>>
    readonly responses?: Readonly<Record<string, Described>>
  }
}

/** A schema of OpenAPI 3.0 or of JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>

type PathItem = Readonly<Record<string, Operation | undefined>> & {
  readonly parameters?: readonly (Parameter | Reference)[]
}

interface Operation {
  readonly parameters?: readonly (Parameter | Reference)[]
  readonly requestBody?: Described & { readonly required?: boolean }
  readonly responses: Readonly<Record<string, Described | Reference>>
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: boolean
  readonly schema?: Schema
  readonly style?: string
}

/** A request's body or an answer, by media type. */
export interface Described {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface Reference {
  readonly $ref: string
}

/** An operation and where it stands, e.g. `GET /runs/{run_id}`. */
interface Found {
  readonly endpoint: string
  readonly operation: Operation
  readonly parameters: readonly Parameter[]
}

/** Finds the operation of a request; undefined where the document has none. */
export function findOperation(
  document: OpenApi,
  method: string,
  path: string
): Found | undefined {
  const wanted = path.split('/')
  const [template] = Object.keys(document.paths)
    .filter((candidate) => {
      const parts = candidate.split('/')
      return (
        parts.length === wanted.length &&
        parts.every((part, index) => isMatch(part, wanted[index] ?? '')) &&
        document.paths[candidate]?.[method.toLowerCase()] !== undefined
      )
    })
    .sort((a, b) => countParameters(a) - countParameters(b))
  if (template === undefined) return undefined
  const item = document.paths[template]
  const operation = item?.[method.toLowerCase()]
  if (operation === undefined) return undefined
  return {
    endpoint: `${method} ${template}`,
    operation,
    parameters: [
      ...(item?.parameters ?? []),
      ...(operation.parameters ?? [])
    ].map((parameter) => resolve<Parameter>(document, parameter))
  }
}

/** The answer that is described for a status; undefined where there is none. */
export function findAnswer(
  document: OpenApi,
  { responses }: Operation,
  status: number
): Described | undefined {
  const found =
    responses[String(status)] ??
    responses[`${Math.floor(status / 100)}XX`] ??
    responses['default']
  return found === undefined ? undefined : resolve<Described>(document, found)
}

/** A literal part is the better match than a parameter. */
function countParameters(template: string): number {
  return template.split('{').length
}

function isMatch(part: string, given: string): boolean {
  return part.includes('{') ? given !== '' : part === given
}

function resolve<Value extends object>(
  document: OpenApi,
  value: Value | Reference
): Value {
  if (!('$ref' in value)) return value
  let found: unknown = document
  for (const name of value.$ref.replace('#/', '').split('/')) {
    found = (found as Record<string, unknown> | undefined)?.[name]
  }
  if (found === undefined) {
    throw new Error(`The document lacks ${value.$ref}`)
  }
  return found as Value
}
