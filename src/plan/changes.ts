import { diffNamed, diffResource } from './diff.ts'
import { digestChange } from './digest.ts'
import {
  asObject,
  asObjects,
  asString,
  objectMember,
  type JsonObject,
  type PlanDocument,
  type RawChange
} from './document.ts'
import { createScrub } from './scrub.ts'
import {
  isImported,
  isMoved,
  isShown,
  replacePathsOf,
  sidesOf,
  verbOf
} from './raw-change.ts'
import type {
  ActionInvocation,
  CheckResult,
  DiffLine,
  OutputChange,
  PlanChanges,
  ResourceChange,
  TerraformCounts,
  Verb
} from './types.ts'
import { absent, hasTrue, parseValue } from './value.ts'

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
  const deferredChanges = document.deferred.map(({ reason, change }) =>
    Object.assign(resourceChange(change, document, scrub), { reason })
  )
  const drift = document.drift
    .filter((change) => verbOf(change.actions) !== 'no-op' || isMoved(change))
    .map((change) =>
      Object.assign(resourceChange(change, document, scrub), {
        relevant:
          document.relevantAddresses.has(change.address) ||
          (change.previousAddress !== undefined &&
            document.relevantAddresses.has(change.previousAddress))
      })
    )
  return {
    terraformVersion: document.terraformVersion,
    resources,
    drift,
    outputs: [...document.outputs]
      .map(([name, change]) => outputChange(name, change, document, scrub))
      .filter((output) => output.verb !== 'no-op'),
    deferredChanges,
    actionInvocations: [
      ...document.actionInvocations.map((invocation) =>
        actionInvocation(invocation, scrub)
      ),
      ...document.deferredActionInvocations.map((element) => ({
        ...actionInvocation(
          asObject(element['action_invocation']) ?? {},
          scrub
        ),
        deferred: { reason: asString(element['reason']) }
      }))
    ],
    checks: document.checks.map((check) => checkResult(check, scrub)),
    counts: countAsTerraform(changes, document.actionInvocations.length),
    verbs: countVerbs(resources),
    moves: resources.filter((r) => r.previousAddress !== undefined).length,
    deferred:
      deferredChanges.length + document.deferredActionInvocations.length,
    errored: document.errored,
    complete: document.complete
  }
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
  const paths = replacePathsOf(change)
  const provider = objectMember(
    document.providerSchemas,
    raw.providerName ?? ''
  )
  const kind = raw.mode === 'data' ? 'data_source_schemas' : 'resource_schemas'
  const replacePaths = new Set(paths.map((path) => JSON.stringify(path)))
  return {
    address: raw.address,
    moduleAddress: raw.moduleAddress,
    type: raw.type,
    mode: raw.mode,
    verb,
    actions: raw.actions,
    actionReason: raw.actionReason,
    replacePaths: paths.map((path) => scrub(renderPath(path))),
    previousAddress: raw.previousAddress,
    deposed: raw.deposed,
    importing: importingOf(change, scrub),
    get fingerprint() {
      return digestChange(raw).slice(0, 8)
    },
    isDrawn: !raw.isCut,
    get diff() {
      if (raw.isCut) return []
      // Nothing happens to what is moved, imported as it is, or forgotten.
      if (verb === 'no-op' || verb === 'forget') return []
      const { before, after } = sidesOf(change)
      const drawn = diffResource(before, after, {
        scrub,
        replacePaths,
        schema: objectMember(objectMember(provider, kind), raw.type),
        listsAreBlocks: raw.providerName?.startsWith(builtIn) !== true,
        hiddenMayDiffer: document.redacted && verb !== 'read'
      })
      return verb === 'update' ? orUnseen(drawn) : drawn
    }
  }
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
    .map((step, index) =>
      typeof step === 'number'
        ? `[${step}]`
        : index === 0
          ? step
          : /^[A-Za-z_][\w-]*$/.test(step)
            ? `.${step}`
            : `[${JSON.stringify(step)}]`
    )
    .join('')
}

/** The id is only told where nothing of the resource is sensitive. */
function importingOf(
  change: JsonObject,
  scrub: (text: string) => string
): ResourceChange['importing'] {
  const importing = asObject(change['importing'])
  if (importing === undefined) return undefined
  const hides = [change['before_sensitive'], change['after_sensitive']].some(
    hasTrue
  )
  const id = asString(importing['id'])
  return { id: hides || id === undefined ? undefined : scrub(id) }
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
    get diff() {
      const mayDiffer = verb !== 'no-op' && document.redacted
      const drawn = diffNamed(name, before, after, scrub, mayDiffer)
      return verb === 'no-op' ? drawn : orUnseen(drawn, `${scrub(name)} `)
    }
  }
}

function actionInvocation(
  invocation: JsonObject,
  scrub: (text: string) => string
): ActionInvocation {
  const trigger = asObject(invocation['lifecycle_action_trigger'])
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
    deferred: undefined,
    diff
  }
}

function checkResult(
  check: JsonObject,
  scrub: (text: string) => string
): CheckResult {
  const address = asObject(check['address'])
  const status = check['status']
  return {
    address: asString(address?.['to_display']) ?? '(no address)',
    kind: asString(address?.['kind']) ?? 'check',
    status:
      status === 'pass' || status === 'fail' || status === 'error'
        ? status
        : 'unknown',
    problems: asObjects(check['instances'])
      .flatMap((instance) => asObjects(instance['problems']))
      .map((problem) => asString(problem['message']))
      .filter((message) => message !== undefined)
      .map(scrub)
  }
}
