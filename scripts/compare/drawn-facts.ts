import type {
  DiffLine,
  PlanChanges,
  ResourceChange
} from '../../src/plan/types.ts'
import { reasonOf } from '../../src/report/words.ts'
import type { ResourceFacts, TextFacts } from './terraform-text.ts'

/** What our drawing says of the same, in the same words. */
export function drawnFacts(changes: PlanChanges): TextFacts {
  const resources = new Map<string, ResourceFacts>()
  for (const change of changes.resources) {
    resources.set(keyOf(change), {
      verb: verbOf(change),
      attributes: namesOf(change.verb === 'forget' ? [] : change.diff),
      notes: notesOf(change),
      hidden: hiddenOf(change.verb === 'forget' ? [] : change.diff),
      reasons: reasonsOf(change)
    })
  }
  const isRefresh = changes.isRefreshOnly
  for (const drift of changes.drift) {
    if (!isRefresh && !drift.relevant) continue
    const isMove = drift.verb === 'no-op'
    resources.set(`${keyOf(drift)}${isMove ? '' : ' outside'}`, {
      verb: isMove
        ? `has moved from ${drift.previousAddress ?? ''}`
        : drift.verb === 'destroy'
          ? 'has been deleted'
          : 'has changed',
      attributes: namesOf(isRefresh ? drift.diff : drift.relevantDiff),
      notes: isMove ? [] : notesOf(drift),
      hidden: hiddenOf(isRefresh ? drift.diff : drift.relevantDiff),
      reasons: []
    })
  }
  return {
    resources,
    outputs: new Set(
      changes.outputs
        .filter(({ diff }) => diff.some(({ marker }) => marker !== ' '))
        .map(({ name }) => name)
    ),
    counts: countsOf(changes)
  }
}

function keyOf({ address, deposed }: ResourceChange): string {
  return deposed === undefined
    ? address
    : `${address} (deposed object ${deposed})`
}

function verbOf(change: ResourceChange): string {
  switch (change.verb) {
    case 'create':
      return 'will be created'
    case 'update':
      return 'will be updated in-place'
    case 'destroy':
      return 'will be destroyed'
    case 'read':
      return 'will be read during apply'
    case 'forget':
      return change.deposed === undefined
        ? 'will no longer be managed by Terraform, but will not be destroyed'
        : 'will be removed from Terraform state, but will not be destroyed'
    case 'replace':
      return replacements.get(change.actionReason ?? '') ?? 'must be replaced'
    case 'no-op':
      return change.previousAddress === undefined
        ? 'will be imported'
        : `has moved from ${change.previousAddress}`
    case 'open':
    case 'unknown':
      return change.verb
  }
}

const replacements: ReadonlyMap<string, string> = new Map(
  Object.entries({
    replace_because_tainted: 'is tainted, so must be replaced',
    replace_by_request: 'will be replaced, as requested',
    replace_by_triggers:
      'will be replaced due to changes in replace_triggered_by'
  })
)

/** The remarks of Terraform that ours has as facts beside the address. */
function notesOf(change: ResourceChange): readonly string[] {
  const notes: string[] = []
  if (change.previousAddress !== undefined && change.verb !== 'no-op') {
    notes.push(`moved from ${change.previousAddress}`)
  }
  if (change.importing?.id !== undefined && change.verb !== 'no-op') {
    notes.push(`imported from "${change.importing.id}"`)
  }
  return notes
}

/** Why, where Terraform says it in a remark. */
function reasonsOf(change: ResourceChange): readonly string[] {
  if (change.verb === 'replace') return []
  return reasonOf(change, (text) => text)
    .split('; ')
    .filter((reason) => reason !== '')
    .map((reason) =>
      /^(?:it|its module) is not in the configuration$/.test(reason)
        ? 'it or its module is not in the configuration'
        : reason
    )
}

/** How many attributes are only counted. */
function hiddenOf(diff: readonly DiffLine[]): number {
  return diff
    .filter(({ depth }) => depth === 0)
    .map(({ text }) =>
      Number(/^# \((\d+) unchanged attributes? hidden\)$/.exec(text)?.[1] ?? 0)
    )
    .reduce((sum, each) => sum + each, 0)
}

/** Names of the marked lines at the top. */
function namesOf(diff: readonly DiffLine[]): ReadonlySet<string> {
  return new Set(
    diff
      .filter(({ marker, depth }) => marker !== ' ' && depth === 0)
      .map(
        ({ text }) =>
          /^("(?:[^"\\]|\\.)*"|[\w-]+) *(?:= |\{)/.exec(text)?.[1] ?? ''
      )
      .filter((name) => name !== '')
      .map((name) =>
        name.startsWith('"') ? (JSON.parse(name) as string) : name
      )
  )
}

function countsOf({
  resources,
  actionInvocations,
  counts
}: PlanChanges): string | undefined {
  if (resources.length + actionInvocations.length === 0) return undefined
  const imports = counts.import > 0 ? `${counts.import} to import, ` : ''
  return `Plan: ${imports}${counts.add} to add, ${counts.change} to change, ${counts.destroy} to destroy.`
}

/** Remarks that are compared; the others are worded otherwise. */
const compared = /^(?:moved from|imported from)/

function isTouched({ verb }: ResourceFacts): boolean {
  return !/^has |^will no longer|^will be removed|^will be imported/.test(verb)
}

/** Where both do not say the same, one sentence each. */
export function differencesOf(
  terraform: TextFacts,
  drawn: TextFacts
): readonly string[] {
  const found: string[] = []
  const say = (what: string, theirs: unknown, ours: unknown) => {
    const [a, b] = [JSON.stringify(theirs), JSON.stringify(ours)]
    if (a !== b) found.push(`${what}: Terraform has ${a}, ours ${b}`)
  }
  say('counts', terraform.counts, drawn.counts)
  say('outputs', [...terraform.outputs].sort(), [...drawn.outputs].sort())
  const keys = [...terraform.resources.keys(), ...drawn.resources.keys()]
  for (const key of new Set(keys)) {
    const [theirs, ours] = [terraform, drawn].map((facts) => {
      const one = facts.resources.get(key)
      return one === undefined
        ? undefined
        : {
            verb: one.verb,
            attributes: [...one.attributes].sort(),
            notes: one.notes.filter((remark) => compared.test(remark)),
            // Of what nothing is done to we say less.
            ...(isTouched(one) && {
              hidden: one.hidden,
              reasons: [...one.reasons].sort()
            })
          }
    })
    say(key, theirs, ours)
  }
  return found
}
