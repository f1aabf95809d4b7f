import type { Reason } from '../gate/verdict.ts'
import { ApiError } from '../hcp/wire/errors.ts'
import type { Run } from '../hcp/types.ts'
import type { PlanReport, Report } from '../report/types.ts'
import { applyStateOf } from '../run/record/apply-state.ts'
import type { ApplyState } from '../run/record/apply-state.ts'
import type { Diagnostic } from '../run/record/diagnostic.ts'
import { RunRefusedError, StrangerError, saidBy } from '../run/record/errors.ts'
import type { Failure } from '../run/record/ending.ts'
import { gateAtSight } from '../run/record/next-step.ts'
import type { Gate, Outcome } from '../run/record/outcome.ts'
import { lastText } from '../run/record/phase-log.ts'
import { withoutProvenance } from '../run/record/provenance.ts'
import {
  isConfirmedOrLater,
  isFinal,
  renderStatus
} from '../run/record/status.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { runUrl } from '../step/step.ts'
import type { Step } from '../step/step.ts'
import { webAddress } from './web-address.ts'

/** The report's data from what is known of the step. */
export function createReport(step: Step): Report {
  const { inputs, workflow, workspace, ending } = step
  const run = ending?.run ?? step.run
  const outcome = outcomeOf(step)
  const applyState = run === undefined ? 'none' : stateOfApply(run, step)
  const isUnwatched = applyState === 'unwatched' && unfinished.has(outcome)
  const organization = workspace?.organization ?? inputs.organization ?? ''
  const name = workspace?.name ?? inputs.workspace ?? ''
  return {
    mode: inputs.mode,
    refused: refusedRequest(step),
    outcome,
    gate: ending?.gate ?? gateLeft(step, applyState),
    workspace: {
      hostname: inputs.baseUrl.host,
      organization,
      name,
      url: webAddress(inputs.baseUrl, 'app', organization, 'workspaces', name)
    },
    run: run && {
      id: run.id,
      url: runUrl(step, run.id),
      status: run.status,
      message: withoutProvenance(run.message),
      terraformVersion: run.terraformVersion,
      isDestroy: run.isDestroy,
      refreshOnly: run.refreshOnly,
      targets: run.targetAddrs,
      replaces: run.replaceAddrs,
      statusTimestamps: run.statusTimestamps
    },
    source: {
      repository: `${workflow.repository.owner}/${workflow.repository.name}`,
      sha: step.sha,
      actor: workflow.actor,
      workflowRunUrl: workflow.runUrl
    },
    plan: run && reportPlan(run, step),
    warnings: warningsOf(step),
    since: undefined,
    cost: ending?.runChecks?.cost,
    policies: ending?.runChecks?.policies ?? [],
    tasks: ending?.runChecks?.tasks ?? [],
    checks: ending?.checks,
    reasons: [
      ...(ending?.reasons ?? []),
      ...(step.error instanceof StrangerError ? step.error.reasons : []),
      ...(run !== undefined && isUnwatched ? [unwatched(run)] : [])
    ],
    applyState,
    apply:
      run === undefined || applyState === 'none'
        ? undefined
        : reportApply(run, step),
    left: step.left,
    notes: ending?.notes ?? [],
    failure: reportFailure(step, isUnwatched ? run : undefined)
  }
}

/**
 * How the step ended. What ends it while its run is applied is told besides:
 * the apply is done all the same.
 */
function outcomeOf({ ending, run, inputs, error }: Step): Outcome {
  if (ending !== undefined) return ending.outcome
  if (inputs.mode === 'apply' && run?.status === 'applied') return 'applied'
  return error instanceof Error && error.name === 'InterruptedError'
    ? 'canceled'
    : 'errored'
}

/**
 * Did a request about what is there already come to nothing? Decided by facts:
 * the step ended before its ending, made no run, sent no write that may have
 * taken effect, and its run is as it was found.
 */
export function isVain(step: Step): boolean {
  const { inputs, ending, run, statusFound, hasActed, error } = step
  if (ending !== undefined || hasActed) return false
  if (step.isOwnRun || step.askedFor !== undefined) return false
  if (error instanceof StrangerError) return true
  return (
    (inputs.runId !== undefined || inputs.mode === 'discard') &&
    run?.status === statusFound
  )
}

/** What was asked for and refused, if it came to nothing by that. */
function refusedRequest(step: Step): string | undefined {
  const { inputs, error } = step
  const isRefusal =
    error instanceof RunRefusedError ||
    (error instanceof ApiError && error.status < 500)
  if (!isRefusal || inputs.mode === 'show' || !isVain(step)) return undefined
  return inputs.mode === 'apply' && inputs.approve === false
    ? 'discard'
    : inputs.mode
}

/**
 * The gate at which a run still waits that the step did nothing with. Its own
 * run it has got out of the way, or `post` does.
 */
function gateLeft({ run, isOwnRun }: Step, applyState: ApplyState): Gate {
  return run === undefined || isOwnRun || applyState !== 'none'
    ? 'none'
    : gateAtSight(run)
}

/** The outcomes that an apply may go on behind. */
const unfinished: ReadonlySet<Outcome> = new Set([
  'blocked',
  'canceled',
  'errored',
  'timed-out'
])

function stateOfApply(run: Run, { ending, wasConfirmed }: Step): ApplyState {
  const state = applyStateOf(run, wasConfirmed)
  // Confirmed, and stopped at a check before the apply: seen, not guessed.
  return state === 'unwatched' && ending?.gate === 'policy-override'
    ? 'none'
    : state
}

function unwatched(run: Run): Reason {
  return {
    code: 'apply-unwatched',
    message: `The apply of run ${run.id} may still be running or begin (last seen: ${renderStatus(run.status)}): this step only stopped watching it.`,
    facts: { status: run.status }
  }
}

/** What ended the step, and what of its apply that leaves open. */
function reportFailure(
  { ending, error, run }: Step,
  left: Run | undefined
): Failure | undefined {
  const failure =
    ending === undefined
      ? { headline: saidBy(error), diagnostics: [], logText: undefined }
      : ending.failure
  if (failure === undefined) return undefined
  const besides =
    left !== undefined
      ? ` ${unwatched(left).message}`
      : ending === undefined &&
          !(error instanceof RunRefusedError) &&
          run?.status === 'applied'
        ? ` Run ${run.id} is applied all the same.`
        : ''
  return { ...failure, headline: `${failure.headline}${besides}` }
}

function reportPlan(run: Run, { ending, logs }: Step): PlanReport | undefined {
  const plan = ending?.plan
  if (plan?.kind === 'changes') {
    return {
      kind: 'changes',
      changes: plan.changes,
      counted: run.plan?.counts
    }
  }
  if (plan === undefined) return undefined
  const counts = run.plan?.counts
  return {
    kind: 'counts',
    additions: counts?.additions,
    changes: counts?.changes,
    destructions: counts?.destructions,
    imports: counts?.imports,
    why: plan.why,
    logText: lastText(logs.plan)
  }
}

/** Of both logs, the same one once, without what the failure tells already. */
function warningsOf({ ending, logs }: Step): readonly Diagnostic[] {
  const told = new Set(ending?.failure?.diagnostics.map(keyOf))
  return [...logs.plan.diagnostics, ...logs.apply.diagnostics].filter(
    (diagnostic) => {
      const key = keyOf(diagnostic)
      if (diagnostic.severity !== 'warning' || told.has(key)) return false
      told.add(key)
      return true
    }
  )
}

function keyOf(diagnostic: Diagnostic): string {
  return JSON.stringify(diagnostic)
}

function reportApply(run: Run, { ending, workflow }: Step): Report['apply'] {
  const { apply } = run
  const isAhead =
    !isFinal(run.status) &&
    !isConfirmedOrLater(run.status) &&
    run.statusTimestamps['confirmed-at'] === undefined
  if (apply === undefined || isAhead) return undefined
  return {
    status: apply.status,
    counts: apply.counts,
    confirmedBy:
      ending?.isConfirmedHere === true ? workflow.actor : ending?.confirmedBy,
    finishedAt:
      run.statusTimestamps['applied-at'] ?? run.statusTimestamps['errored-at'],
    outputs: ending?.workspaceOutputs ?? []
  }
}

/** Is the step green? */
export function isSuccess(
  report: Pick<Report, 'outcome' | 'failure'>,
  inputs: Pick<Inputs, 'failOnBlocked'>
): boolean {
  switch (report.outcome) {
    case 'planned':
    case 'no-changes':
    case 'saved':
    case 'held':
    case 'shown':
    case 'listed':
    case 'skipped':
      return true
    case 'applied':
    case 'canceled':
    case 'discarded':
      // Asked for, or come in the way of what was asked for?
      return report.failure === undefined
    case 'blocked':
      return !inputs.failOnBlocked
    case 'errored':
    case 'timed-out':
      return false
  }
}
