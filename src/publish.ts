import { userAgent } from './connect.ts'
import { createGitHub } from './github/client.ts'
import type { GitHub } from './github/client.ts'
import { readPullRequestOfCommit } from './github/pull-request.ts'
import { upsertStickyComment } from './github/sticky-comment.ts'
import type { UpsertedComment } from './github/sticky-comment.ts'
import type { Run } from './hcp/types.ts'
import type { Step, World } from './step.ts'
import { renderComment } from './report/comment.ts'
import { renderMarker } from './report/marker.ts'
import {
  createRedactor,
  redactComparison,
  redactReport
} from './report/redact.ts'
import { renderSummary } from './report/summary.ts'
import { compareTraces, parseTrace, traceOf } from './report/trace.ts'
import type { PlanComparison, PlanReport, Report } from './report/types.ts'
import { policyStatus } from './run/checks.ts'
import type { Outcome } from './run/outcome.ts'
import { lastText } from './run/phase-log.ts'
import { withoutProvenance } from './run/provenance.ts'
import { annotationsOf, maxAnnotations } from './runner/annotations.ts'
import type { Inputs } from './runner/inputs.ts'
import { writeJobSummary } from './runner/job-summary.ts'
import { writeOutputs } from './runner/outputs.ts'

/** After a cancellation the report has what is left of the 7.5 s. */
const publishWithinMilliseconds = 2_000

/**
 * Reports the end of a step everywhere it is to be seen: log, comment, job
 * summary, outputs. Resolves to whether the step succeeded. A report that
 * cannot be delivered is a warning; it never changes the result.
 */
export async function publish(step: Step, world: World): Promise<boolean> {
  const { inputs } = step
  const { log } = world
  const known = createReport(step)
  const redact = createRedactor([
    inputs.token,
    inputs.githubToken ?? '',
    ...(step.ending?.plan?.kind === 'changes' ? step.ending.plan.secrets : [])
  ])
  // Before rendering: a secret may look like Markdown.
  const report = redactReport(known, redact)
  const isOk = isSuccess(report, inputs)
  sayEnd(report, isOk, step, log)
  annotate(report, step, redact, log)

  const commented = wantsComment(report, isOk, inputs)
    ? await comments(step, report, redact, world)
    : undefined
  const comment = commented?.comment

  if (inputs.jobSummary) {
    try {
      await writeJobSummary(
        renderSummary(
          { ...report, since: commented?.since },
          { detail: inputs.commentDetail }
        )
      )
    } catch (error) {
      log.warning(`The job summary could not be written: ${messageOf(error)}`)
    }
  }
  writeResult(step, report, comment)
  return isOk
}

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
  const workspaceUrl = urlOf(inputs, ['app', organization, 'workspaces', name])
  return {
    mode: inputs.mode,
    outcome,
    gate: ending?.gate ?? 'none',
    workspace: {
      hostname: inputs.baseUrl.host,
      organization,
      name,
      url: workspaceUrl
    },
    run: run && {
      id: run.id,
      url: urlOf(inputs, [
        'app',
        organization,
        'workspaces',
        name,
        'runs',
        run.id
      ]),
      status: run.status,
      message: withoutProvenance(run.message),
      terraformVersion: run.terraformVersion,
      isDestroy: run.isDestroy,
      refreshOnly: run.refreshOnly,
      statusTimestamps: run.statusTimestamps
    },
    source: {
      repository: `${workflow.repository.owner}/${workflow.repository.name}`,
      sha: step.sha,
      actor: workflow.actor,
      workflowRunUrl: workflow.runUrl
    },
    plan: run && reportPlan(run, step),
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

function wantsComment(report: Report, isOk: boolean, inputs: Inputs): boolean {
  switch (inputs.comment) {
    case 'always':
      return true
    case 'never':
      return false
    case 'on-failure':
      return !isOk || report.outcome === 'blocked'
    case 'on-changes':
      return !(isOk && report.outcome === 'no-changes')
  }
}

interface Commented {
  readonly comment: UpsertedComment
  /** Against the plan that the comment told of before. */
  readonly since: PlanComparison | undefined
}

async function comments(
  step: Step,
  report: Report,
  redact: (text: string) => string,
  world: World
): Promise<Commented | undefined> {
  const { inputs, workflow, location } = step
  const { log } = world
  if (inputs.githubToken === undefined) {
    log.info("No comment: 'github-token' is empty.")
    return undefined
  }
  if (location.kind === 'none') {
    log.info(`No comment: ${location.why}`)
    return undefined
  }
  const github = createGitHub({
    token: inputs.githubToken,
    apiUrl: workflow.apiUrl,
    userAgent,
    log: (line) => {
      log.debug(line)
    },
    signal: world.signal.aborted
      ? AbortSignal.timeout(publishWithinMilliseconds)
      : world.signal
  })
  try {
    const number = await findPullRequest(github, step)
    if (number === undefined) {
      log.info(`No comment: no pull request brought commit ${step.sha}.`)
      return undefined
    }
    const marker = renderMarker({
      hostname: report.workspace.hostname,
      organization: report.workspace.organization,
      workspace: report.workspace.name,
      key: inputs.commentKey ?? ''
    })
    const detail = inputs.commentDetail
    const trace = traceOf(report, detail)
    let since: PlanComparison | undefined
    const comment = await upsertStickyComment(github, {
      repository: workflow.repository,
      pullRequest: number,
      marker,
      body: (previous) => {
        const earlier = parseTrace(previous?.body ?? '')
        const found =
          earlier && trace ? compareTraces(earlier, trace) : undefined
        since = found && redactComparison(found, redact)
        return renderComment({ ...report, since }, { marker, detail, earlier })
      }
    })
    log.info(`Comment: ${comment.url}`)
    return { comment, since }
  } catch (error) {
    log.warning(
      `The pull request comment could not be written: ${messageOf(error)}`
    )
    return undefined
  }
}

async function findPullRequest(
  github: GitHub,
  { workflow, location }: Step
): Promise<number | undefined> {
  switch (location.kind) {
    case 'number':
      return location.number
    case 'commit': {
      const pull = await readPullRequestOfCommit(
        github,
        workflow.repository,
        location.sha
      )
      return pull?.number
    }
    case 'none':
      return undefined
  }
}

function writeResult(
  step: Step,
  report: Report,
  comment: UpsertedComment | undefined
): void {
  const { ending, workspace } = step
  const run = ending?.run ?? step.run
  const plan = ending?.plan
  const changes = plan?.kind === 'changes' ? plan.changes : undefined
  const counts = run?.plan?.counts
  const shown = Object.fromEntries(
    (ending?.workspaceOutputs ?? [])
      .filter(({ sensitive }) => !sensitive)
      .map(({ name, value }) => [name, value])
  )
  const facts = {
    'run-id': run?.id,
    'run-url': report.run?.url,
    'workspace-id': workspace?.id,
    'configuration-version-id': run?.configurationVersionId,
    'run-status': run?.status,
    outcome: report.outcome,
    gate: report.gate,
    'has-changes': run?.hasChanges,
    additions: changes?.counts.add ?? counts?.additions,
    changes: changes?.counts.change ?? counts?.changes,
    destructions: changes?.counts.destroy ?? counts?.destructions,
    imports: changes?.counts.import ?? counts?.imports,
    replacements: changes?.verbs.replace,
    'plan-digest': plan?.kind === 'changes' ? plan.digest : undefined,
    'monthly-cost-delta': ending?.runChecks?.cost?.delta,
    'policy-status': policyStatus(ending?.runChecks),
    'plan-json-path': plan?.kind === 'changes' ? plan.redactedPath : undefined,
    'comment-id': comment?.id,
    'comment-url': comment?.url
  }
  writeOutputs({
    ...facts,
    reasons: JSON.stringify(report.reasons),
    'workspace-outputs':
      ending?.workspaceOutputs === undefined
        ? undefined
        : JSON.stringify(shown),
    result: JSON.stringify({
      schema_version: 1,
      ...facts,
      reasons: report.reasons,
      checks: report.checks ?? [],
      'workspace-outputs':
        ending?.workspaceOutputs === undefined ? undefined : shown
    })
  })
}

function sayEnd(
  report: Report,
  isOk: boolean,
  step: Step,
  log: World['log']
): void {
  const reasons = report.reasons.map(({ message }) => message).join(' ')
  const id = report.run ? `Run ${report.run.id}` : 'No run'
  const sentence = [`${id}: ${report.outcome}.`, reasons]
    .filter((part) => part !== '')
    .join(' ')
  if (report.failure) {
    log.error(report.failure.headline)
  } else if (!isOk) {
    log.error(sentence)
  } else if (report.outcome === 'blocked' || report.outcome === 'held') {
    log.notice(sentence)
  } else {
    log.info(sentence)
  }
  if (step.ending === undefined && step.error instanceof Error) {
    for (
      let { cause } = step.error;
      cause instanceof Error;
      { cause } = cause
    ) {
      log.debug(`caused by: ${cause.message}`)
    }
  }
}

/**
 * Terraform's diagnostics on the lines they are about. The failure's headline
 * is an annotation already.
 */
function annotate(
  report: Report,
  { inputs, workspace, workflow, logs, ending }: Step,
  redact: (text: string) => string,
  log: World['log']
): void {
  const findings = ending?.failure?.diagnostics.length
    ? ending.failure.diagnostics
    : [...logs.plan.diagnostics, ...logs.apply.diagnostics]
  const annotations = annotationsOf(
    findings.map((finding) => ({
      severity: finding.severity,
      summary: redact(finding.summary),
      detail: redact(finding.detail),
      range: finding.range && {
        ...finding.range,
        filename: redact(finding.range.filename)
      }
    })),
    {
      root: workflow.checkout,
      configurationDirectory: inputs.configurationDirectory,
      currentDirectory: process.cwd(),
      workingDirectory: workspace?.workingDirectory
    },
    report.failure === undefined ? maxAnnotations : maxAnnotations - 1
  )
  for (const { severity, message, place } of annotations) {
    log[severity](message, place)
  }
}

function urlOf(inputs: Inputs, path: readonly string[]): string {
  return new URL(path.map(encodeURIComponent).join('/'), inputs.baseUrl).href
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
