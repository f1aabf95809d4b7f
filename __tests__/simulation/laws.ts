import { ageOf, confirmedOrLater, final } from './course.ts'
import { firstHead } from './github.ts'
import { statusAt } from './hcp.ts'
import type { WorldEvent } from './history.ts'
import type { SimulatedRun } from './hcp.ts'
import type { Attempt, Exchange, Story } from './world.ts'

/** A law that did not hold; `what` is the same for the same kind of breach. */
export interface Breach {
  readonly law: string
  readonly what: string
}

/** Replicas are at most so far behind; words may be, too. Milliseconds. */
const slack = 12_000

/** Every law of a single history that was broken in this one. */
export function judge(story: Story): readonly Breach[] {
  const found = [
    ...judgeConfirms(story),
    ...judgeStrangers(story),
    ...judgeRest(story),
    ...judgeAgain(story),
    ...story.attempts.flatMap((attempt) => judgeAttempt(story, attempt))
  ]
  const unique = new Map(found.map((one) => [`${one.law} ${one.what}`, one]))
  return [...unique.values()]
}

const breach = (law: string, what: string): Breach => ({ law, what })

/** G1, G2: no confirm but after a verdict over fresh facts, and only one. */
function judgeConfirms({ history, exchanges, hcp }: Story): Breach[] {
  const { inputs, ways, event } = history.scenario
  const found: Breach[] = []
  const confirms = exchanges.filter(({ kind }) => kind === 'confirm')
  for (const confirm of confirms) {
    if (confirm.phase === 'post')
      found.push(breach('G1', 'post confirms a run'))
    if (inputs['approve'] !== 'true') {
      found.push(breach('G1', 'a confirm that nobody approved'))
    }
    const run = hcp.find(confirm.runId ?? '')
    const isDestroying = ways.destroys > 0 && run?.hasChanges === true
    if (isDestroying && inputs['max-destroy'] === '0') {
      found.push(breach('G1', 'a confirm over max-destroy'))
    }
    if (isDestroying && inputs['protected-addresses'] !== undefined) {
      found.push(breach('G1', 'a confirm over protected-addresses'))
    }
    const before = exchanges.filter(
      ({ step, answeredAt }) =>
        step === confirm.step &&
        answeredAt !== undefined &&
        answeredAt <= confirm.sentAt
    )
    const last = (kind: string): Exchange | undefined =>
      before.findLast((one) => one.kind === kind)
    const holds = (
      kind: string,
      fact: (facts: NonNullable<Exchange['facts']>) => boolean
    ): boolean => {
      const read = last(kind)
      return (
        read?.status === 200 && read.facts !== undefined && fact(read.facts)
      )
    }
    if (
      Number(inputs['required-approvals'] ?? 0) > 0 &&
      !holds('gh-reviews', ({ isApproved }) => isApproved)
    ) {
      found.push(breach('G1', 'a confirm without required-approvals'))
    }
    if (
      inputs['require-review-decision'] === 'true' &&
      !holds('gh-graphql', ({ isDecided }) => isDecided)
    ) {
      found.push(breach('G1', 'a confirm without the review decision'))
    }
    if (
      inputs['required-labels'] !== undefined &&
      !holds('gh-timeline', ({ isLabelled }) => isLabelled)
    ) {
      found.push(breach('G1', 'a confirm without required-labels'))
    }
    if (
      event === 'pull_request' &&
      !holds('gh-pull', ({ head }) => head === firstHead)
    ) {
      found.push(breach('G1', 'a confirm of a head that moved, or is unknown'))
    }
    const told = before.findLast(({ kind }) => kind === 'read-run')
    if (told?.told === undefined) {
      found.push(breach('G1', 'a confirm that no reading of the run precedes'))
    }
    const previous = confirms[confirms.indexOf(confirm) - 1]
    if (
      previous?.step === confirm.step &&
      !before.some(
        ({ kind, told: status, sentAt }) =>
          kind === 'read-run' &&
          status !== undefined &&
          sentAt > previous.sentAt
      )
    ) {
      found.push(breach('G2', 'a confirm is repeated before the run was read'))
    }
  }
  for (const { number } of confirms.map(({ step }) => ({ number: step }))) {
    const accepted = hcp.writes.filter(
      ({ action, by, isAccepted }) =>
        action === 'apply' && by === number && isAccepted
    )
    if (accepted.length > 1) found.push(breach('G2', 'two confirms accepted'))
  }
  return found
}

/** G3: what is not this step's business is left alone. */
function judgeStrangers({ history, hcp }: Story): Breach[] {
  const isTold = history.scenario.flow === 'apply-later'
  return hcp.writes
    .filter(({ by, runId }) => {
      const run = hcp.find(runId)
      const isOurs =
        run?.madeBy !== undefined || (isTold && runId === 'run-0001')
      return typeof by === 'number' && !isOurs
    })
    .map(({ action }) => breach('G3', `a foreign run: ${action}`))
    .concat(
      hcp.writes
        .filter(
          ({ by, action, status }) =>
            typeof by === 'number' &&
            action === 'cancel' &&
            confirmedOrLater.has(status)
        )
        .map(() => breach('G3', 'an apply under way is cancelled'))
    )
}

function textsOf({ main, summary, comments }: Attempt): string {
  return [main.output, summary, comments.at(-1) ?? ''].join('\n')
}

function runOf(story: Story, attempt: Attempt): SimulatedRun | undefined {
  return (
    story.hcp.runs.findLast(({ madeBy }) => madeBy === attempt.number) ??
    (story.history.scenario.flow === 'apply-later'
      ? story.hcp.find('run-0001')
      : undefined)
  )
}

/** R1 to R4 and R6: what a step says of itself and of the world. */
function judgeAttempt(story: Story, attempt: Attempt): Breach[] {
  const { history, hcp, exchanges } = story
  const { flow } = history.scenario
  const { main, post, outputs, number } = attempt
  const found: Breach[] = []
  const run = runOf(story, attempt)
  const outcome = outputs['outcome']
  const texts = textsOf(attempt)
  const statusThen = run && statusAt(run, main.endedAt)?.status
  const statusBefore = run && statusAt(run, main.endedAt - slack)?.status
  const isGreen = main.exitCode === 0

  if (main.hasHung || main.milliseconds > 26 * 60_000) {
    found.push(breach('R4', 'main does not end within its bounds'))
  }
  if (post !== undefined && (post.hasHung || post.milliseconds > 5 * 60_000)) {
    found.push(breach('R4', 'post does not end within its bounds'))
  }
  if (/without a verdict|Uncaught|Unexpected error/.test(main.output)) {
    found.push(breach('R4', 'main ends by a defect of its own'))
  }
  if (
    exchanges.some(
      ({ step, phase, kind }) =>
        step === number && phase === 'post' && kind === 'make-run'
    )
  ) {
    found.push(breach('G3', 'post makes a run'))
  }

  if (isGreen) {
    if (outcome === undefined)
      found.push(breach('R1', 'green without an outcome'))
    if (outcome === 'applied') {
      if (statusThen !== 'applied') {
        found.push(breach('R1', 'green and applied, and the run is not'))
      }
      if (flow === 'hold' || flow === 'plan' || flow === 'save-plan') {
        found.push(breach('R1', 'green where it was applied unasked'))
      }
    }
    if (
      outcome === 'discarded' &&
      (flow !== 'refuse' || statusThen !== 'discarded')
    ) {
      found.push(
        breach('R1', 'green for discarded, which was not asked or is not so')
      )
    }
    if (outcome === 'planned' && statusThen !== 'planned_and_finished') {
      found.push(breach('R1', 'green and planned, and the run is not'))
    }
    if (
      outcome === 'canceled' ||
      outcome === 'errored' ||
      outcome === 'timed-out'
    ) {
      found.push(breach('R1', `green for ${outcome}`))
    }
  }

  const confirmed = hcp.writes.find(
    ({ action, by, isAccepted }) =>
      action === 'apply' && by === number && isAccepted
  )
  const isApplyTold = /may still|applied|apply may|Apply failed|confirm/i.test(
    texts
  )
  const wasConfirmed =
    confirmed !== undefined ||
    (statusBefore !== undefined && confirmedOrLater.has(statusBefore))
  if (
    wasConfirmed &&
    (outcome === 'blocked' || outcome === 'held' || outcome === 'discarded') &&
    statusThen !== undefined &&
    statusThen !== 'discarded' &&
    main.endedAt - (confirmed?.at ?? 0) > 500
  ) {
    found.push(breach('R2', `${outcome}, and the run is confirmed`))
  } else if (
    wasConfirmed &&
    main.signal === undefined &&
    outcome !== undefined &&
    !isApplyTold &&
    statusThen !== undefined &&
    confirmedOrLater.has(statusThen)
  ) {
    found.push(breach('R2', 'silent about an apply under way'))
  }
  if (
    outcome === 'discarded' &&
    statusThen !== 'discarded' &&
    run !== undefined &&
    statusAt(run, main.endedAt + slack)?.status !== 'discarded'
  ) {
    found.push(breach('R2', 'says discarded, and the run is not'))
  }

  // What came of the run in the end, long after the step.
  const last = run?.stages.at(-1)
  const isOpen =
    run?.madeBy === number &&
    last !== undefined &&
    !final.has(last.status) &&
    !confirmedOrLater.has(last.status)
  const wasApplied =
    run?.madeBy === number &&
    last !== undefined &&
    (last.status === 'applied' ||
      (last.status === 'errored' && run.confirmedBy !== undefined))
  const isMadeByNow = run?.madeBy === number
  if (
    isMadeByNow &&
    post !== undefined &&
    /never made|No run was left behind/.test(post.output)
  ) {
    found.push(breach('R2', 'post says never made, and it was'))
  }
  if (isMadeByNow && /no run was made/i.test(texts) && (isOpen || wasApplied)) {
    found.push(
      breach('R2', 'says no run was made, and one stands or was applied')
    )
  }
  if (
    texts.includes('Nothing was changed') &&
    (isOpen || wasApplied) &&
    isMadeByNow
  ) {
    found.push(
      breach(
        'R2',
        isOpen
          ? 'says nothing was changed, and the run stands at its gate'
          : 'says nothing was changed, and it was applied'
      )
    )
  }
  if (
    post !== undefined &&
    post.output.includes('needs no clean-up') &&
    isOpen &&
    !/held|waits on purpose/.test(post.output)
  ) {
    found.push(
      breach('R2', 'post says no clean-up is needed, and the run stands')
    )
  }
  if (main.signal === undefined && outcome === undefined) {
    found.push(breach('R2', 'ends by itself without an outcome'))
  }

  // R3: what was seen is a floor.
  const told = exchanges.filter(
    (one) =>
      one.step === number &&
      one.phase === 'main' &&
      one.told !== undefined &&
      one.runId === run?.id
  )
  const oldest = Math.max(-1, ...told.map((one) => ageOf(one.told!) ?? -1))
  const ended = outputs['run-status']
  if (
    outcome !== undefined &&
    ended !== undefined &&
    (ageOf(ended) ?? 99) < oldest
  ) {
    found.push(breach('R3', 'the run became younger in the outputs'))
  }

  // R4: nothing of its own is left open, or it says which.
  const lost =
    history.events.some(({ kind }) => kind === 'lost-runner') && number === 1
  const isMeant =
    (outcome === 'held' ||
      outcome === 'saved' ||
      (outcome === 'blocked' && outputs['gate'] !== 'none')) &&
    main.signal === undefined
  const isTold =
    /may still be waiting|is left|was left as it is|could not be (?:discarded|cancell?ed)|still waits|stands at its gate|Look at the run/i.test(
      `${texts}\n${post?.output ?? ''}`
    )
  if (
    isOpen &&
    !isMeant &&
    !lost &&
    history.scenario.inputs['cleanup'] !== 'false'
  ) {
    if (number === story.attempts.length || story.attempts.length === 1) {
      found.push(
        breach(
          'R4',
          isTold
            ? 'its run is left open, and named'
            : 'its run is left open, and nobody says so'
        )
      )
    }
  }
  return found.filter(({ what }) => what !== 'its run is left open, and named')
}

/** Troubles with one reading that pass by themselves. */
const passing =
  /^(?:404|empty|html|half|cut|500|502|503|504|504-after|429|429-bare|reset-before|reset-after|late|no-includes)$/

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
    case 'kill':
    case 'late-run':
    case 'lost-runner':
    case 'payload':
    case 'person':
    case 'signal':
      return undefined
  }
}

/** R1 where nothing disturbs for long: what was asked for is what comes. */
function judgeRest({ history, attempts, hcp }: Story): Breach[] {
  const nuisances = history.events.map(nuisanceOf)
  if (nuisances.some((each) => each === undefined)) return []
  const { ways, flow } = history.scenario
  const isSound =
    !ways.planFails &&
    !ways.applyFails &&
    ways.policy !== 'hard' &&
    ways.policy !== 'soft'
  const [first] = attempts
  const outcome = first?.outputs['outcome']
  if (!isSound || outcome === undefined) return []
  const isDisturbed =
    outcome === 'errored' || outcome === 'timed-out' || outcome === 'canceled'
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
  const found: Breach[] = []
  const applied = hcp.runs.filter(
    (run) =>
      run.confirmedBy === 'step' &&
      run.hasChanges &&
      run.stages.at(-1)?.status === 'applied'
  )
  if (applied.length > 1) found.push(breach('R5', 'applied twice'))
  const [, second] = attempts
  const isInTheWay = history.events.some((event) => event.kind === 'person')
  if (second?.outputs['outcome'] === 'timed-out' && !isInTheWay) {
    found.push(breach('R5', 'the second attempt waits until a timeout'))
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
