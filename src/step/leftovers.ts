import { connect } from '../run/connection.ts'
import { fullName } from '../github/pull-request.ts'
import type { Hcp } from '../hcp/client.ts'
import type { Run, Workspace } from '../hcp/types.ts'
import type { Dependencies } from '../run/dependencies.ts'
import { RunRefusedError, saidBy } from '../run/record/errors.ts'
import { endOwnRuns } from '../run/operations/end-own-runs.ts'
import { settleRun } from '../run/door/settle.ts'
import { supersedeRuns } from '../run/operations/supersede.ts'
import {
  isConfirmedOrLater,
  isFinal,
  renderStatus
} from '../run/record/status.ts'
import { writeOutputs } from '../runner/outputs.ts'
import { writeState } from '../runner/state.ts'
import { audit, keepRun } from './step.ts'
import type { Step } from './step.ts'
import type { World } from './world.ts'
import { witness } from './witness.ts'

/** After a cancellation there are 7.5 s until the runner insists. */
const settleWithinMilliseconds = 4_500
const lookWithinMilliseconds = 2_000

/** Gets this pull request's older runs of the workspace out of the way. */
export async function supersede(
  { inputs, workflow, location }: Step,
  workspace: Workspace,
  dependencies: Dependencies,
  comment: string
): Promise<void> {
  if (!inputs.supersede || location.kind !== 'number') return
  await supersedeRuns(
    dependencies,
    workspace.id,
    {
      repository: fullName(workflow.repository),
      pullRequest: location.number,
      before: { workflowRun: workflow.runId, attempt: workflow.runAttempt }
    },
    `${comment}\n\nA newer run of this pull request takes its place.`
  )
}

/**
 * `mode: discard` without a run: all that this pull request left waiting.
 * Resolves to whether all of it has ended.
 */
export async function discardOwnRuns(
  step: Step,
  workspace: Workspace,
  dependencies: Dependencies & Pick<World, 'log'>
): Promise<boolean> {
  const { inputs, workflow, location } = step
  const { log } = dependencies
  if (location.kind !== 'number') {
    throw new RunRefusedError(
      `'mode: discard' without 'run-id' discards what a pull request left waiting, and there is none here: ${location.kind === 'none' ? location.why : 'the event tells only a commit'}. Set 'run-id' or 'pull-request'.`
    )
  }
  const { ended, left } = await endOwnRuns(
    dependencies,
    workspace.id,
    {
      repository: fullName(workflow.repository),
      pullRequest: location.number,
      before: undefined
    },
    { comment: audit(step), patience: inputs.runTimeout }
  )
  const whose = `of #${location.number} in ${workspace.name}`
  for (const { id, status } of ended) {
    log.info(`Run ${id} ${whose} is ${renderStatus(status)}.`)
  }
  for (const { id, why } of left) {
    log.error(
      `Run ${id} ${whose} was not discarded: ${why.replace(/\.$/, '')}. Decide about it in the web interface, or run this step again.`
    )
  }
  log.info(
    `${ended.length + left.length} unfinished ${ended.length + left.length === 1 ? 'run' : 'runs'} ${whose}, ${ended.length} ended now.`
  )
  writeOutputs({
    outcome: left.length === 0 ? 'discarded' : 'errored',
    gate: 'none',
    reasons: '[]'
  })
  return left.length === 0
}

/**
 * A run that this step made and that is nobody's now: its step was cancelled
 * or failed. `post` tries again if this does not work. Another run, and an
 * apply under way, is only looked at once more, for the report.
 */
export async function settleLeftover(step: Step, world: World): Promise<void> {
  const { inputs } = step
  const isOurs = step.isOwnRun || step.askedFor !== undefined
  const { run: seen } = step
  const isApplying = seen !== undefined && isConfirmedOrLater(seen.status)
  if (step.isOwnRun && isApplying) {
    writeState({ runId: seen.id, run: 'settled' })
  }
  if (!isOurs || isApplying) {
    await lookAgain(step, world)
    return
  }
  const within = AbortSignal.timeout(settleWithinMilliseconds)
  const connection = connect(inputs, { ...world, signal: within }, seen)
  const hcp = witness(connection.hcp, step)
  try {
    const run = await findOwnRun(step, hcp)
    step.left =
      run === undefined
        ? neverSeen
        : inputs.cleanup
          ? await endOwnRun(step, run.id, { hcp, within, world })
          : leftAlone(await hcp.runs.read(run.id))
    world.log.info(
      step.left ??
        `Run ${step.run?.id ?? ''} is ${renderStatus(step.run?.status ?? 'unknown')}.`
    )
  } catch (error) {
    step.left = `${step.run === undefined ? 'The run that was asked for may stand at its gate' : `Run ${step.run.id} may still wait`} and hold the workspace: it could not be discarded or cancelled now${inputs.cleanup ? '; it is tried again at the end of the job' : ''}.`
    world.log.warning(`${step.left} ${saidBy(error)}`)
  } finally {
    connection.close()
  }
}

/** A server may make a run seconds after it was asked to. */
const neverSeen =
  'A run was asked for, and its answer did not come: it is not seen yet, and may appear and hold the workspace. Look at the runs of the workspace.'

/** Asks the run to end. Resolves to what of it is left, in a sentence. */
async function endOwnRun(
  step: Step,
  runId: string,
  {
    hcp,
    within,
    world
  }: { readonly hcp: Hcp; readonly within: AbortSignal; readonly world: World }
): Promise<string | undefined> {
  const settled = await settleRun(
    { hcp, clock: world.clock, signal: within },
    runId,
    `${audit(step)}\n\nThe workflow was cancelled or failed.`,
    settleWithinMilliseconds - 1_000
  )
  step.run = settled.run
  const { status } = settled.run
  if (isFinal(status) || isConfirmedOrLater(status)) return undefined
  return settled.did === 'nothing'
    ? `Run ${runId} waits (${renderStatus(status)}) and holds the workspace: ${settled.why}.`
    : `Run ${runId} was asked to ${settled.did}; that it has ended was not seen any more.`
}

/** With `cleanup: false` nothing is sent, and what is left is told. */
function leftAlone({ id, status }: Run): string | undefined {
  return isFinal(status)
    ? undefined
    : `Run ${id} is left as it is (${renderStatus(status)}), since 'cleanup' is false. It may hold the workspace.`
}

/** The run as it is when the step gives up; as last seen if that fails. */
async function lookAgain(step: Step, world: World): Promise<void> {
  const { run } = step
  if (run === undefined || isFinal(run.status)) return
  const within = AbortSignal.timeout(lookWithinMilliseconds)
  const connection = connect(step.inputs, { ...world, signal: within }, run)
  try {
    await witness(connection.hcp, step).runs.read(run.id)
  } catch (error) {
    world.log.debug(`run ${run.id} could not be read again: ${saidBy(error)}`)
  } finally {
    connection.close()
  }
}

/** The run that this step made, looked for where its answer was not awaited. */
async function findOwnRun(step: Step, hcp: Hcp): Promise<Run | undefined> {
  if (step.askedFor === undefined) return step.run
  const { workspaceId, message } = step.askedFor
  const run = await hcp.runs.findByMessage(workspaceId, message)
  if (run !== undefined) keepRun(step, run)
  return run
}

/** The server refused to make the run: there is none to look for. */
export function forgetRequest(step: Step): void {
  if (step.askedFor === undefined) return
  step.askedFor = undefined
  writeState({ run: 'none' })
}
