import { saidBy } from '../record/errors.ts'
import { sortReviews } from '../../gate/approvals.ts'
import { decide, mayDiscard } from '../../gate/decide.ts'
import type {
  Creator,
  GitHubEvidence,
  GitHubReading,
  Origin,
  RunIdentity
} from '../../gate/evidence.ts'
import { renderCheck } from '../../gate/finding.ts'
import type { Known } from '../../gate/known.ts'
import type { PlanEvidence } from '../../gate/plan-rules.ts'
import type { Rules } from '../../gate/rules.ts'
import type { Check, Reason, Verdict } from '../../gate/verdict.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import type { FollowOptions } from '../waiting/follow.ts'
import type { Gate } from '../record/outcome.ts'
import { identify } from '../record/identity.ts'
import { parseProvenance } from '../record/provenance.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../record/status.ts'
import {
  endAlreadyApplied,
  refuseConfirmed,
  tooLate
} from '../endings/already-applied.ts'
import { confirmRun, endUnseen } from './confirm.ts'
import { discardRun } from './discard.ts'
import { concludeFinal } from '../endings/conclusion.ts'
import { hasPlan, policyFailed } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'
import { explainDiscarded } from '../endings/discarded.ts'

import { followPastOverrides } from './override.ts'
import type { OverrideOptions } from './override.ts'
import { readCreator } from '../reading/creator.ts'
import { readPlanEvidence } from '../reading/plan-evidence.ts'
import { readPolicyEvidence } from '../reading/policy-evidence.ts'
import { readPlan } from '../reading/read-plan.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { readRunActor } from '../reading/actor.ts'
import { endTimedOut } from '../endings/timed-out.ts'

export interface ApplyOptions {
  readonly follow: FollowOptions
  readonly temporaryFolder: string
  readonly cleanup: boolean
  /** Did this very step make the run? */
  readonly isOwnRun: boolean
  readonly approve: boolean | undefined
  readonly rules: Rules
  readonly onBlocked: 'hold' | 'discard'
  /** Why failed policies are overridden; undefined: they are not. */
  readonly overrideReason: string | undefined
  /** Who acts and for what, recorded on the run with every action. */
  readonly audit: string
  /**
   * Reads what GitHub and the event say about a run of this origin. Called
   * before every decision, since reviews are withdrawn and branches move.
   */
  readonly readGitHub: (origin: Origin | undefined) => Promise<GitHubReading>
  /** Called with each verdict, before anything is done about it. */
  readonly onVerdict: (verdict: Verdict) => void
}

/** A comment is for people; the whole checklist is in the job log. */
const commentLimit = 5_000

/**
 * A confirm that was refused, or whose answer was lost, is decided anew where
 * the run still stands at its gate, and sent once more: a run applies once,
 * whoever confirms it. One that was accepted is never sent again.
 */
const confirmLimit = 2

/**
 * Follows an applicable run to its gate, decides, and confirms, discards or
 * holds it; a confirmed run is followed to its end. The verdict rests on a
 * reading made right before the confirm, and the confirm is bound to the run
 * that was followed.
 */
export async function applyRun(
  dependencies: Dependencies,
  run: Run,
  given: ApplyOptions
): Promise<Ending> {
  // However often the run is followed anew, the waits are counted on.
  const spent = { queue: 0, run: 0, apply: 0 }
  const options = { ...given, follow: { ...given.follow, spent } }
  const expected = identify(run)
  let known: PlanReading | undefined
  const planOf = async (seen: Run): Promise<PlanReading | undefined> => {
    if (!hasPlan(seen)) return undefined
    known ??= await readPlan(dependencies, seen, options.temporaryFolder)
    return known
  }
  if (options.approve === false) await refuseConfirmed(dependencies, run)
  if (run.status === 'applied') {
    return await endAlreadyApplied(dependencies, run, {
      plan: await planOf(run),
      logs: options.follow.logs
    })
  }
  const judgeFresh = async (seen: Run): ReturnType<typeof judge> =>
    await judge(
      dependencies,
      {
        run: seen,
        expected,
        planEvidence: await readPlanEvidence(
          dependencies,
          seen,
          await planOf(seen),
          options.rules
        )
      },
      options
    )
  const overriding: OverrideOptions = {
    reason: options.approve === true ? options.overrideReason : undefined,
    audit: options.audit,
    judge: async (seen) => (await judgeFresh(seen)).verdict
  }
  const { followed, obstacles } = await followPastOverrides(
    dependencies,
    run.id,
    options.follow,
    overriding
  )
  if (followed.kind === 'timed-out') {
    return await endTimedOut(dependencies, followed, options)
  }
  const plan = await planOf(followed.run)
  if (followed.kind === 'final') {
    return await withConfirmer(
      dependencies,
      await conclude(dependencies, followed.run, plan, options)
    )
  }
  if (followed.gate === 'policy-override') {
    const { verdict } = await judgeFresh(followed.run)
    return await endUnapplied(
      dependencies,
      {
        run: followed.run,
        gate: 'policy-override',
        plan,
        verdict: withObstacles(verdict, followed.run, obstacles)
      },
      options
    )
  }

  let lost = 0
  let cause: unknown
  for (let confirms = 0; ; confirms += 1) {
    const fresh = await dependencies.hcp.runs.read(run.id)
    if (isFinal(fresh.status) || isConfirmedOrLater(fresh.status)) {
      dependencies.log.info(
        `Run ${run.id} was moved on by somebody else: it is ${renderStatus(fresh.status)}.`
      )
      if (options.approve === false) await refuseConfirmed(dependencies, fresh)
      return await withConfirmer(
        dependencies,
        await followToEnd(dependencies, run.id, plan, options, overriding)
      )
    }
    const { verdict, evidence, approvers } = await judgeFresh(fresh)
    if (verdict.kind !== 'allowed') {
      return await endUnapplied(
        dependencies,
        { run: fresh, gate: followed.gate, plan, verdict },
        options
      )
    }
    const facts = { gate: followed.gate, plan, checks: verdict.checks }
    if (confirms >= confirmLimit || fresh.actions.isConfirmable === false) {
      if (lost > 0) return endUnseen(fresh, { ...facts, lost, cause })
      return {
        outcome: 'blocked',
        gate: followed.gate,
        run: fresh,
        plan,
        checks: verdict.checks,
        reasons: [notConfirmable(fresh)],
        failure: undefined
      }
    }
    const confirmed = await confirmRun(
      dependencies,
      run.id,
      renderConfirm(options.audit, verdict, evidence, approvers)
    )
    switch (confirmed.kind) {
      case 'confirmed':
        break
      case 'confirmed-elsewhere':
        dependencies.log.info(
          `Run ${run.id} is confirmed; the answer to this step's confirm was lost or came second.`
        )
        break
      case 'ended':
        return await conclude(dependencies, confirmed.run, plan, options)
      case 'refused':
        dependencies.log.warning(
          `The confirm of run ${run.id} was refused (409), and the run is still at its gate; looking again before anything else is done.`
        )
        continue
      case 'unseen':
        if (confirmed.cause === undefined) {
          return endUnseen(confirmed.run, { ...facts, lost: 0, cause })
        }
        lost += 1
        cause = confirmed.cause
        dependencies.log.warning(
          `The answer to the confirm of run ${run.id} was lost, and its effect is not seen; looking again before anything else is done. ${saidBy(cause)}`
        )
        continue
    }
    const ending = await followToEnd(
      dependencies,
      run.id,
      plan,
      options,
      overriding,
      verdict.checks
    )
    return confirmed.kind === 'confirmed'
      ? { ...ending, isConfirmedHere: true }
      : await withConfirmer(dependencies, ending)
  }
}

/**
 * The verdict on a run that was just read. GitHub is read after it: a branch
 * moves at any time, and a run that moves answers the confirm with 409.
 */
async function judge(
  dependencies: Dependencies,
  {
    run,
    expected,
    planEvidence
  }: {
    readonly run: Run
    readonly expected: RunIdentity
    readonly planEvidence: PlanEvidence
  },
  { approve, rules, readGitHub, onVerdict, isOwnRun }: ApplyOptions
): Promise<GitHubReading & { readonly verdict: Verdict }> {
  const origin = parseProvenance(run.message)
  const [policies, creator] = await Promise.all([
    readPolicyEvidence(dependencies, run),
    creatorOf(dependencies, run, isOwnRun)
  ])
  const { evidence, approvers } = await readGitHub(origin)
  const verdict = decide(
    {
      ...planEvidence,
      ...evidence,
      approve,
      policies,
      creator,
      canApply: run.permissions.canApply,
      isDestroy: run.isDestroy,
      expected,
      actual: identify(run),
      origin
    },
    rules
  )
  onVerdict(verdict)
  return { verdict, evidence, approvers }
}

/** Whoever made a run is asked for only where it was not this step. */
async function creatorOf(
  dependencies: Dependencies,
  run: Run,
  isOwnRun: boolean
): Promise<Known<Creator>> {
  const { createdById: id } = run
  return isOwnRun && id !== undefined
    ? { known: true, value: { id, name: undefined, isToken: true } }
    : await readCreator(dependencies, run)
}

/** Somebody else's confirm is somebody else's in the report, too. */
async function withConfirmer(
  dependencies: Dependencies,
  ending: Ending
): Promise<Ending> {
  const { run } = ending
  return run.statusTimestamps['confirmed-at'] === undefined
    ? ending
    : {
        ...ending,
        confirmedBy: await readRunActor(dependencies, run.id, 'confirmed')
      }
}

/** Follows a confirmed run until it is over. */
async function followToEnd(
  dependencies: Dependencies,
  runId: string,
  plan: PlanReading | undefined,
  options: ApplyOptions,
  overriding: OverrideOptions,
  checks?: Verdict['checks']
): Promise<Ending> {
  const { followed, obstacles } = await followPastOverrides(
    dependencies,
    runId,
    { ...options.follow, streamPlan: false },
    overriding
  )
  switch (followed.kind) {
    case 'timed-out':
      // Confirmed already: there is nothing left that may be cleaned up.
      return {
        ...(await endTimedOut(dependencies, followed, {
          ...options,
          cleanup: false
        })),
        plan,
        checks
      }
    case 'gate':
      return {
        outcome: 'blocked',
        gate: followed.gate,
        run: followed.run,
        plan,
        checks,
        reasons: [policyFailed(followed.run), ...obstacles],
        failure: undefined
      }
    case 'final':
      return await conclude(dependencies, followed.run, plan, options, checks)
  }
}

async function conclude(
  dependencies: Dependencies,
  run: Run,
  plan: PlanReading | undefined,
  options: ApplyOptions,
  checks?: Verdict['checks']
): Promise<Ending> {
  const ending = await concludeFinal(
    dependencies,
    run,
    options.follow.logs,
    plan,
    { checks, reasons: [] }
  )
  if (ending.outcome === 'applied' && options.approve === false) {
    return {
      ...ending,
      failure: {
        headline: await tooLate(dependencies, run),
        diagnostics: [],
        logText: undefined
      }
    }
  }
  // Asked to apply, and somebody else discarded: not a success.
  if (ending.outcome !== 'discarded' || options.approve === false) return ending
  return {
    ...ending,
    failure: {
      headline: await explainDiscarded(dependencies, run),
      diagnostics: [],
      logText: undefined
    }
  }
}

/** The verdict was not `allowed`: hold or discard. */
async function endUnapplied(
  dependencies: Dependencies,
  at: {
    readonly run: Run
    readonly gate: Gate
    readonly plan: PlanReading | undefined
    readonly verdict: Exclude<Verdict, { kind: 'allowed' }>
  },
  options: ApplyOptions
): Promise<Ending> {
  const { run, gate, plan, verdict } = at
  const { checks, reasons } = verdict
  const base = { plan, checks, reasons, failure: undefined }
  if (verdict.kind === 'pending') {
    return { ...base, outcome: 'held', gate, run }
  }
  const comment = `${options.audit}\n\n${renderReasons(reasons)}`
  if (verdict.kind === 'refused') {
    const ended = await discardRun(dependencies, run.id, comment)
    return { ...base, outcome: 'discarded', gate: 'none', run: ended }
  }
  const blocked = { ...base, outcome: 'blocked' as const, gate, run }
  if (options.onBlocked !== 'discard' || !mayDiscard(reasons)) return blocked
  try {
    const ended = await discardRun(dependencies, run.id, comment)
    return { ...blocked, gate: 'none', run: ended }
  } catch (error) {
    dependencies.signal.throwIfAborted()
    return await endUndiscarded(dependencies, blocked, error)
  }
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
  const ending = { ...blocked, notes: [note], isUnsettled: true }
  try {
    const run = await hcp.runs.read(id)
    const isPast = isFinal(run.status) || isConfirmedOrLater(run.status)
    return { ...ending, run, gate: isPast ? 'none' : blocked.gate }
  } catch {
    signal.throwIfAborted()
    return ending
  }
}

/**
 * At a failed policy the verdict is never `allowed`: the run's own state
 * forbids it. It also tells why the policy was not overridden.
 */
function withObstacles(
  verdict: Verdict,
  run: Run,
  obstacles: readonly Reason[]
): Exclude<Verdict, { kind: 'allowed' }> {
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

function notConfirmable(run: Run): Reason {
  return {
    code: 'not-confirmable',
    message: `Every rule holds, but HCP Terraform does not let the run be confirmed now (${renderStatus(run.status)}).`,
    facts: { status: run.status }
  }
}

/** What is written on the run with the confirm: who, and why it was allowed. */
function renderConfirm(
  audit: string,
  { checks }: Verdict,
  { pullRequest }: GitHubEvidence,
  approvers: readonly string[]
): string {
  const reviewers =
    pullRequest?.known === true && pullRequest.value.reviews.known
      ? sortReviews(pullRequest.value.reviews.value, pullRequest.value).live
      : []
  const list = (which: (check: Check) => boolean): string[] =>
    checks.filter(which).map((check) => `- ${renderCheck(check)}`)
  return [
    audit,
    '',
    ...approvers.map((who) => `Approved by ${who}.`),
    ...reviewers.map((who) => `Reviewed by ${who}.`),
    'Every rule holds:',
    ...list(({ mark }) => mark === undefined),
    'Not asked for, or not known:',
    ...list(({ mark }) => mark !== undefined)
  ]
    .join('\n')
    .slice(0, commentLimit)
}

function renderReasons(reasons: readonly Reason[]): string {
  return reasons.map(({ message }) => `- ${message}`).join('\n')
}
