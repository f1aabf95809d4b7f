import { ApiError } from '../../hcp/wire/errors.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { RunRefusedError, saidBy } from '../record/errors.ts'
import { isFinal, renderStatus } from '../record/status.ts'
import type { Ending } from '../record/ending.ts'
import { failureOf, lostAnswer } from '../door/answer.ts'
import { lookUntil } from '../waiting/effect.ts'

const effectWithinMilliseconds = 60_000

/**
 * Puts a pending run at the head of its workspace's queue: the run before it,
 * and those between, are discarded by HCP Terraform. Resolves when the run has
 * left `pending`. Each of those has to be `admitOther`'s business, which throws
 * where it is not: they are changed, too. Sent once: where the answer is lost,
 * the run is watched. (Runs API: force-execute.)
 *
 * @throws RunRefusedError where a precondition is not met, naming it: the run
 * is pending, a run holds the workspace, and that run can be discarded
 * @throws LostAnswerError where it may have been taken, and is not seen
 */
export async function forceExecuteRun(
  dependencies: Dependencies,
  runId: string,
  admitOther: (other: Run) => Promise<void>
): Promise<Ending> {
  const { hcp, log } = dependencies
  const before = await hcp.runs.read(runId)
  await refuseUnlessPossible(dependencies, before)
  for (const other of await listDiscarded(dependencies, before)) {
    await admitOther(other)
  }
  const lost = await send(dependencies, before)
  log.info(
    lost === undefined
      ? `Run ${runId} was asked to start before the others.`
      : `The answer was lost; looking whether run ${runId} starts. ${saidBy(lost)}`
  )
  const within = effectWithinMilliseconds
  const run = await lookUntil(dependencies, runId, {
    isSeen: ({ status }) => status !== 'pending',
    within
  })
  if (['discarded', 'canceled', 'force_canceled'].includes(run.status)) {
    throw new RunRefusedError(
      `Run ${runId} was to start, and was ${renderStatus(run.status)} meanwhile, not by this step.`
    )
  }
  if (run.status !== 'pending') {
    return {
      outcome: 'shown',
      gate: 'none',
      run,
      plan: undefined,
      checks: undefined,
      reasons: [],
      failure: undefined
    }
  }
  throw lost === undefined
    ? new RunRefusedError(
        `Run ${runId} was asked to start, and is still pending after a minute. Look at the workspace's queue and lock in the web interface.`
      )
    : lostAnswer(run, { action: 'force-execute', sent: 1, within, cause: lost })
}

/** Sends it once. Resolves to what came back where that is not known. */
async function send(
  { door }: Dependencies,
  run: Run
): Promise<Error | undefined> {
  try {
    await door.forceExecute(run)
    return undefined
  } catch (error) {
    const refusal =
      error instanceof ApiError ? explainRefusal(error, run.id) : undefined
    if (refusal !== undefined) throw refusal
    if (failureOf(error) !== 'lost' || !(error instanceof Error)) throw error
    return error
  }
}

/** What can be known before the request; the server has the last word. */
async function refuseUnlessPossible(
  { hcp, record }: Pick<Dependencies, 'hcp' | 'record'>,
  run: Run
): Promise<void> {
  const { id } = run
  if (run.status !== 'pending') {
    throw refuse(id, `it is ${renderStatus(run.status)}, not pending`)
  }
  if (run.permissions.canForceExecute === false) {
    throw refuse(
      id,
      "the token may not do that; give its team 'write', or the custom permission 'apply'"
    )
  }
  if (run.workspaceId === undefined) return
  const workspace = await hcp.workspaces.read({ id: run.workspaceId })
  if (!workspace.locked) {
    throw refuse(
      id,
      'no run holds its workspace, so it starts by itself as soon as a worker is free'
    )
  }
  const { lockedBy, lockedReason } = workspace
  if (lockedBy !== undefined && lockedBy.type !== 'runs') {
    const reason = lockedReason === undefined ? '' : ` (${lockedReason})`
    throw refuse(
      id,
      `the workspace is locked by ${lockedBy.id}${reason}, not by a run; unlock it`
    )
  }
  if (lockedBy === undefined) return
  record.tell({ kind: 'named', runId: lockedBy.id })
  const blocking = await hcp.runs.read(lockedBy.id)
  if (blocking.actions.isDiscardable === false) {
    throw refuse(
      id,
      `run ${blocking.id} holds the workspace and cannot be discarded while it is ${renderStatus(blocking.status)}${
        blocking.actions.isCancelable === true
          ? "; it can be cancelled with 'mode: cancel'"
          : ''
      }`
    )
  }
}

/**
 * What would be discarded: whatever has not ended and has left the queue, as the
 * run that holds the workspace has, or is older. A run without a date may be.
 */
async function listDiscarded(
  { hcp }: Pick<Dependencies, 'hcp'>,
  { id, workspaceId, createdAt }: Run
): Promise<readonly Run[]> {
  if (workspaceId === undefined) {
    throw refuse(
      id,
      'HCP Terraform does not tell its workspace, so whose runs would be discarded is not known'
    )
  }
  const unfinished = await hcp.runs.listUnfinished(workspaceId)
  const age = Date.parse(createdAt ?? '')
  return unfinished.filter(
    (other) =>
      other.id !== id &&
      !isFinal(other.status) &&
      !other.planOnly &&
      (other.status !== 'pending' || !(Date.parse(other.createdAt ?? '') > age))
  )
}

function explainRefusal(
  error: ApiError,
  runId: string
): RunRefusedError | undefined {
  switch (error.status) {
    case 403:
      return refuse(
        runId,
        'HCP Terraform says (403) that it is not pending any more, or that no run holds its workspace; or the token may not do it',
        error
      )
    case 409:
      return refuse(
        runId,
        'HCP Terraform says (409) that the run that holds the workspace cannot be discarded now',
        error
      )
    default:
      return undefined
  }
}

function refuse(id: string, why: string, cause?: unknown): RunRefusedError {
  return new RunRefusedError(
    `Run ${id} cannot be force-executed: ${why}. Nothing was changed.`,
    cause === undefined ? undefined : { cause }
  )
}
