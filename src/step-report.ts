import type { Run } from './hcp/types.ts'
import type { PlanReport, Report } from './report/types.ts'
import type { Diagnostic } from './run/diagnostics.ts'
import type { Outcome } from './run/outcome.ts'
import { lastText } from './run/phase-log.ts'
import { withoutProvenance } from './run/provenance.ts'
import type { Inputs } from './runner/inputs.ts'
import { runUrl } from './step.ts'
import type { Step } from './step.ts'
import { webAddress } from './web-address.ts'

/** The report's data from what is known of the step. */
export function createReport(step: Step): Report {
  const { inputs, workflow, workspace, ending, error } = step
  const run = ending?.run ?? step.run
  const outcome: Outcome =
    ending?.outcome ??
    (error instanceof Error && error.name === 'InterruptedError'
      ? 'canceled'
      : 'errored')
  const organization = workspace?.organization ?? inputs.organization ?? ''
  const name = workspace?.name ?? inputs.workspace ?? ''
  return {
    mode: inputs.mode,
    outcome,
    gate: ending?.gate ?? 'none',
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
    reasons: ending?.reasons ?? [],
    apply: run && reportApply(run, step),
    failure:
      ending?.failure ??
      (ending === undefined
        ? {
            headline: messageOf(error),
            diagnostics: [],
            logText: undefined
          }
        : undefined)
  }
}

function reportPlan(run: Run, { ending, logs }: Step): PlanReport | undefined {
  const plan = ending?.plan
  if (plan?.kind === 'changes')
    return { kind: 'changes', changes: plan.changes }
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
  const wasConfirmed = run.statusTimestamps['confirmed-at'] !== undefined
  if (apply === undefined || !wasConfirmed) return undefined
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
