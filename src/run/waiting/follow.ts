import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import { workspaceOf } from '../record/claims.ts'
import { gateAtSight, isResting, nextStep, sight } from '../record/next-step.ts'
import type { NextStep, Sighting } from '../record/next-step.ts'
import type { Gate } from '../record/outcome.ts'
import { createAlarm } from './alarm.ts'
import type { Alarm } from './alarm.ts'
import type { Crowd, Stand } from './crowd.ts'
import { pollInterval } from './pace.ts'
import { diagnoseWait, isWorthAsking } from './why-waiting.ts'
import { isFinal, isQueued, phaseOf, renderStatus } from '../record/status.ts'
import { createStreams } from './streams.ts'
import type { Streams } from './streams.ts'

/** Longest waits in milliseconds, each counted over the time spent in it. */
export interface Patience {
  readonly queue: number
  readonly run: number
  readonly apply: number
}

export type Followed =
  | {
      readonly kind: 'gate'
      readonly gate: Exclude<Gate, 'none'>
      readonly run: Run
      /** When it was looked at, on the clock. */
      readonly seenAt: number
    }
  | { readonly kind: 'final'; readonly run: Run }
  | {
      readonly kind: 'timed-out'
      readonly run: Run
      readonly waitedFor: keyof Patience
      /** What it waited for, where that is known. */
      readonly why: string | undefined
    }

export interface FollowOptions {
  readonly patience: Patience
  /** What is spent of it, counted on here; default nothing. */
  readonly spent?: Record<keyof Patience, number>
  /** Is the plan's log wanted? Not where it was streamed before. */
  readonly streamPlan: boolean
  /** How long the phases usually take here, in milliseconds. */
  readonly usual: {
    readonly plan: number | undefined
    readonly apply: number | undefined
  }
  /** The other runs of the step, where there are any. */
  readonly crowd?: Crowd | undefined
  /**
   * Begins, at the first sight of a gate, what is to be done there; resolves to
   * whether nothing is configured that could follow a plan. Where the next look
   * disagrees it was for nothing, and begins anew at the next sight. Never
   * rejects.
   */
  readonly prepare?: (run: Run) => Promise<{ readonly isSure: boolean }>
  /** Is the run only told of? Then one look at one that rests is enough. */
  readonly onlyReports?: boolean
}

/**
 * Until a run that waits for others of its step is asked about again, by how
 * long ago it was told that it may be its turn.
 */
function pauseBehind(sinceTold: number): number {
  return sinceTold < turnMilliseconds ? 2_000 : 8_000
}

const heartbeatMilliseconds = 60_000
/** From the end of one run of the step to the beginning of the next. */
const turnMilliseconds = 10_000
/** A list is no look: so long it stands in for one. */
const unseenMilliseconds = 60_000
const diagnoseEveryMilliseconds = 30_000

/** What following a run has come to so far. Times are the clock's. */
interface Watch {
  readonly dependencies: Dependencies
  readonly options: FollowOptions
  readonly spent: Record<keyof Patience, number>
  readonly streams: Streams
  readonly begun: number
  sighting: (Sighting & { since: number }) | undefined
  /** What was begun at the first sight of where the run stands. */
  preparing: { isSure: boolean } | undefined
  status: string | undefined
  statusSince: number
  lastSaid: number
  lastLook: number
  lastDiagnosis: number | undefined
  logEndedAt: number | undefined
  /** When it was told that it may be its turn. */
  toldAt: number | undefined
  /** When it was last known to wait for others of its step. */
  behindAt: number | undefined
  /** Did it wait for others of its step when it was looked at last? */
  wasBehind: boolean
  /** How often others of its step had moved on by then. */
  moves: number
  /** Why it is where it is, as far as that was found out. */
  why: string | undefined
  /** Was it said that it is being cancelled? */
  saysCanceling: boolean
}

/**
 * Follows a run until it stops at a gate, ends, or patience runs out. The live
 * log of the phase is the alarm clock: its end marker triggers a look at once;
 * between that the run is polled gently. Throws what reading the run throws,
 * and the signal's reason when it is aborted.
 */
export async function followRun(
  dependencies: Dependencies,
  runId: string,
  options: FollowOptions
): Promise<Followed> {
  const { hcp, clock, signal, record } = dependencies
  const { crowd } = options
  const alarm = createAlarm()
  const forget = crowd?.listen(record, () => {
    watch.toldAt = clock.now()
    alarm.ring()
  })
  const begun = clock.now()
  const watch: Watch = {
    ...{ dependencies, options, begun },
    spent: options.spent ?? { queue: 0, run: 0, apply: 0 },
    streams: createStreams(dependencies, options.streamPlan, () => {
      watch.logEndedAt = clock.now()
      // At a gate it is the work begun there that says when to look again.
      if (watch.preparing === undefined) alarm.ring()
    }),
    ...{ statusSince: begun, lastSaid: begun, lastLook: begun },
    ...{ sighting: undefined, status: undefined, lastDiagnosis: undefined },
    preparing: undefined,
    ...{ logEndedAt: undefined, toldAt: undefined, why: undefined },
    behindAt: undefined,
    ...{ wasBehind: false, saysCanceling: false },
    moves: 0
  }
  try {
    for (;;) {
      signal.throwIfAborted()
      const run = await hcp.runs.read(runId)
      const step = notice(watch, run)
      if (step.kind === 'look-again') prepare(watch, run, alarm.ring)
      const stopped = await stopAt(watch, run, step)
      if (stopped !== undefined) return stopped
      await diagnose(watch, run)
      await rest(watch, run, step, alarm)
    }
  } finally {
    forget?.()
    crowd?.note(record, 'elsewhere')
    await watch.streams.close()
  }
}

/** Takes one look at the run in: says what is new, opens logs. */
function notice(watch: Watch, run: Run): NextStep {
  const { dependencies, options, spent } = watch
  const { clock, log, begun = watch.begun } = dependencies
  const now = clock.now()
  const kind = patienceKind(run.status)
  // Who waits for others of the step waits for nobody else.
  const isNowBehind = isBehind(watch)
  const moves = options.crowd?.moves() ?? 0
  const isMoving = isQueued(run.status) && moves !== watch.moves
  if (!isNowBehind && !watch.wasBehind && !isMoving) {
    spent[kind] += now - watch.lastLook
  }
  watch.wasBehind = isNowBehind
  if (isNowBehind) watch.behindAt = now
  watch.moves = moves
  options.crowd?.note(dependencies.record, standOf(run.status))
  watch.lastLook = now
  const sighting = sight(watch.sighting, run, now)
  if (sighting.count === 1) watch.preparing = undefined
  watch.sighting = { ...sighting, isSure: watch.preparing?.isSure === true }
  if (run.status !== watch.status) {
    watch.statusSince = now
    watch.status = run.status
    watch.logEndedAt = undefined
    watch.lastDiagnosis = undefined
    watch.why = undefined
    say(
      watch,
      `${renderDuration(now - begun).padStart(7)}  ${renderStatus(run.status)}`
    )
  } else if (now - watch.lastSaid >= heartbeatMilliseconds) {
    const limit = kind === 'queue' ? options.patience.queue : undefined
    const why = cancelingOf(run) ?? watch.why
    const known = { usual: options.usual, limit, why }
    const since = now - watch.statusSince
    say(watch, renderHeartbeat(run.status, since, known), 'waiting')
  }
  sayCanceling(watch, run)
  watch.streams.open(run)
  const step = stepAt(watch, run, watch.sighting)
  const isStrange = step.kind === 'wait' && phaseOf(run.status) === undefined
  if (isStrange && watch.sighting.count === 1) {
    log.warning(`Run ${run.id}: ${step.why}. It is waited for all the same.`)
  }
  return step
}

function isBehind({ options, dependencies }: Watch): boolean {
  return options.crowd?.isBehind(dependencies.record) === true
}

function standOf(status: string): Stand {
  if (isQueued(status)) return 'queued'
  const phase = phaseOf(status)
  return phase === 'planning' || phase === 'applying' ? 'working' : 'elsewhere'
}

function stepAt({ options }: Watch, run: Run, sighting: Sighting): NextStep {
  const step = nextStep(run, sighting)
  if (step.kind !== 'look-again') return step
  const gate = options.onlyReports === true ? gateAtSight(run) : 'none'
  return gate !== 'none' && isResting(run) ? { kind: 'gate', gate } : step
}

/** Begins the work at a gate, once a sight; where it tells, it wakes us. */
function prepare(watch: Watch, run: Run, ring: () => void): void {
  const { options } = watch
  if (watch.preparing !== undefined || options.prepare === undefined) return
  const preparing = { isSure: false }
  watch.preparing = preparing
  void options.prepare(run).then(({ isSure }) => {
    preparing.isSure = isSure
    if (isSure && watch.preparing === preparing) ring()
  })
}

function say(
  watch: Watch,
  message: string,
  how: 'info' | 'waiting' = 'info'
): void {
  const { clock, log } = watch.dependencies
  watch.lastSaid = clock.now()
  log[how](message)
}

/** Is this where following ends? */
async function stopAt(
  { options, spent, streams, why, lastLook }: Watch,
  run: Run,
  step: NextStep
): Promise<Followed | undefined> {
  if (step.kind === 'gate') {
    await streams.drain()
    return { kind: 'gate', gate: step.gate, run, seenAt: lastLook }
  }
  if (step.kind === 'final') {
    await streams.finish(run)
    return { kind: 'final', run }
  }
  const waitedFor = patienceKind(run.status)
  if (spent[waitedFor] < options.patience[waitedFor]) return undefined
  return { kind: 'timed-out', run, waitedFor, why: cancelingOf(run) ?? why }
}

function sayCanceling(watch: Watch, run: Run): void {
  const canceling = cancelingOf(run)
  if (canceling === undefined || watch.saysCanceling) return
  watch.saysCanceling = true
  say(watch, `         ${canceling}`, 'waiting')
}

/** Somebody has asked for its end, which may take Terraform a while. */
function cancelingOf({ status, canceledAt }: Run): string | undefined {
  return canceledAt === undefined || isFinal(status)
    ? undefined
    : `it is being cancelled (since ${canceledAt})`
}

/**
 * Waits until the run is worth a look. One that waits for others of its step is
 * not, as long as the list that is read for all of them tells nothing new.
 */
async function rest(
  watch: Watch,
  run: Run,
  step: NextStep,
  alarm: Alarm
): Promise<void> {
  const { clock, signal } = watch.dependencies
  for (;;) {
    await alarm.wait(clock, untilNextLook(watch, run, step), signal)
    const now = clock.now()
    const isDue = now - watch.lastLook >= unseenMilliseconds
    // Between two of the step nobody is at work for a moment.
    if (isBehind(watch)) watch.behindAt = now
    const isAmong = now - (watch.behindAt ?? -Infinity) < turnMilliseconds
    if (isDue || step.kind === 'look-again' || !isAmong) return
    if ((await watch.options.crowd?.isListedAs(run)) !== true) return
    await diagnose(watch, run)
  }
}

/** Says, now and then, what a run that does not go on waits for. */
async function diagnose(watch: Watch, run: Run): Promise<void> {
  const { statusSince, lastDiagnosis, dependencies } = watch
  const { clock, hcp, record } = dependencies
  const now = clock.now()
  const isDue =
    isWorthAsking(run.status, now - statusSince) &&
    (lastDiagnosis === undefined ||
      now - lastDiagnosis >= diagnoseEveryMilliseconds)
  if (!isDue) return
  watch.lastDiagnosis = now
  const why = await diagnoseWait(hcp, run, workspaceOf(record.facts()))
  if (why === undefined) return
  if (why !== watch.why) say(watch, `         ${why}`, 'waiting')
  watch.why = why
}

/** Milliseconds. */
function untilNextLook(watch: Watch, run: Run, step: NextStep): number {
  const { options, spent, streams, logEndedAt, statusSince } = watch
  const now = watch.dependencies.clock.now()
  const kind = patienceKind(run.status)
  const interval =
    step.kind === 'look-again'
      ? step.afterMilliseconds
      : isBehind(watch)
        ? pauseBehind(now - (watch.toldAt ?? -Infinity))
        : pollInterval({
            sinceChange: now - statusSince,
            isStreaming: streams.isLive(),
            sinceLogEnd:
              logEndedAt === undefined ? undefined : now - logEndedAt,
            usual: options.usual[kind === 'apply' ? 'apply' : 'plan']
          })
  return Math.min(interval, options.patience[kind] - spent[kind])
}

function patienceKind(status: string): keyof Patience {
  const phase = phaseOf(status)
  if (phase === 'queued') return 'queue'
  return phase === 'applying' ? 'apply' : 'run'
}

function renderHeartbeat(
  status: string,
  sinceMilliseconds: number,
  {
    usual,
    limit,
    why
  }: Pick<FollowOptions, 'usual'> & {
    readonly limit: number | undefined
    readonly why: string | undefined
  }
): string {
  const known =
    status === 'planning'
      ? usual.plan
      : status === 'applying'
        ? usual.apply
        : undefined
  const usually =
    known === undefined ? '' : `, usually ${renderDuration(known)} here`
  const atMost = limit === undefined ? '' : ` of ${renderDuration(limit)}`
  const because = why === undefined ? '' : `: ${why}`
  return `         still ${renderStatus(status)} after ${renderDuration(sinceMilliseconds)}${atMost}${usually}${because}`
}
