import { applies } from './applies.ts'
import { hasPhaseEnded } from './logs.ts'
import type { PhaseCall } from './phases.ts'
import { plans } from './plans.ts'
import type { Apply, Phase, Plan, Run } from './types.ts'
import type { Reader } from './wire/transport.ts'

/** What a phase is wanted for: its log while it grows, or how it ended. */
type PhaseUse = 'log' | 'end' | undefined

/** Nobody waits long for what an answer has left out. Milliseconds. */
const withinMilliseconds = 20_000
/** A server that does not tell will not tell at the fourth look. */
const mostTries = 3

interface Remembered<T> {
  readonly phase: T | undefined
  /** Of the run, when it was read. */
  readonly status: string
  readonly tries: number
}

type ReadPhase<T> = (run: Run, call: PhaseCall) => Promise<T>

/**
 * The plan and the apply of a run whose answer came without them, by their own
 * paths, or by the run's where it does not even name them: some servers know no
 * `include`, and some no relationship. Read once they are needed, again when the
 * run has moved on, and never once they have ended.
 */
export function leftOutPhases(transport: Reader) {
  const all = { plans: plans(transport), applies: applies(transport) }
  const planOf = remember<Plan>(({ id, planId }, call) =>
    planId === undefined
      ? all.plans.readOfRun(id, call)
      : all.plans.read(planId, call)
  )
  const applyOf = remember<Apply>(({ id, applyId }, call) =>
    applyId === undefined
      ? all.applies.readOfRun(id, call)
      : all.applies.read(applyId, call)
  )
  return {
    /**
     * The same run with what it lacks and is wanted. What cannot be read stays
     * undefined; throws only what the signal was aborted with. Plans API,
     * Applies API: show.
     */
    complete: async (
      run: Run,
      wanted: { readonly plan: PhaseUse; readonly apply: PhaseUse },
      signal: AbortSignal
    ): Promise<Run> => {
      const lacks = (['plan', 'apply'] as const).filter(
        (name) => run[name] === undefined && wanted[name] !== undefined
      )
      if (lacks.length === 0) return run
      const [plan, apply] = await Promise.all([
        run.plan ?? planOf(run, wanted.plan, signal),
        run.apply ?? applyOf(run, wanted.apply, signal)
      ])
      const planId = run.planId ?? plan?.id
      const applyId = run.applyId ?? apply?.id
      const hasChanges = run.hasChanges ?? plan?.hasChanges
      return { ...run, planId, plan, applyId, apply, hasChanges }
    }
  }
}

function remember<T extends Phase>(read: ReadPhase<T>) {
  const known = new Map<string, Remembered<T>>()
  return async (
    run: Run,
    use: PhaseUse,
    signal: AbortSignal
  ): Promise<T | undefined> => {
    if (use === undefined) return undefined
    const { id, status } = run
    const before = known.get(id)
    if (before !== undefined && !isWorthReading(before, status, use)) {
      return before.phase
    }
    const tries = before?.status === status ? before.tries + 1 : 1
    const limit = AbortSignal.timeout(withinMilliseconds)
    const phase = await read(run, {
      signal: AbortSignal.any([signal, limit])
    }).catch(() => {
      signal.throwIfAborted()
      return before?.phase
    })
    known.set(id, { phase, status, tries })
    return phase
  }
}

function isWorthReading<T extends Phase>(
  { phase, status, tries }: Remembered<T>,
  now: string,
  use: PhaseUse
): boolean {
  if (phase !== undefined && hasPhaseEnded(phase.status)) return false
  if (status !== now) return true
  const isEnough = use === 'log' && phase?.logReadUrl !== undefined
  return !isEnough && tries < mostTries
}
