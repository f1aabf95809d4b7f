import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { parseProvenance } from '../provenance.ts'
import type { Provenance } from '../provenance.ts'
import { isConfirmedOrLater, isFinal } from '../status.ts'
import { settleRun } from './settle.ts'

/** Whose runs are to make way. */
export interface Owner {
  /** `owner/name`. */
  readonly repository: string
  readonly pullRequest: number
  /**
   * Only runs of earlier workflow runs, or of earlier attempts of this one, are
   * superseded; undefined = all of them.
   */
  readonly before:
    { readonly workflowRun: string; readonly attempt: string } | undefined
}

/**
 * Discards or cancels a pull request's own unfinished runs of a workspace.
 * They are known by the last line of their message, and by who made them where
 * the server tells. Never a run of anybody else, never one that is confirmed.
 * A run that cannot be got out of the way is a warning. Resolves to the ids of
 * the runs that were asked to end.
 */
export async function supersedeRuns(
  dependencies: Dependencies,
  workspaceId: string,
  owner: Owner,
  comment: string
): Promise<readonly string[]> {
  const { hcp, log, signal } = dependencies
  const settled: string[] = []
  try {
    const runs = await hcp.runs.listUnfinished(workspaceId)
    const own = await withoutOthers(
      dependencies,
      runs.filter((run) => isSupersededBy(run, owner))
    )
    for (const { id } of own) {
      const { did } = await settleRun(dependencies, id, comment)
      if (did === 'nothing') continue
      settled.push(id)
      log.info(`Run ${id} of this pull request was asked to ${did}.`)
    }
  } catch (error) {
    signal.throwIfAborted()
    log.warning(
      `Older runs of this pull request may still be waiting: ${error instanceof Error ? error.message : String(error)}`
    )
  }
  return settled
}

/** Is this an unfinished, unconfirmed, older run of the same pull request? */
export function isSupersededBy(
  run: Pick<Run, 'status' | 'message'>,
  { repository, pullRequest, before }: Owner
): boolean {
  const provenance = parseProvenance(run.message)
  return (
    provenance !== undefined &&
    !isFinal(run.status) &&
    !isConfirmedOrLater(run.status) &&
    provenance.repository.toLowerCase() === repository.toLowerCase() &&
    provenance.pullRequest === pullRequest &&
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

/** Anybody who may create runs can write any message; who made it is told. */
async function withoutOthers(
  { hcp, signal }: Dependencies,
  runs: readonly Run[]
): Promise<readonly Run[]> {
  if (runs.length === 0) return runs
  let self: string | undefined
  try {
    self = (await hcp.accounts.read()).id
  } catch {
    signal.throwIfAborted()
  }
  return runs.filter(
    ({ createdById }) =>
      self === undefined || createdById === undefined || createdById === self
  )
}
