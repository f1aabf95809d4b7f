import { saidBy } from '../run/record/errors.ts'
import type { GitHub } from '../github/client.ts'
import {
  findPullRequest,
  fullName,
  readPullRequest
} from '../github/pull-request.ts'
import { GitHubError } from '../github/refusals.ts'
import { upsertStickyComment } from '../github/sticky-comment.ts'
import type { UpsertedComment } from '../github/sticky-comment.ts'
import type { ReasonCode } from '../gate/verdict.ts'
import { awaitsEnd, renderComment } from '../report/comment.ts'
import { renderMarker } from '../report/marker.ts'
import { redactComparison } from '../report/redact.ts'
import { createSeal } from '../report/seal.ts'
import type { Seal } from '../report/seal.ts'
import { isOlder, readStamp, stampOf } from '../report/stamp.ts'
import type { Teller } from '../report/stamp.ts'
import { compareTraces, parseTrace, traceOf } from '../report/trace.ts'
import type { PlanTrace } from '../report/trace.ts'
import type { PlanComparison, Report } from '../report/types.ts'
import { parseProvenance } from '../run/record/provenance.ts'
import { isFinal } from '../run/record/status.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Claims } from '../run/record/claims.ts'
import { connectGitHub } from '../step/given.ts'
import type { Given } from '../step/given.ts'
import { placeOf } from '../step/origin.ts'
import type { World } from '../step/world.ts'

/** After a cancellation the report has what is left of the 7.5 s. */
const publishWithinMilliseconds = 2_000

/** Is this end one that a new comment is made for? */
export function wantsComment(
  report: Report,
  isOk: boolean,
  inputs: Inputs
): boolean {
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

/** The comment as it was written. */
export interface Commented {
  readonly comment: UpsertedComment
  /** Against the plan that the comment told of before. */
  readonly since: PlanComparison | undefined
}

/**
 * Writes the report into our comment on the pull request: one that is there is
 * always brought up to date, a new one is made where `mayCreate`. Undefined
 * where there is none to write, which is said; a comment that cannot be written
 * is a warning.
 */
export async function writeComment(
  told: Told,
  report: Report,
  redact: (text: string) => string,
  world: World,
  mayCreate: boolean
): Promise<Commented | undefined> {
  const { given, claims } = told
  const { inputs, workflow } = given
  const { log } = world
  const why = whyNot(told, report)
  if (why !== undefined) {
    log.info(why)
    return undefined
  }
  const signal = world.signal.aborted
    ? AbortSignal.timeout(publishWithinMilliseconds)
    : world.signal
  const github = connectGitHub(given, { log, signal })
  if (github === undefined) return undefined
  try {
    const { repository } = workflow
    const found = await findPullRequest(
      github,
      repository,
      placeOf(given, claims.run).location
    )
    if (found.kind !== 'number') {
      log.info(`No comment: ${'why' in found ? found.why : found.sha}`)
      return undefined
    }
    return await upsertComment(github, {
      ...told,
      report,
      redact,
      log,
      number: found.number,
      mayCreate: mayCreate && claims.workspace !== undefined,
      wait: async (milliseconds) => {
        log.info(
          `GitHub asks to wait ${Math.ceil(milliseconds / 1000)} s before the comment is written.`
        )
        await world.clock.sleep(milliseconds, signal)
      }
    })
  } catch (error) {
    const text = `The pull request comment could not be written: ${saidBy(error)}`
    if (inputs.comment === 'never') log.info(text)
    else log.warning(text)
    return undefined
  }
}

/** What is told, and for whom. */
interface Told {
  readonly given: Given
  readonly claims: Claims
}

/** What is known when the comment is written. */
interface Telling extends Told {
  readonly report: Report
  readonly redact: (text: string) => string
  readonly log: World['log']
  /** The pull request's. */
  readonly number: number
  readonly mayCreate: boolean
  readonly wait: (milliseconds: number) => Promise<void>
}

async function upsertComment(
  github: GitHub,
  telling: Telling
): Promise<Commented | undefined> {
  const { given, report, redact, log, number } = telling
  const { inputs, workflow } = given
  const marker = markerOf(given, report)
  const seal = createSeal(inputs.token, [
    workflow.apiUrl,
    fullName(workflow.repository).toLowerCase(),
    String(number),
    marker
  ])
  const teller = tellerOf(telling)
  let since: PlanComparison | undefined
  let left: string | undefined
  const comment = await upsertStickyComment(github, {
    wait: telling.wait,
    mayCreate: async () => {
      if (!telling.mayCreate) {
        left = `none is made for this end (comment: ${inputs.comment})`
        return false
      }
      left = await whyBehind(github, telling, teller)
      return left === undefined
    },
    repository: workflow.repository,
    pullRequest: number,
    marker,
    authorOf: (body) => readStamp(body, seal)?.author,
    onForeign: ({ url }, why) => {
      log.warning(
        `Another comment of ours is out of date, and this token may neither change nor remove it: ${url} (${why})`
      )
    },
    mustStay: async ({ body }) => {
      left = await whyLeft(github, telling, teller, body, seal)
      return left !== undefined
    },
    body: (previous, self) => {
      const earlier = parseTrace(previous?.body ?? '', seal)
      const found = compare(telling, earlier)
      since = found && redactComparison(found, redact)
      const stamp = stampOf(report, teller, self ?? nobody)
      return renderComment(
        { ...report, since },
        {
          marker,
          detail: inputs.commentDetail,
          hidden: { seal, stamp, earlier }
        }
      )
    }
  })
  sayWritten(telling, comment, left)
  return comment && { comment, since }
}

/** Where GitHub does not tell a token whose it is. */
const nobody = { id: undefined, login: '' }

function sayWritten(
  { log }: Telling,
  comment: UpsertedComment | undefined,
  left: string | undefined
): void {
  log.info(
    comment === undefined
      ? `No comment: there is none, and ${left ?? ''}.`
      : left === undefined
        ? `Comment: ${comment.url}`
        : `The comment is left as it is, ${left}: ${comment.url}`
  )
}

function markerOf({ inputs }: Given, { workspace }: Report): string {
  return renderMarker({
    hostname: workspace.hostname,
    organization: workspace.organization,
    workspace: workspace.name,
    key: inputs.commentKey ?? ''
  })
}

/** Against the plan that the comment told of; undefined where there is none. */
function compare(
  { given: { inputs }, claims: { isOwn }, report }: Telling,
  earlier: PlanTrace | undefined
): PlanComparison | undefined {
  // A run that was there may be older than the plan it is compared with.
  if (!isOwn || report.applyState !== 'none') return undefined
  const trace = traceOf(report, inputs.commentDetail)
  return earlier && trace && compareTraces(earlier, trace)
}

/** Whoever is refused for who they are writes nothing either. */
const strangersReasons: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'actor-not-allowed',
  'commenter-not-allowed',
  'origin-differs',
  'origin-unknown',
  'requester-not-allowed'
])

/** Why nothing is written, before GitHub is asked anything. */
function whyNot({ given, claims }: Told, report: Report): string | undefined {
  const { inputs } = given
  const { location } = placeOf(given, claims.run)
  if (inputs.githubToken === undefined) {
    return "No comment: 'github-token' is empty."
  }
  if (location.kind === 'none' || location.kind === 'unknown') {
    return `No comment: ${location.why}`
  }
  if (inputs.mode === 'show') {
    return "No comment: 'mode: show' reads, and writes none."
  }
  if (claims.isVain) {
    return 'The comment is left as it is: this step changed nothing.'
  }
  const isRefused =
    !claims.isOwn &&
    !claims.hasActed &&
    report.reasons.some(({ code }) => strangersReasons.has(code))
  return isRefused
    ? 'The comment is left as it is: what was asked for was not for this run or not by somebody who may.'
    : undefined
}

/** What the step tells the next one of itself. */
function tellerOf({ given, claims, number }: Telling): Teller {
  const { workflow } = given
  const { run, foundStatus } = claims
  const { location } = placeOf(given, run)
  const origin =
    run !== undefined && foundStatus !== undefined
      ? parseProvenance(run.message)
      : undefined
  const head =
    (location.kind === 'number' ? location.headSha : undefined) ??
    (origin?.pullRequest === number ? origin.sha : undefined)
  return {
    head: head ?? '',
    workflowRun: workflow.runId,
    attempt: Number(workflow.runAttempt) || 1,
    begunAt: Math.round(performance.timeOrigin)
  }
}

/** Why what a comment of ours says is not ours to write over. */
async function whyLeft(
  github: GitHub,
  telling: Telling,
  teller: Teller,
  body: string,
  seal: Seal
): Promise<string | undefined> {
  const { claims, report } = telling
  // This step had no part in its end.
  const isPast = !claims.hasActed && isFinal(claims.foundStatus ?? '')
  if (isPast && !awaitsEnd(body, report)) {
    return 'it tells of this end or of another run'
  }
  const told = readStamp(body, seal)
  if (told === undefined) return await whyBehind(github, telling, teller)
  const areOfHeads = told.head !== '' && teller.head !== ''
  const head =
    areOfHeads && told.head !== teller.head
      ? await readHead(github, telling, teller)
      : undefined
  return isOlder(teller, told, head)
    ? `it tells of a younger step (commit ${told.head.slice(0, 7) || 'unknown'}, workflow run ${told.workflowRun}, attempt ${told.attempt})`
    : undefined
}

/** Why a step has nothing to say: it is about what is no longer the head. */
async function whyBehind(
  github: GitHub,
  telling: Telling,
  teller: Teller
): Promise<string | undefined> {
  if (teller.head === '') return undefined
  const head = await readHead(github, telling, teller)
  return head === undefined || head === teller.head
    ? undefined
    : `this step is about commit ${teller.head.slice(0, 7)} and the pull request is at ${head.slice(0, 7)}`
}

/** The head of the pull request; undefined where it cannot be read. */
async function readHead(
  github: GitHub,
  { given, number }: Telling,
  teller: Teller
): Promise<string | undefined> {
  const read = async () =>
    (await readPullRequest(github, given.workflow.repository, number)).headSha
  try {
    const head = await read()
    if (head === teller.head) return head
    // A push is seen late by some of GitHub's replicas.
    await github.pause(1)
    return await read()
  } catch (error) {
    if (!(error instanceof GitHubError) || error.kind === 'rate-limit') {
      throw error
    }
    return undefined
  }
}
