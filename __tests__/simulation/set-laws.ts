import { breach } from './breach.ts'
import type { Breach } from './breach.ts'
import { confirmedOrLater } from './course.ts'
import { answeredBefore, confirmsOf } from './exchanges.ts'
import { statusAt } from './hcp.ts'
import type { SimulatedRun, SimulatedWorkspace } from './hcp.ts'
import type { Exchange, Story } from './story.ts'
import { hookSource } from './version-control.ts'

/**
 * The runs that a confirm is about, one a workspace of its set: those that its
 * job had made by then, or those that version control made of the same commit.
 * What is pushed or queued besides is not of the set, however new it is. None
 * where a workspace is alone.
 */
export function membersOf(
  story: Story,
  confirm: Exchange
): readonly (SimulatedRun | undefined)[] {
  const { history, hcp } = story
  if (history.scenario.members.length === 0) return []
  return hcp.workspaces.map((workspace) => memberOf(story, confirm, workspace))
}

function memberOf(
  { history, hcp }: Story,
  { runId, step, sentAt }: Exchange,
  workspace: SimulatedWorkspace
): SimulatedRun | undefined {
  const commitOf = (run: SimulatedRun | undefined): string | undefined =>
    hcp.versions.get(run?.versionId ?? '')?.ingress?.sha
  const own = hcp.find(runId ?? '')
  return hcp.runs.findLast(
    (run) =>
      run.workspace === workspace &&
      run.madeAt <= sentAt &&
      (history.scenario.connected === undefined
        ? run.madeBy === step
        : run.source === hookSource &&
          run.kind === own?.kind &&
          commitOf(run) === commitOf(own))
  )
}

/**
 * G1 over several workspaces: where they are confirmed together, none is before
 * all are at their gates or have nothing to do, as far as this job was told;
 * what comes after another in `order` waits until that is applied, and is judged
 * by what is read after that.
 */
export function judgeSets(story: Story): Breach[] {
  if (story.history.scenario.members.length === 0) return []
  return confirmsOf(story).flatMap((confirm) => [
    ...judgeTogether(story, confirm),
    ...judgeOrder(story, confirm)
  ])
}

function judgeTogether(story: Story, confirm: Exchange): Breach[] {
  if (story.history.scenario.inputs['confirm'] === 'each') return []
  const before = answeredBefore(story, confirm)
  const isFallen = membersOf(story, confirm).some((run) => {
    if (run === undefined) return true
    // What fails after its own confirm was allowed.
    if (run.confirmedBy === 'step') return false
    const told = before.findLast(
      (one) => one.told !== undefined && one.runId === run.id
    )
    return told?.told === undefined || !isThere(run, told.told)
  })
  return isFallen
    ? [breach('G1', 'a confirm while another of the set is not at its gate')]
    : []
}

/** Is it where a run waits for its confirm, or beyond, or is there nothing to do? */
function isThere({ stages }: SimulatedRun, status: string): boolean {
  if (status === 'planned_and_finished') return true
  if (confirmedOrLater.has(status)) return true
  const stage = stages.findLast((one) => one.status === status)
  return status !== 'policy_override' && stage?.restsAt !== undefined
}

function judgeOrder(story: Story, confirm: Exchange): Breach[] {
  const isEarly = earlierMembersOf(story, confirm).some((run) => {
    const status = run && statusAt(run, confirm.sentAt)?.status
    return status !== 'applied' && status !== 'planned_and_finished'
  })
  if (isEarly) return [breach('G1', 'a confirm out of order')]
  const read = answeredBefore(story, confirm).findLast(
    ({ kind, runId }) => kind === 'read-run' && runId === confirm.runId
  )
  return (read?.sentAt ?? 0) < turnSeenAt(story, confirm)
    ? [breach('G1', 'a confirm over a look of before its turn')]
    : []
}

/** What a confirm has to wait for; none where there is no order. */
function earlierMembersOf(
  story: Story,
  confirm: Exchange
): readonly (SimulatedRun | undefined)[] {
  const { history, hcp } = story
  if (history.scenario.inputs['order'] === undefined) return []
  const mine = hcp.find(confirm.runId ?? '')?.workspace
  const at = hcp.workspaces.findIndex((workspace) => workspace === mine)
  return membersOf(story, confirm).slice(0, Math.max(at, 0))
}

/** When its job was first told that all is applied that it comes after; 0: never. */
export function turnSeenAt(story: Story, confirm: Exchange): number {
  const before = answeredBefore(story, confirm)
  const seen = earlierMembersOf(story, confirm).map((run) =>
    before.find(({ runId, told }) => runId === run?.id && told === 'applied')
  )
  return Math.max(0, ...seen.map((one) => one?.answeredAt ?? 0))
}
