import { createHcp } from './hcp/client.ts'
import { createWrites } from './hcp/writes/deciding.ts'
import { handOver } from './publish/hand-over.ts'
import { publishListing } from './publish/listing.ts'
import { publish, publishSkipped } from './publish/publish.ts'
import { connect } from './run/connection.ts'
import { openDoor } from './run/door/door.ts'
import { claimOf } from './run/record/claims.ts'
import { createRecord } from './run/record/record.ts'
import { writeState } from './runner/state.ts'
import type { State } from './runner/state.ts'
import type { Candidate } from './step/approach.ts'
import { gather } from './step/gather.ts'
import {
  locate,
  readAsked,
  readWorkflowOf,
  whoLacksSecrets
} from './step/given.ts'
import { readListing } from './step/list.ts'
import { playSet } from './step/play.ts'
import type { World } from './step/world.ts'

/**
 * The main phase: inputs, workspaces, runs, gate, verdict, report. Resolves to
 * whether the step succeeded; whatever is thrown on the way is reported here.
 * Throws only InvalidInputsError, before any request.
 */
export async function main(world: World): Promise<boolean> {
  const workflow = readWorkflowOf(world)
  const who = whoLacksSecrets(workflow)
  if (who !== undefined) return publishSkipped(who, world.log)
  const asked = await readAsked(workflow, world)
  if (asked.inputs.mode === 'list') {
    const { inputs, filters } = asked
    const secrets = [inputs.token, inputs.githubToken ?? '']
    return await publishListing(
      async () => await readListing(inputs, filters, world),
      { ...inputs, secrets },
      world
    )
  }
  const given = await locate(asked, world)
  const { baseUrl, token } = given.inputs
  const connection = connect(
    { ...world, baseUrl, token },
    {
      resources: createHcp,
      door: (writer, keys) => openDoor(createWrites(writer), keys)
    }
  )
  try {
    const { hcp } = connection.access(createRecord())
    const gathered = await gather(given, hcp, world)
    const states: State[] = gathered.map(() => neverMade)
    const candidates = gathered.map((member, index): Candidate => {
      const { inputs } = member.given
      const record = createRecord(
        handOver(inputs, world.log, (state) => {
          states[index] = state
          writeState(states)
        })
      )
      const house = { ...world, ...connection.access(record), record }
      return { ...member, house }
    })
    const done = await playSet(candidates, connection, world)
    if (done.length > 0) return done.every(({ isOk }) => isOk)
    return await publishAll(candidates, world)
  } finally {
    connection.close()
  }
}

const neverMade: State = { kind: 'nothing', why: 'never-made' }

/** Tells of every workspace; only then is a run that was left settled. */
async function publishAll(
  candidates: readonly Candidate[],
  world: World
): Promise<boolean> {
  let isOk = true
  for (const { given, house } of candidates) {
    const { inputs } = given
    const claims = claimOf(house.record.facts(), {
      mode: inputs.mode,
      isAboutExisting: inputs.runId !== undefined || inputs.mode === 'discard'
    })
    isOk = (await publish(given, claims, world)) && isOk
    house.record.tell({ kind: 'told' })
  }
  return isOk
}
