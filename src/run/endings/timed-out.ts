import { saidBy } from '../record/errors.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import type { Followed, Patience } from '../waiting/follow.ts'
import type { Run } from '../../hcp/types.ts'
import { lookUntil } from '../waiting/effect.ts'
import { isFinal, renderStatus } from '../record/status.ts'
import { isOwn } from '../record/claims.ts'
import { failure } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'
import { settleRun } from '../door/settle.ts'
import type { Settled } from '../door/settle.ts'

const inputOf = {
  queue: 'queue-timeout',
  run: 'run-timeout',
  apply: 'apply-timeout'
} as const satisfies Record<keyof Patience, string>

/**
 * Ends a wait that ran out of patience: settles the run where that is wanted,
 * never an apply under way, and says which input sets the limit.
 */
export async function endTimedOut(
  dependencies: Dependencies,
  followed: Extract<Followed, { kind: 'timed-out' }>,
  options: {
    /** Is a run that the step made got out of the way? */
    readonly cleanup: boolean
    /** Who acts and for what, recorded on the run. */
    readonly audit: string
    readonly follow: { readonly patience: Patience }
  }
): Promise<Ending> {
  const { run, waitedFor } = followed
  const limit = renderDuration(options.follow.patience[waitedFor])
  const isOurs = isOwn(dependencies.record.facts())
  const settled =
    options.cleanup && isOurs
      ? await trySettle(
          dependencies,
          run.id,
          `${options.audit}\n\nThe wait for it ended after ${limit} ('${inputOf[waitedFor]}').`
        )
      : undefined
  const after =
    settled === undefined || settled.did === 'failed'
      ? 'The run was left as it is.'
      : settled.did === 'nothing'
        ? `The run was left as it is: ${settled.why}.`
        : `The run was asked to ${settled.did}, and is ${isFinal(settled.run.status) ? '' : 'still '}${renderStatus(settled.run.status)}.`
  const notes = settled?.did === 'failed' ? [settled.note] : []
  return {
    outcome: 'timed-out',
    gate: 'none',
    run: settled === undefined || settled.did === 'failed' ? run : settled.run,
    notes,
    isUnsettled: notes.length > 0,
    plan: undefined,
    checks: undefined,
    reasons: [],
    failure: failure(
      `Run ${run.id} was still ${renderStatus(run.status)} when '${inputOf[waitedFor]}' (${limit}) ran out${followed.why === undefined ? '' : `: ${followed.why}`}. ${after}`
    )
  }
}

/** How long the effect of a clean-up is looked for. */
const effectMilliseconds = 10_000

/** The run as it is after the clean-up; as it was where that cannot be read. */
async function readEnd(dependencies: Dependencies, run: Run): Promise<Run> {
  try {
    return await lookUntil(dependencies, run.id, {
      isSeen: ({ status }) => isFinal(status),
      within: effectMilliseconds
    })
  } catch {
    dependencies.signal.throwIfAborted()
    return run
  }
}

/** A clean-up that is refused does not change how the wait ended. */
async function trySettle(
  dependencies: Dependencies,
  runId: string,
  comment: string
): Promise<Settled | { readonly did: 'failed'; readonly note: string }> {
  try {
    const word = { purpose: 'clean-up', comment } as const
    const settled = await settleRun(dependencies, runId, word)
    if (settled.did === 'nothing') return settled
    return { ...settled, run: await readEnd(dependencies, settled.run) }
  } catch (error) {
    dependencies.signal.throwIfAborted()
    const note = `Run ${runId} could not be discarded or cancelled: ${saidBy(error)}`
    dependencies.log.warning(note)
    return { did: 'failed', note }
  }
}
