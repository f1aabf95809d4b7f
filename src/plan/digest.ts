import { createHash } from 'node:crypto'
import {
  asObject,
  asString,
  parseDocument,
  type PlanDocument,
  type RawChange
} from './document.ts'
import { isShown, replacePathsOf, sidesOf, verbOf } from './raw-change.ts'
import { parseValue, sortedEntries, type Value } from './value.ts'

/**
 * The sha-256 (64 hex digits) of what a plan would do. Two plans with the same
 * digest change the same things to the same values; key order, time stamps,
 * provider schemas and the layout (full or redacted) make no difference.
 *
 * It is made of `digestInput` with the sha-256 of every change in its place
 * (sorted again), so that a plan can be digested while it is read. That is
 * canonical JSON without spaces, where objects are lists of pairs sorted by
 * key, of
 * - every resource change that Terraform would list: address, previous
 *   address, deposed key, actions, import id, both sides, replace paths
 *   (sorted), ordered by address, deposed key and actions;
 * - every output that changes: name, actions, both sides;
 * - action invocations, in their order: address, trigger, configuration;
 * - deferred changes, like resource changes, with their reason;
 * - drift, when no resource changes: it is then what would be written.
 *
 * A value is `["v", scalar]`, `["l", …]`, `["m", [key, value]…]`, `["u"]` when
 * unknown, `["s"]` when sensitive (hence a changed secret alone does not show),
 * `["0"]` when null and `["n"]` when missing.
 */
export function digestDocument(document: PlanDocument): string {
  return sha256(inputOf(document, (change) => `"${digestChange(change)}"`))
}

/**
 * What `digestDocument` digests, with every change written out. Nothing
 * sensitive is in it.
 * @throws {PlanFormatError} as `parseDocument` does
 */
export function digestInput(json: unknown): string {
  return inputOf(parseDocument(json), changeText)
}

function inputOf(
  document: PlanDocument,
  render: (change: RawChange) => string
): string {
  const changes = document.changes.filter(isShown)
  const isQuiet = changes.every((change) => verbOf(change.actions) === 'no-op')
  const outputs = sortedEntries(document.outputs).filter(
    ([, change]) => actionsOf(change) !== 'no-op'
  )
  return list([
    '"plan-digest/2"',
    list(changes.map(render).sort()),
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
          list([JSON.stringify(reason ?? ''), render(change)])
        )
        .sort()
    ),
    list(isQuiet ? driftTexts(document, render) : [])
  ])
}

/**
 * What a change is, as a sha-256 (64 hex digits) that tells no value. A changed
 * secret alone does not show.
 */
export function digestChange(change: RawChange): string {
  return change.digest ?? sha256(changeText(change))
}

function driftTexts(
  document: PlanDocument,
  render: (change: RawChange) => string
): readonly string[] {
  return document.drift
    .filter((change) => verbOf(change.actions) !== 'no-op')
    .map(render)
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
      return value.isNull ? '["0"]' : '["n"]'
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
          .filter(([, entry]) => entry.kind !== 'absent' || entry.isNull)
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
