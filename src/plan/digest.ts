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
  const outputs = sortedEntries(document.outputs).filter(
    ([, change]) => actionsOf(change) !== 'no-op'
  )
  return list([
    '"plan-digest/1"',
    list(changes.map(changeText).sort()),
    list(
      outputs.map(([name, change]) =>
        list([
          JSON.stringify(name),
          JSON.stringify(actionsOf(change)),
          ...sideTexts(change)
        ])
      )
    ),
    list(
      document.actionInvocations.map((invocation) =>
        list([
          JSON.stringify(asString(invocation['address']) ?? ''),
          plainText(invocation['lifecycle_action_trigger']),
          plainText(invocation['invoke_action_trigger']),
          valueText(
            parseValue(
              invocation['config_values'],
              invocation['config_sensitive'],
              invocation['config_unknown']
            )
          )
        ])
      )
    ),
    list(
      document.deferred
        .map(({ reason, change }) =>
          list([JSON.stringify(reason ?? ''), changeText(change)])
        )
        .sort()
    ),
    list(isQuiet ? driftTexts(document) : [])
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
      fingerprint: sha256(changeText(change)).slice(0, 8)
    }))
}

function driftTexts(document: PlanDocument): readonly string[] {
  return document.drift
    .filter((change) => verbOf(change.actions) !== 'no-op')
    .map(changeText)
    .sort()
}

function changeText(raw: RawChange): string {
  const importing = asObject(raw.change['importing'])
  return list([
    JSON.stringify(raw.address),
    JSON.stringify(raw.deposed ?? ''),
    JSON.stringify(raw.actions),
    JSON.stringify(raw.previousAddress ?? ''),
    plainText(importing),
    ...sideTexts(raw.change),
    list(
      replacePathsOf(raw.change)
        .map((path) => JSON.stringify(path))
        .sort()
    )
  ])
}

function sideTexts(
  change: Readonly<Record<string, unknown>>
): readonly [string, string] {
  const { before, after } = sidesOf(change)
  return [valueText(before), valueText(after)]
}

function valueText(value: Value): string {
  switch (value.kind) {
    case 'absent':
      return '["n"]'
    case 'unknown':
      return '["u"]'
    case 'sensitive':
      return '["s"]'
    case 'scalar':
      return `["v",${JSON.stringify(value.value)}]`
    case 'list':
      return list(['"l"', ...value.items.map(valueText)])
    case 'map':
      return list([
        '"m"',
        ...sortedEntries(value.entries)
          .filter(([, entry]) => entry.kind !== 'absent')
          .map(([key, entry]) => `[${JSON.stringify(key)},${valueText(entry)}]`)
      ])
  }
}

function plainText(value: unknown): string {
  return valueText(parseValue(value, undefined, undefined))
}

function list(parts: readonly string[]): string {
  return `[${parts.join()}]`
}

function actionsOf(change: Readonly<Record<string, unknown>>): string {
  const actions: unknown = change['actions']
  return Array.isArray(actions)
    ? actions.filter((action) => typeof action === 'string').join()
    : ''
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
