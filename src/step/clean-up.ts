import { runs } from '../hcp/runs.ts'
import type { Run } from '../hcp/types.ts'
import { createTransport } from '../hcp/wire/transport.ts'
import { endingWrites } from '../hcp/writes/ending.ts'
import { parseBaseUrl } from '../inputs/hostname.ts'
import { renderSettled, settleRun } from '../run/door/settle.ts'
import type { SettleDependencies, Settled } from '../run/door/settle.ts'
import { createLook } from '../run/look.ts'
import { saidBy } from '../run/record/errors.ts'
import { isFinal } from '../run/record/status.ts'
import { readInput } from '../runner/inputs.ts'
import { readState } from '../runner/state.ts'
import type { State } from '../runner/state.ts'
import { readWorkflow } from '../runner/workflow.ts'
import { userAgent } from '../hcp/wire/user-agent.ts'
import type { World } from './world.ts'

/** Post steps share five minutes after a cancellation. */
const cleanUpMilliseconds = 120_000
/** A run in passing between two phases can be neither cancelled nor discarded. */
const settleMilliseconds = 60_000
/** A server may make the run some seconds after it was asked to. */
const findMilliseconds = 30_000
/** How long the effect of what was sent is looked for. */
const effectMilliseconds = 10_000

type LeftBehind = Extract<State, { run: 'unsettled' | 'asked-for' }>

/**
 * The post phase: discards or cancels a run that the main phase made and left
 * unsettled because it was killed or failed. Never an apply under way. Where
 * the main phase left no word there is nothing to do. A failure is a warning:
 * the job's result is the main phase's.
 */
export async function cleanUp(world: World): Promise<void> {
  const { log, clock } = world
  const state = readState()
  if (state.run === 'settled') return
  if (state.run === 'none') {
    log.info('The main phase made no run: nothing to clean up.')
    return
  }
  const token = readInput('token')
  log.mask(token)
  const baseUrl = parseBaseUrl(readInput('hostname'))
  if (baseUrl === undefined) {
    log.warning(`${whose(state)} may still be waiting: 'hostname' is no host.`)
    return
  }
  const signal = AbortSignal.any([
    world.signal,
    AbortSignal.timeout(cleanUpMilliseconds)
  ])
  const transport = createTransport({
    baseUrl,
    token,
    userAgent,
    log,
    clock,
    signal
  })
  const reads = runs(transport)
  const { read } = createLook(async (...given) => await reads.read(...given), {
    clock,
    signal
  })
  const hcp = { runs: { ...reads, read, ...endingWrites(transport) } }
  try {
    const left = await findLeftBehind(state, { hcp, clock, signal })
    log.info(
      left === undefined
        ? `A run was asked for, and none is to be found after ${findMilliseconds / 1000} s. If one appears later, it waits for a decision: look at the workspace's runs.`
        : await settleLeftBehind(left, { hcp, clock, signal }, world)
    )
  } catch (error) {
    log.warning(
      `${whose(state)} may still be waiting; it could not be discarded or cancelled. ${saidBy(error)}`
    )
  } finally {
    transport.dispose()
  }
}

type FindDependencies = SettleDependencies & {
  readonly hcp: {
    readonly runs: Pick<ReturnType<typeof runs>, 'findByMessage'>
  }
}

/** The run's id; looked for where its answer never came. */
async function findLeftBehind(
  state: LeftBehind,
  { hcp, clock, signal }: FindDependencies
): Promise<string | undefined> {
  if (state.run === 'unsettled') return state.runId
  const begun = clock.now()
  // Lists are limited to 30 a minute.
  for (let pause = 2_000; ; pause = Math.min(pause * 1.5, 8_000)) {
    const run = await hcp.runs.findByMessage(state.workspaceId, state.message)
    if (run !== undefined) return run.id
    if (clock.now() - begun >= findMilliseconds) return undefined
    await clock.sleep(pause, signal)
  }
}

async function settleLeftBehind(
  runId: string,
  dependencies: SettleDependencies,
  { env }: World
): Promise<string> {
  const workflow = readWorkflow(env)
  const { owner, name } = workflow.repository
  const settled = await settleRun(
    dependencies,
    runId,
    `clean-up by ${workflow.actor || 'somebody'} in ${owner}/${name}@${workflow.sha}, ${workflow.runUrl}\n\nThe workflow step that made this run was cancelled or failed.`,
    settleMilliseconds
  )
  return renderSettled(
    settled.did === 'nothing'
      ? settled
      : { ...settled, run: await lookForEnd(settled, dependencies) }
  )
}

/** The run once it has ended, or as it is when that takes too long. */
async function lookForEnd(
  { run }: Settled,
  { hcp, clock, signal }: SettleDependencies
): Promise<Run> {
  const begun = clock.now()
  for (let pause = 300; ; pause = Math.min(pause * 1.5, 2_000)) {
    const seen = await hcp.runs.read(run.id)
    if (isFinal(seen.status) || clock.now() - begun >= effectMilliseconds) {
      return seen
    }
    await clock.sleep(pause, signal)
  }
}

function whose(state: LeftBehind): string {
  return state.run === 'unsettled'
    ? `Run ${state.runId}`
    : 'The run that was asked for'
}
