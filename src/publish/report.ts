import type { IngressAttributes, Run } from '../hcp/types.ts'
import type { CommitReport, PlanReport, Report } from '../report/types.ts'
import { isPastGate, unwatched } from '../run/record/claims.ts'
import type { Claims } from '../run/record/claims.ts'
import { isFinal } from '../run/record/status.ts'
import type { Diagnostic } from '../run/record/diagnostic.ts'
import { failure } from '../run/record/ending.ts'
import type { Failure } from '../run/record/ending.ts'
import { lastText } from '../run/record/phase-log.ts'
import { withoutProvenance } from '../run/record/provenance.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Given } from '../step/given.ts'
import { placeOf } from '../step/origin.ts'
import { runUrl, webAddress } from './web-address.ts'

/** The report's data from what may be claimed of the run. */
export function createReport(given: Given, claims: Claims): Report {
  const { inputs, workflow } = given
  const { workspace, ending, run, outcome, applyState, runless } = claims
  const organization = workspace?.organization ?? inputs.organization ?? ''
  const name = workspace?.name ?? inputs.workspace ?? ''
  return {
    mode: inputs.mode,
    refused: refusedRequest(inputs, claims),
    outcome,
    withoutRun: runless?.state,
    gate: claims.gate,
    workspace: {
      hostname: inputs.baseUrl.host,
      organization,
      name,
      url: webAddress(inputs.baseUrl, 'app', organization, 'workspaces', name)
    },
    run: run && reportRun(run, inputs, claims),
    source: {
      repository: `${workflow.repository.owner}/${workflow.repository.name}`,
      sha: placeOf(given, run).sha,
      actor: workflow.actor,
      workflowRunUrl: workflow.runUrl
    },
    plan: run && reportPlan(run, claims),
    warnings: warningsOf(claims),
    since: undefined,
    cost: ending?.runChecks?.cost,
    policies: ending?.runChecks?.policies ?? [],
    tasks: ending?.runChecks?.tasks ?? [],
    checks: ending?.checks,
    reasons: reasonsOf(claims),
    applyState,
    apply:
      run === undefined || applyState === 'none'
        ? undefined
        : reportApply(run, claims, workflow.actor),
    outputs: outputsNow(claims),
    left: claims.left,
    notes:
      runless === undefined
        ? [...claims.disregarded, ...(ending?.notes ?? [])]
        : [runless.note],
    failure: reportFailure(claims)
  }
}

function reasonsOf({
  ending,
  failed,
  run,
  isUnwatched
}: Claims): Report['reasons'] {
  return [
    ...(ending === undefined ? (failed?.reasons ?? []) : ending.reasons),
    ...(run !== undefined && isUnwatched ? [unwatched(run)] : [])
  ]
}

function reportRun(
  run: Run,
  inputs: Inputs,
  { workspace, commit }: Claims
): Report['run'] {
  return {
    id: run.id,
    url: runUrl(inputs, workspace, run.id),
    status: run.status,
    isOver: isFinal(run.status),
    message: withoutProvenance(run.message),
    terraformVersion: run.terraformVersion,
    isDestroy: run.isDestroy === true,
    refreshOnly: run.refreshOnly,
    targets: run.targetAddrs,
    replaces: run.replaceAddrs,
    statusTimestamps: run.statusTimestamps,
    commit: commit && reportCommit(commit)
  }
}

function reportCommit(commit: IngressAttributes): CommitReport {
  const { pullRequestNumber: number } = commit
  return {
    repository: commit.identifier,
    sha: commit.commitSha,
    url: commit.commitUrl,
    branch: commit.branch,
    author: commit.senderUsername,
    pullRequest:
      number === undefined
        ? undefined
        : {
            number,
            title: commit.pullRequestTitle,
            url: commit.pullRequestUrl
          }
  }
}

/** What was asked for and refused, if it came to nothing by that. */
function refusedRequest(
  { mode, approve }: Inputs,
  { failed, isVain }: Claims
): string | undefined {
  const isRefusal =
    failed?.by === 'refusal' ||
    failed?.by === 'stranger' ||
    failed?.by === 'rejection'
  if (!isRefusal || mode === 'show' || !isVain) return undefined
  return mode === 'apply' && approve === false ? 'discard' : mode
}

/** What ended the step, and what of its apply that leaves open. */
function reportFailure({
  ending,
  failed,
  run,
  isUnwatched,
  runless
}: Claims): Failure | undefined {
  if (runless?.failure !== undefined) return failure(runless.failure)
  const ended =
    ending === undefined && runless === undefined
      ? failure(failed?.why ?? '')
      : ending?.failure
  if (ended === undefined) return undefined
  const isRefusal = failed?.by === 'refusal' || failed?.by === 'stranger'
  const besides =
    run !== undefined && isUnwatched
      ? ` ${unwatched(run).message}`
      : ending === undefined && !isRefusal && run?.status === 'applied'
        ? ` Run ${run.id} is applied all the same.`
        : ''
  if (besides === '') return ended
  return {
    ...ended,
    headline: `${ended.headline}${besides}`,
    isFirstError: false
  }
}

function reportPlan(
  run: Run,
  { ending, logs }: Claims
): PlanReport | undefined {
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
function warningsOf({ ending, logs }: Claims): readonly Diagnostic[] {
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

function reportApply(
  run: Run,
  { ending, isConfirmedHere, outcome, logs }: Claims,
  actor: string
): Report['apply'] {
  const { apply } = run
  const isAhead =
    !isPastGate(run) && run.statusTimestamps['confirmed-at'] === undefined
  if (apply === undefined || isAhead) return undefined
  return {
    status: apply.status,
    counts: apply.counts,
    logged: logs.apply.done,
    invoked: apply.actionInvocations,
    failedActions: apply.actionFailures,
    confirmedBy: isConfirmedHere ? actor : ending?.confirmedBy,
    finishedAt:
      run.statusTimestamps['applied-at'] ?? run.statusTimestamps['errored-at'],
    outputs: outcome === 'shown' ? [] : (ending?.workspaceOutputs ?? [])
  }
}

/** What a look at a workspace shows beside its run. */
function outputsNow({ outcome, ending, runless }: Claims): Report['outputs'] {
  return outcome === 'shown' ? (runless ?? ending)?.workspaceOutputs : undefined
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
    case 'uploaded':
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
