import { breach } from './breach.ts'
import type { Breach } from './breach.ts'
import { answeredBefore, confirmsOf } from './exchanges.ts'
import { statusAt } from './hcp.ts'
import type { SimulatedRun } from './hcp.ts'
import type { Exchange, Story } from './story.ts'

/** The newest run of a job in each workspace of a set; none where it is alone. */
export function membersOf(
  { history, hcp }: Story,
  step: number
): readonly (SimulatedRun | undefined)[] {
  const { members, connected } = history.scenario
  if (members.length === 0) return []
  return hcp.workspaces.map((workspace) =>
    hcp.runs.findLast(
      (run) =>
        run.workspace === workspace &&
        (connected === undefined
          ? run.madeBy === step
          : run.kind === 'apply' && run.source === 'tfe-configuration-version')
    )
  )
}

/**
 * G1 over several workspaces: where they are confirmed together, none is before
 * all are at their gates or have nothing to do, as far as this job was told;
 * and what comes after another in `order` waits until that is applied.
 */
export function judgeSets(story: Story): Breach[] {
  return confirmsOf(story).flatMap((confirm) => [
    ...judgeTogether(story, confirm),
    ...judgeOrder(story, confirm)
  ])
}

/** Before its plan, stopped by a check, or ended: nothing to confirm with. */
const isShort =
  /^(?:pending|fetching|plan_queued|planning|policy_override|policy_soft_failed|errored|canceled|discarded)$/

function judgeTogether(story: Story, confirm: Exchange): Breach[] {
  if (story.history.scenario.inputs['confirm'] === 'each') return []
  const before = answeredBefore(story, confirm)
  const isFallen = membersOf(story, confirm.step).some((run) => {
    if (run === undefined) return true
    // What fails after its own confirm was allowed.
    if (run.confirmedBy === 'step') return false
    const told = before.findLast(
      (one) => one.told !== undefined && one.runId === run.id
    )?.told
    return told === undefined || isShort.test(told)
  })
  return isFallen
    ? [breach('G1', 'a confirm while another of the set is not at its gate')]
    : []
}

function judgeOrder(
  { history, hcp }: Story,
  { runId, step, sentAt }: Exchange
): Breach[] {
  const { inputs, members } = history.scenario
  if (inputs['order'] === undefined || members.length === 0) return []
  const mine = hcp.find(runId ?? '')?.workspace
  const at = hcp.workspaces.findIndex((workspace) => workspace === mine)
  const isEarly = hcp.workspaces.slice(0, Math.max(at, 0)).some((workspace) => {
    const there = hcp.runs.filter((one) => one.workspace === workspace)
    // What somebody queues meanwhile is not of the step.
    const run =
      there.findLast(({ madeBy }) => madeBy === step) ??
      there.findLast(({ madeBy }) => madeBy === undefined)
    const status = run && statusAt(run, sentAt)?.status
    return status !== 'applied' && status !== 'planned_and_finished'
  })
  return isEarly ? [breach('G1', 'a confirm out of order')] : []
}
