import { checkResults } from './checks.ts'
import { diffNamed, diffResource, drawIdentity } from './diff.ts'
import { digestChange } from './digest.ts'
import type { PlanDocument } from './document.ts'
import { sensitiveValue } from './drawing.ts'
import { asObject, asString, type JsonObject } from './json.ts'
import {
  isImported,
  isMoved,
  isShown,
  replacePathsOf,
  schemaOf,
  sidesOf,
  verbOf,
  type RawChange
} from './raw-change.ts'
import { hasHiddenAt, restrict } from './relevance.ts'
import { createScrub, looksRandom } from './scrub.ts'
import type {
  ActionInvocation,
  DiffLine,
  DriftChange,
  OutputChange,
  PlanChanges,
  ResourceChange,
  TerraformCounts,
  Verb
} from './types.ts'
import { absent, isSame, parseValue, type Value } from './value.ts'

/**
 * What a plan would do, safe to show: sensitive values are masked, and the
 * given secrets taken out of other values where they repeat. Addresses are left
 * as Terraform gives them, since rules are held against them.
 */
export function changesOf(
  document: PlanDocument,
  secrets: Iterable<string>
): PlanChanges {
  const scrub = createScrub(secrets)
  const changes = document.changes.filter(isShown)
  const resources = changes.map((change) =>
    resourceChange(change, document, scrub)
  )
  const deferredChanges = document.deferred
    .filter(({ change }) => isShown(change))
    .map(({ reason, change }) =>
      Object.assign(resourceChange(change, document, scrub), { reason })
    )
  return {
    terraformVersion: document.terraformVersion,
    resources,
    drift: document.drift
      .filter((change) => verbOf(change.actions) !== 'no-op' || isMoved(change))
      .map((change) => driftChange(change, document, scrub)),
    outputs: [...document.outputs]
      .map(([name, change]) => outputChange(name, change, document, scrub))
      .filter((output) => output.verb !== 'no-op'),
    deferredChanges,
    actionInvocations: invocationsOf(document, scrub),
    checks: document.checks.flatMap((check) => checkResults(check, scrub)),
    counts: countAsTerraform(changes, document.actionInvocations.length),
    verbs: countVerbs(resources),
    moves: resources.filter((r) => r.previousAddress !== undefined).length,
    deferred:
      deferredChanges.length + document.deferredActionInvocations.length,
    errored: document.errored,
    isRefreshOnly: isRefreshOnly(document),
    hasUnknownParts:
      document.others !== '' ||
      changes.some(({ others }) => Object.keys(others).length > 0),
    complete: document.complete
  }
}

/**
 * Such a plan plans no change at all, and Terraform would apply it; where it
 * does not say so, moves that refresh found are in no other plan.
 */
function isRefreshOnly(document: PlanDocument): boolean {
  const { drift, deferred, applyable, listsChanges } = document
  if (listsChanges || deferred.length > 0 || drift.length === 0) return false
  return (
    applyable !== false ||
    drift.some(({ actions }) => verbOf(actions) === 'no-op')
  )
}

function driftChange(
  raw: RawChange,
  document: PlanDocument,
  scrub: (text: string) => string
): DriftChange {
  const paths = ['', raw.address].flatMap(
    (address) => document.relevantPaths.get(address) ?? []
  )
  const { before, after } = sidesOf(raw.change)
  const restricted = restrict(before, after, paths)
  const isRelevant =
    verbOf(raw.actions) !== 'no-op' &&
    restricted !== undefined &&
    (raw.isCut ||
      !isSame(restricted.before, restricted.after) ||
      (document.redacted && hasHiddenAt(before, paths)))
  const more = {
    relevant: isRelevant,
    get relevantDiff(): readonly DiffLine[] {
      if (restricted === undefined || raw.isCut) return []
      const { before: old, after: fresh, others } = restricted
      const drawn = drawResource(raw, document, scrub, old, fresh)
      const what = others === 1 ? 'change' : 'changes'
      const text = `# (${others} other ${what}, which this plan does not depend on)`
      return others === 0 ? drawn : [...drawn, { marker: ' ', depth: 0, text }]
    }
  }
  // Neither diff is drawn before somebody asks for it.
  const change = resourceChange(raw, document, scrub)
  const members = Object.getOwnPropertyDescriptors(more)
  return Object.defineProperties(change, members) as DriftChange
}

/**
 * Counts as the last line of `terraform plan` does: a replacement is an add
 * and a destroy, one that forgets the old object only an add; forget, read and
 * moved-only are in none.
 * @see Terraform: internal/command/jsonformat, plan summary
 */
function countAsTerraform(
  changes: readonly RawChange[],
  actionInvocations: number
): TerraformCounts {
  let add = 0
  let change = 0
  let destroy = 0
  let imported = 0
  for (const one of changes) {
    if (isImported(one)) imported++
    const verb = verbOf(one.actions)
    if (verb === 'create' || verb === 'replace') add++
    if (verb === 'update') change++
    if (verb === 'destroy') destroy++
    if (verb === 'replace' && one.actions.includes('delete')) destroy++
  }
  return { add, change, destroy, import: imported, actionInvocations }
}

function countVerbs(
  resources: readonly ResourceChange[]
): Readonly<Record<Verb, number>> {
  const verbs: Record<Verb, number> = {
    create: 0,
    update: 0,
    replace: 0,
    destroy: 0,
    forget: 0,
    read: 0,
    open: 0,
    'no-op': 0,
    unknown: 0
  }
  for (const { verb } of resources) verbs[verb]++
  return verbs
}

function resourceChange(
  raw: RawChange,
  document: PlanDocument,
  scrub: (text: string) => string
): ResourceChange {
  const { change } = raw
  const verb = verbOf(raw.actions)
  return {
    address: raw.address,
    moduleAddress: raw.moduleAddress,
    type: raw.type,
    mode: raw.mode,
    verb,
    actions: raw.actions,
    actionReason: raw.actionReason,
    replacePaths: replacePathsOf(change).map(([name = '', ...path]) => {
      const text = scrub(renderPath(path))
      return looksRandom(String(name))
        ? scrub(`${name}${text}`)
        : `${name}${text}`
    }),
    previousAddress: raw.previousAddress,
    deposed: raw.deposed,
    importing: importingOf(change, scrub),
    fingerprint: digestChange(raw).slice(0, 8),
    isDrawn: !raw.isCut,
    get diff() {
      // Nothing happens to what is moved, or imported as it is.
      if (raw.isCut || verb === 'no-op' || verb === 'open') return []
      const { before, after } = sidesOf(change)
      if (verb === 'forget') return drawIdentity(before, scrub)
      const drawn = drawResource(raw, document, scrub, before, after)
      return verb === 'update' ? orUnseen(drawn) : drawn
    }
  }
}

function drawResource(
  raw: RawChange,
  document: PlanDocument,
  scrub: (text: string) => string,
  before: Value,
  after: Value
): readonly DiffLine[] {
  const paths = replacePathsOf(raw.change)
  return diffResource(before, after, {
    scrub,
    replacePaths: new Set(paths.map((path) => JSON.stringify(path))),
    schema: schemaOf(document.providerSchemas, raw),
    listsAreBlocks: raw.providerName?.startsWith(builtIn) !== true,
    hiddenMayDiffer: document.redacted && verbOf(raw.actions) !== 'read'
  })
}

/** A change that shows nothing says so, for nobody to take it for none. */
function orUnseen(drawn: readonly DiffLine[], name = ''): readonly DiffLine[] {
  if (drawn.some(({ marker }) => marker !== ' ')) return drawn
  const text = `${name}# (changes something that cannot be shown here)`
  return [...drawn, { marker: '~', depth: 0, text }]
}

/** `terraform_data` has values of any type and no blocks of its own. */
const builtIn = 'terraform.io/builtin/'

function renderPath(path: readonly (string | number)[]): string {
  return path
    .map((step) =>
      typeof step === 'number'
        ? `[${step}]`
        : /^[A-Za-z_][\w-]*$/.test(step)
          ? `.${step}`
          : `[${JSON.stringify(step)}]`
    )
    .join('')
}

/** Terraform takes no sensitive value to import by; what repeats one is out. */
function importingOf(
  change: JsonObject,
  scrub: (text: string) => string
): ResourceChange['importing'] {
  const importing = asObject(change['importing'])
  if (importing === undefined) return undefined
  const id = asString(importing['id'])
  const identity = asObject(importing['identity'])
  return {
    id: id === undefined ? undefined : scrub(id),
    ...(importing['unknown'] === true && { isUnknown: true }),
    identity: identity === undefined ? undefined : listed(identity, scrub),
    isGenerated: asString(change['generated_config']) !== undefined
  }
}

/** The members of an identity, which are short, on one line. */
function listed(identity: JsonObject, scrub: (text: string) => string): string {
  const parts = Object.entries(identity)
    .filter(([, member]) => member !== null)
    .map(([key, member]) => `${key} = ${JSON.stringify(member)}`)
  return scrub(parts.join(', '))
}

function outputChange(
  name: string,
  change: JsonObject,
  document: PlanDocument,
  scrub: (text: string) => string
): OutputChange {
  const actions = Array.isArray(change['actions']) ? change['actions'] : []
  const verb = verbOf(actions.filter((action) => typeof action === 'string'))
  const { before, after } = sidesOf(change)
  return {
    name,
    verb:
      verb === 'create' ||
      verb === 'update' ||
      verb === 'destroy' ||
      verb === 'no-op'
        ? verb
        : 'unknown',
    sensitive: before.kind === 'sensitive' || after.kind === 'sensitive',
    get diff(): readonly DiffLine[] {
      // Terraform has one mark for both sides: whether it is sensitive is all
      // that changes then, and it draws nothing.
      if (isOnlyMarked(document, before, after)) {
        const text = `${name} = ${sensitiveValue} # the value is unchanged`
        return [{ marker: ' ', depth: 0, text }]
      }
      const mayDiffer = verb !== 'no-op' && document.redacted
      const drawn = diffNamed(name, before, after, scrub, mayDiffer)
      return verb === 'no-op' ? drawn : orUnseen(drawn, `${name} `)
    }
  }
}

function isOnlyMarked(
  { redacted }: PlanDocument,
  before: Value,
  after: Value
): boolean {
  const isBoth = before.kind === 'sensitive' && after.kind === 'sensitive'
  return isBoth && !redacted && isSame(before, after)
}

function invocationsOf(
  document: PlanDocument,
  scrub: (text: string) => string
): readonly ActionInvocation[] {
  return [
    ...document.actionInvocations.map((invocation) =>
      actionInvocation(invocation, scrub)
    ),
    ...document.deferredActionInvocations.map((element) => ({
      ...actionInvocation(asObject(element['action_invocation']) ?? {}, scrub),
      deferred: { reason: asString(element['reason']) }
    }))
  ]
}

function actionInvocation(
  invocation: JsonObject,
  scrub: (text: string) => string
): ActionInvocation {
  const trigger = asObject(invocation['lifecycle_action_trigger'])
  const invoked = asObject(invocation['invoke_action_trigger'])
  const config = parseValue(
    invocation['config_values'],
    invocation['config_sensitive'],
    invocation['config_unknown']
  )
  const diff: readonly DiffLine[] = diffResource(absent, config, {
    scrub,
    replacePaths: new Set(),
    schema: undefined,
    listsAreBlocks: true,
    hiddenMayDiffer: false
  })
  return {
    address: asString(invocation['address']) ?? '(no address)',
    triggeringAddress: asString(trigger?.['triggering_resource_address']),
    event: asString(trigger?.['action_trigger_event']),
    callingAddress: asString(invoked?.['calling_resource_address']),
    onFailure: asString(trigger?.['on_failure']),
    deferred: undefined,
    diff
  }
}
