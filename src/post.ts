import { saidBy } from './run/record/errors.ts'
import { connect } from './run/connection.ts'
import { fullName } from './github/pull-request.ts'
import type { World } from './step/step.ts'
import { settleRun } from './run/door/settle.ts'
import { parseInputs } from './inputs/inputs.ts'
import { readInput } from './runner/inputs.ts'
import { readState } from './runner/state.ts'
import { readWorkflow } from './runner/workflow.ts'

/** Post steps share five minutes after a cancellation. */
const settleWithinMilliseconds = 60_000

/**
 * The post phase: discards or cancels a run that the main phase made and left
 * unsettled because it was killed or failed. Never an apply under way. A
 * failure is a warning: the job's result is the main phase's.
 */
export async function post(world: World): Promise<void> {
  const state = readState()
  if (state.run === 'settled' || state.run === 'none') return
  const { log, clock } = world
  const workflow = readWorkflow(world.env)
  log.mask(readInput('token'))
  const inputs = parseInputs(readInput)
  const signal = AbortSignal.any([
    world.signal,
    AbortSignal.timeout(settleWithinMilliseconds)
  ])
  const connection = connect(inputs, { log, clock, signal })
  const { hcp } = connection
  let runId: string | undefined
  try {
    runId =
      state.run !== 'asked-for'
        ? state.runId
        : (await hcp.runs.findByMessage(state.workspaceId, state.message))?.id
    if (runId === undefined) {
      log.info('No run was left behind: the one asked for was never made.')
      return
    }
    const settled = await settleRun(
      { hcp, clock, signal },
      runId,
      `clean-up by ${workflow.actor || 'somebody'} in ${fullName(workflow.repository)}@${workflow.sha}, ${workflow.runUrl}\n\nThe workflow step that made this run was cancelled or failed.`
    )
    log.info(
      settled.did === 'nothing'
        ? `Run ${runId} needs no clean-up: ${settled.why}.`
        : `Run ${runId} was left behind and was asked to ${settled.did}.`
    )
  } catch (error) {
    log.warning(
      `${runId === undefined ? 'The run that was asked for' : `Run ${runId}`} may still be waiting; it could not be discarded or cancelled. ${saidBy(error)}`
    )
  } finally {
    connection.close()
  }
}
