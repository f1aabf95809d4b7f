import type { Known } from '../gate/known.ts'
import type { PlanEvidence } from '../gate/plan-rules.ts'
import { combine } from '../gate/together.ts'
import type { Hcp } from '../hcp/client.ts'
import type { Run } from '../hcp/types.ts'
import type { Connection } from '../run/connection.ts'
import type { Door } from '../run/door/door.ts'
import { withChecks } from '../run/endings/checks.ts'
import { failureFact } from '../run/failure.ts'
import { explainRefusedToken } from '../run/operations/preflight.ts'
import { readPlanEvidence } from '../run/reading/plan-evidence.ts'
import { endingOf } from '../run/record/claims.ts'
import { configurationDigestOf } from '../run/record/configuration-digest.ts'
import type { Ending } from '../run/record/ending.ts'
import { digestOf } from '../run/record/plan-evidence.ts'
import { approach, approachAgain, nameOf } from './approach.ts'
import type { Candidate } from './approach.ts'
import { decideTogether, isFine } from './decision.ts'
import type { Past, Waiting } from './decision.ts'
import { prepareSettling, settleLeftover } from './leftover.ts'
import type { Settling } from './leftover.ts'
import type { Arrived, Runless } from './modes.ts'
import { namesApart } from './names.ts'
import { findTriggered, readTriggers } from './run-triggers.ts'
import type { Triggered } from './run-triggers.ts'
import { digestOfSet } from './set-digest.ts'
import { readSetOrder } from './set-order.ts'
import type { SetOrder } from './set-order.ts'
import { sideBySide } from './side-by-side.ts'
import type { World } from './world.ts'

type Stage = Pick<Connection<Hcp, Door>, 'access'>

/** What the workspaces of a step are: one, or several, with what is known. */
interface Play {
  readonly candidates: readonly Candidate[]
  readonly settling: Settling
  readonly world: World
  /** The plans that wait to be confirmed together. */
  readonly plans: Map<Candidate, PlanEvidence>
  /** The digests of those that came to their ends before. */
  readonly digests: Map<Candidate, Digests>
  /** What there is to say of the set. */
  readonly notes: string[]
  readonly triggered: Triggered[]
}

type Digests = Pick<PlanEvidence, 'planDigest' | 'configurationDigest'>

/** One workspace, once it has come as far as it can alone. */
interface Standing {
  readonly candidate: Candidate
  /** Undefined where it failed. */
  readonly arrived: Arrived | Runless | undefined
}

/**
 * Plays a set of workspaces, of which one is the smallest: side by side to
 * their ends or gates, then decided about together. What becomes of each is in
 * its record; resolves to what there is to say of all of them.
 */
export async function playSet(
  candidates: readonly Candidate[],
  stage: Stage,
  world: World
): Promise<readonly string[]> {
  const play: Play = {
    ...{ candidates, world, settling: prepareSettling(stage, world) },
    plans: new Map(),
    digests: new Map(),
    notes: [],
    triggered: []
  }
  const most = candidates[0]?.given.inputs.maxParallel ?? 1
  const standing = await sideBySide(candidates, most, async (candidate) => ({
    candidate,
    arrived: await attempt(play, candidate, async () => {
      // One alone is confirmed by itself.
      const together =
        candidates.length === 1
          ? undefined
          : (own: PlanEvidence) => weigh(play, candidate, own)
      const reached = await approach(candidate, together)
      if (reached.kind === 'ended') await end(play, candidate, reached.ending)
      return reached
    })
  }))
  await decide(play, standing)
  await tellTriggered(play)
  return play.notes
}

/** Lets all runs that wait be decided about. */
async function decide(
  play: Play,
  standing: readonly Standing[]
): Promise<void> {
  const { isDestroy, objectionTo } = await readSetOrder(
    standing.map(({ candidate, arrived }) => ({
      candidate,
      run: runOf(arrived)
    }))
  )
  const { waiting, past } = await sortOut(play, standing, objectionTo)
  const [first] = waiting
  if (first === undefined) return
  const { inputs } = first.candidate.given
  const { confirm, order } = inputs
  await decideTogether({
    ...{ waiting, past, confirm, order, isDestroy },
    beforeConfirms: async () => {
      if (standing.length > 1) await warnOfTriggers(play, waiting)
    },
    planAgain: async ({ candidate }, before, why) =>
      await approachAgain(candidate, {
        together: (own) => weigh(play, candidate, own),
        before,
        why
      }),
    attempt: async ({ candidate }, work) =>
      await attempt(play, candidate, work),
    end: async ({ candidate }, ending) => {
      await end(play, candidate, ending)
    }
  })
}

/** Those that can be decided about, and those whose end is known. */
async function sortOut(
  play: Play,
  standing: readonly Standing[],
  objectionTo: SetOrder['objectionTo']
): Promise<{
  readonly waiting: readonly Waiting[]
  readonly past: readonly Past[]
}> {
  const names = namesApart(standing.map(({ candidate }) => nameOf(candidate)))
  const all = await Promise.all(
    standing.map(async ({ candidate, arrived }, index) => {
      const entry = { candidate, name: names[index] ?? '' }
      if (arrived?.kind === 'waits') {
        const one = { ...entry, ...arrived }
        const isReady = await attempt(play, candidate, async () => {
          const objection = objectionTo(candidate)
          if (objection !== undefined) throw objection
          // The sum is over all of them.
          if (standing.length > 1) await readPlan(play, one)
          return true
        })
        if (isReady === true) return one
        return { ...entry, isFine: false, ending: undefined }
      }
      const ending = arrived?.kind === 'ended' ? arrived.ending : undefined
      return { ...entry, isFine: isFineAlready(arrived), ending }
    })
  )
  return {
    waiting: all.filter((each) => 'at' in each),
    past: all.filter((each) => 'isFine' in each)
  }
}

function runOf(arrived: Standing['arrived']): Run | undefined {
  if (arrived?.kind === 'waits') return arrived.at.run
  return arrived?.kind === 'ended' ? arrived.ending.run : undefined
}

/** Before the first confirm: which applies make runs that are nobody's here. */
async function warnOfTriggers(
  play: Play,
  waiting: readonly Waiting[]
): Promise<void> {
  const { candidates, world } = play
  const sources = waiting.map(({ candidate }) => candidate)
  const { triggered, warnings } = await readTriggers(sources, candidates)
  for (const warning of warnings) world.log.warning(warning)
  play.notes.push(...warnings)
  play.triggered.push(...triggered)
}

/** Names the runs that run triggers made, in the rows of their workspaces. */
async function tellTriggered({ triggered }: Play): Promise<void> {
  for (const each of triggered) {
    const { record } = each.target.house
    const ending = endingOf(record.facts())
    if (ending === undefined) continue
    const notes = await findTriggered(each)
    if (notes.length === 0) continue
    const all = [...(ending.notes ?? []), ...notes]
    record.tell({ kind: 'ended', ending: { ...ending, notes: all } })
  }
}

/** Where there is nothing to plan, what comes after it may go on. */
function isFineAlready(
  arrived: Exclude<Arrived, { kind: 'waits' }> | Runless | undefined
): boolean {
  if (arrived === undefined) return false
  return arrived.kind === 'runless' ? arrived.isOk : isFine(arrived.ending)
}

/** What the plan of one that waits comes to. */
async function readPlan(
  { plans }: Play,
  { candidate, course, at: { run, plan } }: Waiting
): Promise<void> {
  const { dependencies, options } = course
  const own = await readPlanEvidence(dependencies, run, plan, options.rules)
  plans.set(candidate, own)
}

/** A plan with all that is confirmed together with it. */
function weigh(
  { plans, digests }: Play,
  candidate: Candidate,
  own: PlanEvidence
): PlanEvidence {
  plans.set(candidate, own)
  const isEach = candidate.given.inputs.confirm === 'each'
  const others = [...plans].flatMap(([of, plan]) =>
    of === candidate || isEach ? [] : [plan]
  )
  const all = [...new Map<Candidate, Digests>([...digests, ...plans])]
  const sum = (digest: keyof Digests): Known<string> =>
    digestOfSet(all.map(([of, each]) => [fullNameOf(of), each[digest]]))
  // Whatever is counted together, a yes is to the set that was reviewed.
  const set = {
    planDigest: sum('planDigest'),
    configurationDigest: sum('configurationDigest')
  }
  return { ...combine(own, others, set), ...set }
}

/** The end of one run, with what its checks said. */
async function end(
  { digests }: Play,
  candidate: Candidate,
  ending: Ending
): Promise<void> {
  const { house } = candidate
  const facts = house.record.facts()
  const configurationDigest = configurationDigestOf(facts, ending.run)
  const planDigest = digestOf(ending.plan, configurationDigest)
  digests.set(candidate, { planDigest, configurationDigest })
  // First: killed while checks are read, `post` must leave a held run.
  house.record.tell({ kind: 'ended', ending })
  const checked = await withChecks(house, ending)
  house.record.tell({ kind: 'ended', ending: checked })
}

/**
 * Does something for one workspace. What it throws is told in the record, and
 * spoils nothing else; a run of ours that is nobody's then is got out of the
 * way.
 */
async function attempt<T>(
  { settling, world }: Play,
  { given, house }: Candidate,
  work: () => Promise<T>
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    const cause: unknown = world.signal.aborted
      ? world.signal.reason
      : await explainRefusedToken(house.hcp, error)
    house.record.tell(failureFact(cause))
    await settleLeftover(given, house.record, settling, world)
    return undefined
  }
}

/** As the digest of a set names it. */
function fullNameOf(candidate: Candidate): string {
  const { organization, name } = nameOf(candidate)
  return `${organization}/${name}`
}
