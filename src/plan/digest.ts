import { createHash } from 'node:crypto'
import { isShown, replacePathsOf, sidesOf, verbOf } from './changes.ts'
import {
  asObject,
  asString,
  parseDocument,
  type PlanDocument,
  type RawChange
} from './document.ts'
import { parseValue, sortedEntries, type Value } from './value.ts'

/**
 * The sha-256 (64 hex digits) of what a plan would do. Two plans with the same
 * digest change the same things to the same values; key order, time stamps,
 * provider schemas and the layout (full or redacted) make no difference.
 *
 * It is made of `digestInput`: canonical JSON without spaces, where objects
 * are lists of pairs sorted by key, of
 * - every resource change that Terraform would list: address, previous
 *   address, deposed key, actions, import id, both sides, replace paths
 *   (sorted), ordered by address, deposed key and actions;
 * - every output that changes: name, actions, both sides;
 * - action invocations, in their order: address, trigger, configuration;
 * - deferred changes, like resource changes, with their reason;
 * - drift, when no resource changes: it is then what would be written.
 *
 * A value is `["v", scalar]`, `["l", …]`, `["m", [key, value]…]`, `["u"]` when
 * unknown, `["s"]` when sensitive (hence a changed secret alone does not show)
 * and `["n"]` when null or missing.
 * @throws {PlanFormatError} as `parsePlan` does
 */
export function digestPlan(json: unknown): string {
  return sha256(digestInput(json))
}

/** The text that `digestPlan` takes the sha-256 of. Nothing sensitive in it. */
export function digestInput(json: unknown): string {
  const document = parseDocument(json)
  const changes = document.changes.filter(isShown)
  const isQuiet = changes.every((change) => verbOf(change.actions) === 'no-op')
  return JSON.stringify([
    'plan-digest/1',
    sorted(changes.map(changePart)),
    sortedEntries(document.outputs)
      .filter(([, change]) => actionsOf(change) !== 'no-op')
      .map(([name, change]) => [name, actionsOf(change), ...sideParts(change)]),
    document.actionInvocations.map((invocation) => [
      asString(invocation['address']) ?? '',
      plainPart(invocation['lifecycle_action_trigger']),
      plainPart(invocation['invoke_action_trigger']),
      valuePart(
        parseValue(
          invocation['config_values'],
          invocation['config_sensitive'],
          invocation['config_unknown']
        )
      )
    ]),
    sorted(
      document.deferred.map(({ reason, change }) => [
        reason ?? '',
        ...changePart(change)
      ])
    ),
    isQuiet ? driftParts(document) : []
  ])
}

/** What a change is, in 8 hex digits, without telling what it is. */
export interface Fingerprint {
  readonly address: string
  readonly fingerprint: string
}

/**
 * One fingerprint per listed resource change, in Terraform's order, to tell
 * what is new, gone or changed since an earlier plan.
 * @throws {PlanFormatError} as `parsePlan` does
 */
export function fingerprintResources(json: unknown): readonly Fingerprint[] {
  return parseDocument(json)
    .changes.filter(isShown)
    .map((change) => ({
      address: change.address,
      fingerprint: sha256(JSON.stringify(changePart(change))).slice(0, 8)
    }))
}

function driftParts(document: PlanDocument): readonly unknown[] {
  return sorted(
    document.drift
      .filter((change) => verbOf(change.actions) !== 'no-op')
      .map(changePart)
  )
}

function changePart(raw: RawChange): readonly unknown[] {
  const importing = asObject(raw.change['importing'])
  return [
    raw.address,
    raw.deposed ?? '',
    raw.actions,
    raw.previousAddress ?? '',
    importing === undefined ? ['n'] : plainPart(importing),
    ...sideParts(raw.change),
    replacePathsOf(raw.change)
      .map((path) => JSON.stringify(path))
      .sort()
  ]
}

function sideParts(
  change: Readonly<Record<string, unknown>>
): readonly unknown[] {
  const { before, after } = sidesOf(change)
  return [valuePart(before), valuePart(after)]
}

function valuePart(value: Value): readonly unknown[] {
  switch (value.kind) {
    case 'absent':
      return ['n']
    case 'unknown':
      return ['u']
    case 'sensitive':
      return ['s']
    case 'scalar':
      return ['v', value.value]
    case 'list':
      return ['l', ...value.items.map(valuePart)]
    case 'map':
      return [
        'm',
        ...sortedEntries(value.entries)
          .filter(([, entry]) => entry.kind !== 'absent')
          .map(([key, entry]) => [key, valuePart(entry)])
      ]
  }
}

function plainPart(value: unknown): readonly unknown[] {
  return valuePart(parseValue(value, undefined, undefined))
}

function actionsOf(change: Readonly<Record<string, unknown>>): string {
  const actions: unknown = change['actions']
  return Array.isArray(actions)
    ? actions.filter((action) => typeof action === 'string').join()
    : ''
}

function sorted<T>(parts: readonly T[]): readonly T[] {
  return parts
    .map((part) => ({ part, key: JSON.stringify(part) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ part }) => part)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
