import type { Run } from './model.ts'
import { isFinal } from './model.ts'

/** What the state of a run allows, whoever asks. */
interface RunActions {
  readonly cancelable: boolean
  readonly confirmable: boolean
  readonly discardable: boolean
  readonly forceCancelable: boolean
}

const nothing: RunActions = {
  cancelable: false,
  confirmable: false,
  discardable: false,
  forceCancelable: false
}

/** States that a run leaves by itself although they look like a gate. */
const passing = new Set([
  'planned',
  'tf_policy_checked',
  'post_plan_completed',
  'cost_estimated',
  'policy_checked'
])

/**
 * Decides the `actions` of a run document.
 * @param oddities `flickers` shows passing states as confirmable, as HCP now
 * and then does; `discardsPending` lets a run go that still waits
 */
export function decideRunActions(
  run: Run,
  now: number,
  oddities: { readonly flickers: boolean; readonly discardsPending: boolean }
): RunActions {
  if (isFinal(run.status)) return nothing
  if (run.canceledAt !== undefined) {
    return {
      ...nothing,
      forceCancelable: now >= (run.forceCancelAvailableAt ?? Infinity)
    }
  }
  switch (run.gate) {
    case 'confirmation':
      return { ...nothing, confirmable: true, discardable: true }
    case 'saved':
      return {
        ...nothing,
        confirmable: isWorkspaceFree(run),
        discardable: true
      }
    case 'policy-check':
    case 'task-stage':
    case 'terraform-policy':
      return { ...nothing, discardable: true }
    case undefined:
      break
  }
  if (passing.has(run.status)) {
    return { ...nothing, confirmable: oddities.flickers }
  }
  if (run.status === 'post_plan_running') {
    return { ...nothing, cancelable: true, discardable: true }
  }
  return {
    ...nothing,
    cancelable: true,
    discardable: run.status === 'pending' && oddities.discardsPending
  }
}

/** Whether a saved plan of this workspace could be applied now. */
export function isWorkspaceFree(run: Run): boolean {
  const { manualLock, holder } = run.workspace
  return manualLock === undefined && holder === undefined
}
