import { checkOfCondition } from './checks.ts'
import {
  asBoolean,
  asObject,
  asObjects,
  asString,
  maxDepth,
  PlanFormatError,
  type JsonObject
} from './json.ts'
import { completeOutputMasks, hasIncompleteMasks } from './masks.ts'
import { otherMembersOf } from './other-members.ts'
import { rawChange, type RawChange } from './raw-change.ts'

/** The parts of a plan JSON that say what would happen, shapes checked. */
export interface PlanDocument {
  readonly terraformVersion: string | undefined
  /** Sensitive leaves are placeholders (`json-output-redacted`). */
  readonly redacted: boolean
  readonly errored: boolean
  readonly complete: boolean | undefined
  /** Undefined where it is not said. */
  readonly applyable: boolean | undefined
  readonly changes: readonly RawChange[]
  readonly drift: readonly RawChange[]
  readonly deferred: readonly DeferredRawChange[]
  readonly outputs: ReadonlyMap<string, JsonObject>
  readonly actionInvocations: readonly JsonObject[]
  readonly deferredActionInvocations: readonly JsonObject[]
  readonly checks: readonly JsonObject[]
  readonly relevantPaths: RelevantPaths
  readonly providerSchemas: JsonObject | undefined
  /** Undefined where the document tells none. */
  readonly configuration: JsonObject | undefined
  /** The values of the root module's variables, where the document tells them. */
  readonly variables: JsonObject | undefined
  /** Tells of members that this version does not know; `''` for none. */
  readonly others: string
  /** Does it list any change, be it a `no-op`? */
  readonly listsChanges: boolean
}

export interface DeferredRawChange {
  readonly reason: string | undefined
  readonly change: RawChange
}

/** Paths of what the plan depends on, by address; `''` holds for every one. */
type RelevantPaths = ReadonlyMap<string, readonly (readonly unknown[])[]>

/** Members that hold what would happen, or that parts are taken from. */
const readMembers = [
  'resource_changes',
  'resource_drift',
  'deferred_changes',
  'output_changes',
  'action_invocations',
  'deferred_action_invocations',
  'checks',
  'condition_results',
  'configuration'
]

/** Members that tell nothing of what an apply does, or repeat it. */
const quietMembers = [
  'format_version',
  'plan_format_version',
  'provider_format_version',
  'terraform_version',
  'timestamp',
  'applyable',
  'complete',
  'errored',
  'variables',
  'planned_values',
  'prior_state',
  'proposed_unknown',
  'relevant_attributes',
  'provider_schemas'
]

const knownMembers = new Set([...readMembers, ...quietMembers])

/** Is it a member of a plan JSON that this version knows? */
export function isKnownMember(name: string): boolean {
  return knownMembers.has(name)
}

/**
 * Checks the version of a plan JSON and takes its parts out, forgiving missing
 * and odd members. Both layouts are read: the full one (`format_version`, from
 * `terraform show -json` and the API's `json-output`) and the redacted one
 * (`plan_format_version`, `json-output-redacted`).
 * @throws {PlanFormatError} when it is no plan or of an unknown major version
 * @see HCP Terraform API: Plans, show JSON execution plan
 */
export function parseDocument(json: unknown): PlanDocument {
  const document = requirePlan(json)
  for (const key of Object.keys(document)) {
    if (!quietMembers.includes(key)) checkDepth(document[key])
  }
  const isGuessed = hasIncompleteMasks(document)
  const schemas = asObject(document['provider_schemas'])
  const raw = (element: JsonObject) =>
    rawChange(element, isGuessed ? { schemas } : undefined)
  const listed = asObjects(document['resource_changes']).map(raw)
  return {
    terraformVersion: asString(document['terraform_version']),
    redacted: !Object.hasOwn(document, 'format_version'),
    errored: document['errored'] === true,
    complete: asBoolean(document['complete']),
    applyable: asBoolean(document['applyable']),
    changes: listed,
    drift: asObjects(document['resource_drift']).map(raw),
    deferred: asObjects(document['deferred_changes']).map((deferred) => ({
      reason: asString(deferred['reason']),
      change: raw(asObject(deferred['resource_change']) ?? {})
    })),
    outputs: outputsOf(document, isGuessed),
    actionInvocations: asObjects(document['action_invocations']),
    deferredActionInvocations: asObjects(
      document['deferred_action_invocations']
    ),
    checks: [
      ...asObjects(document['checks']),
      ...asObjects(document['condition_results']).map(checkOfCondition)
    ],
    relevantPaths: relevantPathsOf(asObjects(document['relevant_attributes'])),
    providerSchemas: schemas,
    configuration: asObject(document['configuration']),
    variables: asObject(document['variables']),
    others: otherMembersOf(document, isKnownMember),
    listsChanges: listed.length > 0
  }
}

/** The document, once it is known to be a plan of a version known here. */
function requirePlan(json: unknown): JsonObject {
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
  const has = (key: string) => Object.hasOwn(document, key)
  const isPlan = [
    'resource_changes',
    'output_changes',
    'planned_values',
    'resource_drift',
    'plan_format_version',
    'configuration'
  ].some(has)
  if (!isPlan && ['values', 'provider_schemas'].some(has)) {
    throw new PlanFormatError(
      'Reading the plan JSON failed: it is a state or a provider schema. Pass the output of `terraform show -json PLANFILE`.'
    )
  }
  return document
}

/** The changes of outputs by name, with the masks that they should have. */
export function outputsOf(
  document: JsonObject,
  isGuessed: boolean
): ReadonlyMap<string, JsonObject> {
  return new Map(
    Object.entries(asObject(document['output_changes']) ?? {}).map(
      ([name, member]) => {
        const change = asObject(member) ?? {}
        return [name, isGuessed ? completeOutputMasks(name, change) : change]
      }
    )
  )
}

/** Takes `relevant_attributes` apart, by the address of the resource. */
function relevantPathsOf(attributes: readonly JsonObject[]): RelevantPaths {
  const paths = new Map<string, (readonly unknown[])[]>()
  for (const attribute of attributes) addRelevantPath(paths, attribute)
  return paths
}

/** Adds one of the `relevant_attributes`. */
export function addRelevantPath(
  paths: Map<string, (readonly unknown[])[]>,
  attribute: JsonObject
): void {
  const address = asString(attribute['resource']) ?? ''
  const path: unknown = attribute['attribute']
  const whole = Array.isArray(path) ? (path as readonly unknown[]) : []
  const known = paths.get(address)
  if (known === undefined) paths.set(address, [whole])
  else known.push(whole)
}

/** Goes no deeper than it has to: what is too deep cannot be walked down. */
function checkDepth(part: unknown, depth = 0): void {
  if (typeof part !== 'object' || part === null) return
  if (depth > maxDepth) {
    throw new PlanFormatError(
      `Reading the plan JSON failed: it is nested deeper than ${maxDepth} levels.`
    )
  }
  if (Array.isArray(part)) {
    for (const item of part) checkDepth(item, depth + 1)
    return
  }
  const object = part as JsonObject
  for (const key in object) checkDepth(object[key], depth + 1)
}
