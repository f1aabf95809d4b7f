import type { Verb } from '../plan/types.ts'
import { headlineState, tallyOf } from './headline.ts'
import type { Tally } from './headline.ts'
import type { Report } from './types.ts'
import { isDangerous } from './words.ts'

/** A workspace's name among those of all organizations of a host. */
export interface WorkspaceName {
  readonly organization: string
  readonly name: string
}

/** Everything that one comment about a set of workspaces is made of. */
export interface SetReport {
  /** Those that were selected, each once, in the order of the set. */
  readonly members: readonly SetMember[]
  /** Those that `only-changed` and the like left out, and why, in words. */
  readonly leftOut: readonly (WorkspaceName & { readonly why: string })[]
  /** Those of the comment before that are no longer in the set: `goneFrom`. */
  readonly gone: readonly WorkspaceName[]
  /** Chains of the `order` input; empty where there is none. */
  readonly order: readonly (readonly string[])[]
  /** What a yes to the set is bound to; undefined where there is none. */
  readonly digest: string | undefined
  /** What there is to say of the set, a sentence or two each. */
  readonly notes: readonly string[]
}

/** One workspace of a set. */
export interface SetMember {
  readonly report: Report
  /** Where what was asked for did not come to its run, and nothing failed. */
  readonly stopped?: Stopped | undefined
}

/**
 * - `not-reached`: something before it in its chain failed.
 * - `not-confirmed`: the gate of the set, or of another workspace, said no.
 */
export interface Stopped {
  readonly kind: 'not-reached' | 'not-confirmed'
  /** In a sentence. */
  readonly why: string
}

/** Reasons that tell of the set, not of the run, and what they come to. */
const stopKinds: ReadonlyMap<string, Stopped['kind']> = new Map([
  ['not-reached', 'not-reached'],
  ['set-not-allowed', 'not-confirmed']
])

/** Reports as members: by its reasons, what did not come to its run. */
export function membersOf(reports: readonly Report[]): readonly SetMember[] {
  return reports.map((report) => {
    const stopped = report.reasons.flatMap(({ code, message }) => {
      const kind = stopKinds.get(code)
      return kind === undefined ? [] : [{ kind, why: message }]
    })
    return { report, stopped: stopped[0] }
  })
}

/** The report of a set that is about one workspace and nothing else. */
export function aloneIn(set: SetReport): Report | undefined {
  const [first, ...others] = set.members
  const isMore =
    others.length + set.leftOut.length + set.gone.length + set.notes.length > 0
  return isMore || first?.stopped !== undefined ? undefined : first?.report
}

/** How one workspace stands, in a few words; not Markdown. */
export function memberState({ report, stopped }: SetMember): string {
  if (stopped !== undefined) {
    return stopped.kind === 'not-reached' ? 'Not reached' : 'Not confirmed'
  }
  const isShown = report.outcome === 'shown' && report.refused === undefined
  return isShown && report.run !== undefined
    ? `Run is ${report.run.status}`
    : headlineState(report)
}

/** What members in a state are called after their number. */
const counted: ReadonlyMap<string, string> = new Map([
  ['Plan', 'planned'],
  ['Partial plan', 'planned in part'],
  ['No changes', 'without changes'],
  ['No changes to the targets', 'without changes to the targets'],
  ['Failed', 'failed'],
  ['No current run', 'without a current run'],
  ['Configuration uploaded', 'uploaded'],
  ['Plan failed', 'failed to plan'],
  ['Apply failed', 'failed to apply']
])

/**
 * How the set stands: the one state of all, else how many are in which, bad
 * ones first; not Markdown.
 */
export function setState(members: readonly SetMember[]): string {
  const [first] = members
  if (first === undefined) return 'No run was made'
  const states = new Map<string, number>()
  for (const member of byWeight(members)) {
    const state = memberState(member)
    states.set(state, (states.get(state) ?? 0) + 1)
  }
  const separator = [...states.keys()].some((state) => state.includes(','))
    ? '; '
    : ', '
  return states.size === 1
    ? memberState(first)
    : [...states]
        .map(
          ([state, count]) =>
            `${count} ${counted.get(state) ?? `${state.charAt(0).toLowerCase()}${state.slice(1)}`}`
        )
        .join(separator)
}

/** How much a member is to be looked at: small numbers first. */
export const weights = {
  failed: 0,
  blocked: 1,
  dangerous: 2,
  stopped: 3,
  waiting: 4,
  changing: 5,
  unchanged: 6
} as const

const failures: ReadonlySet<string> = new Set([
  'errored',
  'timed-out',
  'canceled'
])

/** Failed, blocked, dangerous and so on: where a member comes in the page. */
export function weightOf({ report, stopped }: SetMember): number {
  const { outcome, applyState, refused, checks, policies, tasks } = report
  if (
    failures.has(outcome) ||
    refused !== undefined ||
    applyState === 'partial' ||
    applyState === 'unwatched'
  ) {
    return weights.failed
  }
  if (outcome === 'blocked' && stopped === undefined) return weights.blocked
  if (outcome === 'no-changes' || outcome === 'skipped') {
    return stopped === undefined ? weights.unchanged : weights.stopped
  }
  if (threatens(report)) return weights.dangerous
  const isAgainst =
    stopped !== undefined ||
    checks?.some(({ held }) => !held) === true ||
    [...policies, ...tasks].some(
      ({ status, level }) =>
        level !== 'advisory' &&
        (status === 'failed' || status === 'errored' || status === 'unknown')
    )
  if (outcome === 'held' || outcome === 'saved') return weights.waiting
  return isAgainst ? weights.stopped : weights.changing
}

/** Does the plan take something away, or is that not known? */
function threatens({ plan, run }: Report): boolean {
  if (run?.isDestroy === true) return true
  if (plan === undefined) return false
  return plan.kind === 'changes'
    ? plan.changes.resources.some(({ verb }) => isDangerous(verb))
    : plan.destructions !== 0
}

/** Those to be looked at first, each kind in the order of the set. */
export function byWeight<Each extends SetMember>(
  members: readonly Each[]
): readonly Each[] {
  return [...members].sort((one, other) => weightOf(one) - weightOf(other))
}

/** The sum of what plans would do, or did. */
interface Sum {
  readonly tally: Tally
  /** Of how many members it is not known. */
  readonly unknown: number
}

const live: ReadonlySet<string> = new Set([
  'planned',
  'saved',
  'held',
  'blocked',
  'shown',
  'no-changes'
])

/** Members whose plan may yet be applied, or is one for review. */
export function liveMembers(
  members: readonly SetMember[]
): readonly SetMember[] {
  return members.filter(
    ({ report }) =>
      live.has(report.outcome) &&
      report.applyState === 'none' &&
      report.run !== undefined
  )
}

/** Adds up plans; a replacement is told apart only where the plan was read. */
export function sumOf(members: readonly SetMember[]): Sum {
  const verbs: Record<Verb, number> = {
    destroy: 0,
    replace: 0,
    forget: 0,
    unknown: 0,
    update: 0,
    create: 0,
    read: 0,
    open: 0,
    'no-op': 0
  }
  const sum = { imports: 0, moves: 0, deferred: 0, invocations: 0 }
  let unknown = 0
  for (const { report } of members) {
    const tally = knownTally(report)
    if (tally === undefined) {
      unknown++
      continue
    }
    for (const verb of Object.keys(verbs) as Verb[]) {
      verbs[verb] += tally.verbs[verb] ?? 0
    }
    sum.imports += tally.imports ?? 0
    sum.moves += tally.moves ?? 0
    sum.deferred += tally.deferred ?? 0
    sum.invocations += tally.invocations ?? 0
  }
  return { tally: { verbs, ...sum }, unknown }
}

type PartialTally = Partial<Omit<Tally, 'verbs'>> & {
  readonly verbs: Partial<Tally['verbs']>
}

function knownTally({ plan }: Report): PartialTally | undefined {
  if (plan === undefined) return undefined
  if (plan.kind === 'changes') return tallyOf(plan.changes)
  const { additions, changes, destructions, imports } = plan
  if (
    additions === undefined ||
    changes === undefined ||
    destructions === undefined
  ) {
    return undefined
  }
  return {
    verbs: { create: additions, update: changes, destroy: destructions },
    imports: imports ?? 0
  }
}

/** The exact sum of amounts; undefined where one is none. */
export function sumAmounts(amounts: readonly string[]): string | undefined {
  const scale = 10
  let sum = 0n
  for (const amount of amounts) {
    const [, sign, whole = '', part = ''] =
      /^([+-]?)(\d{1,15})(?:\.(\d{1,10}))?$/.exec(amount) ?? []
    if (sign === undefined) return undefined
    const units = BigInt(`${whole}${part.padEnd(scale, '0')}`)
    sum += sign === '-' ? -units : units
  }
  const digits = String(sum < 0n ? -sum : sum).padStart(scale + 1, '0')
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** Is it the same workspace? */
export function isSameWorkspace(
  one: WorkspaceName,
  other: WorkspaceName
): boolean {
  return one.organization === other.organization && one.name === other.name
}
