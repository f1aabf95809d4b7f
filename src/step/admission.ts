import { userAgent } from '../hcp/wire/user-agent.ts'
import {
  eventEvidence,
  readCommandEvidence,
  readGitHubEvidence
} from '../github/evidence.ts'
import type { EvidenceSource } from '../github/evidence.ts'
import type { Origin } from '../gate/evidence.ts'
import { judgeCommand, judgePullRequest } from '../gate/pull-request-rules.ts'
import { createGitHub } from '../github/client.ts'
import type { PullRequestLocation } from '../github/pull-request.ts'
import { RunRefusedError, StrangerError } from '../run/record/errors.ts'
import type { GitHubReading } from '../run/operations/apply.ts'
import { originOf, rulesOf } from './step.ts'
import type { Step } from './step.ts'
import type { World } from './world.ts'

/** Where the gate reads GitHub. */
export function evidenceSource(
  { inputs, workflow }: Step,
  location: PullRequestLocation,
  { log, signal }: Pick<World, 'log' | 'signal'>
): EvidenceSource {
  const say = (line: string): void => {
    log.debug(line)
  }
  const github =
    inputs.githubToken === undefined
      ? undefined
      : createGitHub({
          token: inputs.githubToken,
          apiUrl: workflow.apiUrl,
          userAgent,
          log: say,
          signal
        })
  return {
    github,
    workflow,
    location,
    rules: rulesOf(inputs),
    destroys: inputs.destroy,
    signal,
    log: say
  }
}

/** Reads GitHub for the gate; a "no" needs nothing but the event. */
export function createReader(
  { inputs, workflow }: Step,
  source: EvidenceSource
): (origin: Origin | undefined) => Promise<GitHubReading> {
  if (inputs.approve === false && workflow.eventName !== 'issue_comment') {
    const evidence = eventEvidence(source)
    return async () => Promise.resolve({ evidence, approvers: [] })
  }
  return async (origin) => await readGitHubEvidence(source, origin)
}

/**
 * A comment may be anybody's, so nothing is made or discarded for it unless
 * its author may write. A run that exists has a gate, which asks the same.
 *
 * @throws StrangerError
 */
export async function refuseStranger(
  { inputs, run }: Step,
  source: EvidenceSource
): Promise<void> {
  if (inputs.mode === 'show') return
  if (inputs.mode === 'apply' && run !== undefined) return
  const command = await readCommandEvidence(source)
  const reason = judgeCommand({ command })?.reason
  if (reason) throw new StrangerError(`${reason.message} Nothing was done.`)
}

/**
 * A plan without changes that is applied all the same (`allow-empty-apply`)
 * has no gate to ask at, so whatever does not depend on the plan has to hold
 * before the run is made. Where the plan has changes, the gate asks again.
 *
 * @throws RunRefusedError with every reason
 */
export async function judgeBeforehand(
  step: Step,
  source: EvidenceSource
): Promise<void> {
  const { inputs } = step
  if (!inputs.allowEmptyApply) return
  const origin = originOf(step)
  const { evidence } = await readGitHubEvidence(source, origin)
  const reasons = judgePullRequest(
    { ...evidence, origin, isDestroy: inputs.destroy },
    source.rules
  ).flatMap(({ reason }) => reason?.message ?? [])
  if (reasons.length === 0) return
  throw new RunRefusedError(
    `No run was made. With 'allow-empty-apply' a plan without changes is applied without a gate, so the rules about the pull request and the people have to hold before. They do not: ${reasons.join(' ')}`
  )
}
