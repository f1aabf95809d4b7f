import { breach } from './breach.ts'
import type { Breach } from './breach.ts'
import type { Ways } from './course.ts'
import { judgeGate } from './gate-laws.ts'
import type { History, WorldEvent } from './history.ts'
import { judgeRecord } from './record-laws.ts'
import type { Story } from './story.ts'
import { judgeTexts } from './text-laws.ts'
import { judgeVisible } from './visible-laws.ts'

/** Every law of a single history that was broken in this one. */
export function judge(story: Story): readonly Breach[] {
  const found = [
    ...judgeGate(story),
    ...judgeRest(story),
    ...judgeAgain(story),
    ...judgeVisible(story),
    ...story.attempts.flatMap((attempt) => [
      ...judgeRecord(story, attempt),
      ...judgeTexts(story, attempt)
    ])
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
    case 'without':
      return undefined
  }
}

/** Does the workflow get what it asks for where nothing is in the way? */
function isSound({ scenario }: History): boolean {
  const { ways, members, connected, existing } = scenario
  const { flow, flaw, actor, isFork } = scenario
  return (
    [ways, ...members.map((each) => each.ways)].every(isHealthy) &&
    connected?.isLost !== true &&
    // What is to be ended may have ended, or may not be ready for it.
    flow !== 'end' &&
    existing === undefined &&
    flaw === undefined &&
    !isFork &&
    actor === 'alice'
  )
}

function isHealthy({ planFails, applyFails, policy }: Ways): boolean {
  return !planFails && !applyFails && policy !== 'hard' && policy !== 'soft'
}

/** R1 where nothing disturbs for long: what was asked for is what comes. */
function judgeRest({ history, attempts, hcp }: Story): Breach[] {
  const nuisances = history.events.map(nuisanceOf)
  if (nuisances.some((each) => each === undefined)) return []
  const { flow } = history.scenario
  const outcome = attempts.find(({ number }) => number === 1)?.outputs[
    'outcome'
  ]
  if (!isSound(history) || outcome === undefined) return []
  const isDisturbed = ['errored', 'timed-out', 'canceled'].includes(outcome)
  const { confirm, order } = history.scenario.inputs
  const plansAgain = confirm === 'each' && order !== undefined
  const isDiscarded =
    !plansAgain &&
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
  const applied = hcp.runs
    .filter(
      (run) =>
        run.confirmedBy === 'step' &&
        run.hasChanges &&
        run.stages.at(-1)?.status === 'applied'
    )
    .map(({ workspace }) => workspace)
  if (applied.length > new Set(applied).size) {
    found.push(breach('R5', 'applied twice'))
  }
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

/** How a history ended, for the relations between two: was it let through? */
export function isLetThrough({ hcp }: Story): boolean {
  return hcp.writes.some(
    ({ action, by, isAccepted }) =>
      action === 'apply' && typeof by === 'number' && isAccepted
  )
}
