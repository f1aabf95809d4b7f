import { saidBy } from '../run/record/errors.ts'
import { wantsComment, writeComment } from './comment.ts'
import { createRedactor, redactReport } from '../report/redact.ts'
import { renderSummary } from '../report/summary.ts'
import { writeJobSummary } from '../runner/job-summary.ts'
import { writeOutputs } from '../runner/outputs.ts'
import type { HeldLog } from '../runner/held-log.ts'
import type { Log } from '../runner/log.ts'
import { annotate, sayEnd } from './job-log.ts'
import { shownOutputs, writeResult } from './outputs.ts'
import type { Result } from './outputs.ts'
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

/** One workspace of the step, whose end is to be told. */
export interface Member {
  readonly given: Given
  readonly claims: Claims
  /** Where what was said about it is held, where there are several. */
  readonly held: HeldLog | undefined
}

/** The same, ready to be told. */
interface Told extends Result {
  readonly given: Given
  readonly isOk: boolean
  readonly redact: (text: string) => string
}

/**
 * Reports the end of a step everywhere it is to be seen: log, comment, job
 * summary, outputs. Resolves to whether the step succeeded, which it has if
 * every workspace did. A report that cannot be delivered is a warning; it never
 * changes the result.
 */
export async function publish(
  members: readonly Member[],
  world: World
): Promise<boolean> {
  const { log } = world
  const secrets = secretsOf(members)
  const told = members.map((member) => tell(member, secrets, log))
  const isOk = told.every((each) => each.isOk)
  const [first, second] = told
  if (first === undefined) return isOk
  const { inputs } = first.given
  const commented = await writeComment(
    first,
    first.report,
    first.redact,
    world,
    wantsComment(first.report, isOk, inputs)
  )
  if (inputs.jobSummary) {
    await writeSummary(
      () =>
        renderSummary(
          { ...first.report, since: commented?.since },
          { detail: inputs.commentDetail }
        ),
      log
    )
  }
  if (second === undefined) writeResult(first, commented?.comment)
  return isOk
}

/** What no text about any of them may hold. */
function secretsOf(members: readonly Member[]): readonly string[] {
  return members.flatMap(({ given: { inputs }, claims }) => [
    inputs.token,
    inputs.githubToken ?? '',
    ...(claims.ending?.plan?.kind === 'changes'
      ? claims.ending.plan.secrets
      : [])
  ])
}

/** Says the end of one workspace in the job's log. */
function tell(
  { given, claims, held }: Member,
  secrets: readonly string[],
  log: Log
): Told {
  const known = createReport(given, claims)
  const redact = createRedactor(secrets, known)
  log.conceal(redact)
  // Before rendering: a secret may look like Markdown.
  const report = redactReport(known, redact)
  const isOk = isSuccess(report, given.inputs)
  held?.tell(`${report.workspace.name}: ${report.outcome}`)
  sayEnd(report, isOk, claims, log)
  if (report.outcome !== 'shown') {
    annotate(report, { given, claims }, redact, log)
  }
  const shown = shownOutputs(claims, redact, log)
  return { given, claims, report, isOk, shown, redact }
}

async function writeSummary(render: () => string, log: Log): Promise<void> {
  try {
    await writeJobSummary(render())
  } catch (error) {
    log.warning(`The job summary could not be written: ${saidBy(error)}`)
  }
}
