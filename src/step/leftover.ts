import type { Run } from '../hcp/types.ts'
import { settleRun } from '../run/door/settle.ts'
import type { SettleDependencies } from '../run/door/settle.ts'
import {
  askedFor,
  isOwn,
  isPastGate,
  leftToSettle,
  subjectOf,
  workspaceOf
} from '../run/record/claims.ts'
import { saidBy } from '../run/record/errors.ts'
import { createRecord } from '../run/record/record.ts'
import type { RunRecord } from '../run/record/record.ts'
import { lookUntil } from '../run/waiting/effect.ts'
import { isFinal, renderStatus } from '../run/record/status.ts'
import type { Access, Connection } from '../run/connection.ts'
import type { EndingDoor } from '../run/door/ending-door.ts'
import type { Hcp } from '../hcp/client.ts'
import type { Given } from './given.ts'
import { lookTogether } from './look-together.ts'
import { audit } from './origin.ts'
import { endedAtOnce, takeTurns } from './side-by-side.ts'
import type { Turns } from './side-by-side.ts'
import type { World } from './world.ts'

/** After a cancellation there are 7.5 s until the runner insists. */
const settleWithinMilliseconds = 5_500
const lookWithinMilliseconds = 2_000
const listWithinMilliseconds = 2_500

/** How the runs that several workspaces left are settled. */
export interface Settling {
  readonly access: (
    record: RunRecord,
    signal: AbortSignal
  ) => Access<Hcp, EndingDoor>
  readonly inTurn: Turns
}

/** Prepares to settle what the workspaces of a step leave; asks nobody yet. */
export function prepareSettling(
  { access }: Pick<Connection<Hcp, EndingDoor>, 'access'>,
  { clock }: World
): Settling {
  const over = lookTogether(async (organization, names) => {
    const signal = AbortSignal.timeout(listWithinMilliseconds)
    const { hcp } = access(createRecord(), signal)
    return await hcp.runs.listNewestIn(organization, names)
  }, clock)
  return {
    access: (record, signal) => {
      const { organization, name } = workspaceOf(record.facts()) ?? {}
      return access(record, signal, (hcp) =>
        organization === undefined || name === undefined
          ? hcp
          : over({ organization, name }, hcp, signal)
      )
    },
    inTurn: takeTurns(endedAtOnce)
  }
}

/**
 * A run that this step made and that is nobody's now: its step was cancelled
 * or failed. `post` tries again if this does not work. Another run, and an
 * apply under way, is only looked at once more, for the report.
 */
export async function settleLeftover(
  given: Given,
  record: RunRecord,
  settling: Settling,
  world: World
): Promise<void> {
  const facts = record.facts()
  const isOurs = isOwn(facts) || askedFor(facts) !== undefined
  if (!isOurs || leftToSettle(facts).kind === 'nothing') {
    await lookAgain(record, settling, world)
    return
  }
  const within = AbortSignal.timeout(settleWithinMilliseconds)
  const access = settling.access(record, within)
  const { inTurn } = settling
  const dependencies = { ...access, clock: world.clock, signal: within, inTurn }
  try {
    const run = await findOwnRun(record, access.hcp)
    const why =
      run === undefined
        ? neverSeen
        : given.inputs.cleanup
          ? await endOwnRun(given, { record, run }, dependencies)
          : leftAlone(await access.hcp.runs.read(run.id))
    if (why !== undefined) record.tell({ kind: 'left', why })
    world.log.info(why ?? renderNow(record))
  } catch (error) {
    const run = subjectOf(record.facts())
    const why = `${run === undefined ? 'The run that was asked for may stand at its gate' : `Run ${run.id} may still wait`} and hold the workspace: it could not be discarded or cancelled now${given.inputs.cleanup ? '; it is tried again at the end of the job' : ''}.`
    record.tell({ kind: 'left', why })
    world.log.warning(`${why} ${saidBy(error)}`)
  }
}

/** A server may make a run seconds after it was asked to. */
const neverSeen =
  'A run was asked for, and its answer did not come: it is not seen yet, and may appear and hold the workspace. Look at the runs of the workspace.'

function renderNow(record: RunRecord): string {
  const run = subjectOf(record.facts())
  return `Run ${run?.id ?? ''} is ${renderStatus(run?.status ?? 'unknown')}.`
}

/**
 * Asks the run to end. Resolves to what of it is left, in a sentence. Under a
 * limit there is time for little more than a request for each of many runs: one
 * list is the look at all of them, and nobody looks for an effect before all were
 * asked.
 */
async function endOwnRun(
  given: Given,
  { record, run: { id } }: { readonly record: RunRecord; readonly run: Run },
  dependencies: SettleDependencies & Pick<Settling, 'inTurn'>
): Promise<string | undefined> {
  const { hcp, inTurn } = dependencies
  const word = {
    purpose: 'clean-up',
    comment: `${audit(given, undefined)}\n\nThe workflow was cancelled or failed.`
  } as const
  const patience = settleWithinMilliseconds - 1_000
  const first = await hcp.runs.read(id)
  const settled = await inTurn(async () => {
    const isNewest = subjectOf(record.facts())?.status === first.status
    const seen = isNewest ? first : undefined
    return await settleRun(dependencies, id, word, { patience, seen })
  })
  if (isPastGate(settled.run)) return undefined
  if (settled.did === 'nothing') {
    return `Run ${id} waits (${renderStatus(settled.run.status)}) and holds the workspace: ${settled.why}.`
  }
  const run = await inTurn(
    async () =>
      await lookUntil(dependencies, id, {
        isSeen: ({ status }) => isFinal(status),
        within: lookWithinMilliseconds
      })
  ).catch(() => settled.run)
  return isFinal(run.status)
    ? undefined
    : `Run ${id} was asked to ${settled.did}; that it has ended was not seen any more.`
}

/** With `cleanup: false` nothing is sent, and what is left is told. */
function leftAlone({ id, status }: Run): string | undefined {
  return isFinal(status)
    ? undefined
    : `Run ${id} is left as it is (${renderStatus(status)}), since 'cleanup' is false. It may hold the workspace.`
}

/** The run as it is when the step gives up; as last seen if that fails. */
async function lookAgain(
  record: RunRecord,
  { access }: Settling,
  world: World
): Promise<void> {
  const run = subjectOf(record.facts())
  if (run === undefined || isFinal(run.status)) return
  const signal = AbortSignal.timeout(lookWithinMilliseconds)
  try {
    await access(record, signal).hcp.runs.read(run.id)
  } catch (error) {
    world.log.debug(`run ${run.id} could not be read again: ${saidBy(error)}`)
  }
}

/** The run that this step made, looked for where its answer was not awaited. */
async function findOwnRun(
  record: RunRecord,
  hcp: Hcp
): Promise<Run | undefined> {
  const left = leftToSettle(record.facts())
  if (left.kind !== 'find') return subjectOf(record.facts())
  const run = await hcp.runs.findByMessage(left.workspaceId, left.message)
  if (run !== undefined) record.tell({ kind: 'made', run })
  return run
}
