import { changesOf } from './changes.ts'
import {
  choosePart,
  createConfigurationDigests
} from './configuration-digests.ts'
import { digestChange, digestDocument } from './digest.ts'
import {
  asObject,
  asString,
  parseDocument,
  rawChange,
  type JsonObject,
  type PlanDocument,
  type RawChange
} from './document.ts'
import { isMoved, isShown, replacePathsOf, verbOf } from './raw-change.ts'
import {
  collectChange,
  collectInvocation,
  collectOutput,
  collectResource,
  collectVariables,
  sensitiveValues
} from './sensitive.ts'
import type { PlanChanges } from './types.ts'

/** What to do with a member of a plan JSON while it is read. */
export type Choice =
  /** Read it whole and `take` it. */
  | 'keep'
  /** Look at its members one by one. */
  | 'descend'
  | 'skip'

/** A large plan JSON being read, of which only what matters is kept. */
export interface PlanReduction {
  /**
   * What to do with the value at this path: keys from the root, `*` for every
   * element of a list.
   */
  choose(path: readonly string[]): Choice
  /** Takes a value that was to be kept, and how long its text was. */
  take(path: readonly string[], value: unknown, length: number): void
  /**
   * What the plan would do, as of the whole document but without provider
   * schemas, and with the values of the first changes only.
   * @throws {PlanFormatError} as `reducePlan` does
   */
  finish(): ReducedPlan
}

export interface ReducedPlan {
  readonly changes: PlanChanges
  /** As of `digestDocument`. */
  readonly digest: string
  readonly secrets: ReadonlySet<string>
}

/**
 * A plan JSON that is in memory already, read once for all that is asked. Reads
 * the full layout (`terraform show -json`, `json-output`; Terraform 0.12 and
 * later, OpenTofu) and the redacted one (`json-output-redacted`). Missing and
 * odd members are taken as empty.
 * @throws {PlanFormatError} when it is no plan, or of an unknown major version
 * @see HCP Terraform API: Plans, show JSON execution plan; Terraform: JSON output format
 */
export function reducePlan(json: unknown): ReducedPlan {
  const document = parseDocument(json)
  const digested: PlanDocument = {
    ...document,
    changes: document.changes
      .filter(isShown)
      .map((change) => ({ ...change, digest: digestChange(change) }))
  }
  const secrets = sensitiveValues(json)
  return {
    // In a redacted document there are placeholders under the masks.
    changes: changesOf(digested, document.redacted ? [] : secrets),
    digest: digestDocument(digested),
    secrets
  }
}

/**
 * Changes whose values are kept for their diffs, in characters of JSON; more
 * than the largest page has room for. Dangerous ones have a share of their own.
 */
const keptLength = 3 * 1024 * 1024

const scalars = new Set([
  'format_version',
  'plan_format_version',
  'terraform_version',
  'errored',
  'complete'
])
/** Small in every plan, or needed whole. */
const wholes = new Set(['output_changes', 'variables'])
const lists = new Set([
  'resource_changes',
  'resource_drift',
  'deferred_changes',
  'action_invocations',
  'deferred_action_invocations',
  'checks',
  'relevant_attributes'
])

/** Starts with nothing read. */
export function createPlanReduction(): PlanReduction {
  const found = new Set<string>()
  /** The document without its lists; they are only named in it. */
  const document = bag()
  const declared = bag()
  const changes: RawChange[] = []
  const drift: RawChange[] = []
  const deferred: PlanDocument['deferred'][number][] = []
  const actionInvocations: JsonObject[] = []
  const deferredActionInvocations: JsonObject[] = []
  const configuration = createConfigurationDigests()
  const checks: JsonObject[] = []
  const relevantAddresses = new Set<string>()
  const room = { dangerous: keptLength, other: keptLength }

  const texts = new Map<string, string>()
  const actionLists = new Map<string, readonly string[]>()
  function shared<T extends string | undefined>(text: T): T {
    if (text === undefined) return text
    const known = texts.get(text)
    if (known === undefined) texts.set(text, text)
    return (known ?? text) as T
  }
  function sharedList(list: readonly string[]): readonly string[] {
    const key = list.join()
    const known = actionLists.get(key)
    if (known === undefined) actionLists.set(key, list)
    return known ?? list
  }

  /** Everything of the change is known after this, its values perhaps not. */
  function reduce(raw: RawChange, length: number): RawChange {
    const digest = digestChange(raw)
    const share = isDangerous(raw) ? 'dangerous' : 'other'
    const kept: RawChange = {
      ...raw,
      digest,
      // Thousands of changes say the same few things.
      actions: sharedList(raw.actions),
      type: shared(raw.type),
      providerName: shared(raw.providerName),
      moduleAddress: shared(raw.moduleAddress)
    }
    if (length <= room[share]) {
      room[share] -= length
      return kept
    }
    return { ...kept, isCut: true, change: cut(raw.change, kept.actions) }
  }

  function takeElement(list: string, element: JsonObject, length: number) {
    switch (list) {
      case 'resource_changes': {
        const raw = rawChange(element)
        collectChange(found, raw.change)
        if (isShown(raw)) changes.push(reduce(raw, length))
        return
      }
      case 'resource_drift': {
        const raw = rawChange(element)
        collectChange(found, raw.change)
        if (verbOf(raw.actions) !== 'no-op' || isMoved(raw)) {
          drift.push(reduce(raw, length))
        }
        return
      }
      case 'deferred_changes': {
        const raw = rawChange(asObject(element['resource_change']) ?? {})
        collectChange(found, raw.change)
        deferred.push({
          reason: asString(element['reason']),
          change: reduce(raw, length)
        })
        return
      }
      case 'action_invocations':
        collectInvocation(found, element)
        actionInvocations.push(element)
        return
      case 'deferred_action_invocations':
        collectInvocation(found, asObject(element['action_invocation']) ?? {})
        deferredActionInvocations.push(element)
        return
      case 'checks':
        checks.push(element)
        return
      case 'relevant_attributes': {
        const address = asString(element['resource'])
        if (address !== undefined) relevantAddresses.add(address)
      }
    }
  }

  return {
    choose(path) {
      const [key = ''] = path
      if (path.length === 1) {
        // `parseDocument` tells by its members what a document is.
        if (!scalars.has(key)) document[key] = lists.has(key) ? [] : {}
        if (scalars.has(key) || wholes.has(key)) return 'keep'
      }
      if (lists.has(key)) return path.length === 1 ? 'descend' : 'keep'
      if (key === 'planned_values') return chooseOfState(path.slice(1))
      if (key === 'prior_state') {
        if (path.length === 1) return 'descend'
        return path[1] === 'values' ? chooseOfState(path.slice(2)) : 'skip'
      }
      if (key === 'configuration') {
        const way = ['configuration', 'root_module', 'variables']
        if (!way.slice(0, path.length).every((step, i) => step === path[i])) {
          return choosePart(path.slice(1))
        }
        return path.length <= way.length ? 'descend' : 'keep'
      }
      return path.length === 0 ? 'descend' : 'skip'
    },

    take(path, value, length) {
      const [key = ''] = path
      if (path.length === 1) {
        document[key] = value
        if (key === 'output_changes') {
          for (const change of Object.values(asObject(value) ?? {})) {
            collectChange(found, asObject(change) ?? {})
          }
        }
        return
      }
      const isVariable = path[1] === 'root_module' && path[2] === 'variables'
      if (key === 'configuration' && !isVariable) {
        configuration.take(path.slice(1), value)
        return
      }
      const object = asObject(value)
      if (object === undefined) return
      if (key === 'configuration') {
        declared[path.at(-1) ?? ''] = object
      } else if (lists.has(key)) {
        takeElement(key, object, length)
      } else if (path.at(-2) === 'outputs') {
        collectOutput(found, object)
      } else {
        collectResource(found, object)
      }
    },

    finish() {
      collectVariables(found, {
        variables: document['variables'],
        configuration: { root_module: { variables: declared } }
      })
      const reduced: PlanDocument = {
        ...parseDocument(document),
        changes,
        drift,
        deferred,
        actionInvocations,
        deferredActionInvocations,
        checks,
        relevantAddresses
      }
      return {
        changes: changesOf(reduced, reduced.redacted ? [] : found),
        digest: digestDocument(reduced, configuration),
        secrets: found
      }
    }
  }
}

/** An object without a prototype: any key is a member like any other. */
function bag(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>
}

/** Below `planned_values` and `prior_state.values`: resources and outputs. */
function chooseOfState(path: readonly string[]): Choice {
  if (path.length === 0) return 'descend'
  if (path[0] === 'outputs') return path.length === 1 ? 'descend' : 'keep'
  if (path[0] !== 'root_module') return 'skip'
  let at = 1
  while (path[at] === 'child_modules') at += path[at + 1] === '*' ? 2 : 1
  const rest = path.slice(at)
  if (rest.length === 0) return 'descend'
  if (rest[0] !== 'resources') return 'skip'
  return rest.length === 1 ? 'descend' : 'keep'
}

function isDangerous(raw: RawChange): boolean {
  const verb = verbOf(raw.actions)
  return (
    verb === 'destroy' ||
    verb === 'replace' ||
    verb === 'forget' ||
    verb === 'unknown'
  )
}

/** What is told of a change without its values. */
function cut(change: JsonObject, actions: readonly string[]): JsonObject {
  const paths = replacePathsOf(change)
  return {
    actions,
    ...(paths.length > 0 ? { replace_paths: paths } : {}),
    // The id may be sensitive, which cannot be seen any more.
    ...(asObject(change['importing']) === undefined ? {} : { importing: {} })
  }
}
