import type { Run } from '../../hcp/types.ts'
import type { Gate } from './outcome.ts'
import { isConfirmedOrLater, isFinal, phaseOf } from './status.ts'

/** How long the run has been seen in one and the same state. */
export interface Sighting {
  readonly status: string
  readonly isConfirmable: boolean | undefined
  /** Polls in a row that saw exactly this. */
  readonly count: number
  /** Milliseconds from the first of them to the last. */
  readonly heldMilliseconds: number
  /**
   * What is to be done at this gate is done, and nothing is configured that
   * could follow a plan. By default that is not known.
   */
  readonly isSure?: boolean
}

export type NextStep =
  | { readonly kind: 'wait'; readonly why: string }
  /** A gate was seen once; look again before believing it. */
  | { readonly kind: 'look-again'; readonly afterMilliseconds: number }
  | { readonly kind: 'gate'; readonly gate: Exclude<Gate, 'none'> }
  | { readonly kind: 'final' }

/**
 * Two looks this far apart must agree before a gate is believed, unless nothing
 * can follow any more: then the second comes right after the work between them.
 */
const debounceMilliseconds = 1_000

/**
 * A confirmable run that asked for auto-apply is about to confirm itself. Only
 * when nothing moved for this long is auto-apply plainly not honoured.
 */
const autoApplyGraceMilliseconds = 30_000

/**
 * A state that a run leaves within a second, or rests in at its gate. Where it
 * stays that long and could be discarded, it rests, and the server does not let
 * it be confirmed; where no flag is told, that takes longer to believe.
 */
const restMilliseconds = { discardable: 5_000, untold: 30_000 } as const

/** The same, where checks may be late to begin. */
const lateChecksMilliseconds = 60_000

/** Extends a sighting by one more look at the run, or begins a new one. */
export function sight(
  previous: (Sighting & { readonly since: number }) | undefined,
  run: Pick<Run, 'status' | 'actions'>,
  now: number
): Sighting & { readonly since: number } {
  const { isConfirmable } = run.actions
  const same =
    previous?.status === run.status && previous.isConfirmable === isConfirmable
  const since = same ? previous.since : now
  return {
    status: run.status,
    isConfirmable,
    count: same ? previous.count + 1 : 1,
    heldMilliseconds: now - since,
    since
  }
}

/** What of a run tells where it stands. */
export type Seen = Pick<Run, 'status' | 'actions' | 'autoApply' | 'savePlan'> &
  Partial<FollowUps & Pick<Run, 'planOnly'>>

type FollowUps = Pick<
  Run,
  | 'hasChanges'
  | 'plan'
  | 'taskStageIds'
  | 'policyCheckIds'
  | 'tfPolicyEvaluationIds'
  | 'costEstimateId'
>

/**
 * Does the run itself name nothing that follows its plan? It has changes, so it
 * does not end by itself, and waits for somebody. That nothing comes which it
 * does not name yet, only what is configured around it tells.
 */
export function isPlanLast(run: Seen): boolean {
  const names = [
    run.taskStageIds,
    run.policyCheckIds,
    run.tfPolicyEvaluationIds
  ]
  return (
    run.status === 'planned' &&
    run.actions.isConfirmable === true &&
    run.hasChanges === true &&
    run.plan?.status === 'finished' &&
    !run.autoApply &&
    !run.savePlan &&
    run.costEstimateId === undefined &&
    names.every((ids) => ids?.length === 0)
  )
}

/**
 * What to do about a run as it was just seen: wait, look again, stop at a gate
 * or end. The gate is a capability (`actions.is-confirmable`), not a status
 * name; final names end the wait; everything else, unknown names included,
 * waits. Follows the Runs API's description of run states and actions.
 */
export function nextStep(run: Seen, sighting: Sighting): NextStep {
  const { status } = run
  if (isFinal(status)) return { kind: 'final' }
  const phase = phaseOf(status)

  if (phase === 'decision') return believe('policy-override', sighting)

  // Without a plan there is nothing to confirm, and a confirmed run cannot be
  // at the confirmation gate, whatever a compatible server's flags say.
  const isPlanned = !run.planOnly && phase !== 'queued' && phase !== 'planning'
  const isConfirmable = isPlanned && run.actions.isConfirmable === true
  if (isConfirmable && !isConfirmedOrLater(status)) {
    const isSaved = run.savePlan || status === 'planned_and_saved'
    if (isSaved) return believe('saved-plan', sighting)
    if (run.autoApply) {
      return sighting.heldMilliseconds >= autoApplyGraceMilliseconds
        ? { kind: 'gate', gate: 'confirmation' }
        : { kind: 'wait', why: 'the run asked for auto-apply' }
    }
    return believe('confirmation', sighting, isPlanLast(run))
  }

  // Rests there for days; not confirmable just now means busy or locked.
  if (status === 'planned_and_saved') return believe('saved-plan', sighting)

  if (phase === 'checking' && rests(run, sighting)) {
    return { kind: 'gate', gate: 'confirmation' }
  }
  return {
    kind: 'wait',
    why: phase ?? `the status '${status}' is not known to this version`
  }
}

/** Does a run stand still where it could be decided about, and cannot? */
function rests(
  { status, actions }: Pick<Run, 'status' | 'actions'>,
  { heldMilliseconds }: Sighting
): boolean {
  const { isConfirmable, isDiscardable, isCancelable } = actions
  // What is interrupted or cannot be left is under way.
  if (isCancelable === true || isDiscardable === false) return false
  if (!resting.has(status)) return false
  const isTold = isDiscardable === true && isConfirmable === false
  const least = !isTold
    ? restMilliseconds.untold
    : status === 'cost_estimated'
      ? restMilliseconds.discardable
      : lateChecksMilliseconds
  // One look alone tells nothing of how long it rests.
  return Number.isFinite(heldMilliseconds) && heldMilliseconds >= least
}

/** The states of a gate; all of them are passed through as well. */
const resting: ReadonlySet<string> = new Set([
  'planned',
  'tf_policy_checked',
  'post_plan_completed',
  'cost_estimated',
  'policy_checked'
])

/**
 * The gate that one look at a run shows, not debounced: for a report of what is
 * seen, never to decide on.
 */
export function gateAtSight(run: Parameters<typeof nextStep>[0]): Gate {
  const step = nextStep(run, {
    status: run.status,
    isConfirmable: run.actions.isConfirmable,
    count: Number.POSITIVE_INFINITY,
    heldMilliseconds: Number.POSITIVE_INFINITY
  })
  return step.kind === 'gate' ? step.gate : 'none'
}

/** May it wait for a decision, and one look at it does not tell? */
export function isGateUntold(run: Parameters<typeof nextStep>[0]): boolean {
  const phase = phaseOf(run.status)
  const mayRest =
    phase === undefined || phase === 'checking' || phase === 'decision'
  return (
    mayRest &&
    run.planOnly !== true &&
    run.actions.isConfirmable === undefined &&
    gateAtSight(run) === 'none'
  )
}

function believe(
  gate: Exclude<Gate, 'none'>,
  { count, heldMilliseconds, isSure = false }: Sighting,
  isLast = false
): NextStep {
  const isHeld = heldMilliseconds >= debounceMilliseconds
  return count >= 2 && (isHeld || (isSure && isLast))
    ? { kind: 'gate', gate }
    : {
        kind: 'look-again',
        afterMilliseconds: Math.max(0, debounceMilliseconds - heldMilliseconds)
      }
}

/**
 * Does the run rest where nothing moves it but a decision? A report of it needs
 * one look; whoever decides looks twice.
 */
export function isResting({ status }: Pick<Run, 'status'>): boolean {
  const phase = phaseOf(status)
  return phase === 'saved' || phase === 'decision'
}
