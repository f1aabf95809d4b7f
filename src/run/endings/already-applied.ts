import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { RunRefusedError } from '../record/errors.ts'
import { isConfirmedOrLater, renderStatus } from '../record/status.ts'
import { concludeFinal } from './conclusion.ts'
import type { Ending } from '../record/ending.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { readRunActor } from '../reading/actor.ts'

/**
 * The ending of a step that was to apply a run and found it applied: nothing is
 * left to do or to judge, and the log of the apply is not this step's.
 */
export async function endAlreadyApplied(
  dependencies: Dependencies,
  run: Run,
  plan: PlanReading | undefined
): Promise<Ending> {
  const confirmedBy = await readRunActor(dependencies, run.id, 'confirmed')
  const ending = await concludeFinal(dependencies, run, plan)
  const at = run.statusTimestamps['applied-at']
  return {
    ...ending,
    confirmedBy,
    reasons: [
      {
        code: 'already-applied',
        message: `${wasApplied(run, confirmedBy)} before this step came to it; nothing was done.`,
        facts: {
          ...(at === undefined ? {} : { 'applied-at': at }),
          ...(confirmedBy === undefined ? {} : { 'confirmed-by': confirmedBy })
        }
      }
    ]
  }
}

/**
 * Whoever says no to a run that somebody has confirmed is told so.
 *
 * @throws RunRefusedError
 */
export async function refuseConfirmed(
  dependencies: Pick<Dependencies, 'hcp' | 'signal'>,
  run: Run
): Promise<void> {
  if (!isConfirmedOrLater(run.status)) return
  const by = await readRunActor(dependencies, run.id, 'confirmed')
  throw new RunRefusedError(tooLateFor(run, by))
}

/** That it cannot be discarded any more, and why, in one sentence. */
export function tooLateFor(run: Run, by: string | undefined): string {
  const what =
    run.status === 'applied'
      ? wasApplied(run, by)
      : `Run ${run.id} was confirmed already${by === undefined ? '' : ` by ${by}`} and is ${renderStatus(run.status)}`
  return `${what}; it cannot be discarded. This step did nothing with it.`
}

function wasApplied(run: Run, confirmedBy: string | undefined): string {
  const at = new Date(run.statusTimestamps['applied-at'] ?? '')
  const known = [
    Number.isNaN(at.getTime())
      ? ''
      : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    confirmedBy === undefined ? '' : `confirmed by ${confirmedBy}`
  ].filter((part) => part !== '')
  return `Run ${run.id} was applied already${known.length === 0 ? '' : ` (${known.join(', ')})`}`
}
