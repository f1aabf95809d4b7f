import { runs } from '../hcp/runs.ts'
import type { Run } from '../hcp/types.ts'
import { endingWrites } from '../hcp/writes/ending.ts'
import { parseBaseUrl } from '../inputs/hostname.ts'
import { connect } from '../run/connection.ts'
import type { Connection } from '../run/connection.ts'
import { openEndingDoor } from '../run/door/ending-door.ts'
import type { EndingDoor } from '../run/door/ending-door.ts'
import { renderSettled, settleRun } from '../run/door/settle.ts'
import type { SettleDependencies } from '../run/door/settle.ts'
import { saidBy } from '../run/record/errors.ts'
import {
  isOfRepository,
  isWordless,
  parseProvenance
} from '../run/record/provenance.ts'
import { createRecord } from '../run/record/record.ts'
import type { RunRecord } from '../run/record/record.ts'
import { isFinal } from '../run/record/status.ts'
import { lookUntil } from '../run/waiting/effect.ts'
import { readInput } from '../runner/inputs.ts'
import { readState } from '../runner/state.ts'
import type { State } from '../runner/state.ts'
import { readWorkflow } from '../runner/workflow.ts'
import type { Workflow } from '../runner/workflow.ts'
import { endedAtOnce, takeTurns } from './side-by-side.ts'
import type { Turns } from './side-by-side.ts'
import type { World } from './world.ts'

/** Post steps share five minutes after a cancellation. */
const cleanUpMilliseconds = 120_000
/** A run in passing between two phases can be neither cancelled nor discarded. */
const settleMilliseconds = 60_000
/** A server may make the run some seconds after it was asked to. */
const findMilliseconds = 30_000
/** How long the effect of what was sent is looked for. */
const effectMilliseconds = 10_000

type LeftBehind = Exclude<State, { kind: 'nothing' }>

/**
 * The post phase: discards or cancels the runs that the main phase made and
 * left unsettled because it was killed or failed. Never an apply under way.
 * Where the main phase left no word there is nothing to do. A failure is a
 * warning: the job's result is the main phase's.
 */
export async function cleanUp(world: World): Promise<void> {
  const { log } = world
  const states = readState()
  const left = states.filter((state) => state.kind !== 'nothing')
  if (left.length === 0) {
    sayNothing(states, world)
    return
  }
  const token = readInput('token')
  log.mask(token)
  const baseUrl = parseBaseUrl(readInput('hostname'))
  if (baseUrl === undefined) {
    for (const state of left) {
      log.warning(
        `${whose(state)} may still be waiting: 'hostname' is no host.`
      )
    }
    return
  }
  const signal = AbortSignal.any([
    world.signal,
    AbortSignal.timeout(cleanUpMilliseconds)
  ])
  const connection = connectEnding({ baseUrl, token }, { ...world, signal })
  const inTurn = takeTurns(endedAtOnce)
  try {
    await Promise.all(
      left.map(async (state) => {
        await cleanUpOne(state, connection, { ...world, signal, inTurn })
      })
    )
  } finally {
    connection.close()
  }
}

/** The way to HCP Terraform of whoever may only look and end. */
function connectEnding(
  address: { readonly baseUrl: URL; readonly token: string },
  { log, clock, signal }: Pick<World, 'log' | 'clock' | 'signal'>
): Connection<{ readonly runs: ReturnType<typeof runs> }, EndingDoor> {
  return connect(
    { ...address, log, clock, signal },
    {
      resources: (reader) => ({ runs: runs(reader) }),
      door: (writer, keys) => openEndingDoor(endingWrites(writer), keys)
    }
  )
}

function sayNothing(states: readonly State[], { log }: World): void {
  const why = states.flatMap((state) =>
    state.kind === 'nothing' ? [state.why] : []
  )
  if (why.includes('left-alone')) {
    log.info("'cleanup' is false: what the main phase left is left as it is.")
  } else if (why.every((each) => each === 'never-made')) {
    log.info('The main phase made no run: nothing to clean up.')
  }
}

async function cleanUpOne(
  state: LeftBehind,
  connection: ReturnType<typeof connectEnding>,
  world: World & { readonly inTurn: Turns }
): Promise<void> {
  const { log, clock, signal } = world
  const record = createRecord()
  const { hcp, door } = connection.access(record)
  try {
    const dependencies = { hcp, door, clock, signal }
    const id = await findLeftBehind(state, dependencies)
    if (id === undefined) {
      log.info(
        `A run was asked for, and none is to be found after ${findMilliseconds / 1000} s. If one appears later, it waits for a decision: look at the workspace's runs.`
      )
      return
    }
    log.info(await settleLeftBehind(id, record, dependencies, world))
  } catch (error) {
    log.warning(
      `${whose(state)} may still be waiting; it could not be discarded or cancelled. ${saidBy(error)}`
    )
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
  if (state.kind === 'settle') return state.runId
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
  record: RunRecord,
  dependencies: SettleDependencies,
  { env, inTurn }: World & { readonly inTurn: Turns }
): Promise<string> {
  const workflow = readWorkflow(env)
  record.tell({ kind: 'named', runId })
  const seen = await dependencies.hcp.runs.read(runId)
  if (!mayBeOf(workflow, seen)) {
    return `Run ${runId} was left alone: it does not say that this workflow run made it.`
  }
  record.tell({
    kind: 'admitted',
    runId,
    why: 'made by the main phase of this step'
  })
  const { owner, name } = workflow.repository
  const word = {
    purpose: 'clean-up',
    comment: `clean-up by ${workflow.actor || 'somebody'} in ${owner}/${name}@${workflow.sha}, ${workflow.runUrl}\n\nThe workflow step that made this run was cancelled or failed.`
  } as const
  const settled = await inTurn(
    async () =>
      await settleRun(dependencies, runId, word, {
        patience: settleMilliseconds
      })
  )
  if (settled.did === 'nothing') return renderSettled(settled)
  const run: Run = await lookUntil(dependencies, runId, {
    isSeen: ({ status }) => isFinal(status),
    within: effectMilliseconds
  })
  return renderSettled({ ...settled, run })
}

/**
 * Is it a run of this workflow run, by its own word? The state that names it can
 * be written by whatever ran in the job before (`STATE_…` by `GITHUB_ENV`). A
 * server that keeps no messages leaves nothing to hold against it.
 */
function mayBeOf(
  { repository: { owner, name }, runId }: Workflow,
  { message, source }: Pick<Run, 'message' | 'source'>
): boolean {
  if (source !== undefined && source !== 'tfe-api') return false
  const made = parseProvenance(message)
  return made === undefined
    ? isWordless(message)
    : made.workflowRun === runId && isOfRepository(made, `${owner}/${name}`)
}

function whose(state: LeftBehind): string {
  return state.kind === 'settle'
    ? `Run ${state.runId}`
    : 'The run that was asked for'
}
