import { oneLine, shorten, visible } from '../report/markdown.ts'
import { contradictionsOf } from '../report/contradictions.ts'
import { commitInWords } from '../report/footer.ts'
import { renderCounts } from '../report/headline.ts'
import { nextInWords, nextOfSet } from '../report/next-actions.ts'
import { setState } from '../report/set.ts'
import type { SetReport } from '../report/set.ts'
import { namer } from '../report/set-table.ts'
import type { Report } from '../report/types.ts'
import type { Claims } from '../run/record/claims.ts'
import type { PolicyResult } from '../run/record/run-checks.ts'
import { annotationsOf, maxAnnotations } from '../runner/annotations.ts'
import type { Annotation, Finding } from '../runner/annotations.ts'
import type { Log } from '../runner/log.ts'
import type { Given } from '../step/given.ts'

/** GitHub cuts an annotation; the log need not have more. */
const longestSentence = 4_000

/**
 * The last lines of a step for one workspace: the result, the address of the
 * run, and what to do next.
 */
export function sayLast(
  report: Report,
  isOk: boolean,
  claims: Claims,
  log: Log
): void {
  sayEnd(report, isOk, claims, log)
  const commit = commitInWords(report)
  if (report.run) log.info(`Run: ${report.run.url}`)
  if (commit !== '') log.info(`Its configuration is ${commit}.`)
  log.info(`Next: ${nextInWords(report)}`)
}

/**
 * The last lines of a step for several workspaces: how they stand, the addresses
 * of their runs, and what to do next. Their ends have been said one by one.
 */
export function sayLastOfSet(
  members: SetReport['members'],
  log: Pick<Log, 'info'>
): void {
  log.info(`${members.length} workspaces: ${setState(members)}.`)
  const name = namer(members.map(({ report }) => report.workspace))
  for (const { report } of members) {
    const { run, workspace } = report
    if (run !== undefined) log.info(`Run of ${name(workspace)}: ${run.url}`)
  }
  log.info(`Next: ${nextOfSet(members)}`)
}

/** The end in a sentence, as an error where the step is red by it. */
export function sayEnd(
  report: Report,
  isOk: boolean,
  { ending, failed, runless }: Claims,
  log: Log
): void {
  const sentence = shorten(runless?.note ?? endOf(report), longestSentence)
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
  for (const contradiction of contradictionsOf(report)) {
    log.warning(`Run ${report.run?.id ?? ''}: ${contradiction}`)
  }
  if (ending !== undefined) return
  for (const cause of failed?.causes ?? []) log.debug(`caused by: ${cause}`)
}

function endOf(report: Report): string {
  const reasons = report.reasons.map(({ message }) => message).join(' ')
  const id = report.run ? `Run ${report.run.id}` : 'No run'
  const counts = renderCounts(report)
  return [
    `${id}: ${report.outcome}${counts === '' ? '' : `, ${counts}`}.`,
    reasons
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** One workspace, with what may be claimed of it and its report. */
interface Told {
  readonly given: Given
  readonly claims: Claims
  readonly report: Report
  readonly redact: (text: string) => string
}

/**
 * Terraform's diagnostics on the lines they are about, so many at most. The
 * failure's headline is an annotation already.
 */
export function findAnnotations(
  { given: { inputs, workflow }, claims, report, redact }: Told,
  most: number
): readonly Annotation[] {
  const { workspace, logs, ending } = claims
  const diagnostics = ending?.failure?.diagnostics.length
    ? ending.failure.diagnostics
    : [...logs.plan.diagnostics, ...logs.apply.diagnostics]
  const policies = ending?.runChecks?.policies ?? []
  return annotationsOf(
    [...diagnostics, ...policies.flatMap(objectionsOf)].map((finding) => ({
      severity: finding.severity,
      summary: redact(finding.summary),
      detail: visible(redact(finding.detail)),
      range: finding.range && {
        ...finding.range,
        filename: redact(finding.range.filename)
      }
    })),
    {
      root: workflow.checkout,
      configurationDirectory: inputs.configurationDirectory,
      currentDirectory: process.cwd(),
      workingDirectory: workspace?.workingDirectory,
      oneLine
    },
    report.failure === undefined ? most : most - 1
  )
}

/** What a policy that failed objects to, on the lines that it names. */
function objectionsOf({
  status,
  level,
  policy,
  findings = []
}: PolicyResult): readonly Finding[] {
  if (status !== 'failed' && status !== 'errored') return []
  return findings.map(({ address, message, file, line }) => ({
    severity: level === 'advisory' ? 'warning' : 'error',
    summary: `Policy ${policy} ${status} for ${address}`,
    detail: message ?? '',
    range:
      file === undefined || line === undefined
        ? undefined
        : { filename: file, startLine: line, endLine: line }
  }))
}

/** Says them in the job's log, where GitHub shows ten a step. */
export function annotate(told: Told, log: Log): void {
  for (const { severity, message, place } of findAnnotations(
    told,
    maxAnnotations
  )) {
    log[severity](message, place)
  }
}
