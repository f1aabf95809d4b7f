import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import type { Origin } from '../gate/evidence.ts'
import { isForeign } from '../gate/origin-rules.ts'
import { fullName } from '../github/pull-request.ts'
import type { PullRequestLocation } from '../github/location.ts'
import type { Run, Workspace } from '../hcp/types.ts'
import type { Logs } from '../run/record/phase-log.ts'
import type { Ending } from '../run/record/ending.ts'
import { parseProvenance, renderProvenance } from '../run/record/provenance.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { writeOutputs } from '../runner/outputs.ts'
import type { Workflow } from '../runner/workflow.ts'
import { webAddress } from '../publish/web-address.ts'

/** One step, with what has become known of it so far. */
export interface Step {
  readonly inputs: Inputs
  readonly workflow: Workflow
  /** Where to report; an existing run may tell when the event does not. */
  location: PullRequestLocation
  /** The commit that is reported on: a pull request's head, else the event's. */
  sha: string
  readonly logs: Logs
  workspace: Workspace | undefined
  /** As it was last seen. */
  run: Run | undefined
  /** Was the run seen confirmed, or a confirm sent that was not refused? */
  wasConfirmed: boolean
  /** The status in which an existing run was found. */
  statusFound: string | undefined
  /** Was a write on a run sent that was not refused? */
  hasActed: boolean
  ending: Ending | undefined
  /** What ended the step before its ending. */
  error: unknown
  /** Did this step make the run? Only then may it clean it up. */
  isOwnRun: boolean
  /** What of the step's run is left to somebody, in a sentence. */
  left: string | undefined
  /** The run that was asked for, and whose answer has not come. */
  askedFor:
    { readonly workspaceId: string; readonly message: string } | undefined
}

/**
 * An existing run says itself which pull request and commit it is of: that is
 * where its end is reported when the event tells nothing.
 */
export function adoptOrigin(step: Step, run: Run): void {
  const origin = parseProvenance(run.message)
  const { repository } = step.workflow
  // GitHub's names are the same in any case.
  const here = fullName(repository).toLowerCase()
  if (origin?.repository.toLowerCase() !== here) return
  step.sha = origin.sha
  if (step.location.kind !== 'number' && origin.pullRequest !== undefined) {
    step.location = {
      kind: 'number',
      number: origin.pullRequest,
      isFork: undefined,
      headSha: undefined,
      author: undefined
    }
  }
}

/** Hands the run over at once: a cancelled step keeps these outputs. */
export function keepRun(step: Step, run: Run): void {
  step.run = run
  writeOutputs({
    'run-id': run.id,
    'run-url': runUrl(step, run.id),
    'configuration-version-id': run.configurationVersionId
  })
}

/** What is recorded on the run with every action. */
export function audit(step: Step): string {
  const { workflow, inputs, location, sha, run } = step
  const repository = fullName(workflow.repository)
  const number = location.kind === 'number' ? location.number : undefined
  const pull = number === undefined ? '' : ` (#${number})`
  const isMeant =
    inputs.allowForeignRun &&
    run !== undefined &&
    isForeign({
      here: { repository, pullRequest: number, doubt: undefined },
      origin: parseProvenance(run.message)
    })
  const purpose = isMeant
    ? ". The run is of another origin, which 'allow-foreign-run' lets somebody mean"
    : ''
  return `${inputs.mode} by ${workflow.actor || 'somebody'} in ${repository}@${sha}${pull}, ${workflow.runUrl}${purpose}`
}

/** Where a new run of this step comes from, as its message will say. */
export function originOf({ workflow, location, sha }: Step): Origin {
  return {
    repository: fullName(workflow.repository),
    sha,
    pullRequest: location.kind === 'number' ? location.number : undefined
  }
}

/** The message of a new run: the title, and where the run comes from. */
export function messageOf(step: Step): string {
  const { inputs, workflow, location } = step
  return [
    inputs.message ?? titleOf(workflow, location),
    '',
    renderProvenance({
      ...originOf(step),
      actor: workflow.actor,
      workflowRun: workflow.runId,
      attempt: workflow.runAttempt,
      nonce: randomUUID().slice(0, 8)
    })
  ].join('\n')
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
  return `${workflow.eventName || 'run'} in ${workflow.repository.owner}/${workflow.repository.name}`
}

function firstLine(text: string): string {
  return (text.split(/\r?\n/, 1)[0] ?? '').slice(0, 200)
}

/** Where a run is seen in the web interface. */
export function runUrl(step: Step, runId: string): string {
  const { inputs, workspace } = step
  return webAddress(
    inputs.baseUrl,
    'app',
    workspace?.organization ?? inputs.organization ?? '',
    'workspaces',
    workspace?.name ?? inputs.workspace ?? '',
    'runs',
    runId
  )
}

/** A folder for files of this job. */
export function temporaryFolderOf(workflow: Workflow): string {
  return workflow.temporaryFolder || tmpdir()
}
