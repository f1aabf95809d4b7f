import type { Run } from '../../hcp/types.ts'
import { isConfirmedOrLater, isFinal } from './status.ts'

/**
 * What may be claimed of a run's apply.
 *
 * - `none`: there was none, so the run changed nothing
 * - `unwatched`: it may run, or begin, and nobody saw its end
 * - `partial`: it ended early; what it had done until then is done
 * - `complete`: the run is applied
 */
export type ApplyState = 'none' | 'unwatched' | 'partial' | 'complete'

/**
 * What may be claimed of the apply of a run as it was last seen. `wasConfirmed`
 * is true where a confirm was sent that the server did not refuse, or the run
 * was seen confirmed before: a look at a replica that is behind changes nothing
 * of that. What cannot be known is never `none`.
 */
export function applyStateOf(
  run: Pick<
    Run,
    'status' | 'statusTimestamps' | 'plan' | 'apply' | 'planOnly' | 'autoApply'
  >,
  wasConfirmed: boolean
): ApplyState {
  const { status, statusTimestamps: at, plan, apply } = run
  if (run.planOnly) return 'none'
  if (status === 'applied') return 'complete'
  const isConfirmed = wasConfirmed || at['confirmed-at'] !== undefined
  if (!isFinal(status)) {
    // Whoever asked for auto-apply needs nobody's confirm.
    return isConfirmed || isConfirmedOrLater(status) || run.autoApply
      ? 'unwatched'
      : 'none'
  }
  if (!mayHaveApplied.has(status)) return 'none'
  if (apply?.status === 'unreachable') return 'none'
  if (apply !== undefined && begun.has(apply.status)) return 'partial'
  if (at['applying-at'] !== undefined) return 'partial'
  const hasNoPlan = plan !== undefined && plan.status !== 'finished'
  if (hasNoPlan || apply?.status === 'pending') return 'none'
  return isConfirmed ? 'partial' : 'none'
}

/** The final statuses that an apply may end in, and others, too. */
const mayHaveApplied: ReadonlySet<string> = new Set([
  'errored',
  'canceled',
  'force_canceled'
])

/** The statuses of an apply that Terraform has started. */
const begun: ReadonlySet<string> = new Set([
  'running',
  'errored',
  'canceled',
  'finished'
])
