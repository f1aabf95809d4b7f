import { sortReviews } from '../../gate/approvals.ts'
import { decide, isAboutOurRun } from '../../gate/decide.ts'
import type {
  GitHubEvidence,
  Origin,
  RunIdentity,
  Rules
} from '../../gate/evidence.ts'
import type { PlanEvidence } from '../../gate/plan-rules.ts'
import type { Reason, Verdict } from '../../gate/verdict.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { followRun } from '../follow.ts'
import type { FollowOptions } from '../follow.ts'
import type { Gate } from '../outcome.ts'
import { parseProvenance } from '../provenance.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../status.ts'
import { confirmRun } from './confirm.ts'
import { discardRun } from './discard.ts'
import { concludeFinal, hasPlan, policyFailed } from './ending.ts'
import type { Ending } from './ending.ts'
import { policiesOf, readPlanEvidence } from './plan-facts.ts'
import { readPlan } from './read-plan.ts'
import type { PlanReading } from './read-plan.ts'
import { readRunActor } from './run-actor.ts'
import { endTimedOut } from './time-out.ts'

export interface ApplyOptions {
  readonly follow: FollowOptions
  readonly temporaryFolder: string
  readonly cleanup: boolean
  readonly approve: boolean | undefined
  readonly rules: Rules
  readonly onBlocked: 'hold' | 'discard'
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

/** Evidence for the verdict, and names for the record. */
export interface GitHubReading {
  readonly evidence: GitHubEvidence
  /** Who let the workflow into its environment: `hubot for production`. */
  readonly approvers: readonly string[]
}

/** A comment is for people; the whole checklist is in the job log. */
const commentLimit = 5_000

/** A confirm that the server refused is decided anew, and sent once more. */
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
  options: ApplyOptions
): Promise<Ending> {
  const expected = identify(run)
  const followed = await followRun(dependencies, run.id, options.follow)
  if (followed.kind === 'timed-out') {
    return await endTimedOut(dependencies, followed, options)
  }
  const plan = hasPlan(followed.run)
    ? await readPlan(dependencies, followed.run, options.temporaryFolder)
    : undefined
  if (followed.kind === 'final') {
    return await conclude(dependencies, followed.run, plan, options)
  }
  if (followed.gate === 'policy-override') {
    return await endAtFailedPolicy(
      dependencies,
      { run: followed.run, expected, plan },
      options
    )
  }

  const planEvidence = await readPlanEvidence(
    dependencies,
    followed.run,
    plan,
    options.rules
  )
  for (let confirms = 0; ; confirms += 1) {
    const fresh = await dependencies.hcp.runs.read(run.id)
    if (isFinal(fresh.status) || isConfirmedOrLater(fresh.status)) {
      dependencies.log.info(
        `Run ${run.id} was moved on by somebody else: it is ${renderStatus(fresh.status)}.`
      )
      return await withConfirmer(
        dependencies,
        await followToEnd(dependencies, run.id, plan, options)
      )
    }
    const { verdict, evidence, approvers } = await judge(
      { run: fresh, expected, planEvidence },
      options
    )
    if (verdict.kind !== 'allowed') {
      return await endUnapplied(
        dependencies,
        { run: fresh, gate: followed.gate, plan, verdict },
        options
      )
    }
    if (confirms >= confirmLimit || fresh.actions.isConfirmable === false) {
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
          `The confirm of run ${run.id} had no effect; looking again before anything else is done.`
        )
        continue
    }
    const ending = await followToEnd(
      dependencies,
      run.id,
      plan,
      options,
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
  {
    run,
    expected,
    planEvidence
  }: {
    readonly run: Run
    readonly expected: RunIdentity
    readonly planEvidence: PlanEvidence
  },
  { approve, rules, readGitHub, onVerdict }: ApplyOptions
): Promise<GitHubReading & { readonly verdict: Verdict }> {
  const origin = parseProvenance(run.message)
  const { evidence, approvers } = await readGitHub(origin)
  const verdict = decide(
    {
      ...planEvidence,
      ...evidence,
      approve,
      policies: policiesOf(run),
      canApply: run.permissions.canApply,
      expected,
      actual: identify(run),
      origin
    },
    rules
  )
  onVerdict(verdict)
  return { verdict, evidence, approvers }
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
  checks?: Verdict['checks']
): Promise<Ending> {
  const followed = await followRun(dependencies, runId, {
    ...options.follow,
    streamPlan: false
  })
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
        reasons: [policyFailed(followed.run)],
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
  // Asked to apply, and somebody else discarded: not a success.
  if (ending.outcome !== 'discarded' || options.approve === false) return ending
  const who = await readRunActor(dependencies, run.id, 'discarded')
  return {
    ...ending,
    failure: {
      headline: `Run ${run.id} was discarded${who === undefined ? '' : ` by ${who}`}, not by this step. Nothing was applied.`,
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
  const shallDiscard =
    verdict.kind === 'refused' ||
    (options.onBlocked === 'discard' && isAboutOurRun(reasons))
  const ended = shallDiscard
    ? await discardRun(
        dependencies,
        run.id,
        `${options.audit}\n\n${renderReasons(reasons)}`
      )
    : undefined
  return {
    ...base,
    outcome: verdict.kind === 'refused' ? 'discarded' : 'blocked',
    gate: ended ? 'none' : gate,
    run: ended ?? run
  }
}

async function endAtFailedPolicy(
  dependencies: Dependencies,
  at: {
    readonly run: Run
    readonly expected: RunIdentity
    readonly plan: PlanReading | undefined
  },
  options: ApplyOptions
): Promise<Ending> {
  const { run, expected, plan } = at
  const planEvidence = await readPlanEvidence(
    dependencies,
    run,
    plan,
    options.rules
  )
  const { verdict } = await judge({ run, expected, planEvidence }, options)
  return verdict.kind === 'allowed'
    ? // Cannot be: the run's state alone forbids it.
      {
        outcome: 'blocked',
        gate: 'policy-override',
        run,
        plan,
        checks: verdict.checks,
        reasons: [policyFailed(run)],
        failure: undefined
      }
    : await endUnapplied(
        dependencies,
        { run, gate: 'policy-override', plan, verdict },
        options
      )
}

function identify(run: Run): RunIdentity {
  return {
    runId: run.id,
    workspaceId: run.workspaceId,
    configurationVersionId: run.configurationVersionId,
    planId: run.planId
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
  return [
    audit,
    '',
    ...approvers.map((who) => `Approved by ${who}.`),
    ...reviewers.map((who) => `Reviewed by ${who}.`),
    'Every rule holds:',
    ...checks.map(({ rule, saw }) => `- ${rule} (${saw})`)
  ]
    .join('\n')
    .slice(0, commentLimit)
}

function renderReasons(reasons: readonly Reason[]): string {
  return reasons.map(({ message }) => `- ${message}`).join('\n')
}
