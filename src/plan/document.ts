import { isExactNumber } from './exact-number.ts'

/** The JSON is no plan, or a plan of a major version that is not known here. */
export class PlanFormatError extends Error {
  override readonly name = 'PlanFormatError'
}

export type JsonObject = Readonly<Record<string, unknown>>

/** One element of `resource_changes`, `resource_drift` and the like, as read. */
export interface RawChange {
  readonly address: string
  readonly moduleAddress: string | undefined
  readonly type: string
  readonly mode: 'managed' | 'data'
  readonly providerName: string | undefined
  readonly previousAddress: string | undefined
  readonly deposed: string | undefined
  readonly actionReason: string | undefined
  readonly change: JsonObject
  readonly actions: readonly string[]
  /** Made before the change was cut; undefined = not cut. */
  readonly digest: string | undefined
  /** Its values are not kept: of a large plan only a part is ever drawn. */
  readonly isCut: boolean
}

/** The parts of a plan JSON that say what would happen, shapes checked. */
export interface PlanDocument {
  readonly terraformVersion: string | undefined
  /** Sensitive leaves are placeholders (`json-output-redacted`). */
  readonly redacted: boolean
  readonly errored: boolean
  readonly complete: boolean | undefined
  readonly changes: readonly RawChange[]
  readonly drift: readonly RawChange[]
  readonly deferred: readonly {
    readonly reason: string | undefined
    readonly change: RawChange
  }[]
  readonly outputs: ReadonlyMap<string, JsonObject>
  readonly actionInvocations: readonly JsonObject[]
  readonly deferredActionInvocations: readonly JsonObject[]
  readonly checks: readonly JsonObject[]
  readonly relevantAddresses: ReadonlySet<string>
  readonly providerSchemas: JsonObject | undefined
  /** Undefined where the document tells none. */
  readonly configuration: JsonObject | undefined
}

/** Deeper than anything Terraform makes; keeps recursion within the stack. */
export const maxDepth = 200

/**
 * Checks the version of a plan JSON and takes its parts out, forgiving missing
 * and odd members. Both layouts are read: the full one (`format_version`, from
 * `terraform show -json` and the API's `json-output`) and the redacted one
 * (`plan_format_version`, `json-output-redacted`).
 * @throws {PlanFormatError} when it is no plan or of an unknown major version
 * @see HCP Terraform API: Plans, show JSON execution plan
 */
export function parseDocument(json: unknown): PlanDocument {
  const document = asObject(json)
  if (document === undefined) {
    throw new PlanFormatError(
      'Reading the plan JSON failed: it is not a JSON object. Pass the output of `terraform show -json PLANFILE`.'
    )
  }
  const version = document['format_version'] ?? document['plan_format_version']
  if (version === undefined) {
    throw new PlanFormatError(
      'Reading the plan JSON failed: it has no format_version. Pass the output of `terraform show -json PLANFILE`.'
    )
  }
  const major =
    typeof version === 'string'
      ? /^(\d{1,4})(?:\.|$)/.exec(version)?.[1]
      : undefined
  if (major !== '0' && major !== '1') {
    throw new PlanFormatError(
      `Reading the plan JSON failed: its format version is ${typeof version === 'string' ? JSON.stringify(version.slice(0, 20)) : `a ${typeof version}`}, known are 0.x and 1.x. Use a release of this action that knows it.`
    )
  }
  const isPlan = [
    'resource_changes',
    'output_changes',
    'planned_values',
    'resource_drift',
    'plan_format_version',
    'configuration'
  ].some((key) => Object.hasOwn(document, key))
  if (
    !isPlan &&
    ['values', 'provider_schemas'].some((key) => Object.hasOwn(document, key))
  ) {
    throw new PlanFormatError(
      'Reading the plan JSON failed: it is a state or a provider schema. Pass the output of `terraform show -json PLANFILE`.'
    )
  }
  for (const key of readKeys) checkDepth(document[key])
  return {
    terraformVersion: asString(document['terraform_version']),
    redacted: !Object.hasOwn(document, 'format_version'),
    errored: document['errored'] === true,
    complete: asBoolean(document['complete']),
    changes: asObjects(document['resource_changes']).map(rawChange),
    drift: asObjects(document['resource_drift']).map(rawChange),
    deferred: asObjects(document['deferred_changes']).map((deferred) => ({
      reason: asString(deferred['reason']),
      change: rawChange(asObject(deferred['resource_change']) ?? {})
    })),
    outputs: new Map(
      Object.entries(asObject(document['output_changes']) ?? {}).map(
        ([name, change]) => [name, asObject(change) ?? {}] as const
      )
    ),
    actionInvocations: asObjects(document['action_invocations']),
    deferredActionInvocations: asObjects(
      document['deferred_action_invocations']
    ),
    checks: asObjects(document['checks']),
    relevantAddresses: new Set(
      asObjects(document['relevant_attributes'])
        .map((attribute) => asString(attribute['resource']))
        .filter((address) => address !== undefined)
    ),
    providerSchemas: asObject(document['provider_schemas']),
    configuration: asObject(document['configuration'])
  }
}

/** The members that are read, or held in memory for later. */
const readKeys = [
  'resource_changes',
  'resource_drift',
  'deferred_changes',
  'output_changes',
  'action_invocations',
  'deferred_action_invocations',
  'checks',
  'configuration'
]

/** A loop with a stack of its own: what is too deep cannot be walked down. */
function checkDepth(part: unknown): void {
  const waiting: unknown[] = [part]
  const depths = [0]
  while (waiting.length > 0) {
    const next = waiting.pop()
    const depth = depths.pop() ?? 0
    if (typeof next !== 'object' || next === null) continue
    if (depth > maxDepth) {
      throw new PlanFormatError(
        `Reading the plan JSON failed: it is nested deeper than ${maxDepth} levels.`
      )
    }
    for (const member of Object.values(next)) {
      if (typeof member === 'object' && member !== null) {
        waiting.push(member)
        depths.push(depth + 1)
      }
    }
  }
}

/** Takes one element apart, forgiving missing and odd members. */
export function rawChange(resource: JsonObject): RawChange {
  const change = asObject(resource['change']) ?? {}
  const type = asString(resource['type']) ?? ''
  const address =
    asString(resource['address']) ??
    ([type, asString(resource['name'])].filter(Boolean).join('.') ||
      '(no address)')
  const previous = asString(resource['previous_address'])
  return {
    address,
    moduleAddress: asString(resource['module_address']),
    type,
    mode: resource['mode'] === 'data' ? 'data' : 'managed',
    providerName: asString(resource['provider_name']),
    previousAddress: previous === address ? undefined : previous,
    deposed: asString(resource['deposed']),
    actionReason: asString(resource['action_reason']),
    change,
    actions: (Array.isArray(change['actions']) ? change['actions'] : []).filter(
      (action) => typeof action === 'string'
    ),
    digest: undefined,
    isCut: false
  }
}

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

function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}
