import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { settleRun } from '../door/settle.ts'
import { renderDuration } from '../record/duration.ts'
import { saidBy } from '../record/errors.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../record/status.ts'
import { waitForEnd } from '../waiting/effect.ts'
import { findOwnRuns } from './supersede.ts'
import type { Owner } from './supersede.ts'

/** A run that has not ended, and why not. */
interface LeftRun {
  readonly id: string
  readonly why: string
}

/** What became of a pull request's unfinished runs. */
interface EndedRuns {
  /** They have ended: that was seen on them. */
  readonly ended: readonly Run[]
  readonly left: readonly LeftRun[]
}

interface EndOptions {
  /** Recorded on the runs. */
  readonly comment: string
  /** Longest wait for all of them, in milliseconds: `run-timeout`. */
  readonly patience: number
}

/**
 * Discards or cancels all unfinished runs of a pull request in a workspace,
 * and waits until they have ended. Never a run of anybody else, never one that
 * is confirmed. What cannot be ended does not keep the others from their turn.
 *
 * @throws what reading the list of runs throws
 */
export async function endOwnRuns(
  dependencies: Dependencies,
  workspaceId: string,
  owner: Owner,
  options: EndOptions
): Promise<EndedRuns> {
  const { clock, log } = dependencies
  const deadline = clock.now() + options.patience
  const found = await findOwnRuns(dependencies, workspaceId, owner)
  for (const { id } of found.others) {
    log.warning(
      `Run ${id} says that it is of this pull request, and another account than this token's made it. It was left alone.`
    )
  }
  const asked: (Run | LeftRun | string)[] = []
  for (const { id } of found.own) {
    asked.push(await askToEnd(dependencies, id, deadline, options))
  }
  // Accepted is not done; only now, so that they end side by side.
  const all: (Run | LeftRun)[] = []
  for (const each of asked) {
    all.push(
      typeof each === 'string'
        ? await awaitEnd(dependencies, each, deadline, options)
        : each
    )
  }
  return {
    ended: all.filter((each): each is Run => 'status' in each),
    left: [
      ...found.doubtful.map(({ id }) => ({ id, why: found.why })),
      ...found.nameless.map(({ id }) => ({ id, why: nameless })),
      ...all.filter((each): each is LeftRun => 'why' in each)
    ]
  }
}

const nameless =
  "it has no message that says where it comes from, as on servers that keep none, so whether it is of this pull request is not known. 'run-id' with 'allow-foreign-run' discards it"

/** The run where it has ended; its id where its end is to be awaited. */
async function askToEnd(
  dependencies: Dependencies,
  id: string,
  deadline: number,
  { comment, patience }: EndOptions
): Promise<Run | LeftRun | string> {
  const { clock, signal, log } = dependencies
  if (clock.now() >= deadline) {
    const why = `'run-timeout' (${renderDuration(patience)}) ran out before`
    return { id, why }
  }
  try {
    const word = { purpose: 'supersede', comment } as const
    const settled = await settleRun(dependencies, id, word)
    const { run } = settled
    if (settled.did !== 'nothing') {
      log.info(`Run ${id} was asked to ${settled.did}.`)
      return id
    }
    if (isFinal(run.status)) return run
    const isEnding =
      run.canceledAt !== undefined && !isConfirmedOrLater(run.status)
    return isEnding ? id : { id, why: settled.why }
  } catch (error) {
    signal.throwIfAborted()
    return { id, why: saidBy(error) }
  }
}

/** Waits for the end of a run that was asked to end. */
async function awaitEnd(
  dependencies: Dependencies,
  id: string,
  deadline: number,
  { patience }: EndOptions
): Promise<Run | LeftRun> {
  try {
    const run = await waitForEnd(dependencies, id, deadline)
    if (isFinal(run.status)) return run
    const why = `it was asked to end, and is still ${renderStatus(run.status)} after 'run-timeout' (${renderDuration(patience)})`
    return { id, why }
  } catch (error) {
    dependencies.signal.throwIfAborted()
    return { id, why: `it was asked to end, and then: ${saidBy(error)}` }
  }
}
