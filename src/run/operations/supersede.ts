import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { saidBy } from '../record/errors.ts'
import {
  isOfRepository,
  isWordless,
  provenanceOf
} from '../record/provenance.ts'
import type { Provenance } from '../record/provenance.ts'
import { isConfirmedOrLater, isFinal } from '../record/status.ts'

import { settleRun } from '../door/settle.ts'

/** Whose runs are to make way. */
export interface Owner {
  /** `owner/name`. */
  readonly repository: string
  /** Undefined: only earlier attempts of the same workflow run are meant. */
  readonly pullRequest: number | undefined
  /**
   * Only runs of earlier workflow runs, or of earlier attempts of this one, are
   * superseded; undefined = all of them.
   */
  readonly before:
    { readonly workflowRun: string; readonly attempt: string } | undefined
}

/** A pull request's unfinished runs of a workspace, as the list shows them. */
interface OwnRuns {
  readonly own: readonly Run[]
  /** They say that they are; whether this account made them is not known. */
  readonly doubtful: readonly Run[]
  /** Why not, for people. */
  readonly why: string
  /** They say that they are, and somebody else made them. */
  readonly others: readonly Run[]
  /** Of this account, and without a word of where they come from. */
  readonly nameless: readonly Run[]
}

/**
 * Discards or cancels a pull request's own unfinished runs of a workspace.
 * Never a run of anybody else, never one that is confirmed. A run that cannot
 * be got out of the way is a warning, and the next one's turn. Resolves to the
 * ids of the runs that were asked to end.
 */
export async function supersedeRuns(
  dependencies: Dependencies,
  workspaceId: string,
  owner: Owner,
  comment: string
): Promise<readonly string[]> {
  const { log, signal } = dependencies
  const settled: string[] = []
  let runs: OwnRuns
  try {
    runs = await findOwnRuns(dependencies, workspaceId, owner)
  } catch (error) {
    signal.throwIfAborted()
    log.warning(
      `Older runs of this pull request may still be waiting: ${saidBy(error)}`
    )
    return settled
  }
  for (const run of runs.doubtful) {
    if (isConfirmedOrLater(run.status)) continue
    log.warning(`Run ${run.id} may still be waiting: ${runs.why}`)
  }
  for (const candidate of runs.own) {
    if (!isSupersededBy(candidate, owner)) continue
    const { id, permissions } = candidate
    if (permissions.canDiscard === false && permissions.canCancel === false) {
      log.info(
        `Run ${id} of this pull request is left as it is: this token may neither discard nor cancel it.`
      )
      continue
    }
    try {
      const word = { purpose: 'supersede', comment } as const
      const outcome = await settleRun(dependencies, id, word)
      if (outcome.did !== 'nothing') {
        settled.push(id)
        log.info(`Run ${id} of this pull request was asked to ${outcome.did}.`)
      } else if (!isFinal(outcome.run.status)) {
        log.warning(
          `Run ${id} of this pull request was left as it is: ${outcome.why}.`
        )
      }
    } catch (error) {
      signal.throwIfAborted()
      log.warning(
        `Run ${id} of this pull request may still be waiting: ${saidBy(error)}`
      )
    }
  }
  return settled
}

/**
 * Finds a pull request's own unfinished runs, confirmed ones among them. They
 * are known by the last line of their message, and by who made them. Whoever
 * may create runs can write any message, so none counts as our own while it is
 * not known who we are, or who made it.
 */
export async function findOwnRuns(
  { hcp, signal, record }: Dependencies,
  workspaceId: string,
  owner: Owner
): Promise<OwnRuns> {
  const unfinished = await hcp.runs.listUnfinished(workspaceId)
  const runs = unfinished.filter((run) => claimsToBeOf(run, owner))
  const silent = unfinished.filter(isSilent)
  if (runs.length + silent.length === 0) {
    return { own: [], doubtful: [], why: '', others: [], nameless: [] }
  }
  let self: string
  try {
    self = (await hcp.accounts.read()).id
  } catch (error) {
    signal.throwIfAborted()
    return {
      own: [],
      doubtful: runs,
      why: `it says that it is of this pull request, and was left alone, since whose token this is could not be read. ${saidBy(error)}`,
      others: [],
      nameless: silent
    }
  }
  const told = (await withMakers({ hcp, signal }, runs)).filter((run) =>
    claimsToBeOf(run, owner)
  )
  const isUntold = ({ createdById, source }: Run): boolean =>
    createdById === undefined || source === undefined
  const untold = told.filter(isUntold)
  const known = told.filter((run) => !isUntold(run))
  const own = known.filter(({ createdById }) => createdById === self)
  const whose =
    owner.pullRequest === undefined
      ? `an earlier attempt of this workflow run`
      : `${owner.repository}#${owner.pullRequest}`
  const why = `made for ${whose} by this account`
  for (const { id } of own) record.tell({ kind: 'admitted', runId: id, why })
  return {
    own,
    doubtful: untold,
    why:
      untold.length === 0
        ? ''
        : 'it says that it is of this pull request, and was left alone, since the server does not tell who made it, and through what.',
    others: known.filter(({ createdById }) => createdById !== self),
    nameless: silent.filter(
      ({ createdById }) => createdById === undefined || createdById === self
    )
  }
}

/** What a list leaves out is read of the run itself; it may not be told there. */
async function withMakers(
  { hcp, signal }: Pick<Dependencies, 'hcp' | 'signal'>,
  runs: readonly Run[]
): Promise<readonly Run[]> {
  return await Promise.all(
    runs.map(async (run) => {
      const { createdById, source } = run
      if (createdById !== undefined && source !== undefined) return run
      try {
        return await hcp.runs.read(run.id)
      } catch {
        signal.throwIfAborted()
        return run
      }
    })
  )
}

/**
 * Does a run wait that was made through the API and says nothing of itself? On
 * a server that keeps no messages all of this action's are such.
 */
function isSilent({ status, message, source, planOnly }: Run): boolean {
  return (
    !isFinal(status) &&
    !isConfirmedOrLater(status) &&
    planOnly !== true &&
    (source === undefined || source === 'tfe-api') &&
    isWordless(message)
  )
}

/** Is this an unfinished, unconfirmed, older run of the same pull request? */
export function isSupersededBy(
  run: Pick<Run, 'status' | 'message' | 'source'>,
  owner: Owner
): boolean {
  return isOf(run, owner) && !isConfirmedOrLater(run.status)
}

/** Where the server tells no source, what a message says is a claim. */
function claimsToBeOf(run: Run, owner: Owner): boolean {
  return isOf({ ...run, source: run.source ?? 'tfe-api' }, owner)
}

function isOf(
  run: Pick<Run, 'status' | 'message' | 'source'>,
  { repository, pullRequest, before }: Owner
): boolean {
  const provenance = provenanceOf(run)
  return (
    provenance !== undefined &&
    !isFinal(run.status) &&
    isOfRepository(provenance, repository) &&
    (pullRequest === undefined
      ? provenance.workflowRun === before?.workflowRun
      : provenance.pullRequest === pullRequest) &&
    (before === undefined || isBefore(provenance, before))
  )
}

/** GitHub numbers workflow runs upwards; what is no number is not compared. */
function isBefore(
  { workflowRun, attempt }: Provenance,
  now: { readonly workflowRun: string; readonly attempt: string }
): boolean {
  if (![workflowRun, attempt, now.workflowRun, now.attempt].every(isNumber)) {
    return false
  }
  const one = BigInt(workflowRun)
  const other = BigInt(now.workflowRun)
  return one < other || (one === other && BigInt(attempt) < BigInt(now.attempt))
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text)
}
