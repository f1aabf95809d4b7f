import { breach } from './breach.ts'
import type { Breach } from './breach.ts'
import { final } from './course.ts'
import { judgeGate } from './gate-laws.ts'
import { statusAt } from './hcp.ts'
import type { History, WorldEvent } from './history.ts'
import { judgeRecord } from './record-laws.ts'
import type { Attempt, Story } from './story.ts'

/** Every law of a single history that was broken in this one. */
export function judge(story: Story): readonly Breach[] {
  const found = [
    ...judgeGate(story),
    ...judgeRest(story),
    ...judgeAgain(story),
    ...judgeLastWord(story),
    ...story.attempts.flatMap((attempt) => judgeRecord(story, attempt))
  ]
  const unique = new Map(found.map((one) => [`${one.law} ${one.what}`, one]))
  return [...unique.values()]
}

/** Troubles with one reading that pass by themselves. */
const passing =
  /^(?:404|empty|html|half|cut|500|502|503|504|504-after|429|429-bare|reset-before|reset-after|late|no-includes|flicker)$/

/** What is known by this name in a breach; undefined: no mere nuisance. */
function nuisanceOf(event: WorldEvent): string | undefined {
  switch (event.kind) {
    case 'answer':
      return event.to === 'read-run' &&
        event.times <= 2 &&
        event.nth > 1 &&
        passing.test(event.how)
        ? `a reading answered ${event.how}`
        : undefined
    case 'stale':
      return 'a replica behind'
    case 'wall':
      return 'a wall clock that jumps'
    case 'again':
      return ''
    case 'beside':
    case 'down':
    case 'kill':
    case 'late-run':
    case 'lost-runner':
    case 'lost-state':
    case 'missing':
    case 'next':
    case 'payload':
    case 'person':
    case 'signal':
      return undefined
  }
}

/** Does the workflow get what it asks for where nothing is in the way? */
function isSound({ scenario }: History): boolean {
  const { ways, existing, flaw, actor, isFork } = scenario
  return (
    !ways.planFails &&
    !ways.applyFails &&
    ways.policy !== 'hard' &&
    ways.policy !== 'soft' &&
    existing === undefined &&
    flaw === undefined &&
    !isFork &&
    actor === 'alice'
  )
}

/** R1 where nothing disturbs for long: what was asked for is what comes. */
function judgeRest({ history, attempts, hcp }: Story): Breach[] {
  const nuisances = history.events.map(nuisanceOf)
  if (nuisances.some((each) => each === undefined)) return []
  const { flow } = history.scenario
  const outcome = attempts[0]?.outputs['outcome']
  if (!isSound(history) || outcome === undefined) return []
  const isDisturbed = ['errored', 'timed-out', 'canceled'].includes(outcome)
  const isDiscarded =
    hcp.writes.some(
      ({ action, by, isAccepted }) =>
        by === 1 && isAccepted && (action === 'discard' || action === 'cancel')
    ) &&
    flow !== 'refuse' &&
    outcome !== 'blocked'
  if (!isDisturbed && !isDiscarded) return []
  const why = nuisances.find((each) => each !== '') ?? ''
  return [
    breach(
      'R1',
      why === ''
        ? `undisturbed, ${flow} ends ${outcome}`
        : `${why} ${isDiscarded ? 'discards' : 'ends'} a healthy run`
    )
  ]
}

/** R5: the same job again neither does a thing twice nor is stopped. */
function judgeAgain({ history, hcp, attempts }: Story): Breach[] {
  const second = attempts.find(({ job }) => job.attempt === 2)
  if (second === undefined) return []
  const found: Breach[] = []
  const applied = hcp.runs.filter(
    (run) =>
      run.confirmedBy === 'step' &&
      run.hasChanges &&
      run.stages.at(-1)?.status === 'applied'
  )
  if (applied.length > 1) found.push(breach('R5', 'applied twice'))
  const isInTheWay = history.events.some(
    ({ kind }) => kind === 'person' || kind === 'missing' || kind === 'payload'
  )
  const outcome = second.outputs['outcome']
  if (isInTheWay) return found
  if (outcome === 'timed-out') {
    found.push(breach('R5', 'the second attempt waits until a timeout'))
  }
  if (outcome === 'errored' && isSound(history)) {
    found.push(breach('R5', 'the second attempt fails of what the first left'))
  }
  return found
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
        body.includes(last.outputs['run-id'] ?? 'no run')
      return isLast
        ? judgeStanding(story, last, body)
        : [breach('R6', 'an older job has the last word')]
    })
}

function isNewer({ job: one }: Attempt, { job: other }: Attempt): boolean {
  return Number(one.workflowRun) === Number(other.workflowRun)
    ? one.attempt > other.attempt
    : Number(one.workflowRun) > Number(other.workflowRun)
}

/** What its headline says, beside the run as it was when the job had ended. */
function judgeStanding(
  { hcp }: Story,
  { number, main, post, outputs }: Attempt,
  body: string
): Breach[] {
  const run = hcp.find(outputs['run-id'] ?? '')
  if (run === undefined || main.signal !== undefined) return []
  const status = statusAt(run, (post ?? main).endedAt)?.status ?? ''
  const found: Breach[] = []
  if (/^### Applied/m.test(body) && status !== 'applied') {
    found.push(breach('R6', 'the comment says applied, and the run is not'))
  }
  const isOurs = run.madeBy === number
  if (/^### Waiting for/m.test(body) && final.has(status) && isOurs) {
    found.push(breach('R6', 'the comment waits, and the run has ended'))
  }
  return found
}

/** How a history ended, for the relations between two: was it let through? */
export function isLetThrough({ hcp }: Story): boolean {
  return hcp.writes.some(
    ({ action, by, isAccepted }) =>
      action === 'apply' && typeof by === 'number' && isAccepted
  )
}
