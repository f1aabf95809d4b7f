import { ApiError } from '../../hcp/errors.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../status.ts'

export type Settled =
  | { readonly did: 'nothing'; readonly run: Run; readonly why: string }
  | { readonly did: 'discard' | 'cancel'; readonly run: Run }

/**
 * Gets a run out of the way: discards it at a gate, cancels it before. Never
 * touches a run that is confirmed: an apply under way is left alone. Asks, and
 * does not wait for the effect. A 409 means that the run moved on meanwhile:
 * look again, a few times.
 */
export async function settleRun(
  { hcp, clock, signal }: Pick<Dependencies, 'hcp' | 'clock' | 'signal'>,
  runId: string,
  comment: string
): Promise<Settled> {
  for (let attempt = 1; ; attempt += 1) {
    const run = await hcp.runs.read(runId)
    if (isFinal(run.status)) {
      return { did: 'nothing', run, why: `it is ${renderStatus(run.status)}` }
    }
    if (isConfirmedOrLater(run.status)) {
      return {
        did: 'nothing',
        run,
        why: `it is confirmed (${renderStatus(run.status)}); an apply under way is never cancelled`
      }
    }
    try {
      if (run.actions.isDiscardable === true) {
        await hcp.runs.discard(runId, comment)
        return { did: 'discard', run }
      }
      if (run.actions.isCancelable === true) {
        await hcp.runs.cancel(runId, comment)
        return { did: 'cancel', run }
      }
      if (run.canceledAt !== undefined) {
        return { did: 'nothing', run, why: 'it is being cancelled already' }
      }
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 409)) throw error
    }
    if (attempt >= 4) {
      return {
        did: 'nothing',
        run,
        why: `the server allows neither discard nor cancel while it is ${renderStatus(run.status)}`
      }
    }
    await clock.sleep(400 * attempt, signal)
  }
}
