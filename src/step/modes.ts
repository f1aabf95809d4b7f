import type { Run } from '../hcp/types.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { concludeFinal } from '../run/endings/conclusion.ts'
import { beginCourse, reachGate } from '../run/operations/apply.ts'
import type { AtGate, Course } from '../run/operations/apply.ts'
import { cancelRun } from '../run/operations/cancel.ts'
import { discardRun } from '../run/operations/discard.ts'
import { forceCancelRun } from '../run/operations/force-cancel.ts'
import { forceExecuteRun } from '../run/operations/force-execute.ts'
import { planRun } from '../run/operations/plan.ts'
import { showRun } from '../run/operations/show.ts'
import { readPlan } from '../run/reading/read-plan.ts'
import { isAdopted, isOwn } from '../run/record/claims.ts'
import { hasPlan } from '../run/record/ending.ts'
import type { Ending } from '../run/record/ending.ts'
import { RunRefusedError } from '../run/record/errors.ts'
import type { FollowOptions } from '../run/waiting/follow.ts'
import { admitOther, createReader } from './admission.ts'
import { commitEvidence } from './commit-evidence.ts'
import { temporaryFolderOf } from './given.ts'
import type { Member } from './member.ts'
import { audit } from './origin.ts'

/** Where a run stands once it has gone as far as it can by itself. */
export type Arrived =
  | { readonly kind: 'ended'; readonly ending: Ending }
  /** It waits to be decided about, together with the others of its set. */
  | { readonly kind: 'waits'; readonly course: Course; readonly at: AtGate }

/**
 * There is no single run to report on: none, or several that were cleaned up.
 * The record has the end.
 */
export interface Runless {
  readonly kind: 'runless'
  readonly isOk: boolean
  /** Why nothing is to be planned, which is told of the workspace. */
  readonly why?: string
}

/** What a step does with its run, as far as that goes alone. */
type Play = (member: Member, run: Run) => Promise<Arrived>

/** Everything but an apply goes to its end. */
function toEnd(play: (member: Member, run: Run) => Promise<Ending>): Play {
  return async (member, run) => ({
    kind: 'ended',
    ending: await play(member, run)
  })
}

/** One play a mode that acts on a run. */
export const modes: Readonly<
  Record<Exclude<Inputs['mode'], 'list' | 'upload'>, Play>
> = {
  plan: toEnd(plan),
  'save-plan': toEnd(plan),
  apply,
  show: toEnd(
    async (member, run) =>
      await showRun(member.house, run, {
        temporaryFolder: temporaryFolderOf(member.given)
      })
  ),
  discard: toEnd(discard),
  cancel: toEnd(
    async (member, run) =>
      await cancelRun(member.house, run.id, endOptions(member, run))
  ),
  'force-cancel': toEnd(
    async (member, run) =>
      await forceCancelRun(member.house, run.id, endOptions(member, run))
  ),
  'force-execute': toEnd(
    async (member, run) =>
      await forceExecuteRun(member.house, run.id, async (other) => {
        await admitOther(member, other)
      })
  )
}

async function plan(member: Member, run: Run): Promise<Ending> {
  const { given, house } = member
  const { inputs } = given
  return await planRun(house, run, {
    follow: followOptions(member, run),
    temporaryFolder: temporaryFolderOf(given),
    cleanup: inputs.cleanup,
    audit: audit(given, run),
    rules: inputs
  })
}

async function apply(member: Member, run: Run): Promise<Arrived> {
  const { given, house, evidence, together } = member
  const { inputs } = given
  if (run.planOnly) {
    throw new RunRefusedError(
      `Run ${run.id} is plan-only and can never be applied. Use 'mode: apply' without 'run-id' to make an applicable run.`
    )
  }
  const course = beginCourse(house, run, {
    follow: followOptions(member, run),
    temporaryFolder: temporaryFolderOf(given),
    cleanup: inputs.cleanup,
    approve: inputs.approve,
    rules: inputs,
    onBlocked: inputs.onBlocked,
    overrideReason: inputs.policyOverride ? inputs.overrideReason : undefined,
    audit: audit(given, run),
    readGitHub: createReader(given, evidence),
    readCommit: given.subject && commitEvidence(member, given.subject),
    together
  })
  const reached = await reachGate(course)
  return reached.kind === 'ended'
    ? reached
    : { kind: 'waits', course, at: reached }
}

async function discard({ given, house }: Member, run: Run): Promise<Ending> {
  const known = hasPlan(run)
    ? await readPlan(house, run, {
        temporaryFolder: temporaryFolderOf(given),
        expected: undefined
      })
    : undefined
  const comment = audit(given, run)
  const word = { purpose: 'asked', comment } as const
  const discarded = await discardRun(house, run.id, word)
  return await concludeFinal(house, discarded, known)
}

function endOptions({ given }: Member, run: Run) {
  return { comment: audit(given, run), patience: given.inputs.runTimeout }
}

function followOptions(
  { given: { inputs }, house, workspace, shared }: Member,
  run: Run
): FollowOptions {
  const facts = house.record.facts()
  return {
    patience: {
      queue: inputs.queueTimeout,
      run: inputs.runTimeout,
      apply: inputs.applyTimeout
    },
    // The job that made the run has shown its plan's log.
    streamPlan: isOwn(facts) || isAdopted(facts) || !hasPlan(run),
    usual: {
      plan: workspace.planDurationAverage,
      apply: workspace.applyDurationAverage
    },
    crowd: shared.crowd
  }
}
