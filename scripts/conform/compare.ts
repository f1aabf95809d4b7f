import Ajv from 'ajv'
import type { Content, Recorded } from '../../emulator/recording.ts'
import type { Direction } from './closed-schemas.ts'
import { closeSchema } from './closed-schemas.ts'
import type { Described, OpenApi, Parameter, Schema } from './open-api.ts'
import { findAnswer, findOperation } from './open-api.ts'

/** One way in which an exchange is not as the document has it. */
export interface Deviation {
  /** As in the document: `GET /runs/{run_id}`. */
  readonly endpoint: string
  /** Where: `query`, `request /data/attributes/message`, `200 /data/id`. */
  readonly place: string
  readonly what: string
}

/** What the document says of one exchange. */
interface Judgement {
  /** Undefined for an operation that the document does not have. */
  readonly endpoint: string | undefined
  readonly deviations: readonly Deviation[]
}

export interface Comparison {
  readonly document: OpenApi
  /** What stands before the document's paths: `/api/v2`; may be empty. */
  readonly basePath: string
  /** Whose requests are held; those of others may be wrong on purpose. */
  readonly isOurs: (exchange: Recorded) => boolean
  /** Component of an error of this status that an operation does not list. */
  readonly errorSchema: (status: number) => string
}

/** Holds one exchange against the document. */
export type Judge = (exchange: Recorded) => Judgement

type Validate = (value: unknown) => readonly Fault[]

interface Fault {
  readonly path: string
  readonly what: string
}

/**
 * Makes the judge of exchanges: query, request body, status, media type and
 * answer, each against the document with closed keys.
 *
 * @throws {Error} for a reference that the document does not have
 */
export function createJudge(comparison: Comparison): Judge {
  const { document, basePath, isOurs } = comparison
  const validator = createValidator(document)
  return (exchange) => {
    const found = exchange.path.startsWith(basePath)
      ? findOperation(
          document,
          exchange.method,
          exchange.path.slice(basePath.length)
        )
      : undefined
    if (found === undefined) return { endpoint: undefined, deviations: [] }
    const { endpoint, operation, parameters } = found
    const described =
      findAnswer(document, operation, exchange.status) ??
      unlistedError(comparison, exchange)
    const tell = (where: string, faults: readonly Fault[]): Deviation[] =>
      faults.map(({ path, what }) => ({
        endpoint,
        place: `${where} ${path}`.trim(),
        what
      }))
    return {
      endpoint,
      deviations: [
        ...(isOurs(exchange)
          ? [
              ...tell('query', judgeQuery(validator, parameters, exchange)),
              ...tell(
                'request',
                judgeRequest(validator, operation.requestBody, exchange)
              )
            ]
          : []),
        ...(isServersOwn(exchange)
          ? tell(
              String(exchange.status),
              judgeAnswer(validator, described, exchange)
            )
          : [])
      ]
    }
  }
}

/** An answer that was neither ordered by a test nor lost. */
function isServersOwn({ status, isOrdered, isDocumented }: Recorded): boolean {
  return status !== 0 && !isOrdered && isDocumented
}

function unlistedError(
  { errorSchema }: Comparison,
  { status, answer }: Recorded
): Described | undefined {
  if (status < 400) return undefined
  const $ref = `#/components/schemas/${errorSchema(status)}`
  return { content: { [answer.type]: { schema: { $ref } } } }
}

function judgeQuery(
  validator: Validator,
  parameters: readonly Parameter[],
  { query }: Recorded
): readonly Fault[] {
  const known = parameters.filter((parameter) => parameter.in === 'query')
  const missing = known
    .filter(({ name, required }) => {
      return required === true && !query.some(([given]) => given === name)
    })
    .map(({ name }) => ({ path: name, what: 'is required' }))
  const wrong = query.flatMap(([name, value]): readonly Fault[] => {
    const parameter = known.find((each) => each.name === name)
    if (parameter === undefined) {
      return [{ path: name, what: 'is not a parameter' }]
    }
    if (parameter.schema === undefined) return []
    const { schema } = parameter
    return validator(
      schema,
      'request'
    )(readParameter(schema, value)).map(({ what }) => ({ path: name, what }))
  })
  return [...missing, ...wrong]
}

/** Parameters are text; a list is written with commas. */
function readParameter(schema: Schema, value: string): unknown {
  switch (schema['type']) {
    case 'array':
      return value
        .split(',')
        .map((each) => readParameter(schema['items'] as Schema, each))
    case 'integer':
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value
    case 'boolean':
      return ['true', 'false'].includes(value) ? value === 'true' : value
    default:
      return value
  }
}

function judgeRequest(
  validator: Validator,
  described: (Described & { readonly required?: boolean }) | undefined,
  { request }: Recorded
): readonly Fault[] {
  if (request.bytes === 0) {
    return described?.required === true
      ? [{ path: '', what: 'has no body' }]
      : []
  }
  if (described === undefined) {
    return [{ path: '', what: 'has a body, and none is described' }]
  }
  return judgeContent(validator, described, request, 'request')
}

function judgeAnswer(
  validator: Validator,
  described: Described | undefined,
  { answer, status }: Recorded
): readonly Fault[] {
  // Described or not: nobody ordered it, so the local server has a defect.
  if (status === 500) return [{ path: '', what: 'is a defect of the server' }]
  if (described === undefined) return [{ path: '', what: 'is not described' }]
  const hasContent = Object.keys(described.content ?? {}).length > 0
  if (!hasContent) {
    return answer.bytes === 0
      ? []
      : [{ path: '', what: 'has a body, and none is described' }]
  }
  return judgeContent(validator, described, answer, 'answer')
}

function judgeContent(
  validator: Validator,
  { content = {} }: Described,
  given: Content,
  direction: Direction
): readonly Fault[] {
  const media = content[given.type]
  if (media === undefined) {
    const wanted = Object.keys(content).join(', ')
    return [{ path: '', what: `is of type "${given.type}", not ${wanted}` }]
  }
  if (media.schema === undefined || !('json' in given)) return []
  return validator(media.schema, direction)(given.json)
}

type Validator = (schema: Schema, direction: Direction) => Validate

/** Compiles each schema once, with the components that it needs. */
function createValidator(document: OpenApi): Validator {
  const compiled = {
    request: new Map<Schema, Validate>(),
    answer: new Map<Schema, Validate>()
  }
  const compilers = {
    request: createCompiler(document, 'request'),
    answer: createCompiler(document, 'answer')
  }
  return (schema, direction) => {
    let validate = compiled[direction].get(schema)
    if (validate === undefined) {
      validate = compilers[direction](schema)
      compiled[direction].set(schema, validate)
    }
    return validate
  }
}

function createCompiler(
  document: OpenApi,
  direction: Direction
): (schema: Schema) => Validate {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    jsonPointers: true,
    unknownFormats: 'ignore',
    logger: false
  })
  const added = new Set<string>()
  const waiting: string[] = []
  const need = (name: string): string => {
    if (!added.has(name)) {
      added.add(name)
      waiting.push(name)
    }
    return `component:${name}`
  }
  return (schema) => {
    const closed = closeSchema(document, schema, direction, need)
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const component = document.components?.schemas?.[name]
      if (component === undefined) {
        throw new Error(`The document lacks the schema ${name}`)
      }
      ajv.addSchema(
        closeSchema(document, component, direction, need),
        `component:${name}`
      )
    }
    const validate = ajv.compile(closed)
    return (value) => {
      if (validate(value) === true) return []
      return nearest(validate.errors ?? []).map(renderError)
    }
  }
}

/**
 * Of a choice that failed, every branch tells why. Only what the nearest one
 * says helps: the one with the fewest errors.
 */
function nearest(errors: readonly Ajv.ErrorObject[]): Ajv.ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf')
  let left = errors.filter(({ keyword }) => keyword !== 'anyOf')
  for (const { schemaPath, dataPath } of choices) {
    const branches = new Map<string, Ajv.ErrorObject[]>()
    for (const error of left) {
      if (!error.schemaPath.startsWith(`${schemaPath}/`)) continue
      if (!error.dataPath.startsWith(dataPath)) continue
      const branch =
        error.schemaPath.slice(schemaPath.length + 1).split('/')[0] ?? ''
      branches.set(branch, [...(branches.get(branch) ?? []), error])
    }
    const [best] = [...branches.values()].sort((a, b) => a.length - b.length)
    const all = new Set([...branches.values()].flat())
    left = left.filter((error) => !all.has(error) || best?.includes(error))
  }
  return left
}

function renderError(error: Ajv.ErrorObject): Fault {
  const path = error.dataPath.replaceAll(/\/\d+(?=\/|$)/g, '/*')
  const parameters = error.params as Readonly<Record<string, unknown>>
  switch (error.keyword) {
    case 'required':
      return { path, what: `lacks ${String(parameters['missingProperty'])}` }
    case 'additionalProperties':
      return {
        path,
        what: `has ${String(parameters['additionalProperty'])}, which is not described`
      }
    case 'enum':
      return {
        path,
        what: `is ${JSON.stringify(error.data)}, none of ${JSON.stringify(parameters['allowedValues'])}`
      }
    case 'type':
      return {
        path,
        what: `is ${error.data === null ? 'null' : typeof error.data}, not ${String(parameters['type'])}`
      }
    default:
      return {
        path,
        what: `${error.message ?? error.keyword} (${JSON.stringify(error.data).slice(0, 80)})`
      }
  }
}
