import { saidBy } from '../run/record/errors.ts'
import { userAgent } from '../hcp/wire/user-agent.ts'
import { createGitHub } from '../github/client.ts'
import type { GitHub } from '../github/client.ts'
import { readPullRequestOfCommit } from '../github/pull-request.ts'
import { upsertStickyComment } from '../github/sticky-comment.ts'
import type { UpsertedComment } from '../github/sticky-comment.ts'
import { awaitsEnd, renderComment } from '../report/comment.ts'
import { renderMarker } from '../report/marker.ts'
import { redactComparison } from '../report/redact.ts'
import { compareTraces, parseTrace, traceOf } from '../report/trace.ts'
import type { PlanComparison, Report } from '../report/types.ts'
import { isFinal } from '../run/record/status.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { isVain } from './report.ts'
import type { Step } from '../step/step.ts'
import type { World } from '../step/world.ts'

/** After a cancellation the report has what is left of the 7.5 s. */
const publishWithinMilliseconds = 2_000

/** Is this end one that is to be told on the pull request? */
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
 * Writes the report into our comment on the pull request. Undefined where there
 * is none to write, which is said; a comment that cannot be written is a
 * warning.
 */
export async function writeComment(
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
  if (inputs.mode === 'show') {
    log.info("No comment: 'mode: show' reads, and writes none.")
    return undefined
  }
  if (isVain(step)) {
    log.info('The comment is left as it is: this step changed nothing.')
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
    let left: string | undefined
    // This step had no part in its end.
    const isPast = !step.hasActed && isFinal(step.statusFound ?? '')
    const comment = await upsertStickyComment(github, {
      repository: workflow.repository,
      pullRequest: number,
      marker,
      body: (previous) => {
        if (isPast && previous && !awaitsEnd(previous.body, report)) {
          left = previous.body
          return left
        }
        const earlier = parseTrace(previous?.body ?? '')
        // A run that was there may be older than the plan it is compared with.
        const found =
          earlier && trace && step.isOwnRun
            ? compareTraces(earlier, trace)
            : undefined
        since = found && redactComparison(found, redact)
        return renderComment({ ...report, since }, { marker, detail, earlier })
      }
    })
    log.info(
      left !== undefined
        ? `The comment is left as it is, it tells of this end or of another run: ${comment.url}`
        : `Comment: ${comment.url}`
    )
    return { comment, since }
  } catch (error) {
    log.warning(
      `The pull request comment could not be written: ${saidBy(error)}`
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
