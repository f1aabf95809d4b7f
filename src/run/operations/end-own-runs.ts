import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { saidBy } from '../record/errors.ts'
import { renderDuration } from '../record/duration.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../record/status.ts'
import { waitForEnd } from '../waiting/effect.ts'

import { settleRun } from '../door/settle.ts'
import { findOwnRuns } from './supersede.ts'
import type { Owner } from './supersede.ts'

/** What became of a pull request's unfinished runs. */
export interface EndedRuns {
  /** They have ended: that was seen on them. */
  readonly ended: readonly Run[]
  /** They have not, and why not. */
  readonly left: readonly { readonly id: string; readonly why: string }[]
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
  {
    comment,
    patience
  }: {
    /** Recorded on the runs. */
    readonly comment: string
    /** Longest wait for all of them, in milliseconds: `run-timeout`. */
    readonly patience: number
  }
): Promise<EndedRuns> {
  const { clock, signal, log } = dependencies
  const deadline = clock.now() + patience
  const { own, doubtful, why, others } = await findOwnRuns(
    dependencies,
    workspaceId,
    owner
  )
  for (const { id } of others) {
    log.warning(
      `Run ${id} says that it is of this pull request, and another account than this token's made it. It was left alone.`
    )
  }
  const ended: Run[] = []
  const left = doubtful.map(({ id }) => ({ id, why }))
  const asked: string[] = []
  const leave = (id: string, reason: string): void => {
    left.push({ id, why: reason })
  }

  for (const { id } of own) {
    if (clock.now() >= deadline) {
      leave(id, `'run-timeout' (${renderDuration(patience)}) ran out before`)
      continue
    }
    try {
      const settled = await settleRun(dependencies, id, comment)
      const { run } = settled
      if (settled.did !== 'nothing') {
        log.info(`Run ${id} was asked to ${settled.did}.`)
        asked.push(id)
      } else if (isFinal(run.status)) {
        ended.push(run)
      } else if (
        run.canceledAt !== undefined &&
        !isConfirmedOrLater(run.status)
      ) {
        asked.push(id)
      } else {
        leave(id, settled.why)
      }
    } catch (error) {
      signal.throwIfAborted()
      leave(id, saidBy(error))
    }
  }
  // Accepted is not done; only now, so that they end side by side.
  for (const id of asked) {
    try {
      const run = await waitForEnd(dependencies, id, deadline)
      if (isFinal(run.status)) ended.push(run)
      else {
        leave(
          id,
          `it was asked to end, and is still ${renderStatus(run.status)} after 'run-timeout' (${renderDuration(patience)})`
        )
      }
    } catch (error) {
      signal.throwIfAborted()
      leave(id, `it was asked to end, and then: ${saidBy(error)}`)
    }
  }
  return { ended, left }
}
