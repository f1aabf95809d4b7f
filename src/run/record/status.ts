/**
 * Every status a run of HCP Terraform can have, and what it means to somebody
 * who waits (reference: run states, Runs API). A status alone never proves a
 * gate: most "gate" names are also passed through within a second.
 */

/**
 * - `queued`: waits for its turn, a lock or a worker before planning
 * - `planning`: Terraform plans, or tasks run before it
 * - `checking`: the plan is there; policies, tasks and cost estimates follow
 * - `decision`: stopped until somebody overrides a failed check
 * - `saved`: rests as a saved plan
 * - `applying`: confirmed; cannot be stopped without harm
 * - `final`: nothing more happens
 */
type Phase =
  | 'queued'
  | 'planning'
  | 'checking'
  | 'decision'
  | 'saved'
  | 'applying'
  | 'final'

const phases = {
  pending: 'queued',
  fetching: 'queued',
  fetching_completed: 'queued',
  pre_plan_running: 'planning',
  pre_plan_awaiting_decision: 'decision',
  pre_plan_completed: 'planning',
  queuing: 'queued',
  plan_queued: 'queued',
  planning: 'planning',
  planned: 'checking',
  tf_policy_checked: 'checking',
  tf_policy_override: 'decision',
  post_plan_running: 'checking',
  post_plan_awaiting_decision: 'decision',
  post_plan_completed: 'checking',
  cost_estimating: 'checking',
  cost_estimated: 'checking',
  policy_checking: 'checking',
  policy_override: 'decision',
  policy_soft_failed: 'final',
  policy_checked: 'checking',
  planned_and_finished: 'final',
  planned_and_saved: 'saved',
  confirmed: 'applying',
  pre_apply_running: 'applying',
  pre_apply_awaiting_decision: 'decision',
  pre_apply_completed: 'applying',
  queuing_apply: 'applying',
  apply_queued: 'applying',
  applying: 'applying',
  post_apply_running: 'applying',
  post_apply_completed: 'applying',
  applied: 'final',
  discarded: 'final',
  errored: 'final',
  canceled: 'final',
  force_canceled: 'final',
  assessing: 'checking',
  assessed: 'final'
} as const satisfies Record<string, Phase>

type KnownStatus = keyof typeof phases

/** Every status name that is known, in the order a run meets them. */
export const knownStatuses = Object.keys(phases) as readonly KnownStatus[]

/** The phase a status belongs to; `undefined` for a name we do not know. */
export function phaseOf(status: string): Phase | undefined {
  return Object.hasOwn(phases, status)
    ? phases[status as KnownStatus]
    : undefined
}

/** Does a run with this status wait for its turn, to plan or to apply? */
export function isQueued(status: string): boolean {
  return (
    phaseOf(status) === 'queued' ||
    status === 'queuing_apply' ||
    status === 'apply_queued'
  )
}

/** Nothing more will happen to a run with this status. */
export function isFinal(status: string): boolean {
  return phaseOf(status) === 'final'
}

/**
 * Somebody has confirmed the run: its apply is ahead, under way or done.
 * A pre-apply stage that waits for a decision is past the confirm as well.
 */
export function isConfirmedOrLater(status: string): boolean {
  return (
    phaseOf(status) === 'applying' ||
    status === 'pre_apply_awaiting_decision' ||
    status === 'applied'
  )
}

/**
 * Does a run meet this status before the other, and never again after it? An
 * override leads back into the stage that waited for it. False where either is
 * not known.
 */
export function isEarlier(status: string, other: string): boolean {
  const names: readonly string[] = knownStatuses
  const at = names.indexOf(status)
  const leadsBack =
    phaseOf(other) === 'decision' && stageOf(status) === stageOf(other)
  return at >= 0 && at < names.indexOf(other) && !leadsBack
}

function stageOf(status: string): string {
  return status.replace(
    /_(?:running|awaiting_decision|completed|checking|checked|override)$/,
    ''
  )
}

/** `post_plan_running` → `post plan running`, for people. */
export function renderStatus(status: string): string {
  return status.replaceAll('_', ' ')
}
