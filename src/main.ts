import { createHcp } from './hcp/client.ts'
import type { Hcp } from './hcp/client.ts'
import { createWrites } from './hcp/writes/confirming.ts'
import { handOver } from './publish/hand-over.ts'
import { createProgress } from './publish/progress.ts'
import { publishListing } from './publish/listing.ts'
import { publish, publishSkipped } from './publish/publish.ts'
import type { Member } from './publish/publish.ts'
import { openCheckRuns } from './publish/check-runs.ts'
import { connect } from './run/connection.ts'
import type { Connection } from './run/connection.ts'
import { openDoor } from './run/door/door.ts'
import type { Door } from './run/door/door.ts'
import { claimOf } from './run/record/claims.ts'
import { createRecord } from './run/record/record.ts'
import { holdLog } from './runner/held-log.ts'
import type { HeldLog } from './runner/held-log.ts'
import { writeState } from './runner/state.ts'
import type { State } from './runner/state.ts'
import { nameOf } from './step/approach.ts'
import type { Candidate } from './step/approach.ts'
import { gather } from './step/gather.ts'
import type { Gathering } from './step/gather.ts'
import {
  locate,
  readAsked,
  readWorkflowOf,
  temporaryFolderOf,
  whoLacksSecrets
} from './step/given.ts'
import type { Given } from './step/given.ts'
import { freeLeftOut } from './step/left-out.ts'
import { readListing } from './step/list.ts'
import { namesApart } from './step/names.ts'
import type { WorkspaceName } from './step/names.ts'
import { playSet } from './step/play.ts'
import { withSubject } from './step/read-subject.ts'
import { share } from './step/shared.ts'
import type { Shared } from './step/shared.ts'
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
      { ...inputs, secrets, folder: temporaryFolderOf(asked) },
      world
    )
  }
  const given = await withSubject(await locate(asked, world), world)
  const connection = connectWhole(given, world)
  try {
    const { hcp } = connection.access(createRecord())
    const gathering = await gather(given, hcp, world)
    const shared = share(given, namesOf(gathering), hcp, world)
    try {
      return await tellStory(given, { ...gathering, shared }, connection, world)
    } finally {
      await shared.dispose()
    }
  } finally {
    connection.close()
  }
}

/** The story of all workspaces, from their runs to the report. */
async function tellStory(
  given: Given,
  { members, leftOut, shared }: Gathering & { readonly shared: Shared },
  connection: Connection<Hcp, Door>,
  world: World
): Promise<boolean> {
  const checkRuns = openCheckRuns(given, world)
  checkRuns?.beginAll()
  const states: State[] = members.map(() => neverMade)
  const isAlone = members.length === 1
  const runIds = new Set<string>()
  const progress = createProgress(members.length, world.log, world.clock)
  const players = members.map((member, index): Player => {
    const held = isAlone
      ? undefined
      : holdLog(world.log, (why) => {
          progress.waits(index, why)
        })
    const log = held ?? world.log
    const about = { log, isAlone, runIds }
    const hears = handOver(member.given.inputs, about, (state) => {
      states[index] = state
      writeState(states)
    })
    const record = createRecord((fact, all) => {
      hears(fact, all)
      if (!isAlone) progress.notice(index, all)
      if (fact.kind === 'made') checkRuns?.begin(index, called(index))
    })
    const { hcp: own, door } = connection.access(record)
    const hcp = shared.overAll(own)
    const house = { ...world, log, hcp, door, record }
    return { candidate: { ...member, house, shared }, held }
  })
  const candidates = players.map(({ candidate }) => candidate)
  const called = (index: number): string =>
    namesApart(candidates.map(nameOf))[index] ?? ''
  const notes = await playSet(candidates, connection, world)
  await freeLeftOut(given, { leftOut, shared }, connection, world)
  const told = { members: players.map(claimsOf), leftOut, notes, checkRuns }
  const isOk = await publish(given, told, world)
  // Only then is a run that was left settled.
  for (const { house } of candidates) house.record.tell({ kind: 'told' })
  return isOk
}

/** All workspaces, where each is known by its name. */
function namesOf({ members, leftOut }: Gathering): readonly WorkspaceName[] {
  const names = [
    ...members.map(({ given: { inputs }, workspace }) => ({
      organization: workspace?.organization ?? inputs.organization ?? '',
      name: workspace?.name ?? inputs.workspace ?? ''
    })),
    ...leftOut
  ]
  const areKnown = names.every(
    ({ name }) => name !== '' && !name.startsWith('ws-')
  )
  return areKnown ? names : []
}

/** Everything that can be read, and the door to everything that can be changed. */
function connectWhole(
  { inputs: { baseUrl, token } }: Given,
  world: World
): Connection<Hcp, Door> {
  return connect(
    { ...world, baseUrl, token },
    {
      resources: createHcp,
      door: (writer, keys) => openDoor(createWrites(writer), keys)
    }
  )
}

/** One workspace, and where what is said about it is held. */
interface Player {
  readonly candidate: Candidate
  readonly held: HeldLog | undefined
}

const neverMade: State = { kind: 'nothing', why: 'never-made' }

function claimsOf({ candidate: { given, house }, held }: Player): Member {
  const { mode, runId, commit } = given.inputs
  const isAboutExisting =
    runId !== undefined ||
    mode === 'discard' ||
    mode === 'show' ||
    (commit !== undefined && mode !== 'plan')
  const claims = claimOf(house.record.facts(), { mode, isAboutExisting })
  return { given, claims, held }
}
