import type { Known } from '../gate/known.ts'
import type { PlanEvidence } from '../gate/plan-rules.ts'
import { combine } from '../gate/together.ts'
import type { Hcp } from '../hcp/client.ts'
import type { Connection } from '../run/connection.ts'
import type { Door } from '../run/door/door.ts'
import { withChecks } from '../run/endings/checks.ts'
import { failureFact } from '../run/failure.ts'
import { explainRefusedToken } from '../run/operations/preflight.ts'
import { readPlanEvidence } from '../run/reading/plan-evidence.ts'
import { workspaceOf } from '../run/record/claims.ts'
import { configurationDigestOf } from '../run/record/configuration-digest.ts'
import type { Ending } from '../run/record/ending.ts'
import { digestOf } from '../run/record/plan-evidence.ts'
import { approach } from './approach.ts'
import type { Candidate } from './approach.ts'
import { decideTogether, isFine } from './decision.ts'
import type { Past, Waiting } from './decision.ts'
import { settleLeftover } from './leftover.ts'
import type { Arrived, Done, Runless } from './modes.ts'
import { digestOfSet } from './set-digest.ts'
import { sideBySide } from './side-by-side.ts'
import type { World } from './world.ts'

type Stage = Pick<Connection<Hcp, Door>, 'access'>

/** What the workspaces of a step are: one, or several, with what is known. */
interface Play {
  readonly candidates: readonly Candidate[]
  readonly stage: Stage
  readonly world: World
  /** The plans that wait to be confirmed together. */
  readonly plans: Map<Candidate, PlanEvidence>
  /** The digests of those that came to their ends before. */
  readonly digests: Map<Candidate, Digests>
}

type Digests = Pick<PlanEvidence, 'planDigest' | 'configurationDigest'>

/** One workspace, once it has come as far as it can alone. */
interface Standing {
  readonly candidate: Candidate
  /** Undefined where it failed. */
  readonly arrived: Arrived | Done | Runless | undefined
}

/**
 * Plays a set of workspaces, of which one is the smallest: side by side to
 * their ends or gates, then decided about together. What becomes of each is in
 * its record; resolves to the end of each that had no single run to report on,
 * in their order.
 */
export async function playSet(
  candidates: readonly Candidate[],
  stage: Stage,
  world: World
): Promise<readonly (Done | undefined)[]> {
  const play: Play = {
    ...{ candidates, stage, world },
    plans: new Map(),
    digests: new Map()
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
  return standing.map(({ arrived }) =>
    arrived?.kind === 'done' ? arrived : undefined
  )
}

/** Lets all runs that wait be decided about. */
async function decide(
  play: Play,
  standing: readonly Standing[]
): Promise<void> {
  const waiting: Waiting[] = []
  const past: Past[] = []
  for (const { candidate, arrived } of standing) {
    const name = nameOf(candidate)
    if (arrived?.kind === 'waits') {
      waiting.push({ candidate, name, ...arrived })
    } else {
      const hasEnded = arrived?.kind === 'ended'
      past.push({ name, isFine: hasEnded && isFine(arrived.ending) })
    }
  }
  const [first] = waiting
  if (first === undefined) return
  if (standing.length > 1) await readPlans(play, waiting)
  const { confirm, order, destroy } = first.candidate.given.inputs
  await decideTogether({
    ...{ waiting, past, confirm, order, isDestroy: destroy },
    attempt: async ({ candidate }, work) =>
      await attempt(play, candidate, work),
    end: async ({ candidate }, ending) => {
      await end(play, candidate, ending)
    }
  })
}

/** What the plans that wait come to; the sum is over all of them. */
async function readPlans(
  { plans }: Play,
  waiting: readonly Waiting[]
): Promise<void> {
  await Promise.all(
    waiting.map(async ({ candidate, course, at: { run, plan } }) => {
      const { dependencies, options } = course
      const own = await readPlanEvidence(dependencies, run, plan, options.rules)
      plans.set(candidate, own)
    })
  )
}

/** A plan with all that is confirmed together with it. */
function weigh(
  { plans, digests }: Play,
  candidate: Candidate,
  own: PlanEvidence
): PlanEvidence {
  if (candidate.given.inputs.confirm === 'each') return own
  plans.set(candidate, own)
  const others = [...plans].flatMap(([of, plan]) =>
    of === candidate ? [] : [plan]
  )
  const all = [...new Map<Candidate, Digests>([...digests, ...plans])]
  const sum = (digest: keyof Digests): Known<string> =>
    digestOfSet(all.map(([of, each]) => [fullNameOf(of), each[digest]]))
  return combine(own, others, {
    planDigest: sum('planDigest'),
    configurationDigest: sum('configurationDigest')
  })
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
  { stage, world }: Play,
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
    await settleLeftover(given, house.record, stage, world)
    return undefined
  }
}

/** As the digest of a set names it. */
function fullNameOf(candidate: Candidate): string {
  const { given, house } = candidate
  const organization =
    workspaceOf(house.record.facts())?.organization ?? given.inputs.organization
  return `${organization ?? ''}/${nameOf(candidate)}`
}

function nameOf({ given: { inputs }, house }: Candidate): string {
  return (
    workspaceOf(house.record.facts())?.name ??
    inputs.workspace ??
    inputs.runId ??
    ''
  )
}
