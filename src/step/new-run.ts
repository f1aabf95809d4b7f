import { fullName } from '../github/pull-request.ts'
import type { Run } from '../hcp/types.ts'
import { currentConfiguration } from '../inputs/combinations.ts'
import { settleRun } from '../run/door/settle.ts'
import { messageOf as madeWith } from '../run/record/claims.ts'
import { RunRefusedError } from '../run/record/errors.ts'
import { parseProvenance } from '../run/record/provenance.ts'
import { uploadedDigest } from '../run/record/configuration-digest.ts'
import { isFinal, renderStatus } from '../run/record/status.ts'
import { waitForEnd } from '../run/waiting/effect.ts'
import { insistOnSavedPlan } from '../run/operations/save-plan.ts'
import { startRun } from '../run/operations/start-run.ts'
import { supersedeRuns } from '../run/operations/supersede.ts'
import { judgeBeforehand } from './admission.ts'
import { readCommit } from './commit.ts'
import type { Given } from './given.ts'
import type { Member } from './member.ts'
import { audit, messageOf } from './origin.ts'

/**
 * Makes the run that is asked for, behind what has to hold before and with the
 * pull request's older runs out of the way.
 */
export async function makeRun(member: Member): Promise<Run> {
  refuseInMergeQueue(member.given)
  const { house, workspace } = member
  const { inputs, parameters } = member.given
  const sha = await readCommit(member)
  const given = { ...member.given, sha }
  await judgeBeforehand(given, member.evidence)
  if (inputs.debuggingMode) {
    house.log.warning(
      "'debugging-mode' is on: the log of this run may show secrets."
    )
  }
  await supersede({ ...member, given })
  const { configurationVersionId } = inputs
  const isSaved = inputs.mode === 'save-plan'
  const run = await startRun(house, {
    workspace,
    messageOf: (configuration) => messageOf(given, configuration),
    planOnly: inputs.mode === 'plan',
    savePlan: isSaved,
    parameters,
    configurationDirectory: inputs.configurationDirectory,
    configurationVersionId:
      configurationVersionId === currentConfiguration
        ? undefined
        : configurationVersionId,
    pack: member.shared.pack
  })
  if (isSaved) await insistOnSavedPlan(house, run)
  return run
}

/**
 * A merge queue's commit is neither the head of the pull request nor on its base
 * branch, so the gate could never let a run of it be applied: the queue would
 * wait for a plan that ends blocked. (GitHub: Managing a merge queue.)
 *
 * @throws RunRefusedError
 */
function refuseInMergeQueue({ inputs, workflow }: Given): void {
  if (inputs.mode !== 'apply' || workflow.eventName !== 'merge_group') return
  throw new RunRefusedError(
    "No run was made: this is a merge queue (event 'merge_group'), whose commit is on no branch yet, so nothing of it could be applied. Plan it here with 'mode: plan', as a required check, and apply with 'mode: apply' on the 'push' to the base branch that follows the merge."
  )
}

/**
 * Makes a run of the same configuration in place of one of this step, which is
 * discarded where it still waits.
 *
 * @throws RunRefusedError where the other one cannot be got out of the way
 */
export async function makeRunAgain(
  member: Member,
  before: Run,
  why: string
): Promise<Run> {
  const { house, workspace, evidence, shared } = member
  // Of the same files, and so of the same commit, whatever the event is about.
  const made = parseProvenance(madeWith(house.record.facts(), before))
  const given = { ...member.given, sha: made?.sha ?? member.given.sha }
  const { inputs, parameters } = given
  await judgeBeforehand(given, evidence)
  const { id, configurationVersionId } = before
  const comment = `${audit(given, undefined)}\n\n${why}`
  await settleRun(house, id, { purpose: 'supersede', comment })
  const deadline = house.clock.now() + inputs.runTimeout
  const { status } = await waitForEnd(house, id, deadline)
  if (!isFinal(status) || configurationVersionId === undefined) {
    throw new RunRefusedError(
      `Workspace ${workspace.name} was to be planned again, and run ${id} is in the way: it is ${renderStatus(status)}. It was not confirmed.`
    )
  }
  house.log.info(why)
  return await startRun(house, {
    workspace,
    messageOf: (configuration) => messageOf(given, configuration),
    planOnly: false,
    parameters,
    configurationDirectory: undefined,
    configurationVersionId,
    configurationDigest: uploadedDigest(house.record.facts()),
    pack: shared.pack
  })
}

/**
 * Gets older runs of the workspace out of the way: this pull request's, and
 * without one those of earlier attempts of this job, which nobody decides about.
 */
export async function supersede({
  given,
  house,
  workspace
}: Pick<Member, 'given' | 'house' | 'workspace'>): Promise<void> {
  const { inputs, workflow, location } = given
  const isFirst = !(Number(workflow.runAttempt) > 1)
  const isOfPullRequest = location.kind === 'number'
  if (!inputs.supersede || (!isOfPullRequest && isFirst)) return
  await supersedeRuns(
    house,
    workspace.id,
    {
      repository: fullName(workflow.repository),
      pullRequest: isOfPullRequest ? location.number : undefined,
      before: { workflowRun: workflow.runId, attempt: workflow.runAttempt }
    },
    `${audit(given, undefined)}\n\nA newer run ${isOfPullRequest ? 'of this pull request' : 'of this workflow run'} takes its place.`
  )
}
