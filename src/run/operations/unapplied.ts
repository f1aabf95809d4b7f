import { mayDiscard } from '../../gate/decide.ts'
import type { Reason, Verdict } from '../../gate/verdict.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { isOwn, isPastGate, messageOf } from '../record/claims.ts'
import type { Facts } from '../record/fact.ts'
import { policyFailed } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'
import { saidBy } from '../record/errors.ts'
import type { Gate } from '../record/outcome.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { renderStatus } from '../record/status.ts'
import { discardRun } from './discard.ts'

/** Every verdict but `allowed`. */
export type Disallowed = Exclude<Verdict, { kind: 'allowed' }>

/** The verdict was not `allowed`: the run is held or discarded. */
export async function endUnapplied(
  dependencies: Dependencies,
  at: {
    readonly run: Run
    readonly gate: Gate
    readonly plan: PlanReading | undefined
    readonly verdict: Disallowed
  },
  options: {
    readonly onBlocked: 'hold' | 'discard'
    /** Who acts and for what, recorded on the run. */
    readonly audit: string
  }
): Promise<Ending> {
  const { run, gate, plan, verdict } = at
  const { checks, reasons } = verdict
  const notes = [
    ...cannotBeConfirmed(run, gate),
    ...keepsNoMessage(dependencies.record.facts(), run)
  ]
  const base = { plan, checks, reasons, failure: undefined, notes }
  if (verdict.kind === 'pending') {
    return { ...base, outcome: 'held', gate, run }
  }
  const word = {
    purpose: 'judged',
    comment: `${options.audit}\n\n${renderReasons(reasons)}`
  } as const
  if (verdict.kind === 'refused') {
    const ended = await discardRun(dependencies, run.id, word)
    return { ...base, outcome: 'discarded', gate: 'none', run: ended }
  }
  const blocked = { ...base, outcome: 'blocked' as const, gate, run }
  const isOurs = isOwn(dependencies.record.facts())
  if (options.onBlocked !== 'discard' || !mayDiscard(reasons, isOurs)) {
    return blocked
  }
  try {
    const ended = await discardRun(dependencies, run.id, word)
    return { ...blocked, gate: 'none', run: ended }
  } catch (error) {
    dependencies.signal.throwIfAborted()
    return await endUndiscarded(dependencies, blocked, error)
  }
}

/** A later step would not know the run, so what it needs is said here. */
function keepsNoMessage(facts: Facts, run: Run): string[] {
  return messageOf(facts, run) === run.message
    ? []
    : [
        `The server does not keep the message of run ${run.id}, so no later step knows where it comes from: it is applied or discarded in the web interface, or with 'allow-foreign-run: true'.`
      ]
}

/** An approval alone does not apply a run that the server does not let go. */
function cannotBeConfirmed({ id, status, actions }: Run, gate: Gate): string[] {
  return gate === 'confirmation' && actions.isConfirmable !== true
    ? [
        `HCP Terraform ${actions.isConfirmable === false ? 'does not let' : 'does not say that it lets'} run ${id} be confirmed as it is now (${renderStatus(status)}): until that changes, nobody's approval applies it.`
      ]
    : []
}

/** Blocked is what it is and why, whether the discard worked or not. */
async function endUndiscarded(
  dependencies: Dependencies,
  blocked: Ending,
  error: unknown
): Promise<Ending> {
  const { hcp, log, signal } = dependencies
  const { id } = blocked.run
  const note = `Run ${id} was to be discarded because a rule blocks it ('on-blocked: discard'), and that failed: ${saidBy(error)}`
  log.warning(note)
  const notes = [...(blocked.notes ?? []), note]
  const ending = { ...blocked, notes, isUnsettled: true }
  try {
    const run = await hcp.runs.read(id)
    return { ...ending, run, gate: isPastGate(run) ? 'none' : blocked.gate }
  } catch {
    signal.throwIfAborted()
    return ending
  }
}

/**
 * At a failed policy the verdict is never `allowed`: the run's own state
 * forbids it. It also tells why the policy was not overridden.
 */
export function withObstacles(
  verdict: Verdict,
  run: Run,
  obstacles: readonly Reason[]
): Disallowed {
  const { checks, warnings } = verdict
  if (verdict.kind === 'refused') return verdict
  const reasons =
    verdict.kind === 'blocked' ? verdict.reasons : [policyFailed(run)]
  const codes = new Set(reasons.map(({ code }) => code))
  return {
    kind: 'blocked',
    checks,
    warnings,
    reasons: [...reasons, ...obstacles.filter(({ code }) => !codes.has(code))]
  }
}

/** The reason where all rules hold, and the server does not let it happen. */
export function notConfirmable(run: Run): Reason {
  const says =
    run.actions.isConfirmable === undefined
      ? 'does not say whether the run may'
      : 'does not let the run'
  return {
    code: 'not-confirmable',
    message: `Every rule holds, but HCP Terraform ${says} be confirmed now (${renderStatus(run.status)}).`,
    facts: { status: run.status }
  }
}

function renderReasons(reasons: readonly Reason[]): string {
  return reasons.map(({ message }) => `- ${message}`).join('\n')
}
