import { ApiError } from '../../hcp/wire/errors.ts'
import type { Apply, Plan, Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'
import { nextStep, sight } from '../record/next-step.ts'
import type { Sighting } from '../record/next-step.ts'
import type { Gate } from '../record/outcome.ts'
import { pollInterval } from './pace.ts'
import { tailPhaseLog } from '../log/tail.ts'
import type { Logs } from '../record/phase-log.ts'
import { diagnoseQueue } from './queue.ts'
import { phaseOf, renderStatus } from '../record/status.ts'

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
  readonly logs: Logs
  /** Is the plan's log wanted? Not where it was streamed before. */
  readonly streamPlan: boolean
  /** How long the phases usually take here, in milliseconds. */
  readonly usual: {
    readonly plan: number | undefined
    readonly apply: number | undefined
  }
}

const heartbeatMilliseconds = 60_000
const diagnoseEveryMilliseconds = 30_000
/** A run that was there and is missing: asked again so often. */
const missesLimit = 5

/**
 * Follows a run until it stops at a gate, ends, or patience runs out. The live
 * log of the phase is the alarm clock: its end marker triggers a look at once;
 * between that the run is polled gently. Throws what reading the run throws,
 * and the signal's reason when it is aborted.
 */
export async function followRun(
  { hcp, clock, signal, log }: Dependencies,
  runId: string,
  {
    patience,
    spent = { queue: 0, run: 0, apply: 0 },
    logs,
    streamPlan,
    usual
  }: FollowOptions
): Promise<Followed> {
  const tails = new AbortController()
  const alarm = createAlarm()
  const streams = new Map<'plan' | 'apply', Promise<void>>()
  const begun = clock.now()
  let sighting: (Sighting & { since: number }) | undefined
  let statusSince = begun
  let lastStatus: string | undefined
  let lastSaid = begun
  let lastLook = begun
  let lastDiagnosis: number | undefined
  let logEndedAt: number | undefined
  let queueReason: string | undefined
  let live = 0
  let misses = 0

  const say = (message: string): void => {
    lastSaid = clock.now()
    log.info(message)
  }
  const stream = (phase: 'plan' | 'apply', document: Plan | Apply): void => {
    if (streams.has(phase) || document.logReadUrl === undefined) return
    live += 1
    const task = tailPhaseLog(
      { hcp, clock, log, signal: AbortSignal.any([signal, tails.signal]) },
      { phase, document, into: logs[phase] }
    ).then(() => {
      live -= 1
      logEndedAt = clock.now()
      alarm.ring()
    })
    streams.set(phase, task)
  }

  try {
    for (;;) {
      signal.throwIfAborted()
      let run: Run
      try {
        run = await hcp.runs.read(runId, { isPatient: true })
        misses = 0
      } catch (error) {
        // A lost permission looks like this, and so does a replica behind.
        const isMissing = error instanceof ApiError && error.status === 404
        misses += 1
        if (!isMissing || lastStatus === undefined || misses >= missesLimit) {
          throw error
        }
        await clock.sleep(1_000, signal)
        continue
      }
      const now = clock.now()
      const kind = patienceKind(run.status)
      spent[kind] += now - lastLook
      lastLook = now
      sighting = sight(sighting, run, now)

      if (run.status !== lastStatus) {
        statusSince = now
        lastStatus = run.status
        logEndedAt = undefined
        say(
          `${renderDuration(now - begun).padStart(7)}  ${renderStatus(run.status)}`
        )
      } else if (now - lastSaid >= heartbeatMilliseconds) {
        say(
          renderHeartbeat(run.status, now - statusSince, {
            usual,
            limit: kind === 'queue' ? patience.queue : undefined,
            why: run.status === 'pending' ? queueReason : undefined
          })
        )
      }

      if (streamPlan && run.plan) stream('plan', run.plan)
      if (run.apply && phaseOf(run.status) === 'applying') {
        stream('apply', run.apply)
      }

      const step = nextStep(run, sighting)
      if (
        sighting.count === 1 &&
        step.kind === 'wait' &&
        phaseOf(run.status) === undefined
      ) {
        log.warning(`Run ${runId}: ${step.why}. It is waited for all the same.`)
      }
      if (step.kind === 'final' || step.kind === 'gate') {
        await drain(streams)
        return step.kind === 'gate'
          ? { kind: 'gate', gate: step.gate, run }
          : { kind: 'final', run: await withLastLog(run) }
      }
      if (spent[kind] >= patience[kind]) {
        return {
          kind: 'timed-out',
          run,
          waitedFor: kind,
          why: run.status === 'pending' ? queueReason : undefined
        }
      }

      if (
        run.status === 'pending' &&
        now - begun >= 3_000 &&
        (lastDiagnosis === undefined ||
          now - lastDiagnosis >= diagnoseEveryMilliseconds)
      ) {
        lastDiagnosis = now
        const reason = await diagnoseQueue(hcp, run)
        if (reason !== undefined && reason !== queueReason) {
          say(`         ${reason}`)
        }
        queueReason = reason ?? queueReason
      }

      const interval =
        step.kind === 'look-again'
          ? step.afterMilliseconds
          : pollInterval({
              sinceChange: now - statusSince,
              isStreaming: live > 0,
              sinceLogEnd:
                logEndedAt === undefined ? undefined : now - logEndedAt,
              usual: usual[kind === 'apply' ? 'apply' : 'plan']
            })
      const left = patience[kind] - spent[kind]
      await alarm.wait(clock, Math.min(interval, left), signal)
    }
  } finally {
    tails.abort()
    // A tail never rejects; it only has to be gone before we are.
    await Promise.all(streams.values())
  }

  /** A phase that ended between two looks may have a log we never opened. */
  async function withLastLog(run: Run): Promise<Run> {
    if (streamPlan && run.plan) stream('plan', run.plan)
    if (run.apply && run.apply.status !== 'unreachable') {
      const wasStreamed = streams.has('apply')
      if (!wasStreamed) stream('apply', run.apply)
    }
    await drain(streams)
    return run
  }

  /** The end of a log may still be on its way; it is not waited for long. */
  async function drain(
    pending: ReadonlyMap<string, Promise<void>>
  ): Promise<void> {
    if (pending.size === 0) return
    const limit = new AbortController()
    await Promise.race([
      Promise.all(pending.values()),
      clock
        .sleep(10_000, AbortSignal.any([signal, limit.signal]))
        .catch(() => undefined)
    ])
    limit.abort()
  }
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

/** A sleep that can be cut short from elsewhere. */
function createAlarm(): {
  ring(): void
  wait(
    clock: Dependencies['clock'],
    milliseconds: number,
    signal: AbortSignal
  ): Promise<void>
} {
  let rung = false
  let wake: AbortController | undefined
  return {
    ring() {
      rung = true
      wake?.abort()
    },
    async wait(clock, milliseconds, signal) {
      if (rung) {
        rung = false
        return
      }
      const alarm = new AbortController()
      wake = alarm
      try {
        await clock.sleep(milliseconds, AbortSignal.any([signal, alarm.signal]))
      } catch (error) {
        if (!alarm.signal.aborted) throw error
        signal.throwIfAborted()
        rung = false
      } finally {
        wake = undefined
      }
    }
  }
}
