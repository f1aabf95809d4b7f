import { asObject, asString, objectMember, type JsonObject } from './json.ts'
import { completeMasks, maskOf } from './masks.ts'
import type { ResourceMode, Verb } from './types.ts'
import { memberOf, parseValue, type Value } from './value.ts'

/** One element of `resource_changes`, `resource_drift` and the like, as read. */
export interface RawChange {
  readonly address: string
  readonly moduleAddress: string | undefined
  readonly type: string
  readonly mode: ResourceMode
  readonly providerName: string | undefined
  readonly previousAddress: string | undefined
  readonly deposed: string | undefined
  readonly actionReason: string | undefined
  readonly change: JsonObject
  readonly actions: readonly string[]
  /** Members that this version does not know; they may be effects. */
  readonly others: JsonObject
  /** Made before the change was cut; undefined = not cut. */
  readonly digest: string | undefined
  /** As of `settledOf`, made before the change was cut. */
  readonly settled?: readonly string[]
  /** Its values are not kept: of a large plan only a part is ever drawn. */
  readonly isCut: boolean
}

const knownMembers = new Set([
  'address',
  'previous_address',
  'module_address',
  'mode',
  'type',
  'name',
  'index',
  'index_unknown',
  'provider_name',
  'deposed',
  'change',
  'action_reason'
])

const nothing: JsonObject = {}

/**
 * Takes one element apart, forgiving missing and odd members. `guessed` is given
 * where the masks of the document are not all (`hasIncompleteMasks`), with its
 * provider schemas.
 */
export function rawChange(
  resource: JsonObject,
  guessed?: { readonly schemas: JsonObject | undefined }
): RawChange {
  const told = asObject(resource['change']) ?? {}
  const type = asString(resource['type']) ?? ''
  const address =
    asString(resource['address']) ??
    ([type, asString(resource['name'])].filter(Boolean).join('.') ||
      '(no address)')
  const previous = asString(resource['previous_address'])
  const mode = modeOf(resource['mode'])
  const providerName = asString(resource['provider_name'])
  return {
    address,
    moduleAddress: asString(resource['module_address']),
    type,
    mode,
    providerName,
    previousAddress: previous === address ? undefined : previous,
    deposed: asString(resource['deposed']),
    actionReason: asString(resource['action_reason']),
    change:
      guessed === undefined
        ? told
        : completeMasks(
            told,
            asObject(
              schemaOf(guessed.schemas, { mode, providerName, type })?.['block']
            )
          ),
    actions: (Array.isArray(told['actions']) ? told['actions'] : []).filter(
      (action) => typeof action === 'string'
    ),
    others: Object.keys(resource).every((key) => knownMembers.has(key))
      ? nothing
      : Object.fromEntries(
          Object.entries(resource).filter(([key]) => !knownMembers.has(key))
        ),
    digest: undefined,
    isCut: false
  }
}

function modeOf(mode: unknown): ResourceMode {
  return mode === 'data' || mode === 'ephemeral' ? mode : 'managed'
}

/** The schema of a resource among those of the providers. */
export function schemaOf(
  schemas: JsonObject | undefined,
  {
    mode,
    providerName,
    type
  }: Pick<RawChange, 'mode' | 'providerName' | 'type'>
): JsonObject | undefined {
  const provider = objectMember(schemas, providerName ?? '')
  const kinds = {
    managed: 'resource_schemas',
    data: 'data_source_schemas',
    ephemeral: 'ephemeral_resource_schemas'
  }
  return objectMember(objectMember(provider, kinds[mode]), type)
}

/**
 * The verb of an `actions` list; a combination that Terraform does not make
 * today is `unknown`.
 * @see Terraform: JSON output format, change representation
 */
export function verbOf(actions: readonly string[]): Verb {
  switch (actions.join()) {
    case 'no-op':
      return 'no-op'
    case 'create':
      return 'create'
    case 'read':
      return 'read'
    case 'open':
      return 'open'
    case 'update':
      return 'update'
    case 'delete':
      return 'destroy'
    case 'forget':
      return 'forget'
    case 'delete,create':
    case 'create,delete':
    case 'create,forget':
    case 'forget,create':
      return 'replace'
    default:
      return 'unknown'
  }
}

/** Everything but what Terraform itself leaves out of its summary. */
export function isShown(change: RawChange): boolean {
  const verb = verbOf(change.actions)
  if (change.mode !== 'managed' && verb === 'destroy') return false
  return verb !== 'no-op' || isMoved(change) || isImported(change)
}

/** Does it stand at another address than before? */
export function isMoved(change: RawChange): boolean {
  return change.previousAddress !== undefined
}

/** Does it take an object over that exists already? */
export function isImported(change: RawChange): boolean {
  return asObject(change.change['importing']) !== undefined
}

/** Both sides of a change with their masks laid on. */
export function sidesOf(change: JsonObject): {
  readonly before: Value
  readonly after: Value
} {
  return {
    before: parseValue(change['before'], maskOf(change, 'before'), undefined),
    after: parseValue(
      change['after'],
      maskOf(change, 'after'),
      change['after_unknown']
    )
  }
}

/** The paths that force a replacement; one into something hidden ends there. */
export function replacePathsOf(
  change: JsonObject
): readonly (readonly (string | number)[])[] {
  const paths: unknown = change['replace_paths']
  if (!Array.isArray(paths)) return []
  return paths
    .filter((path): path is unknown[] => Array.isArray(path))
    .map((path) => {
      const kept: (string | number)[] = []
      const masks = [change['before_sensitive'], change['after_sensitive']]
      for (const step of path) {
        if (masks.includes(true)) break
        if (typeof step !== 'string' && typeof step !== 'number') break
        kept.push(step)
        masks.forEach((mask, index) => {
          masks[index] = memberOf(mask, step)
        })
      }
      return kept
    })
    .filter((path) => path.length > 0)
}
