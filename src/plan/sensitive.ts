import { isExactNumber, parseExactJson } from './exact-number.ts'
import { outputsOf } from './document.ts'
import { asObject, asObjects, type JsonObject } from './json.ts'
import { hasIncompleteMasks, maskOf, speaksOfSecret } from './masks.ts'
import { rawChange } from './raw-change.ts'
import { hasTrue } from './value.ts'

/**
 * The strings that a plan JSON says are sensitive: everything under a
 * sensitive mask, the values of sensitive variables, outputs and of the prior
 * state, and what is in them when they are JSON themselves. For a redactor
 * that takes them out wherever they repeat. Redacted documents only give their
 * placeholders. Never throws.
 * @see Terraform: JSON output format, change representation
 */
export function sensitiveValues(json: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  const document = asObject(json) ?? {}
  const guessed = hasIncompleteMasks(document)
    ? { schemas: asObject(document['provider_schemas']) }
    : undefined
  const changes = [
    ...asObjects(document['resource_changes']),
    ...asObjects(document['resource_drift']),
    ...asObjects(document['deferred_changes']).map(
      (deferred) => asObject(deferred['resource_change']) ?? {}
    )
  ].map((resource) => rawChange(resource, guessed).change)
  const outputs = outputsOf(document, guessed !== undefined).values()
  for (const change of [...changes, ...outputs]) {
    collectChange(found, change)
  }
  const invocations = [
    ...asObjects(document['action_invocations']),
    ...asObjects(document['deferred_action_invocations']).map(
      (deferred) => asObject(deferred['action_invocation']) ?? {}
    )
  ]
  for (const invocation of invocations) collectInvocation(found, invocation)
  collectVariables(found, document)
  collectState(found, asObject(document['planned_values']))
  collectState(found, asObject(asObject(document['prior_state'])?.['values']))
  return found
}

/** Adds what is sensitive in one change of a resource or an output. */
export function collectChange(found: Set<string>, change: JsonObject): void {
  for (const side of ['before', 'after'] as const) {
    collect(found, change[side], maskOf(change, side))
  }
  collect(found, change['before_identity'], change['before_sensitive'] === true)
  collect(found, change['after_identity'], change['after_sensitive'] === true)
}

/** Adds what is sensitive in the configuration of an invoked action. */
export function collectInvocation(
  found: Set<string>,
  invocation: JsonObject
): void {
  collect(found, invocation['config_values'], invocation['config_sensitive'])
}

/** Adds the value of an output of a state, where it is sensitive. */
export function collectOutput(found: Set<string>, output: JsonObject): void {
  collect(found, output['value'], output['sensitive'])
}

/** Adds what is sensitive in one resource of a state. */
export function collectResource(
  found: Set<string>,
  resource: JsonObject
): void {
  collect(found, resource['values'], resource['sensitive_values'])
}

/** Adds the values and defaults of the sensitive variables. */
export function collectVariables(
  found: Set<string>,
  document: JsonObject
): void {
  const values = asObject(document['variables']) ?? {}
  const configuration = asObject(document['configuration'])
  const root = asObject(configuration?.['root_module'])
  const declared = asObject(root?.['variables']) ?? {}
  for (const [name, variable] of Object.entries(declared)) {
    if (asObject(variable)?.['sensitive'] !== true) continue
    if (Object.hasOwn(values, name)) {
      collect(found, asObject(values[name])?.['value'], true)
    }
    collect(found, asObject(variable)?.['default'], true)
  }
}

function collectState(
  found: Set<string>,
  values: Readonly<Record<string, unknown>> | undefined
): void {
  for (const output of asMembers(asObject(values?.['outputs']) ?? {})) {
    collectOutput(found, output)
  }
  const modules = [asObject(values?.['root_module'])]
  for (let next = modules.pop(); next !== undefined; next = modules.pop()) {
    for (const resource of asObjects(next['resources'])) {
      collectResource(found, resource)
    }
    for (const child of asObjects(next['child_modules'])) modules.push(child)
  }
}

/** Adds the leaves of `value` that `mask` hides; a loop, as both may be deep. */
function collect(found: Set<string>, value: unknown, mask: unknown): void {
  const waiting: { value: unknown; mask: unknown }[] = [{ value, mask }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.mask === true) {
      collectLeaves(found, next.value)
      continue
    }
    if (typeof next.mask !== 'object' || next.mask === null) continue
    if (typeof next.value !== 'object' || next.value === null) {
      collectLeaves(found, hasTrue(next.mask) ? next.value : undefined)
      continue
    }
    if (Array.isArray(next.value) !== Array.isArray(next.mask)) {
      collectLeaves(found, hasTrue(next.mask) ? next.value : undefined)
      continue
    }
    const masks = next.mask as Readonly<Record<string, unknown>>
    const members = next.value as Readonly<Record<string, unknown>>
    for (const key of Object.keys(masks)) {
      if (Object.hasOwn(members, key)) {
        waiting.push({ value: members[key], mask: masks[key] })
      }
    }
  }
}

function collectLeaves(found: Set<string>, value: unknown): void {
  const waiting: Leaf[] = [{ value, isEmbedded: false, name: '' }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value: leaf, isEmbedded, name } = next
    if (typeof leaf === 'string') {
      if (leaf === '' || (isEmbedded && isOrdinary(leaf, name))) continue
      if (found.has(leaf)) continue
      found.add(leaf)
      const parsed = parseContainer(leaf)
      if (parsed === undefined) continue
      // The same document is often written with other white space.
      found.add(parsed.compact)
      waiting.push({ value: parsed.document, isEmbedded: true, name })
    } else if (typeof leaf === 'number' || isExactNumber(leaf)) {
      // Long numbers are account numbers and the like; short ones are counts.
      const digits = JSON.stringify(leaf)
      if (digits.length >= minTelling) found.add(digits)
    } else if (typeof leaf === 'object' && leaf !== null) {
      const isList = Array.isArray(leaf)
      for (const [key, member] of Object.entries(leaf)) {
        waiting.push({ value: member, isEmbedded, name: isList ? name : key })
      }
    }
  }
}

interface Leaf {
  readonly value: unknown
  /** Is it a part of a document in a string? */
  readonly isEmbedded: boolean
  /** The key it stands under, or that of the list it is in. */
  readonly name: string
}

/** From this length on a value is telling, whatever it is. */
const minTelling = 8

/**
 * A sensitive document is full of short words that are no secret (`Allow`,
 * `5432`). A secret one mixes letters and digits, or its name gives it away.
 */
function isOrdinary(text: string, name: string): boolean {
  return (
    text.length < minTelling &&
    /^(?:\p{L}+|\p{N}+)$/u.test(text) &&
    !speaksOfSecret(name)
  )
}

function parseContainer(
  text: string
): { readonly document: unknown; readonly compact: string } | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    const document = parseExactJson(text)
    return { document, compact: JSON.stringify(document) }
  } catch {
    // No JSON, or nested too deep to be written again.
    return undefined
  }
}

function asMembers(
  object: Readonly<Record<string, unknown>>
): readonly Readonly<Record<string, unknown>>[] {
  return Object.values(object)
    .map(asObject)
    .filter((member) => member !== undefined)
}
