import type { Run } from '../hcp/types.ts'
import {
  listOptions,
  makerOf,
  objectionToCommit,
  objectionToMaker
} from './version-control-rules.ts'
import type { WantedCommit } from './version-control-evidence.ts'

/**
 * What the run is for: a plan to show (of a pull request, or of a push), or one
 * that something is done to: confirmed, discarded, cancelled.
 */
export interface WantedKind {
  /** Plan-only, or one that can be applied; undefined: whichever there is. */
  readonly planOnly: boolean | undefined
  /** May it be a person's retry of the same configuration? It is only shown. */
  readonly allowsRetry: boolean
}

/** A run of the commit that is not the one, and why. */
export interface RejectedRun {
  readonly run: Run
  /** Follows "run-… is of the commit, too: ". */
  readonly why: string
}

export type CommitChoice =
  | {
      readonly kind: 'found'
      readonly run: Run
      /** What people have to know of it. */
      readonly notes: readonly string[]
      readonly rejected: readonly RejectedRun[]
    }
  /** A run is there whose commit is not told yet. */
  | { readonly kind: 'early'; readonly run: Run }
  | { readonly kind: 'none'; readonly rejected: readonly RejectedRun[] }

/** Before it was fetched, a configuration has no commit, or is not there. */
const earlyStatuses: ReadonlySet<string | undefined> = new Set([
  'pending',
  'fetching'
])

/**
 * Chooses the run of a commit: of the wanted kind, made by version control, not
 * cancelled or discarded, the newest. A plan that is only shown may be a
 * person's retry of the same configuration, where HCP Terraform's own came to
 * nothing. What a server gave beside what was searched for is left out. Pure.
 */
export function chooseRun(
  runs: readonly Run[],
  wanted: WantedCommit,
  kind: WantedKind
): CommitChoice {
  const here = runs.filter(
    ({ workspaceId }) => workspaceId === wanted.workspaceId
  )
  const ofCommit = here.filter(
    (run) => objectionToCommit(run.configurationVersion, wanted) === undefined
  )
  const fitting = ofCommit.filter((run) => isFitting(run, kind))
  const [chosen] = [...fitting].sort(
    (one, other) => rank(one) - rank(other) || compareAge(one, other)
  )
  const rejected = ofCommit
    .filter((run) => run !== chosen)
    .map((run) => ({ run, why: whyNot(run, kind) }))
  if (chosen !== undefined) {
    return { kind: 'found', run: chosen, notes: notesOn(chosen), rejected }
  }
  const early = here.find((run) => isEarly(run))
  return early === undefined
    ? { kind: 'none', rejected }
    : { kind: 'early', run: early }
}

/** Did version control just make it, so that its commit is still to come? */
export function isEarly({
  configurationVersion: origin,
  status
}: Run): boolean {
  const ingress = origin?.ingressAttributes
  if (ingress !== undefined && ingress !== 'none') return false
  return (
    earlyStatuses.has(origin?.status) ||
    (origin === undefined && earlyStatuses.has(status))
  )
}

function isFitting(run: Run, { planOnly, allowsRetry }: WantedKind): boolean {
  if (planOnly !== undefined && run.planOnly !== planOnly) return false
  return isByHook(run) || (allowsRetry && isRetry(run))
}

function isByHook(run: Run): boolean {
  return objectionToMaker(run) === undefined
}

/** The very same again, by a person in the web interface. */
function isRetry(run: Run): boolean {
  return run.source === 'tfe-ui' && listOptions(run).length === 0
}

const vain: ReadonlySet<string> = new Set([
  'canceled',
  'discarded',
  'force_canceled'
])

/** What came to an end of its own comes first; then what the hook made. */
function rank(run: Run): number {
  const { status } = run
  const use = vain.has(status) ? 2 : status === 'errored' ? 1 : 0
  return use * 2 + (isByHook(run) ? 0 : 1)
}

/** The order of lists is not promised. Newest first; ids break ties. */
function compareAge(one: Run, other: Run): number {
  const age = (run: Run) => Date.parse(run.createdAt ?? '') || 0
  return age(other) - age(one) || (one.id < other.id ? 1 : -1)
}

function notesOn(run: Run): string[] {
  const options = listOptions(run)
  return [
    isByHook(run)
      ? []
      : `Run ${run.id} is a re-run by a person, of the same configuration.`,
    options.length === 0
      ? []
      : `Run ${run.id} has options of its own: ${options.join('; ')}.`
  ].flat()
}

function whyNot(run: Run, { planOnly }: WantedKind): string {
  const objection = objectionToMaker(run)
  const options = listOptions(run)
  if (objection !== undefined) {
    const own = options.length === 0 ? '' : `, with ${options.join('; ')}`
    return run.source === undefined
      ? `somebody may have made it by hand (its source is not told${own})`
      : `${makerOf(run.source)} (its source is ${run.source}${own})`
  }
  if (planOnly !== undefined && run.planOnly !== planOnly) {
    return run.planOnly
      ? 'it is plan-only, of a pull request'
      : 'it is no plan of a pull request, it can be applied'
  }
  return `it is ${run.status}, and there is a better one`
}
