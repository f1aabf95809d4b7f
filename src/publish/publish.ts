import { saidBy } from '../run/record/errors.ts'
import type { Reason } from '../gate/verdict.ts'
import type { UpsertedComment } from '../github/sticky-comment.ts'
import { wantsComment, writeComment } from './comment.ts'
import { renderCounts } from '../report/headline.ts'
import { shorten } from '../report/markdown.ts'
import {
  createRedactor,
  redactReport,
  repeatsSecret
} from '../report/redact.ts'
import { renderSummary } from '../report/summary.ts'
import type { Report } from '../report/types.ts'
import { policyStatus } from '../run/record/run-checks.ts'
import { annotationsOf, maxAnnotations } from '../runner/annotations.ts'
import { writeJobSummary } from '../runner/job-summary.ts'
import { writeOutputs } from '../runner/outputs.ts'
import { createReport, isSuccess } from './report.ts'
import type { Given } from '../step/given.ts'
import type { Claims } from '../run/record/claims.ts'
import type { World } from '../step/world.ts'

/** There is nothing to do without credentials, and nobody to blame for it. */
export function publishSkipped(who: string, log: World['log']): boolean {
  log.notice(
    `This pull request comes from ${who}, so GitHub passes no secrets and there is no 'token'. No run was made. Somebody with write access can plan it from a branch of this repository.`
  )
  writeOutputs({ outcome: 'skipped', gate: 'none', reasons: '[]' })
  return true
}

/**
 * Reports the end of a step everywhere it is to be seen: log, comment, job
 * summary, outputs. Resolves to whether the step succeeded. A report that
 * cannot be delivered is a warning; it never changes the result.
 */
export async function publish(
  given: Given,
  claims: Claims,
  world: World
): Promise<boolean> {
  const { inputs } = given
  const { log } = world
  const known = createReport(given, claims)
  const redact = createRedactor(
    [
      inputs.token,
      inputs.githubToken ?? '',
      ...(claims.ending?.plan?.kind === 'changes'
        ? claims.ending.plan.secrets
        : [])
    ],
    known
  )
  log.conceal(redact)
  // Before rendering: a secret may look like Markdown.
  const report = redactReport(known, redact)
  const isOk = isSuccess(report, inputs)
  sayEnd(report, isOk, claims, log)
  if (report.outcome !== 'shown')
    annotate(report, { given, claims }, redact, log)

  const commented = await writeComment(
    { given, claims },
    report,
    redact,
    world,
    wantsComment(report, isOk, inputs)
  )
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
      log.warning(`The job summary could not be written: ${saidBy(error)}`)
    }
  }
  writeResult(claims, report, comment, shownOutputs(claims, redact, log))
  return isOk
}

function writeResult(
  { ending, workspace, run }: Claims,
  report: Report,
  comment: UpsertedComment | undefined,
  shown: Readonly<Record<string, unknown>> | undefined
): void {
  const plan = ending?.plan
  const changes = plan?.kind === 'changes' ? plan.changes : undefined
  const counts = run?.plan?.counts
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
    // An empty text would switch a rule of a later job off.
    'plan-digest': plan?.kind === 'changes' ? plan.digest : run && 'unknown',
    'monthly-cost-delta': ending?.runChecks?.cost?.delta,
    'policy-status': policyStatus(ending?.runChecks),
    'plan-json-path': plan?.kind === 'changes' ? plan.redactedPath : undefined,
    'comment-id': comment?.id,
    'comment-url': comment?.url
  }
  const reasons = keepWithin(report.reasons, longestReasons)
  writeOutputs({
    ...facts,
    reasons: JSON.stringify(reasons),
    'workspace-outputs': shown && JSON.stringify(shown),
    result: JSON.stringify({
      schema_version: 1,
      ...facts,
      reasons,
      checks: report.checks ?? [],
      'workspace-outputs': shown
    })
  })
}

/** The outputs of a job have 1 MiB together; reasons are there twice. */
const longestReasons = 200 * 1024

/** The first reasons, within so many bytes of JSON; the others are counted. */
function keepWithin(
  reasons: readonly Reason[],
  limit: number
): readonly Reason[] {
  let bytes = 0
  const end = reasons.findIndex((reason) => {
    bytes += Buffer.byteLength(JSON.stringify(reason))
    return bytes > limit
  })
  const next = reasons[end]
  if (next === undefined) return reasons
  const omitted = reasons.length - end
  return [
    ...reasons.slice(0, end),
    {
      code: next.code,
      message: `There are ${omitted} more reasons, which would not fit.`,
      facts: { omitted }
    }
  ]
}

/**
 * The workspace's outputs that later steps may have. One with a part taken out
 * would be a wrong value, so what repeats a secret is left out, and said.
 */
function shownOutputs(
  { ending }: Claims,
  redact: (text: string) => string,
  log: World['log']
): Readonly<Record<string, unknown>> | undefined {
  if (ending?.workspaceOutputs === undefined) return undefined
  const open = ending.workspaceOutputs.filter(({ sensitive }) => !sensitive)
  const told = open.filter((output) => !repeatsSecret(output, redact))
  if (told.length < open.length) {
    const names = open
      .filter((output) => !told.includes(output))
      .map(({ name }) => name)
    log.warning(
      `Left out of the output 'workspace-outputs', because they repeat a sensitive value of the plan or are nested too deep: ${names.join(', ')}. Mark them as sensitive in the configuration, or what they repeat as not sensitive.`
    )
  }
  return Object.fromEntries(told.map(({ name, value }) => [name, value]))
}

/** GitHub cuts an annotation; the log need not have more. */
const longestSentence = 4_000

function sayEnd(
  report: Report,
  isOk: boolean,
  { ending, failed }: Claims,
  log: World['log']
): void {
  const reasons = report.reasons.map(({ message }) => message).join(' ')
  const id = report.run ? `Run ${report.run.id}` : 'No run'
  const counts = renderCounts(report)
  const sentence = shorten(
    [`${id}: ${report.outcome}${counts === '' ? '' : `, ${counts}`}.`, reasons]
      .filter((part) => part !== '')
      .join(' '),
    longestSentence
  )
  if (report.failure && !isOk) {
    log.error(shorten(report.failure.headline, longestSentence))
  } else if (report.failure) {
    // Shown, as was asked for: it is the run's, and no error of this step.
    log.info([sentence, report.failure.headline].join(' '))
  } else if (!isOk) {
    log.error(sentence)
  } else if (report.outcome === 'blocked' || report.outcome === 'held') {
    log.notice(sentence)
  } else {
    log.info(sentence)
  }
  if (ending !== undefined) return
  for (const cause of failed?.causes ?? []) log.debug(`caused by: ${cause}`)
}

/**
 * Terraform's diagnostics on the lines they are about. The failure's headline
 * is an annotation already.
 */
function annotate(
  report: Report,
  {
    given: { inputs, workflow },
    claims: { workspace, logs, ending }
  }: { readonly given: Given; readonly claims: Claims },
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
