import type { RunIdentity } from '../../gate/evidence.ts'
import type { Verdict } from '../../gate/verdict.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Allowed } from '../door/door.ts'
import {
  endAlreadyApplied,
  refuseConfirmed
} from '../endings/already-applied.ts'
import { concludeApply, withConfirmer } from '../endings/applied.ts'
import { endTimedOut } from '../endings/timed-out.ts'
import { isPastGate, newest } from '../record/claims.ts'
import { policyFailed } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'
import { saidBy } from '../record/errors.ts'
import { identify } from '../record/identity.ts'
import type { Gate } from '../record/outcome.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { renderStatus } from '../record/status.ts'
import type { FollowOptions } from '../waiting/follow.ts'
import { confirmRun, endUnseen } from './confirm.ts'
import type { Confirmed } from './confirm.ts'
import { createEarlyReading, planOnce } from './early-reading.ts'
import type { EarlyReading } from './early-reading.ts'
import { judge, readForVerdict, renderConfirm } from './judge.ts'
import type { JudgeOptions, Judgement, Reading } from './judge.ts'
import { followPastOverrides } from './override.ts'
import { endUnapplied, notConfirmable, withObstacles } from './unapplied.ts'

export interface ApplyOptions extends JudgeOptions {
  readonly follow: FollowOptions
  readonly temporaryFolder: string
  /** Is a run that the step made got out of the way when its time is up? */
  readonly cleanup: boolean
  readonly onBlocked: 'hold' | 'discard'
  /** Why failed policies are overridden; undefined: they are not. */
  readonly overrideReason: string | undefined
  /** Who acts and for what, recorded on the run with every action. */
  readonly audit: string
}

/**
 * A confirm that was refused, or whose answer was lost, is decided anew where
 * the run still stands at its gate, and sent once more: a run applies once,
 * whoever confirms it. One that was accepted is never sent again.
 */
const confirmLimit = 2

/** One run on its way to be applied. */
export interface Course {
  readonly dependencies: Dependencies
  readonly run: Run
  readonly options: ApplyOptions
  /** What tells the run that is followed from every other. */
  readonly expected: RunIdentity
  /** The plan of a run as it was read; asked for once. */
  readonly planOf: (seen: Run) => Promise<PlanReading | undefined>
  readonly early: EarlyReading
}

/** Where a run stopped that waits for a decision. */
export interface AtGate {
  readonly kind: 'gate'
  readonly gate: Exclude<Gate, 'none'>
  /** As it was seen there. */
  readonly run: Run
  /** When that was, on the clock. */
  readonly seenAt: number
  readonly plan: PlanReading | undefined
}

interface Ended {
  readonly kind: 'ended'
  readonly ending: Ending
}

/** A run that may be confirmed, as it was judged just now. */
export interface Decided {
  readonly kind: 'allowed'
  readonly seen: Run
  readonly judgement: Judgement & { readonly verdict: Allowed }
}

/**
 * Prepares to apply a run; asks nobody yet. Three stages follow: the run goes
 * to its gate, is decided about, and is confirmed and followed to its end. The
 * verdict rests on a reading made right before the confirm, and the confirm is
 * bound to the run that was followed. Whoever applies several runs lets all of
 * them come to their gates before the first is decided about.
 */
export function beginCourse(
  dependencies: Dependencies,
  run: Run,
  options: ApplyOptions
): Course {
  const planOf = planOnce(dependencies, {
    temporaryFolder: options.temporaryFolder,
    expected: options.rules.expectedPlanDigest
  })
  return {
    dependencies,
    run,
    // However often the run is followed anew, the waits are counted on.
    options: {
      ...options,
      follow: { ...options.follow, spent: { queue: 0, run: 0, apply: 0 } }
    },
    expected: identify(run),
    planOf,
    early: createEarlyReading(dependencies, planOf, {
      ...options,
      isOnlyHeld: isOnlyHeld(options)
    })
  }
}

/** First stage: follows the run until it waits for a decision, or ends. */
export async function reachGate(course: Course): Promise<Ended | AtGate> {
  const { dependencies, run, options, planOf } = course
  if (options.approve === false) await refuseConfirmed(dependencies, run)
  if (run.status === 'applied') {
    const plan = await planOf(run)
    return ended(await endAlreadyApplied(dependencies, run, plan))
  }
  return await followToGate(course)
}

async function followToGate(course: Course): Promise<Ended | AtGate> {
  const { dependencies, options, planOf } = course
  const { followed, obstacles } = await followOverriding(course, {
    ...options.follow,
    prepare: course.early.begin
  })
  if (followed.kind === 'timed-out') {
    return ended(await endTimedOut(dependencies, followed, options))
  }
  const plan = await planOf(followed.run)
  if (followed.kind === 'final') {
    const ending = await concludeApply(
      dependencies,
      followed.run,
      plan,
      options
    )
    return ended(await withConfirmer(dependencies, ending))
  }
  const { gate, seenAt } = followed
  if (gate !== 'policy-override') {
    return { kind: 'gate', gate, run: followed.run, seenAt, plan }
  }
  const { verdict } = await judgeSeen(course, followed.run)
  // Judging may have looked at the run, which somebody moved on.
  const since = newest(dependencies.record.facts(), followed.run.id)
  if (since !== undefined && since.status !== followed.run.status) {
    return await followToGate(course)
  }
  const at = {
    run: followed.run,
    gate,
    plan,
    verdict: withObstacles(verdict, followed.run, obstacles)
  }
  return ended(await endUnapplied(dependencies, at, options))
}

/** Is the run left at its gate, whatever the verdict says? */
function isOnlyHeld({ approve, onBlocked }: ApplyOptions): boolean {
  return approve === undefined && onBlocked === 'hold'
}

/** A look is as good as a new one for so many milliseconds. */
const freshMilliseconds = 1_000

/**
 * Second stage: looks at the run once more and judges it; where nothing will be
 * sent, by a look that is as good as new. What is not allowed ends here, held or
 * discarded; nothing is confirmed.
 */
export async function decideAtGate(
  course: Course,
  at: AtGate
): Promise<Ended | Decided> {
  const { dependencies, run, options, early } = course
  const { hcp, clock } = dependencies
  const { gate, plan } = at
  const isFresh =
    isOnlyHeld(options) && clock.now() - at.seenAt < freshMilliseconds
  const seen = isFresh ? at.run : await hcp.runs.read(run.id)
  if (isPastGate(seen)) return await endMovedOn(course, at, seen)
  const reading = isFresh ? await early.take(seen) : undefined
  const judgement = await judgeSeen(course, seen, reading)
  // Judging may have looked at the run, too.
  const since = newest(dependencies.record.facts(), run.id)
  if (since !== undefined && isPastGate(since)) {
    return await endMovedOn(course, at, since)
  }
  const { verdict } = judgement
  if (verdict.kind === 'allowed') {
    return { kind: 'allowed', seen, judgement: { ...judgement, verdict } }
  }
  const decided = { run: since ?? seen, gate, plan, verdict }
  return ended(await endUnapplied(dependencies, decided, options))
}

/** Somebody else decided about the run: it is followed to its end. */
async function endMovedOn(
  course: Course,
  { plan }: AtGate,
  seen: Run
): Promise<Ended> {
  const { dependencies, run, options } = course
  dependencies.log.info(
    `Run ${run.id} was moved on, and not by this step: it is ${renderStatus(seen.status)}.`
  )
  if (options.approve === false) await refuseConfirmed(dependencies, seen)
  const ending = await followToEnd(course, plan)
  return ended(await withConfirmer(dependencies, ending))
}

/**
 * Third stage: confirms the run that was just allowed, and follows it to its
 * end. A confirm without effect is decided anew before it is sent again.
 */
export async function carryOut(
  course: Course,
  at: AtGate,
  first: Decided
): Promise<Ending> {
  const lost: unknown[] = []
  let decided = first
  for (let confirms = 0; ; confirms += 1) {
    const { seen, judgement } = decided
    if (confirms >= confirmLimit || seen.actions.isConfirmable !== true) {
      return endUnconfirmed(at, decided, lost)
    }
    const confirmed = await confirmRun(
      course.dependencies,
      seen,
      judgement.verdict,
      renderConfirm(course.options.audit, judgement)
    )
    const ending = await endConfirmed(course, at, decided, confirmed)
    if (ending !== undefined) return ending
    if (confirmed.kind === 'unseen') lost.push(confirmed.cause)
    const again = await decideAtGate(course, at)
    if (again.kind === 'ended') return again.ending
    decided = again
  }
}

/** What came of a confirm; undefined where it has to be decided anew. */
async function endConfirmed(
  course: Course,
  { gate, plan }: AtGate,
  { judgement: { verdict } }: Decided,
  confirmed: Confirmed
): Promise<Ending | undefined> {
  const { dependencies, run, options } = course
  const { log } = dependencies
  const { checks } = verdict
  switch (confirmed.kind) {
    case 'confirmed':
      return await followToEnd(course, plan, checks)
    case 'confirmed-elsewhere':
      log.info(
        `Run ${run.id} is confirmed; the answer to this step's confirm was lost or came second.`
      )
      return await withConfirmer(
        dependencies,
        await followToEnd(course, plan, checks)
      )
    case 'ended':
      return await concludeApply(dependencies, confirmed.run, plan, options)
    case 'refused':
      log.warning(
        `The confirm of run ${run.id} was refused (409), and the run is still at its gate; looking again before anything else is done.`
      )
      return undefined
    case 'unseen':
      if (confirmed.cause === undefined) {
        const known = { gate, plan, checks, lost: [] }
        return endUnseen(confirmed.run, known)
      }
      log.warning(
        `The answer to the confirm of run ${run.id} was lost, and its effect is not seen; looking again before anything else is done. ${saidBy(confirmed.cause)}`
      )
      return undefined
  }
}

/** Allowed, and the server does not take it, or may have taken it. */
function endUnconfirmed(
  { gate, plan }: AtGate,
  { seen: run, judgement: { verdict } }: Decided,
  lost: readonly unknown[]
): Ending {
  const { checks } = verdict
  return lost.length > 0
    ? endUnseen(run, { gate, plan, checks, lost })
    : {
        outcome: 'blocked',
        gate,
        run,
        plan,
        checks,
        reasons: [notConfirmable(run)],
        failure: undefined
      }
}

/** Follows a confirmed run until it is over. */
async function followToEnd(
  course: Course,
  plan: PlanReading | undefined,
  checks?: Verdict['checks']
): Promise<Ending> {
  const { dependencies, options } = course
  const { followed, obstacles } = await followOverriding(course, {
    ...options.follow,
    streamPlan: false
  })
  switch (followed.kind) {
    case 'timed-out': {
      // Confirmed already: there is nothing left that may be cleaned up.
      const kept = { ...options, cleanup: false }
      const ending = await endTimedOut(dependencies, followed, kept)
      return { ...ending, plan, checks }
    }
    case 'gate':
      return {
        outcome: 'blocked',
        gate: followed.gate,
        run: followed.run,
        plan,
        checks,
        reasons: [
          followed.gate === 'policy-override'
            ? policyFailed(followed.run)
            : notConfirmable(followed.run),
          ...obstacles
        ],
        failure: undefined
      }
    case 'final':
      return await concludeApply(
        dependencies,
        followed.run,
        plan,
        options,
        checks
      )
  }
}

async function followOverriding(
  course: Course,
  follow: FollowOptions
): ReturnType<typeof followPastOverrides> {
  const { dependencies, run, options } = course
  return await followPastOverrides(dependencies, run.id, follow, {
    reason: options.approve === true ? options.overrideReason : undefined,
    audit: options.audit,
    judge: async (seen) => (await judgeSeen(course, seen)).verdict
  })
}

async function judgeSeen(
  { dependencies, expected, options, planOf }: Course,
  run: Run,
  early?: Reading
): Promise<Judgement> {
  const reading =
    early ??
    (await readForVerdict(dependencies, run, await planOf(run), options))
  return judge(dependencies, { run, expected, reading }, options)
}

function ended(ending: Ending): Ended {
  return { kind: 'ended', ending }
}
