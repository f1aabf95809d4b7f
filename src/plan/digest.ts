import { hash } from 'node:crypto'
import { asObject, asString, type JsonObject } from './json.ts'
import type { RawChange } from './raw-change.ts'
import { parseDocument, type PlanDocument } from './document.ts'
import {
  configurationDigestsOf,
  type ConfigurationDigest,
  type ConfigurationDigests
} from './configuration-digests.ts'
import { maskOf } from './masks.ts'
import { isShown, replacePathsOf, verbOf, isMoved } from './raw-change.ts'
import { hasMark } from './told-expressions.ts'
import {
  canonicalJson,
  checkDepth,
  isSorted,
  layMasks,
  makeScalar,
  sortedEntries,
  type Making
} from './value.ts'

/**
 * The sha-256 (64 hex digits) of what a plan would do, after a word for what the
 * document told and a colon:
 * - `full`: everything. Two plans with this digest change the same things to the
 *   same values, by the same configuration: expressions, provisioners, providers
 *   and module sources of what changes and of the modules above;
 * - `partial`: the same, but some expression behind a value that is not known
 *   yet, or of a provisioner or provider, is told only by the names in it. The
 *   variables are part of this one, and it proves nothing without the files;
 * - `values`: no configuration was told;
 * - `redacted`: the redacted plan JSON, which tells no configuration either.
 *
 * Key order, time stamps and provider schemas make no difference.
 *
 * It is made of `digestInput` with the sha-256 of every change in its place
 * (sorted again), so that a plan can be digested while it is read. That is
 * canonical JSON without spaces, where objects are lists of pairs sorted by
 * key, of
 * - every resource change that Terraform would list: address, previous
 *   address, deposed key, actions, import id, both sides, replace paths
 *   (sorted), ordered by address, deposed key and actions;
 * - every output that changes: name, actions, both sides;
 * - action invocations and deferred ones, in their order: address, trigger,
 *   configuration;
 * - deferred changes, like resource changes, with their reason;
 * - drift, when no resource changes: it is then what would be written;
 * - what this version does not know, at the top, of an element or of a change,
 *   as digests: it may be an effect.
 *
 * A value is `["v", scalar]`, `["l", …]`, `["m", [key, value]…]`, `["u"]` when
 * unknown, `["s"]` when sensitive (hence a changed secret alone does not show),
 * `["0"]` when null and `["n"]` when missing.
 */
export function digestDocument(
  document: PlanDocument,
  configuration = configurationDigestsOf(document.configuration)
): string {
  const { text, isWhole } = inputOf(
    document,
    (change) => `"${digestChange(change)}"`,
    configuration
  )
  if (document.redacted) return `redacted:${sha256(text)}`
  if (document.configuration === undefined) return `values:${sha256(text)}`
  if (isWhole) return `full:${sha256(text)}`
  const variables = configuration.ofVariables(document.variables)
  return `partial:${sha256(list([text, JSON.stringify(variables)]))}`
}

/**
 * What `digestDocument` digests, with every change written out. Nothing
 * sensitive is in it.
 * @throws {PlanFormatError} as `parseDocument` does
 */
export function digestInput(json: unknown): string {
  const document = parseDocument(json)
  const configuration = configurationDigestsOf(document.configuration)
  return inputOf(document, changeText, configuration).text
}

function inputOf(
  document: PlanDocument,
  renderAlone: (change: RawChange) => string,
  configuration: ConfigurationDigests
): { readonly text: string; readonly isWhole: boolean } {
  let isWhole = true
  const say = (told: ConfigurationDigest): string => {
    isWhole &&= told.isWhole
    return JSON.stringify(told.digest)
  }
  const render = (change: RawChange) =>
    list([renderAlone(change), say(configuration.ofChange(change))])
  const changes = document.changes.filter(isShown)
  const isQuiet = changes.every((change) => verbOf(change.actions) === 'no-op')
  const outputs = sortedEntries(document.outputs).filter(
    ([, change]) => actionsOf(change) !== 'no-op'
  )
  const text = list([
    '"plan-digest/4"',
    list(changes.map(render).sort()),
    list(
      outputs.map(([name, change]) =>
        list([
          JSON.stringify(name),
          JSON.stringify(actionsOf(change)),
          ...sideTexts(change),
          say(configuration.ofOutput(name, !hasMark(change['after_unknown']))),
          otherText(change, changeMembers)
        ])
      )
    ),
    list(
      document.actionInvocations.map((invocation) =>
        invocationText(invocation, configuration, say)
      )
    ),
    list(
      document.deferredActionInvocations.map((deferred) =>
        deferredText(deferred, configuration, say)
      )
    ),
    list(
      document.deferred
        .map(({ reason, change }) =>
          list([JSON.stringify(reason ?? ''), render(change)])
        )
        .sort()
    ),
    list(isQuiet ? driftTexts(document, render) : []),
    ...(document.others === '' ? [] : [JSON.stringify(document.others)])
  ])
  return { text, isWhole }
}

function deferredText(
  deferred: JsonObject,
  configuration: ConfigurationDigests,
  say: (told: ConfigurationDigest) => string
): string {
  const invocation = asObject(deferred['action_invocation']) ?? {}
  return list([
    plainText(deferred['reason']),
    invocationText(invocation, configuration, say),
    otherText(deferred, ['reason', 'action_invocation'])
  ])
}

/** The module of an action's address. */
const moduleOfAction =
  /^(?:module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.?)+(?=\.action\.)/

function invocationText(
  invocation: JsonObject,
  configuration: ConfigurationDigests,
  say: (told: ConfigurationDigest) => string
): string {
  const address = asString(invocation['address']) ?? ''
  return list([
    JSON.stringify(address),
    plainText(invocation['lifecycle_action_trigger']),
    plainText(invocation['invoke_action_trigger']),
    layMasks(
      invocation['config_values'],
      invocation['config_sensitive'],
      invocation['config_unknown'],
      texts
    ),
    say(
      configuration.ofAction(
        address,
        moduleOfAction.exec(address)?.[0],
        asObject(invocation['config_values']) !== undefined &&
          !hasMark(invocation['config_unknown'])
      )
    ),
    otherText(invocation, [
      'address',
      'type',
      'name',
      'provider_name',
      'lifecycle_action_trigger',
      'invoke_action_trigger',
      'config_values',
      'config_sensitive',
      'config_unknown'
    ])
  ])
}

/** Members of a change that are digested by what they mean, or tell nothing. */
const changeMembers = [
  'actions',
  'before',
  'after',
  'after_unknown',
  'before_sensitive',
  'after_sensitive',
  'replace_paths',
  'importing',
  'generated_config'
]

/** Members that are not known here, as a digest: they may be secret. */
function otherText(object: JsonObject, known: readonly string[]): string {
  if (Object.keys(object).every((key) => known.includes(key))) return '""'
  const others = Object.entries(object).filter(([key]) => !known.includes(key))
  return JSON.stringify(sha256(canonicalJson(Object.fromEntries(others))))
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
    .filter((change) => verbOf(change.actions) !== 'no-op' || isMoved(change))
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
    ),
    otherText(raw.change, changeMembers),
    ...(Object.keys(raw.others).length === 0 ? [] : [otherText(raw.others, [])])
  ])
}

function sideTexts(
  change: Readonly<Record<string, unknown>>
): readonly [string, string] {
  return [
    layMasks(change['before'], maskOf(change, 'before'), undefined, texts),
    layMasks(
      change['after'],
      maskOf(change, 'after'),
      change['after_unknown'],
      texts
    )
  ]
}

const missing = '["n"]'

/** A value as the text that is digested; see `digestDocument`. */
const texts: Making<string> = {
  absent: (isNull) => (isNull ? '["0"]' : missing),
  scalar: (value) => `["v",${JSON.stringify(value)}]`,
  unknown: () => '["u"]',
  sensitive: () => '["s"]',
  list: (items) => list(['"l"', ...items]),
  inOrder,
  map: (keys, values) => {
    let text = '["m"'
    for (let at = 0; at < keys.length; at++) {
      const value = values[at] ?? missing
      if (value !== missing) text += `,[${JSON.stringify(keys[at])},${value}]`
    }
    return `${text}]`
  },
  plain: plainText
}

/** Of a large plan there are millions: nothing is made but the text. */
function plainText(value: unknown, depth = 0): string {
  checkDepth(depth)
  if (Array.isArray(value)) {
    let text = '["l"'
    for (const item of value as readonly unknown[]) {
      text += `,${plainText(item, depth + 1)}`
    }
    return `${text}]`
  }
  const object = asObject(value)
  if (object === undefined) return makeScalar(value, undefined, texts)
  let text = '["m"'
  for (const key of inOrder(Object.keys(object))) {
    const member = plainText(object[key], depth + 1)
    if (member !== missing) text += `,[${JSON.stringify(key)},${member}]`
  }
  return `${text}]`
}

/** Terraform writes them sorted. */
function inOrder(keys: string[]): readonly string[] {
  return isSorted(keys) ? keys : keys.sort()
}

function list(parts: readonly string[]): string {
  let text = '['
  // What is put together so is copied once, when it is hashed.
  for (let at = 0; at < parts.length; at++) {
    text += at === 0 ? (parts[at] ?? '') : `,${parts[at]}`
  }
  return `${text}]`
}

function actionsOf(change: Readonly<Record<string, unknown>>): string {
  const actions: unknown = change['actions']
  return Array.isArray(actions)
    ? actions.filter((action) => typeof action === 'string').join()
    : ''
}

function sha256(text: string): string {
  return hash('sha256', text)
}
