import { randomUUID } from 'node:crypto'
import type { Origin } from '../gate/evidence.ts'
import { isForeign } from '../gate/origin-rules.ts'
import type { PullRequestLocation } from '../github/location.ts'
import { fullName } from '../github/pull-request.ts'
import type { Run } from '../hcp/types.ts'
import {
  isOfRepository,
  provenanceOf,
  renderProvenance
} from '../run/record/provenance.ts'
import type { Workflow } from '../runner/workflow.ts'
import type { Given } from './given.ts'

/** The pull request and the commit that a step is about. */
export type ReportedAt = Pick<Given, 'location' | 'sha'>

/**
 * Where a run is reported. It says itself which pull request and commit it is
 * of: that is where its end is told when the event tells nothing.
 */
export function placeOf(given: Given, run: Run | undefined): ReportedAt {
  const { location, sha, subject } = given
  // A commit's message is anybody's text.
  if (subject !== undefined) return { location, sha }
  const origin = run && provenanceOf(run)
  const here = fullName(given.workflow.repository)
  if (!origin || !isOfRepository(origin, here)) return { location, sha }
  const { pullRequest: number } = origin
  return {
    sha: origin.sha,
    location:
      location.kind === 'number' || number === undefined
        ? location
        : {
            kind: 'number',
            number,
            isFork: undefined,
            headSha: undefined,
            author: undefined
          }
  }
}

/** Where a new run of this step comes from, as its message will say. */
export function originOf({ workflow, location, sha }: Given): Origin {
  return {
    repository: fullName(workflow.repository),
    sha,
    pullRequest: numberOf(location)
  }
}

/** What is recorded on a run with every action. */
export function audit(given: Given, run: Run | undefined): string {
  const { workflow, inputs } = given
  const { location, sha } = placeOf(given, run)
  const repository = fullName(workflow.repository)
  const number = numberOf(location)
  const pull = number === undefined ? '' : ` (#${number})`
  const isMeant =
    given.subject === undefined &&
    inputs.allowForeignRun &&
    run !== undefined &&
    isForeign({
      here: { repository, pullRequest: number, doubt: undefined },
      origin: provenanceOf(run)
    })
  const purpose = isMeant
    ? ". The run is of another origin, which 'allow-foreign-run' lets somebody mean"
    : ''
  const reason = inputs.reason === undefined ? '' : `: ${inputs.reason}`
  return `${inputs.mode} by ${workflow.actor || 'somebody'} in ${repository}@${sha}${pull}, ${workflow.runUrl}${purpose}${reason}`
}

/**
 * The message of a new run: the title, and where the run comes from, with the
 * digest of what was uploaded for it.
 */
export function messageOf(
  given: Given,
  configuration: string | undefined
): string {
  const { inputs, workflow, location } = given
  return [
    inputs.message ?? titleOf(workflow, location),
    '',
    renderProvenance({
      ...originOf(given),
      actor: workflow.actor,
      workflowRun: workflow.runId,
      attempt: workflow.runAttempt,
      configuration,
      nonce: randomUUID().slice(0, 8)
    })
  ].join('\n')
}

function numberOf(location: PullRequestLocation): number | undefined {
  return location.kind === 'number' ? location.number : undefined
}

/** The first line that people know this change by. */
function titleOf(workflow: Workflow, location: PullRequestLocation): string {
  const payload = workflow.payload as {
    pull_request?: { title?: unknown }
    head_commit?: { message?: unknown }
  } | null
  const title = payload?.pull_request?.title
  if (typeof title === 'string' && location.kind === 'number') {
    return `#${location.number} ${firstLine(title)}`
  }
  const message = payload?.head_commit?.message
  if (typeof message === 'string') return firstLine(message)
  return `${workflow.eventName || 'run'} in ${fullName(workflow.repository)}`
}

function firstLine(text: string): string {
  return (text.split(/\r?\n/, 1)[0] ?? '').slice(0, 200)
}
