import { chooseRun, isEarly } from '../../gate/commit-choice.ts'
import type { CommitChoice, WantedKind } from '../../gate/commit-choice.ts'
import { shortCommit } from '../../gate/finding.ts'
import type { Known } from '../../gate/known.ts'
import { explainMissingRun, findSettings } from '../../gate/missing-run.ts'
import type { HeardOf, MissingRun } from '../../gate/missing-run.ts'
import type { WantedCommit } from '../../gate/version-control-evidence.ts'
import { objectionToCommit } from '../../gate/version-control-rules.ts'
import type { ConnectedWorkspace, Run, RunOrigin } from '../../hcp/types.ts'
import { ApiError } from '../../hcp/wire/errors.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import { RunRefusedError, saidBy } from '../record/errors.ts'

/** What is looked for, and what GitHub is asked about it. */
export interface CommitSearch {
  readonly wanted: WantedCommit
  readonly kind: WantedKind
  readonly isProposed: boolean
  readonly base: string | undefined
  readonly isFork: boolean | undefined
  /** Milliseconds. */
  readonly patience: number
  readonly trackedBranch: (
    connected: ConnectedWorkspace
  ) => Promise<Known<string>>
  readonly heardOf: () => Promise<Known<HeardOf>>
  readonly changedFiles: () => Promise<Known<number>>
  /** The head of the pull request now; undefined where there is none. */
  readonly headNow: () => Promise<string | undefined>
}

export type CommitRun =
  | {
      readonly kind: 'found'
      readonly run: Run
      readonly notes: readonly string[]
    }
  /** Version control heard of the commit, and has nothing to plan. */
  | { readonly kind: 'nothing-to-plan'; readonly why: string }
  /** The pull request has another head, and this one no run. */
  | { readonly kind: 'superseded'; readonly head: string }

/** Between two looks, in milliseconds; the last one from then on. */
const pauses = [2_000, 3_000, 5_000, 10_000, 20_000, 30_000] as const
/** Lists allow 30 a minute to all who use the token. */
const mostLists = 4
const listsWithin = 120_000
/** Where configurations tell nothing new, a list is worth its price so often. */
const listEvery = 60_000
const mostPages = 3
/** Before that, what is missing may just be late. */
const settledAfter = 15_000
const heartbeat = 60_000

/** One search, with what it has come to. */
interface Hunt {
  readonly dependencies: Dependencies
  readonly search: CommitSearch
  /** When lists were asked for. */
  readonly lists: number[]
  readonly seen: { origins: Known<readonly RunOrigin[]>; hasRuns: boolean }
  choice: CommitChoice
}

const unlooked = { known: false, why: 'they were not looked at.' } as const

/**
 * Finds the run that version control made of a commit, and waits for it where
 * it is not there yet. Looks at the workspace's current run first, then at the
 * run list with the commit searched for, and between at what is not limited;
 * at most four list requests in two minutes. What a setting rules out is not
 * waited for. (Workspaces, Runs and Configuration Versions API.)
 *
 * @throws RunRefusedError with the causes that can be, where there is none
 */
export async function findCommitRun(
  dependencies: Dependencies,
  search: CommitSearch
): Promise<CommitRun> {
  const { clock, signal, log } = dependencies
  const hunt: Hunt = {
    dependencies,
    search,
    lists: [],
    seen: { origins: unlooked, hasRuns: false },
    choice: { kind: 'none', rejected: [] }
  }
  const begun = clock.now()
  let saidAt: number | undefined
  for (let look = 0; ; look += 1) {
    const connected = await lookOnce(hunt, look)
    if (hunt.choice.kind === 'found') {
      const { run, notes } = hunt.choice
      dependencies.record.tell({ kind: 'named', runId: run.id })
      return { kind: 'found', run, notes }
    }
    const waited = clock.now() - begun
    const left = search.patience - waited
    const over = await conclude(hunt, connected, waited, left <= 0)
    if (over !== undefined) return over
    if (saidAt === undefined || clock.now() - saidAt >= heartbeat) {
      log.waiting(sayWaiting(hunt, connected, waited))
      saidAt = clock.now()
    }
    const pause = pauses[Math.min(look, pauses.length - 1)] ?? heartbeat
    await clock.sleep(Math.min(pause, Math.max(left, 0)), signal)
  }
}

function sayWaiting(
  { search: { wanted, patience }, choice }: Hunt,
  { workspace }: ConnectedWorkspace,
  waited: number
): string {
  const what = `the run that version control makes of ${wanted.repository}@${shortCommit(wanted.sha)} in workspace ${workspace.name}`
  const state =
    choice.kind === 'early'
      ? `run ${choice.run.id} is there, and does not tell its commit yet`
      : 'there is none yet'
  return `Waiting for ${what}: ${state} (${renderDuration(waited)} of ${renderDuration(patience)}).`
}

/** One look at all that may tell of the run; what is not limited first. */
async function lookOnce(hunt: Hunt, look: number): Promise<ConnectedWorkspace> {
  const { dependencies, search } = hunt
  const { hcp } = dependencies
  const { workspaceId } = search.wanted
  const connected = await hcp.workspaces.readConnected(workspaceId)
  const { currentRun } = connected
  hunt.seen.hasRuns ||= connected.workspace.currentRunId !== undefined
  if (currentRun !== undefined && take(hunt, [currentRun])) return connected
  if (hunt.choice.kind === 'early') {
    const { id } = hunt.choice.run
    dependencies.record.tell({ kind: 'named', runId: id })
    const run = await readCommitRun(dependencies, id)
    if (isEarly(run) || take(hunt, [run])) return connected
  }
  // What a setting rules out is not looked for.
  const isRuledOut = look === 0 && (await ruledOut(hunt, connected)).length > 0
  if (isRuledOut) return connected
  const isHinted = look > 0 && (await isFetched(hunt))
  if (mayList(hunt, look === 0 || isHinted)) await readLists(hunt)
  return connected
}

/** Chooses among these; was it found? What is no run of ours changes nothing. */
function take(hunt: Hunt, runs: readonly Run[]): boolean {
  const choice = chooseRun(runs, hunt.search.wanted, hunt.search.kind)
  if (choice.kind !== 'found') return false
  hunt.choice = choice
  return true
}

/** Does a configuration of this commit, or one without its commit yet, show? */
async function isFetched(hunt: Hunt): Promise<boolean> {
  const { dependencies, search, seen } = hunt
  const { hcp, signal } = dependencies
  try {
    const { workspaceId } = search.wanted
    const page = await hcp.configurationVersions.listOrigins(workspaceId, 1)
    seen.origins = { known: true, value: page.origins }
  } catch (error) {
    signal.throwIfAborted()
    seen.origins = { known: false, why: saidBy(error) }
    return false
  }
  return seen.origins.value.some(
    (origin) =>
      objectionToCommit(origin, search.wanted) === undefined ||
      origin.status === 'pending' ||
      origin.status === 'fetching' ||
      // A server that does not include commits hints at nothing.
      (origin.source !== 'tfe-api' && origin.ingressAttributes === undefined)
  )
}

/** Within the limit; and without a hint only now and then. */
function mayList({ dependencies, lists }: Hunt, isHinted: boolean): boolean {
  const now = dependencies.clock.now()
  const recent = lists.filter((at) => now - at < listsWithin)
  const last = lists.at(-1)
  const isDue = last === undefined || now - last >= listEvery
  return (isHinted || isDue) && recent.length < mostLists
}

/**
 * Reads the list, on to further pages where the server does not heed the search
 * and what is looked for is not on the first.
 */
async function readLists(hunt: Hunt): Promise<void> {
  const { dependencies, search, lists } = hunt
  const { hcp, clock } = dependencies
  const { workspaceId, sha } = search.wanted
  const runs: Run[] = []
  for (let page = 1; ; page += 1) {
    lists.push(clock.now())
    const listed = await hcp.runs
      .listByCommit(workspaceId, sha, page)
      .catch((error: unknown) => {
        throw explainRefusedList(error, search.wanted)
      })
    runs.push(...(await withCommits(hunt, listed.runs)))
    hunt.seen.hasRuns ||= runs.length > 0
    hunt.choice = chooseRun(runs, search.wanted, search.kind)
    const isOver =
      hunt.choice.kind === 'found' ||
      listed.nextPage === undefined ||
      page >= mostPages ||
      !mayList(hunt, true)
    if (isOver) return
  }
}

/** The workspace can be read, and its runs not: that is a permission. */
function explainRefusedList(error: unknown, wanted: WantedCommit): unknown {
  return error instanceof ApiError && [403, 404].includes(error.status)
    ? new RunRefusedError(
        `The runs of workspace ${wanted.workspaceId} cannot be listed (${error.status}), and the workspace itself can be read: the token may not read runs. Give its team the permission to read runs ('read' on the workspace). Nothing was done.`,
        { cause: error }
      )
    : error
}

/** Most commits that are asked for one by one. */
const mostSingle = 10

/** Where the list does not include them, commits are asked for by themselves. */
async function withCommits(
  { dependencies }: Hunt,
  runs: readonly Run[]
): Promise<readonly Run[]> {
  const lacking = runs.filter(
    ({ configurationVersion, source }) =>
      configurationVersion?.ingressAttributes === undefined &&
      source === 'tfe-configuration-version'
  )
  if (lacking.length === 0) return runs
  const read = new Map<string, Run>()
  for (const run of lacking.slice(0, mostSingle)) {
    read.set(run.id, await withOwnCommit(dependencies, run))
  }
  return runs.map((run) => read.get(run.id) ?? run)
}

const phasesAndCommit = [
  'plan',
  'apply',
  'configuration_version.ingress_attributes'
]

/**
 * Reads a run that exists with the commit that version control handed over, if
 * there is one and the server tells it: for people, and no proof of anything.
 * (Runs API; Configuration Versions API: commit information.)
 */
export async function readRunToShow(
  { hcp, signal }: Pick<Dependencies, 'hcp' | 'signal'>,
  id: string
): Promise<Run> {
  const run = await hcp.runs.read(id, { include: phasesAndCommit })
  const { configurationVersionId, configurationVersion: version } = run
  const isTold =
    version?.ingressAttributes !== undefined || run.source === 'tfe-api'
  if (isTold || configurationVersionId === undefined) return run
  const ingressAttributes = await hcp.ingressAttributes
    .read(configurationVersionId)
    .catch(() => undefined)
  signal.throwIfAborted()
  return {
    ...run,
    configurationVersion: {
      ...untold(configurationVersionId),
      ...version,
      ingressAttributes
    }
  }
}

/**
 * Reads a run with its commit, which is asked for by itself where the server
 * does not include it. (Runs API; Configuration Versions API: commit
 * information.)
 */
export async function readCommitRun(
  dependencies: Pick<Dependencies, 'hcp'>,
  id: string
): Promise<Run> {
  const run = await dependencies.hcp.runs.read(id, { include: phasesAndCommit })
  return run.configurationVersion?.ingressAttributes === undefined
    ? await withOwnCommit(dependencies, run)
    : run
}

async function withOwnCommit(
  { hcp }: Pick<Dependencies, 'hcp'>,
  run: Run
): Promise<Run> {
  const { configurationVersionId: id, configurationVersion: origin } = run
  if (id === undefined) return run
  const version = origin ?? (await readOrigin(hcp, id))
  const ingress = await hcp.ingressAttributes.read(id)
  return {
    ...run,
    configurationVersion: { ...version, ingressAttributes: ingress ?? 'none' }
  }
}

async function readOrigin(
  hcp: Dependencies['hcp'],
  id: string
): Promise<RunOrigin> {
  const { status, speculative } = await hcp.configurationVersions.read(id)
  return { ...untold(id), status, speculative }
}

function untold(id: string): RunOrigin {
  return {
    id,
    source: undefined,
    status: undefined,
    speculative: undefined,
    ingressAttributes: undefined
  }
}

/** Why there can be no run, by the settings of the workspace alone. */
async function ruledOut(
  { search }: Hunt,
  connected: ConnectedWorkspace
): Promise<readonly string[]> {
  const trackedBranch = await search.trackedBranch(connected)
  return findSettings({ ...search, connected, trackedBranch })
}

/** What ends the search without a run; undefined where it goes on. */
async function conclude(
  hunt: Hunt,
  connected: ConnectedWorkspace,
  waited: number,
  isOver: boolean
): Promise<CommitRun | undefined> {
  const { search, choice } = hunt
  const isSettled = waited >= settledAfter || isOver
  const settings = await ruledOut(hunt, connected)
  if (!isSettled && settings.length === 0) return undefined
  if (choice.kind === 'early' && !isOver) return undefined
  if (settings.length === 0) {
    const head = await search.headNow()
    if (head !== undefined && head !== search.wanted.sha) {
      return { kind: 'superseded', head }
    }
  }
  const { isNothingToPlan, causes } = explainMissingRun(
    await gather(hunt, connected)
  )
  if (isNothingToPlan) return { kind: 'nothing-to-plan', why: causes.join(' ') }
  const isFirst =
    connected.triggers.queueAllRuns === false && !hunt.seen.hasRuns
  if (!isOver && settings.length === 0 && !isFirst) return undefined
  throw new RunRefusedError(
    `Version control made no run of ${search.wanted.repository}@${shortCommit(search.wanted.sha)} in workspace ${connected.workspace.name}${isOver ? ` within ${renderDuration(search.patience)} ('queue-timeout')` : ''}. ${causes.join(' ')} Nothing was done.`
  )
}

async function gather(
  { search, seen, choice }: Hunt,
  connected: ConnectedWorkspace
): Promise<MissingRun> {
  const [trackedBranch, heardOf, changedFiles] = await Promise.all([
    search.trackedBranch(connected),
    search.heardOf(),
    search.changedFiles()
  ])
  return {
    ...search,
    connected,
    trackedBranch,
    heardOf,
    changedFiles,
    origins: seen.origins,
    hasRuns: { known: true, value: seen.hasRuns },
    rejected: choice.kind === 'none' ? choice.rejected : [],
    mayReadRuns: true
  }
}
