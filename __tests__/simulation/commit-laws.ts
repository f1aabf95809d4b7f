import { breach } from './breach.ts'
import type { Breach } from './breach.ts'
import { answeredBefore, confirmsOf, gateSeenAt } from './exchanges.ts'
import { mergeCommit } from './github.ts'
import type { SimulatedRun, Write } from './hcp.ts'
import { effectOf } from './plan-values.ts'
import type { Attempt, Exchange, Story } from './story.ts'
import { hookSource } from './version-control.ts'

/**
 * What holds besides where runs are version control's: only its own run of the
 * commit is changed (G3), only of the branch that is tracked as the server said
 * last (G1), only with the plan that was reviewed (G4); a plan changes nothing
 * there; what is told is of the commit that was asked for (R1).
 */
export function judgeCommits(story: Story): Breach[] {
  const { connected, flow } = story.history.scenario
  if (connected === undefined) return []
  return [
    ...story.hcp.writes.flatMap((write) => judgeWrite(story, write)),
    ...confirmsOf(story).flatMap((confirm) => [
      ...judgeBranch(story, confirm),
      ...judgeReviewed(story, confirm)
    ]),
    ...(flow === 'plan' ? judgeQuiet(story) : []),
    ...story.attempts.flatMap((attempt) => judgeTold(story, attempt))
  ]
}

/** Why a run is not the one that version control made of the merge. */
function objectionTo({ hcp }: Story, run: SimulatedRun): string | undefined {
  const { ingress, workspace } = hcp.versions.get(run.versionId) ?? {}
  if (ingress === undefined) return 'a run of no commit'
  if (ingress.isPullRequest || run.kind === 'plan') {
    return "a pull request's run"
  }
  if (ingress.sha !== mergeCommit) return 'a run of another commit'
  if (workspace !== run.workspace) return "another workspace's configuration"
  return run.source === hookSource ? undefined : 'the forged twin'
}

function judgeWrite(story: Story, { by, action, runId }: Write): Breach[] {
  const run = story.hcp.find(runId)
  if (typeof by !== 'number' || run === undefined) return []
  const objection = objectionTo(story, run)
  const verb = action === 'apply' ? 'confirm' : action
  return objection === undefined
    ? []
    : [breach('G3', `${verb} of ${objection}`)]
}

function judgeBranch(story: Story, confirm: Exchange): Breach[] {
  const before = answeredBefore(story, confirm)
  const read = before.findLast(
    ({ kind, status }) => kind === 'read-workspace' && status === 200
  )
  if (read === undefined || read.sentAt < gateSeenAt(before, confirm)) {
    return [breach('G1', 'a confirm of a branch that was not read since')]
  }
  return read.branch === '' || read.branch === 'main'
    ? []
    : [breach('G1', 'a confirm of a branch that is tracked no more')]
}

function judgeReviewed({ history, hcp }: Story, { runId }: Exchange): Breach[] {
  if (history.scenario.inputs['expected-plan-digest'] !== 'reviewed') return []
  const run = hcp.find(runId ?? '')
  const reviewed = hcp.runs.filter(
    ({ source, kind, workspace }) =>
      source === hookSource && kind === 'plan' && workspace === run?.workspace
  )
  const isSame = reviewed.some(
    (one) => run !== undefined && effectOf(one) === effectOf(run)
  )
  return isSame
    ? []
    : [breach('G4', 'a confirm of another plan than was reviewed')]
}

function judgeQuiet({ exchanges }: Story): Breach[] {
  const isWriting = exchanges.some(
    ({ kind, method }) => method !== 'GET' && !kind.startsWith('gh-')
  )
  return isWriting
    ? [breach('G3', 'a plan of version control is written to')]
    : []
}

function judgeTold({ hcp }: Story, { job, outputs }: Attempt): Breach[] {
  const ids = (outputs['run-ids'] ?? '').split('\n').filter((id) => id !== '')
  const wanted = [job.head, mergeCommit]
  const isForeign = ids.some((id) => {
    const version = hcp.versions.get(hcp.find(id)?.versionId ?? '')
    return !wanted.includes(version?.ingress?.sha ?? '')
  })
  return isForeign ? [breach('R1', 'a run of another commit is told')] : []
}
