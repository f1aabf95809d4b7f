import type { Reason, Verdict } from '../../gate/verdict.ts'
import { saidBy } from '../record/errors.ts'
import { ApiError } from '../../hcp/wire/errors.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { followRun } from '../waiting/follow.ts'
import type { Followed, FollowOptions } from '../waiting/follow.ts'
import { renderDuration } from '../record/duration.ts'
import { renderStatus } from '../record/status.ts'
import { failureOf } from '../door/answer.ts'
import type { Overridable } from '../door/door.ts'
import { lookUntil } from '../waiting/effect.ts'

interface OverrideOptions {
  /** Why; recorded on the run. Undefined: nothing is overridden. */
  readonly reason: string | undefined
  /** Who acts and for what, recorded with the reason. */
  readonly audit: string
  /** Judges the run as it was just read: everything but the failed policy. */
  readonly judge: (run: Run) => Promise<Verdict>
}

export interface FollowedPastOverrides {
  readonly followed: Followed
  /** Why a failed policy was not overridden although that was asked for. */
  readonly obstacles: readonly Reason[]
}

/** A run has four stages and two other kinds of policies at most. */
const overrideLimit = 6
const effectWithinMilliseconds = 30_000

/**
 * Follows a run like `followRun`, and overrides the failed policies that it
 * stops at where a reason for that is given and every other rule holds. An
 * override confirms nothing: the run is followed on, to its next gate.
 */
export async function followPastOverrides(
  dependencies: Dependencies,
  runId: string,
  follow: FollowOptions,
  options: OverrideOptions
): Promise<FollowedPastOverrides> {
  const { hcp } = dependencies
  let { streamPlan } = follow
  for (let overrides = 0; ; overrides += 1) {
    const followed = await followRun(dependencies, runId, {
      ...follow,
      streamPlan
    })
    const isStopped =
      followed.kind === 'gate' && followed.gate === 'policy-override'
    if (!isStopped || options.reason === undefined) {
      return { followed, obstacles: [] }
    }
    if (overrides >= overrideLimit) {
      return {
        followed,
        obstacles: [refused(followed.run, 'it stops again and again')]
      }
    }
    streamPlan = false
    const fresh = await hcp.runs.read(runId)
    if (fresh.status !== followed.run.status) continue
    const obstacles = standInTheWay(await options.judge(fresh), fresh)
    if (obstacles.length > 0) return { followed, obstacles }
    const comment = `Policy override: ${options.reason}\n\n${options.audit}`
    const overridden = await overrideFailed(dependencies, fresh, comment)
    if (overridden.kind === 'refused') {
      return { followed, obstacles: [refused(fresh, overridden.why)] }
    }
    if (overridden.kind === 'unseen') {
      return { followed, obstacles: [unseen(fresh, overridden.what)] }
    }
  }
}

/**
 * What speaks against an override: every broken rule but the failed policy
 * itself. Before the plan there is nothing to count yet, and unless the run
 * confirms itself a later gate does.
 */
function standInTheWay(verdict: Verdict, run: Run): readonly Reason[] {
  if (verdict.kind === 'allowed') return []
  const isBeforePlan = run.status.startsWith('pre_plan_') && !run.autoApply
  return verdict.reasons.filter(
    ({ code }) =>
      code !== 'policy-failed' && !(isBeforePlan && code === 'plan-unknown')
  )
}

type Overridden =
  | { readonly kind: 'overridden' }
  /** Accepted, and what was overridden waits as before: not sent again. */
  | { readonly kind: 'unseen'; readonly what: string }
  /** The state was another one: look again. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'refused'; readonly why: string }

interface Candidate {
  readonly kind: Overridable
  readonly id: string
  readonly what: string
  readonly isOverridable: boolean | undefined
  readonly canOverride: boolean | undefined
}

/**
 * Overrides all that holds a run at its status, each through its endpoint, and
 * records each at once. Nothing is sent where one of them cannot be overridden.
 * Where an answer is lost, the object itself tells; nothing is sent again.
 */
async function overrideFailed(
  dependencies: Dependencies,
  run: Run,
  comment: string
): Promise<Overridden> {
  const candidates = await findCandidates(dependencies, run)
  if (candidates.length === 0) {
    const moved = await readUntilMoved(dependencies, run, 2_000)
    return moved
      ? { kind: 'moved' }
      : {
          kind: 'refused',
          why: 'HCP Terraform shows this token nothing that could be overridden'
        }
  }
  const why = await whyNotAll(dependencies, candidates)
  if (why !== undefined) return { kind: 'refused', why }
  const done: string[] = []
  for (const candidate of candidates) {
    const { what } = candidate
    const sent = await overrideOne(dependencies, run, candidate, comment)
    if (sent.kind === 'moved' || sent.kind === 'unseen') return sent
    if (sent.kind === 'failed' && done.length === 0) throw sent.error
    if (sent.kind !== 'overridden') {
      const after =
        done.length === 0 ? '' : `. Overridden was ${done.join(', ')}`
      return { kind: 'refused', why: `${sent.why}${after}` }
    }
    done.push(what)
    dependencies.log.info(`Overrode ${what} of run ${run.id}.`)
    await recordReason(dependencies, run.id, `Overrode ${what}.\n\n${comment}`)
  }
  if (await readUntilMoved(dependencies, run, effectWithinMilliseconds)) {
    return { kind: 'overridden' }
  }
  const left = await findCandidates(dependencies, run)
  const idle = left.find(({ what }) => done.includes(what))
  return idle === undefined
    ? { kind: 'overridden' }
    : { kind: 'unseen', what: idle.what }
}

/** An override cannot be taken back, and one of two is of no use. */
async function whyNotAll(
  dependencies: Dependencies,
  candidates: readonly Candidate[]
): Promise<string | undefined> {
  for (const { what, isOverridable, canOverride } of candidates) {
    if (isOverridable === false) return `${what} is not overridable`
    if (canOverride === false) return await missingRight(dependencies, what)
  }
  return undefined
}

/** Sends one override, once. Where its answer is lost, the object tells. */
async function overrideOne(
  dependencies: Dependencies,
  run: Run,
  candidate: Candidate,
  comment: string
): Promise<
  | Overridden
  | { readonly kind: 'failed'; readonly error: unknown; readonly why: string }
> {
  const { what } = candidate
  try {
    await dependencies.door.override(run, candidate, comment)
    return { kind: 'overridden' }
  } catch (error) {
    if (error instanceof ApiError && [403, 404].includes(error.status)) {
      return { kind: 'refused', why: await missingRight(dependencies, what) }
    }
    const said = withoutStop(saidBy(error))
    switch (failureOf(error)) {
      case 'refused':
        await readUntilMoved(dependencies, run, 2_000)
        return { kind: 'moved' }
      case 'failed':
        return { kind: 'failed', error, why: `${what} failed: ${said}` }
      case 'lost':
        return (await stillWaits(dependencies, run, what))
          ? {
              kind: 'refused',
              why: `the override of ${what} was sent once, and whether it was taken is not known: ${said}`
            }
          : { kind: 'overridden' }
    }
  }
}

/** Does it wait for an override all the time that an effect may take? */
async function stillWaits(
  dependencies: Dependencies,
  run: Run,
  what: string
): Promise<boolean> {
  const { clock, signal } = dependencies
  const begun = clock.now()
  for (let pause = 200; ; pause = Math.min(2_000, pause * 1.5)) {
    const candidates = await findCandidates(dependencies, run)
    if (candidates.every((candidate) => candidate.what !== what)) return false
    if (clock.now() - begun >= effectWithinMilliseconds) return true
    await clock.sleep(pause, signal)
  }
}

/** The status tells which kind of object waits, and so which endpoint. */
async function findCandidates(
  { hcp }: Dependencies,
  { id, status, permissions }: Run
): Promise<Candidate[]> {
  if (status === 'policy_override') {
    const checks = await hcp.policyChecks.list(id)
    return checks
      .filter((check) => waits(check, 'soft_failed'))
      .map((check) => ({
        ...check,
        // The run says the same of its caller, for servers whose checks do not.
        canOverride: check.canOverride ?? permissions.canOverridePolicyCheck,
        kind: 'policyChecks',
        what: `policy check ${check.id}`
      }))
  }
  if (status === 'tf_policy_override') {
    const evaluations = await hcp.tfPolicyEvaluations.list(id)
    return evaluations
      .filter((evaluation) => waits(evaluation, 'awaiting_override'))
      .map((evaluation) => ({
        ...evaluation,
        kind: 'tfPolicyEvaluations',
        what: `Terraform policy evaluation ${evaluation.id}`
      }))
  }
  const stages = await hcp.taskStages.list(id)
  return stages
    .filter(
      (stage) =>
        waits(stage, 'awaiting_override') &&
        status === `${stage.stage}_awaiting_decision`
    )
    .map((stage) => ({
      ...stage,
      kind: 'taskStages',
      what: `task stage ${stage.id} (${stage.stage.replace('_', '-')})`
    }))
}

/** The flag says so, or the word for it where another one failed harder. */
function waits(
  {
    status,
    isOverridable
  }: { readonly status: string; readonly isOverridable: boolean | undefined },
  word: string
): boolean {
  return (
    status === word ||
    (isOverridable === true && status !== 'overridden' && status !== 'passed')
  )
}

/** Has the run left the status that it was seen in? */
async function readUntilMoved(
  dependencies: Dependencies,
  { id, status }: Run,
  within: number
): Promise<boolean> {
  const isSeen = (run: Run): boolean => run.status !== status
  return isSeen(await lookUntil(dependencies, id, { isSeen, within }))
}

/** The override has it already; the timeline shows it to people. */
async function recordReason(
  { door, log, signal }: Dependencies,
  runId: string,
  comment: string
): Promise<void> {
  try {
    await door.comment(runId, comment)
  } catch (error) {
    signal.throwIfAborted()
    log.warning(
      `The override carries its reason; whether run ${runId} shows it as a comment, too, is not certain: ${saidBy(error)}`
    )
  }
}

/**
 * Whose right is missing, and where it is given: in the organization for all,
 * or, where that delegates it, in the project or the workspace. (HCP Terraform:
 * Permissions, policy overrides.)
 */
async function missingRight(
  { hcp, signal }: Pick<Dependencies, 'hcp' | 'signal'>,
  what: string
): Promise<string> {
  const account = await hcp.accounts.read().catch(() => undefined)
  signal.throwIfAborted()
  const name = account?.username
  const who = name === undefined ? 'the token' : `the token's account '${name}'`
  return `${who} may not override ${what}; its team needs the organization's permission 'Manage policy overrides', or, where overrides are delegated ('Delegate policy overrides'), the permission 'Policy overrides' in this workspace or its project`
}

/** The sentence goes on behind it. */
function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

function unseen(run: Run, what: string): Reason {
  return {
    code: 'override-refused',
    message: `HCP Terraform accepted the override of ${what}, and ${renderDuration(effectWithinMilliseconds)} later it still waits for one. It is not sent again, and may still take effect.`,
    facts: { status: renderStatus(run.status) }
  }
}

function refused(run: Run, why: string): Reason {
  return {
    code: 'override-refused',
    message: `The failed policy was not overridden: ${why}.`,
    facts: { status: renderStatus(run.status) }
  }
}
