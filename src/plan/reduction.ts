import { checkOfCondition } from './checks.ts'
import { changesOf } from './changes.ts'
import {
  choosePart,
  createConfigurationDigests,
  type ConfigurationDigests
} from './configuration-digests.ts'
import { digestChange, digestDocument } from './digest.ts'
import {
  addRelevantPath,
  isKnownMember,
  outputsOf,
  parseDocument,
  type DeferredRawChange,
  type PlanDocument
} from './document.ts'
import { asObject, asString, type JsonObject } from './json.ts'
import { hasIncompleteMasks } from './masks.ts'
import { createOtherMembers, type OtherMembers } from './other-members.ts'
import {
  isMoved,
  isShown,
  rawChange,
  replacePathsOf,
  verbOf,
  type RawChange
} from './raw-change.ts'
import {
  collectChange,
  collectInvocation,
  collectOutput,
  collectResource,
  collectVariables,
  sensitiveValues
} from './sensitive.ts'
import { settledOf } from './told-expressions.ts'
import type { PlanChanges } from './types.ts'

/** What to do with a member of a plan JSON while it is read. */
export type Choice =
  /** Read it whole and `take` it. */
  | 'keep'
  /** Look at its members one by one. */
  | 'descend'
  /** The same, but a scalar is taken. */
  | 'divide'
  | 'skip'

/** A large plan JSON being read, of which only what matters is kept. */
interface PlanReduction {
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
    changes: document.changes.filter(isShown).map(digest),
    drift: document.drift.map(digest),
    deferred: document.deferred.map(({ reason, change }) => ({
      reason,
      change: digest(change)
    }))
  }
  const secrets = sensitiveValues(json)
  return {
    // In a redacted document there are placeholders under the masks.
    changes: changesOf(digested, document.redacted ? [] : secrets),
    digest: digestDocument(digested),
    secrets
  }
}

/** Asked for more than once. */
function digest(change: RawChange): RawChange {
  return { ...change, digest: digestChange(change) }
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
  'applyable',
  'errored',
  'complete'
])
/** Small in every plan, or needed whole. */
const wholes = new Set(['output_changes', 'variables'])

/** What has been read so far. */
interface Taken {
  /** The document without its lists; they are only named in it. */
  readonly document: Record<string, unknown>
  readonly secrets: Set<string>
  /** The variables that the configuration declares. */
  readonly declared: Record<string, unknown>
  readonly changes: RawChange[]
  readonly drift: RawChange[]
  readonly deferred: DeferredRawChange[]
  readonly actionInvocations: JsonObject[]
  readonly deferredActionInvocations: JsonObject[]
  readonly checks: JsonObject[]
  readonly relevantPaths: Map<string, (readonly unknown[])[]>
  readonly configuration: ConfigurationDigests
  readonly others: OtherMembers
  readonly room: Room
  readonly shared: Shared
  listsChanges: boolean
}

/** Starts with nothing read. */
export function createPlanReduction(): PlanReduction {
  const taken: Taken = {
    document: bag(),
    secrets: new Set(),
    declared: bag(),
    changes: [],
    drift: [],
    deferred: [],
    actionInvocations: [],
    deferredActionInvocations: [],
    checks: [],
    relevantPaths: new Map(),
    configuration: createConfigurationDigests(),
    others: createOtherMembers(),
    room: { dangerous: keptLength, other: keptLength },
    shared: { texts: new Map(), lists: new Map() },
    listsChanges: false
  }
  return {
    choose(path) {
      nameMember(taken.document, path)
      return chooseMember(path)
    },
    take: (path, value, length) => {
      takeMember(taken, path, value, length)
    },
    finish: () => finish(taken)
  }
}

/** `parseDocument` tells by its members what a document is. */
function nameMember(
  document: Record<string, unknown>,
  path: readonly string[]
): void {
  const [key = ''] = path
  if (path.length !== 1 || scalars.has(key)) return
  document[key] = isList(key) ? [] : {}
}

function chooseMember(path: readonly string[]): Choice {
  const [key = ''] = path
  if (path.length === 0) return 'descend'
  if (isList(key)) return path.length === 1 ? 'descend' : 'keep'
  if (key === 'planned_values') return chooseOfState(path.slice(1))
  if (key === 'prior_state') {
    if (path.length === 1) return 'descend'
    return path[1] === 'values' ? chooseOfState(path.slice(2)) : 'skip'
  }
  if (key === 'configuration') return chooseOfConfiguration(path)
  if (scalars.has(key) || wholes.has(key)) return 'keep'
  if (isKnownMember(key)) return 'skip'
  return path.length === 1 ? 'divide' : 'keep'
}

function chooseOfConfiguration(path: readonly string[]): Choice {
  const way = ['configuration', 'root_module', 'variables']
  if (!way.slice(0, path.length).every((step, i) => step === path[i])) {
    return choosePart(path.slice(1))
  }
  return path.length <= way.length ? 'descend' : 'keep'
}

function takeMember(
  taken: Taken,
  path: readonly string[],
  value: unknown,
  length: number
): void {
  const [key = ''] = path
  if (!isKnownMember(key)) {
    taken.others.take(path, value)
    return
  }
  if (path.length === 1) {
    takeWhole(taken, key, value)
    return
  }
  const isVariable = path[1] === 'root_module' && path[2] === 'variables'
  if (key === 'configuration') taken.configuration.take(path.slice(1), value)
  if (key === 'configuration' && !isVariable) return
  const object = asObject(value)
  if (object === undefined) return
  if (key === 'configuration') taken.declared[path.at(-1) ?? ''] = object
  else if (isList(key)) takers[key](taken, object, length)
  else if (path.at(-2) === 'outputs') collectOutput(taken.secrets, object)
  else collectResource(taken.secrets, object)
}

function takeWhole(taken: Taken, key: string, value: unknown): void {
  taken.document[key] = value
  if (key !== 'output_changes') return
  const outputs = outputsOf(taken.document, isGuessed(taken.document))
  for (const change of outputs.values()) collectChange(taken.secrets, change)
}

type Taker = (taken: Taken, element: JsonObject, length: number) => void

/** What is done with each element of a list. */
const takers = {
  resource_changes(taken, element, length) {
    const raw = takeChange(taken, element)
    taken.listsChanges = true
    if (isShown(raw)) taken.changes.push(reduce(taken, raw, length))
  },
  resource_drift(taken, element, length) {
    const raw = takeChange(taken, element)
    if (verbOf(raw.actions) !== 'no-op' || isMoved(raw)) {
      taken.drift.push(reduce(taken, raw, length))
    }
  },
  deferred_changes(taken, element, length) {
    const raw = takeChange(taken, asObject(element['resource_change']) ?? {})
    const reason = asString(element['reason'])
    taken.deferred.push({ reason, change: reduce(taken, raw, length) })
  },
  action_invocations(taken, element) {
    collectInvocation(taken.secrets, element)
    taken.actionInvocations.push(element)
  },
  deferred_action_invocations(taken, element) {
    const invocation = asObject(element['action_invocation']) ?? {}
    collectInvocation(taken.secrets, invocation)
    taken.deferredActionInvocations.push(element)
  },
  checks(taken, element) {
    taken.checks.push(element)
  },
  condition_results(taken, element) {
    taken.checks.push(checkOfCondition(element))
  },
  relevant_attributes(taken, element) {
    addRelevantPath(taken.relevantPaths, element)
  }
} as const satisfies Record<string, Taker>

function isList(key: string): key is keyof typeof takers {
  return Object.hasOwn(takers, key)
}

function takeChange(taken: Taken, element: JsonObject): RawChange {
  const guessed = isGuessed(taken.document) ? { schemas: undefined } : undefined
  const raw = rawChange(element, guessed)
  collectChange(taken.secrets, raw.change)
  return raw
}

/** Where the version is not read yet, secrets are better guessed. */
function isGuessed(document: JsonObject): boolean {
  return (
    hasIncompleteMasks(document) ||
    (document['format_version'] ?? document['plan_format_version']) ===
      undefined
  )
}

/** How much more may be kept, in characters of JSON. */
interface Room {
  dangerous: number
  other: number
}

/** Everything of the change is known after this, its values perhaps not. */
function reduce(
  { room, shared }: Pick<Taken, 'room' | 'shared'>,
  raw: RawChange,
  length: number
): RawChange {
  const share = isDangerous(raw) ? 'dangerous' : 'other'
  const kept: RawChange = {
    ...raw,
    digest: digestChange(raw),
    settled: sharedList(shared, settledOf(raw.change)),
    // Thousands of changes say the same few things.
    actions: sharedList(shared, raw.actions),
    type: sharedText(shared, raw.type),
    providerName: sharedText(shared, raw.providerName),
    moduleAddress: sharedText(shared, raw.moduleAddress)
  }
  if (length <= room[share]) {
    room[share] -= length
    return kept
  }
  return { ...kept, isCut: true, change: cut(raw.change, kept.actions) }
}

/** Texts and lists that were met, each once. */
interface Shared {
  readonly texts: Map<string, string>
  readonly lists: Map<string, readonly string[]>
}

function sharedText<T extends string | undefined>(
  { texts }: Shared,
  text: T
): T {
  if (text === undefined) return text
  const known = texts.get(text)
  if (known === undefined) texts.set(text, text)
  return (known ?? text) as T
}

function sharedList(
  { lists }: Shared,
  list: readonly string[]
): readonly string[] {
  const key = list.join()
  const known = lists.get(key)
  if (known === undefined) lists.set(key, list)
  return known ?? list
}

function finish(taken: Taken): ReducedPlan {
  const { document, declared, secrets, configuration } = taken
  collectVariables(secrets, {
    variables: document['variables'],
    configuration: { root_module: { variables: declared } }
  })
  const reduced: PlanDocument = {
    ...parseDocument(document),
    changes: taken.changes,
    drift: taken.drift,
    deferred: taken.deferred,
    actionInvocations: taken.actionInvocations,
    deferredActionInvocations: taken.deferredActionInvocations,
    checks: taken.checks,
    relevantPaths: taken.relevantPaths,
    listsChanges: taken.listsChanges,
    others: taken.others.text()
  }
  return {
    changes: changesOf(reduced, reduced.redacted ? [] : secrets),
    digest: digestDocument(reduced, configuration),
    secrets
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
    ...(asObject(change['importing']) === undefined
      ? {}
      : {
          importing: change['importing'],
          generated_config: change['generated_config'] === undefined ? '' : '…'
        })
  }
}
