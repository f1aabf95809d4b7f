import type { Known } from '../gate/known.ts'
import { saidBy } from '../run/record/errors.ts'
import { digestOf } from '../run/record/plan-evidence.ts'
import { wantsComment, writeComments } from './comment.ts'
import type { Commented } from './comment.ts'
import {
  createLearningRedactor,
  createRedactors,
  redactReport
} from '../report/redact.ts'
import { membersOf } from '../report/set.ts'
import type { SetReport } from '../report/set.ts'
import { namer } from '../report/set-table.ts'
import type { Detail, Report } from '../report/types.ts'
import { renderSetSummary } from '../report/summary.ts'
import { writeJobSummary } from '../runner/job-summary.ts'
import { writeOutputs } from '../runner/outputs.ts'
import type { HeldLog } from '../runner/held-log.ts'
import type { Log } from '../runner/log.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { CheckRuns } from './check-runs.ts'
import {
  annotate,
  findAnnotations,
  sayEnd,
  sayLast,
  sayLastOfSet
} from './job-log.ts'
import { digestOfSet } from '../step/set-digest.ts'
import { shownOutputs, writeResult, writeSetResult } from './outputs.ts'
import type { Keeper } from './output-limits.ts'
import type { Result } from './outputs.ts'
import { createReport, isSuccess } from './report.ts'
import { temporaryFolderOf } from '../step/given.ts'
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
}

/**
 * Reports the end of a step everywhere it is to be seen: log, comment, job
 * summary, outputs. Resolves to whether the step succeeded, which it has if
 * every workspace did. A report that cannot be delivered is a warning; it never
 * changes the result.
 */
export async function publish(
  given: Given,
  {
    members,
    leftOut,
    notes,
    checkRuns
  }: {
    readonly members: readonly Member[]
    readonly leftOut: SetReport['leftOut']
    readonly notes: readonly string[]
    readonly checkRuns: CheckRuns | undefined
  },
  world: World
): Promise<boolean> {
  const { inputs } = given
  const { log } = world
  const { told, redact } = tellAll(members, log)
  const isOk = told.every((each) => each.isOk)
  const planDigest = digestOfAll(told, ({ ending, configurationDigest }) =>
    digestOf(ending?.plan, configurationDigest)
  )
  const set: SetReport = {
    members: membersOf(told.map(({ report }) => report)),
    leftOut,
    gone: [],
    order: inputs.order,
    digest: planDigest.known ? planDigest.value : undefined,
    notes: notes.map(redact)
  }
  // One workspace without a run of its own has said all in the log.
  const isLogged =
    told.length + leftOut.length === 1 &&
    told[0]?.claims.runless?.isLogged === true
  const commented: Commented = isLogged
    ? { comment: undefined, each: [], set }
    : await writeComments(
        { given, members, set },
        redact,
        world,
        ({ set: { members: some } }) =>
          wantsNewComment(
            some.map(({ report }) => report),
            isOk,
            inputs
          )
      )
  await checkRuns?.end(commented.set, {
    isOk: (report) => isSuccess(report, inputs),
    annotations: told.map((each) => findAnnotations(each, mostInChecks))
  })
  if (inputs.jobSummary && !isLogged) {
    await writeSummary(commented.set, inputs.commentDetail, log)
  }
  const keeper = { folder: temporaryFolderOf(given), log }
  if (isLogged) writeDone(told)
  else endWith(told, { leftOut, planDigest, commented }, keeper)
  return isOk
}

/** The outputs, and the last lines of the log. */
function endWith(
  told: readonly Told[],
  {
    leftOut,
    planDigest,
    commented
  }: Pick<SetReport, 'leftOut'> & {
    readonly planDigest: Known<string>
    readonly commented: Commented
  },
  keeper: Keeper
): void {
  const [first, second] = told
  if (first === undefined) writeNothing(leftOut.length, keeper.log)
  else if (second === undefined) {
    writeResult(first, commented.comment ?? commented.each[0], keeper)
    sayLast(first.report, first.isOk, first.claims, keeper.log)
  } else {
    const configurationDigest = digestOfAll(
      told,
      ({ configurationDigest: digest }) => digest
    )
    const digests = { planDigest, configurationDigest }
    writeSetResult(told, digests, commented, keeper)
    sayLastOfSet(commented.set.members, keeper.log)
  }
}

/** In a check run there is more room than in the job's log. */
const mostInChecks = 150

/** Nothing that is touched is a good end that is told, and nothing to see. */
function wantsNewComment(
  reports: readonly Report[],
  isOk: boolean,
  inputs: Inputs
): boolean {
  return reports.length === 0
    ? inputs.comment === 'always'
    : reports.some((report) => wantsComment(report, isOk, inputs))
}

/** The outputs of a step that leaves out all its workspaces. */
function writeNothing(leftOut: number, log: Log): void {
  log.info(
    `The changes touch none of ${leftOut === 1 ? 'one workspace' : `${leftOut} workspaces`}: no run was made.`
  )
  writeOutputs({ outcome: 'skipped', gate: 'none', reasons: '[]', runs: '[]' })
}

/** The outputs of a step about one workspace without a run of its own. */
function writeDone([only]: readonly Result[]): void {
  const outcome = only?.report.outcome
  writeOutputs({ outcome, gate: 'none', reasons: '[]' })
}

/** What the digests of all workspaces come to, as the gate knows them. */
function digestOfAll(
  told: readonly Told[],
  digest: (claims: Claims) => Known<string>
): Known<string> {
  return digestOfSet(
    told.map(({ report, claims }) => {
      const { organization, name } = report.workspace
      return [`${organization}/${name}`, digest(claims)]
    })
  )
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

/** Says the end of each workspace in the job's log, without their secrets. */
function tellAll(
  members: readonly Member[],
  log: Log
): {
  readonly told: readonly Told[]
  readonly redact: (text: string) => string
} {
  const secrets = secretsOf(members)
  const redactorOf = createRedactors(secrets)
  const known = members.map((member) => ({
    member,
    report: createReport(member.given, member.claims)
  }))
  const reports = known.map(({ report }) => report)
  log.conceal(secrets, () => createLearningRedactor(reports))
  // Before rendering: a secret may look like Markdown.
  const redacted = known.map(({ member, report }) => {
    const redact = redactorOf(report)
    return { member, report: redactReport(report, redact), redact }
  })
  const name = namer(redacted.map(({ report }) => report.workspace))
  const told = redacted.map(({ member, report, redact }) => {
    member.held?.tell(`${name(report.workspace)}: ${report.outcome}`)
    return tell(member, report, redact, log)
  })
  return { told, redact: redactorOf() }
}

/**
 * Takes the end of one workspace in: what Terraform found is said at once, and,
 * of several, its end; that of a single one is what is said last.
 */
function tell(
  { given, claims, held }: Member,
  report: Report,
  redact: (text: string) => string,
  log: Log
): Told {
  const isOk = isSuccess(report, given.inputs)
  // Without a run of its own it has said all there is.
  if (held !== undefined && claims.runless?.isLogged !== true) {
    sayEnd(report, isOk, claims, log)
  }
  const told = { given, claims, report, isOk, redact }
  if (report.outcome !== 'shown') annotate(told, log)
  return { ...told, shown: shownOutputs(claims, redact, log) }
}

async function writeSummary(
  set: SetReport,
  detail: Detail,
  log: Log
): Promise<void> {
  try {
    await writeJobSummary(renderSetSummary(set, { detail }))
  } catch (error) {
    log.warning(`The job summary could not be written: ${saidBy(error)}`)
  }
}
