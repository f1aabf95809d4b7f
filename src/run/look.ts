import type { Hcp } from '../hcp/client.ts'
import type { Run } from '../hcp/types.ts'
import type { Clock } from '../hcp/wire/clock.ts'
import { ApiError, MalformedResponseError } from '../hcp/wire/errors.ts'
import { isNamed, newest } from './record/claims.ts'
import { UnseenRunError } from './record/errors.ts'
import type { RunRecord } from './record/record.ts'
import {
  isConfirmedOrLater,
  isEarlier,
  isFinal,
  phaseOf,
  renderStatus
} from './record/status.ts'

type Read = Hcp['runs']['read']

/** Gives a run what its answer left out. */
export type Complete = Hcp['leftOutPhases']['complete']

/** How a step looks at runs. */
export interface Look {
  /**
   * Reads a run, and never an older state of it than one that was seen before:
   * replicas are behind, a run just made is not everywhere yet, and a proxy
   * answers with a page. Such an answer is looked at again for some seconds.
   *
   * @throws UnseenRunError where the answers go on contradicting what was seen
   */
  readonly read: Read
  /** Is it a look of this step, and no run from elsewhere? */
  readonly hasSeen: (run: Run) => boolean
}

const firstPause = 250
/** How long what cannot be is asked again before it is believed or given up. */
const patience = { impossible: 15_000, missing: 10_000, older: 5_000 } as const

/**
 * Looks at runs with the memory of a record, and tells it what is new. What an
 * answer leaves out of the plan and the apply is read besides, where the way to
 * them is given.
 */
export function createLook(
  read: Read,
  {
    clock,
    signal,
    record,
    complete
  }: {
    readonly clock: Clock
    readonly signal: AbortSignal
    readonly record: RunRecord
    readonly complete?: Complete | undefined
  }
): Look {
  const looks = new WeakSet<Run>()
  let trustsTimestamps = true
  const keep = (run: Run, before: Run | undefined): Run => {
    looks.add(run)
    if (isNews(run, before)) record.tell({ kind: 'seen', run })
    return run
  }
  const whole = async (
    run: Run,
    { include, signal: until = signal }: Parameters<Read>[1] = {}
  ): Promise<Run> =>
    complete === undefined || include?.includes('plan') === false
      ? run
      : await complete(run, wantedOf(run), until)
  return {
    hasSeen: (run) => looks.has(run),
    async read(id, options) {
      const begun = clock.now()
      for (let pause = firstPause; ; pause = Math.min(pause * 2, 3_000)) {
        const facts = record.facts()
        const before = newest(facts, id)
        const seen = await readSame(read, id, options).catch(asFault)
        const doubt =
          'fault' in seen
            ? doubtFault(seen.fault, before !== undefined || isNamed(facts, id))
            : doubtRun(seen, before, trustsTimestamps)
        const left = patienceLeft(doubt, pause, clock.now() - begun)
        const isOver = left <= 0
        if (isOver && 'fault' in seen) throw seen.fault
        if (isOver && !('fault' in seen)) {
          if (doubt === 'impossible') throw unseen(seen, before)
          // Such a server leaves dates out: they tell nothing there.
          if (doubt === 'older') trustsTimestamps = false
          return keep(await whole(seen, options), before)
        }
        await clock.sleep(Math.min(pause, left), options?.signal ?? signal)
      }
    }
  }
}

/**
 * How long it may still be asked again, in milliseconds: once at least, however
 * long the first answer took.
 */
function patienceLeft(
  doubt: Doubt | undefined,
  pause: number,
  waited: number
): number {
  if (doubt === undefined) return 0
  return Math.max(pause === firstPause ? pause : 0, patience[doubt] - waited)
}

/** Which phases such a run is asked about, and for what. */
function wantedOf({ status, planOnly }: Run): Parameters<Complete>[1] {
  const phase = phaseOf(status)
  if (status === 'planning') return { plan: 'log', apply: undefined }
  if (phase === 'applying') {
    return { plan: 'end', apply: status === 'applying' ? 'log' : undefined }
  }
  const isBefore =
    phase === 'queued' || phase === 'planning' || phase === undefined
  if (isBefore) return { plan: undefined, apply: undefined }
  const mayHaveApplied =
    phase === 'final' && planOnly !== true && !unapplied.has(status)
  return { plan: 'end', apply: mayHaveApplied ? 'end' : undefined }
}

/** The ends that no apply comes to. */
const unapplied: ReadonlySet<string> = new Set([
  'planned_and_finished',
  'policy_soft_failed',
  'discarded'
])

/** Hours of waiting are a few facts: what is as before is none. */
function isNews(run: Run, before: Run | undefined): boolean {
  return before === undefined || markOf(run) !== markOf(before)
}

function markOf(run: Run): string {
  const { status, actions, canceledAt, plan, apply, autoApply } = run
  const at = Object.keys(run.statusTimestamps)
  return JSON.stringify([
    ...[status, actions, canceledAt, autoApply, at],
    ...[plan?.status, plan?.counts, apply?.status, apply?.counts]
  ])
}

type Doubt = keyof typeof patience

/** A cache before the server may answer with what somebody else asked for. */
async function readSame(
  read: Read,
  id: string,
  options: Parameters<Read>[1]
): Promise<Run> {
  const run = await read(id, options)
  if (run.id === id) return run
  throw new MalformedResponseError(
    `HCP Terraform was asked for run ${id} and answered with run ${run.id}. Look for a proxy or a cache between the runner and the server.`
  )
}

function asFault(fault: unknown): { readonly fault: unknown } {
  return { fault }
}

/** Not seen is not *not there*, where the server told of it before. */
function doubtFault(fault: unknown, isThere: boolean): Doubt | undefined {
  if (fault instanceof MalformedResponseError) return 'missing'
  return isThere && fault instanceof ApiError && fault.status === 404
    ? 'missing'
    : undefined
}

function doubtRun(
  run: Run,
  before: Run | undefined,
  trustsTimestamps: boolean
): Doubt | undefined {
  if (before === undefined) return undefined
  if (isYounger(run, before)) return 'impossible'
  const lost = Object.keys(before.statusTimestamps).some(
    (name) => run.statusTimestamps[name] === undefined
  )
  // A status of before, without the dates of what came since.
  if (lost && isEarlier(run.status, before.status)) return 'impossible'
  return lost && trustsTimestamps ? 'older' : undefined
}

/** No run comes back from its end, or behind its confirm. */
function isYounger({ status }: Run, before: Run): boolean {
  if (isFinal(status)) return false
  return (
    isFinal(before.status) ||
    (isConfirmedOrLater(before.status) && !isConfirmedOrLater(status))
  )
}

function unseen(run: Run, before: Run | undefined): UnseenRunError {
  return new UnseenRunError(
    `Run ${run.id} was seen ${renderStatus(before?.status ?? 'unknown')}, and since then HCP Terraform answers that it is ${renderStatus(run.status)}, which cannot be. What became of it is not known: look at the run in the web interface before anything else is done.`
  )
}
