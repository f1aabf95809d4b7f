import { breach } from './breach.ts'
import type { Breach } from './breach.ts'
import { confirmedOrLater, final } from './course.ts'
import { statusAt } from './hcp.ts'
import { slack, toldOf } from './record-laws.ts'
import type { Attempt, Story } from './story.ts'

/**
 * R6, when all jobs have ended. Of the comments: there is one, where nothing is in
 * the way; the last job's word stands, or one of the same run; its headline is what its run was when the job ended; no
 * job wrote over the word of a younger one about the head. Of the
 * check runs: none is in progress, and none says success of a job that failed.
 */
export function judgeVisible(story: Story): Breach[] {
  return [
    ...judgeLastWord(story),
    ...judgeSpoken(story),
    ...judgeRewrites(story),
    ...judgeChecks(story)
  ]
}

const stamp = /gated-terraform-run-step: .*?workflow-run=(\d+) attempt=(\d+)/
const touching = /^(?:comment|delete-comment|edit-comment|forbid-comments)$/

/** R6: what is seen of ours in the end is the last job's word, and is so. */
function judgeLastWord(story: Story): Breach[] {
  const { history, github, attempts } = story
  const last = attempts.reduce<Attempt | undefined>(
    (newest, one) =>
      newest === undefined || isNewer(one, newest) ? one : newest,
    undefined
  )
  const isTouched = history.events.some(
    (event) => event.kind === 'person' && touching.test(event.does)
  )
  // What cannot report, or may not, has no last word.
  const isSilent =
    isTouched ||
    last?.outputs['outcome'] === undefined ||
    last.outputs['comment-id'] === undefined ||
    history.scenario.actor !== 'alice' ||
    !github.mayComment
  if (last === undefined || isSilent) return []
  return github.comments
    .filter(({ body, isMinimized }) => stamp.test(body) && !isMinimized)
    .flatMap(({ body }) => {
      const [, workflowRun, attempt] = stamp.exec(body) ?? []
      // Of the same run, an older job's word stands as long as it is true.
      const isLast =
        (workflowRun === last.job.workflowRun &&
          attempt === String(last.job.attempt)) ||
        namesRunOf(last, body)
      return isLast
        ? judgeStanding(story, last, body)
        : [breach('R6', 'an older job has the last word')]
    })
}

/** What is in nobody's way to a comment. */
const harmless = /^(?:again|beside|late-run|stale|wall)$/
const told = /^(?:planned|no-changes|saved|held|applied|blocked|discarded)$/

/** R6: of what ends well there is one comment of ours, where it may be made. */
function judgeSpoken({
  history,
  github,
  attempts,
  exchanges
}: Story): Breach[] {
  const { scenario, events } = history
  const { event, actor, isFork, existing, flow, connected } = scenario
  const isUndisturbed =
    events.every(({ kind }) => harmless.test(kind)) &&
    exchanges.every(
      ({ kind, status = 500 }) => !kind.startsWith('gh-') || status < 300
    )
  const isTold =
    /^(?:pull_request|issue_comment)/.test(event) &&
    actor === 'alice' &&
    !isFork &&
    existing === undefined &&
    connected === undefined &&
    flow !== 'end' &&
    attempts.every(({ main }) => main.signal === undefined) &&
    attempts.every(({ outputs }) => told.test(outputs['outcome'] ?? ''))
  if (!isUndisturbed || !isTold) return []
  const ours = github.comments.filter(
    ({ body, isMinimized }) => stamp.test(body) && isMinimized !== true
  )
  if (ours.length === 0) {
    return [breach('R6', 'nothing is told on the pull request')]
  }
  return ours.length > 1
    ? [breach('R6', 'two comments of ours tell of the same')]
    : []
}

function namesRunOf({ outputs }: Attempt, body: string): boolean {
  const ids = (outputs['run-ids'] ?? '').split('\n')
  return ids.some((id) => id !== '' && body.includes(id))
}

function isNewer({ job: one }: Attempt, { job: other }: Attempt): boolean {
  return Number(one.workflowRun) === Number(other.workflowRun)
    ? one.attempt > other.attempt
    : Number(one.workflowRun) > Number(other.workflowRun)
}

/** What its headline says, beside the run as it was when the job had ended. */
function judgeStanding(story: Story, attempt: Attempt, body: string): Breach[] {
  const { main, post, outputs } = attempt
  const run = story.hcp.find(outputs['run-id'] ?? '')
  if (run === undefined || main.signal !== undefined) return []
  const status = statusAt(run, (post ?? main).endedAt)?.status ?? ''
  const found: Breach[] = []
  if (/^### Applied/m.test(body) && status !== 'applied') {
    found.push(breach('R6', 'the comment says applied, and the run is not'))
  }
  if (/^### Discarded/m.test(body) && confirmedOrLater.has(status)) {
    found.push(breach('R6', 'the comment says discarded, and the run is not'))
  }
  // A word cannot be younger than the last look.
  const hasEnded =
    toldOf(story, attempt, run).some((each) => final.has(each)) ||
    final.has(statusAt(run, main.endedAt - slack)?.status ?? '') ||
    (final.has(status) && run.discardedBy === 'step')
  if (/^### Waiting for/m.test(body) && hasEnded) {
    found.push(breach('R6', 'the comment waits, and the run has ended'))
  }
  return found
}

/** Nobody younger is written over; of two heads, the pull request's is. */
function judgeRewrites({ history, github, attempts }: Story): Breach[] {
  // Of two workflow runs the clock of each says which is younger.
  const isUnclear = history.events.some(
    (event) =>
      event.kind === 'wall' ||
      (event.kind === 'person' && touching.test(event.does))
  )
  if (isUnclear) return []
  return github.rewrites.flatMap(({ by, before, after }) => {
    // Of two that were made at once one goes, and its writer is there to see.
    if (after === undefined) return []
    const [, workflowRun, attempt] = stamp.exec(before) ?? []
    const writer = attempts.find(({ number }) => number === by)
    const told = attempts.find(
      ({ job }) =>
        job.workflowRun === workflowRun && String(job.attempt) === attempt
    )
    if (writer === undefined || told === undefined) return []
    const isYounger = isNewer(told, writer) && told.beganAt > writer.beganAt
    return isYounger && told.job.head === github.head
      ? [breach('R6', "an older job writes over a newer one's word")]
      : []
  })
}

/** What keeps a job from ending its check runs. */
const hindering = /^(?:kill|lost-runner|lost-state|missing|signal)$/

function judgeChecks({ history, github, attempts }: Story): Breach[] {
  const isHindered = history.events.some(
    (event) =>
      hindering.test(event.kind) ||
      (event.kind === 'answer' && event.to.startsWith('gh-'))
  )
  const isAlone = history.scenario.members.length === 0
  return [...github.checks.values()].flatMap((check) => {
    const attempt = attempts.find(({ number }) => number === check['by'])
    const found: Breach[] = []
    if (check['status'] !== 'completed' && !isHindered) {
      found.push(breach('R6', 'a check run stays in progress'))
    }
    const { main } = attempt ?? {}
    const isRed = main?.signal === undefined && (main?.exitCode ?? 0) !== 0
    const isHeld = attempt?.outputs['outcome'] === 'held' && isAlone
    if (check['conclusion'] !== 'action_required' && isHeld && !isHindered) {
      found.push(breach('R6', 'a check run asks nobody, and its run is held'))
    }
    if (check['conclusion'] === 'success' && isRed && isAlone) {
      found.push(breach('R6', 'a check run says success, and its job failed'))
    }
    return found
  })
}
