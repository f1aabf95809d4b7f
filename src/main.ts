import { createHcp } from './hcp/client.ts'
import { createWrites } from './hcp/writes/deciding.ts'
import { handOver } from './publish/hand-over.ts'
import { publish, publishSkipped } from './publish/publish.ts'
import { connect } from './run/connection.ts'
import { openDoor } from './run/door/door.ts'
import { withChecks } from './run/endings/checks.ts'
import { failureFact } from './run/failure.ts'
import { explainRefusedToken } from './run/operations/preflight.ts'
import { claimOf } from './run/record/claims.ts'
import { createRecord } from './run/record/record.ts'
import { writeState } from './runner/state.ts'
import { admit, evidenceSource } from './step/admission.ts'
import {
  locate,
  readAsked,
  readWorkflowOf,
  whoLacksSecrets
} from './step/given.ts'
import type { Given } from './step/given.ts'
import { settleLeftover } from './step/leftover.ts'
import { list } from './step/list.ts'
import type { House } from './step/member.ts'
import { modes } from './step/modes.ts'
import { makeRun } from './step/new-run.ts'
import { discardOwnRuns } from './step/own-runs.ts'
import { enter } from './step/workspace.ts'
import type { World } from './step/world.ts'

/**
 * The main phase: inputs, workspace, run, gate, verdict, report. Resolves to
 * whether the step succeeded; whatever is thrown on the way is reported here.
 * Throws only InvalidInputsError, before any request.
 */
export async function main(world: World): Promise<boolean> {
  const workflow = readWorkflowOf(world)
  const who = whoLacksSecrets(workflow)
  if (who !== undefined) return publishSkipped(who, world.log)
  const asked = await readAsked(workflow, world)
  if (asked.inputs.mode === 'list') return await list(asked.inputs, world)

  const given = await locate(asked, world)
  const { inputs } = given
  const record = createRecord(
    handOver(inputs, world.log, (state) => {
      writeState([state])
    })
  )
  const connection = connect(
    { ...world, baseUrl: inputs.baseUrl, token: inputs.token },
    {
      resources: createHcp,
      door: (writer, keys) => openDoor(createWrites(writer), keys)
    }
  )
  const house = { ...world, ...connection.access(record), record }
  try {
    const done = await play(given, house)
    if (done !== undefined) return done
  } catch (error) {
    record.tell(failureFact(await explain(error, house)))
    await settleLeftover(given, record, world)
  } finally {
    connection.close()
  }
  const asking = {
    mode: inputs.mode,
    isAboutExisting: inputs.runId !== undefined || inputs.mode === 'discard'
  }
  const isOk = await publish(given, claimOf(record.facts(), asking), world)
  record.tell({ kind: 'told' })
  return isOk
}

/**
 * The story of one workspace: enter, admit, make or find, follow to the gate
 * and past it. Resolves to whether it succeeded where there was no single run.
 */
async function play(given: Given, house: House): Promise<boolean | undefined> {
  const { inputs } = given
  const { hcp, record } = house
  const existing =
    inputs.runId === undefined ? undefined : await hcp.runs.read(inputs.runId)
  const workspace = await enter(house, inputs, existing)
  const source = evidenceSource(given, house)
  const member = { given, house, workspace, source }
  await admit(member, existing)
  if (existing === undefined && inputs.mode === 'discard') {
    return await discardOwnRuns(member)
  }
  const run = existing ?? (await makeRun(member))
  if (inputs.mode === 'list') return undefined
  const ending = await modes[inputs.mode](member, run)
  // First: killed while checks are read, `post` must leave a held run.
  record.tell({ kind: 'ended', ending })
  const checked = await withChecks(house, ending)
  record.tell({ kind: 'ended', ending: checked })
  return undefined
}

/** What ended the step: the runner's signal, before all it caused. */
async function explain(
  error: unknown,
  { hcp, signal }: House
): Promise<unknown> {
  return signal.aborted ? signal.reason : await explainRefusedToken(hcp, error)
}
