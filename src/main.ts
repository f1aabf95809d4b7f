import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { connect, userAgent } from './connect.ts'
import {
  eventEvidence,
  readCommandEvidence,
  readGitHubEvidence
} from './evidence.ts'
import type { EvidenceSource } from './evidence.ts'
import type { Origin, Rules } from './gate/evidence.ts'
import { judgeCommand } from './gate/pull-request-rules.ts'
import type { Verdict } from './gate/verdict.ts'
import { createGitHub } from './github/client.ts'
import {
  isDependabot,
  isForkPullRequest,
  locatePullRequest
} from './github/pull-request.ts'
import type { PullRequestLocation } from './github/pull-request.ts'
import { fullName } from './github/pull-request.ts'
import type { Hcp } from './hcp/client.ts'
import type { Run, Workspace } from './hcp/types.ts'
import { isAmbiguous } from './hcp/errors.ts'
import { list } from './list.ts'
import { readParameters } from './parameters.ts'
import { publish } from './publish.ts'
import type { Step } from './publish.ts'
import type { Clock } from './run/clock.ts'
import type { Dependencies } from './run/dependencies.ts'
import { RunRefusedError } from './run/errors.ts'
import { createLogs } from './run/follow.ts'
import type { FollowOptions } from './run/follow.ts'
import { applyRun } from './run/operations/apply.ts'
import type { GitHubReading } from './run/operations/apply.ts'
import { cancelRun, forceCancelRun } from './run/operations/cancel.ts'
import { discardRun } from './run/operations/discard.ts'
import { concludeFinal, hasPlan } from './run/operations/ending.ts'
import type { Ending } from './run/operations/ending.ts'
import { forceExecuteRun } from './run/operations/force-execute.ts'
import { planRun } from './run/operations/plan.ts'
import {
  checkWorkspace,
  explainRefusedToken
} from './run/operations/preflight.ts'
import { readPlan } from './run/operations/read-plan.ts'
import { insistOnSavedPlan } from './run/operations/save-plan.ts'
import { settleRun } from './run/operations/settle.ts'
import { showRun } from './run/operations/show.ts'
import { startRun } from './run/operations/start-run.ts'
import { withChecks } from './run/operations/with-checks.ts'
import { supersedeRuns } from './run/operations/supersede.ts'
import { parseProvenance, renderProvenance } from './run/provenance.ts'
import type { RunParameters } from './run/operations/start-run.ts'
import type { Inputs } from './runner/inputs.ts'
import { readInputs, readRawInput } from './runner/inputs.ts'
import type { Log } from './runner/log.ts'
import { writeOutputs } from './runner/outputs.ts'
import { writeMainPhase, writeState } from './runner/state.ts'
import { readWorkflow } from './runner/workflow.ts'
import type { Workflow } from './runner/workflow.ts'

export interface World {
  readonly log: Log
  readonly clock: Clock
  /** Aborted when the runner asks the step to end. */
  readonly signal: AbortSignal
  readonly env: Readonly<Record<string, string | undefined>>
}

/** After a cancellation there are 7.5 s until the runner insists. */
const settleWithinMilliseconds = 4_500

/**
 * The main phase: inputs, workspace, run, gate, verdict, report. Resolves to
 * whether the step succeeded; whatever is thrown by an operation is reported
 * here. Throws only InvalidInputsError, before any request.
 */
export async function main(world: World): Promise<boolean> {
  const { log, env } = world
  for (const secret of ['token', 'github-token'] as const) {
    log.mask(readRawInput(secret))
  }
  writeMainPhase()
  const workflow = readWorkflow(env)
  if (isWithoutSecrets(workflow)) return skip(workflow, log)

  const inputs = readInputs()
  if (inputs.mode === 'list') return await list(inputs, world)
  const parameters = await readParameters(inputs)
  const location = locatePullRequest(
    {
      name: workflow.eventName,
      payload: workflow.payload,
      sha: workflow.sha,
      ref: workflow.ref
    },
    inputs.pullRequest
  )
  const connection = connect(inputs, world)
  const step: Step = {
    inputs,
    workflow,
    location,
    sha:
      (location.kind === 'number' ? location.headSha : undefined) ??
      workflow.sha,
    logs: createLogs(),
    workspace: undefined,
    run: undefined,
    ending: undefined,
    error: undefined,
    isOwnRun: false,
    askedFor: undefined
  }
  try {
    const dependencies = { ...world, hcp: connection.hcp }
    const ending = await operate(step, parameters, dependencies).catch(
      async (error: unknown) => {
        throw world.signal.aborted
          ? error
          : await explainRefusedToken(connection.hcp, error)
      }
    )
    if (ending === undefined) return true
    step.ending = ending
    if (step.isOwnRun) {
      writeState({ runId: step.ending.run.id, run: 'settled' })
    }
    step.ending = await withChecks(dependencies, step.ending)
  } catch (error) {
    step.error = world.signal.aborted ? world.signal.reason : error
    if (!isAmbiguous(error)) forgetRequest(step)
    await settleLeftover(step, world)
  } finally {
    connection.close()
  }
  return await publish(step, world)
}

/**
 * The story of one step; what becomes known on the way is kept in `step`.
 * Resolves to undefined where there was no single run to report on.
 */
async function operate(
  step: Step,
  parameters: RunParameters,
  dependencies: Dependencies & Pick<World, 'log'>
): Promise<Ending | undefined> {
  const { inputs, location } = step
  const { hcp } = dependencies
  const existing =
    inputs.runId === undefined ? undefined : await hcp.runs.read(inputs.runId)
  const workspace = await readWorkspace(hcp, inputs, existing)
  step.workspace = workspace
  writeOutputs({ 'workspace-id': workspace.id })
  const notes = checkWorkspace(workspace, {
    createsRun: existing === undefined && inputs.mode !== 'discard',
    applies: inputs.mode === 'apply' && inputs.approve === true,
    destroys: inputs.destroy,
    isSpeculative: inputs.mode === 'plan',
    uploads: inputs.configurationDirectory !== undefined
  })
  for (const note of notes) dependencies.log.info(note)
  if (existing !== undefined) {
    keepRun(step, existing)
    adoptOrigin(step, existing)
  }
  const source = evidenceSource(step, location, dependencies)
  await refuseStranger(step, source)
  if (existing === undefined && inputs.mode === 'discard') {
    await discardOwnRuns(step, workspace, dependencies)
    return undefined
  }

  const run =
    existing ?? (await makeRun(step, workspace, parameters, dependencies))
  dependencies.log.info(`Run ${run.id}: ${runUrl(step, run.id)}`)

  const follow: FollowOptions = {
    patience: {
      queue: inputs.queueTimeout,
      run: inputs.runTimeout,
      apply: inputs.applyTimeout
    },
    logs: step.logs,
    // The job that made the run has shown its plan's log.
    streamPlan: existing === undefined || !hasPlan(existing),
    usual: {
      plan: workspace.planDurationAverage,
      apply: workspace.applyDurationAverage
    }
  }
  const temporaryFolder = temporaryFolderOf(step.workflow)
  const cleanup = inputs.cleanup && step.isOwnRun

  switch (inputs.mode) {
    case 'list':
      throw new Error('A list acts on no run.')
    case 'plan':
    case 'save-plan':
      return await planRun(dependencies, run, {
        follow,
        temporaryFolder,
        cleanup,
        audit: audit(step),
        rules: rulesOf(inputs)
      })
    case 'show':
      return await showRun(dependencies, run, { temporaryFolder })
    case 'discard': {
      const plan = hasPlan(run)
        ? await readPlan(dependencies, run, temporaryFolder)
        : undefined
      const discarded = await discardRun(dependencies, run.id, audit(step))
      return await concludeFinal(dependencies, discarded, step.logs, plan)
    }
    case 'cancel':
    case 'force-cancel': {
      const end = inputs.mode === 'cancel' ? cancelRun : forceCancelRun
      return await end(dependencies, run.id, {
        comment: audit(step),
        patience: inputs.runTimeout
      })
    }
    case 'force-execute':
      return await forceExecuteRun(dependencies, run.id)
    case 'apply':
      if (run.planOnly) {
        throw new RunRefusedError(
          `Run ${run.id} is plan-only and can never be applied. Use 'mode: apply' without 'run-id' to make an applicable run.`
        )
      }
      return await applyRun(dependencies, run, {
        follow,
        temporaryFolder,
        cleanup,
        approve: inputs.approve,
        rules: rulesOf(inputs),
        onBlocked: inputs.onBlocked,
        overrideReason: inputs.policyOverride
          ? inputs.overrideReason
          : undefined,
        audit: audit(step),
        readGitHub: createReader(step, source),
        onVerdict: (verdict) => {
          sayVerdict(dependencies.log, verdict)
        }
      })
  }
}

/** Where the gate reads GitHub. */
function evidenceSource(
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
    signal,
    log: say
  }
}

/** Reads GitHub for the gate; a "no" needs nothing but the event. */
function createReader(
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
 * @throws RunRefusedError
 */
async function refuseStranger(
  { inputs, run }: Step,
  source: EvidenceSource
): Promise<void> {
  if (inputs.mode === 'show') return
  if (inputs.mode === 'apply' && run !== undefined) return
  const command = await readCommandEvidence(source)
  const reason = judgeCommand({ command })?.reason
  if (reason) throw new RunRefusedError(`${reason.message} Nothing was done.`)
}

/**
 * An existing run says itself which pull request and commit it is of: that is
 * where its end is reported when the event tells nothing. Merely showing a run
 * does not touch the comment.
 */
function adoptOrigin(step: Step, run: Run): void {
  const origin = parseProvenance(run.message)
  const { repository } = step.workflow
  if (origin?.repository !== fullName(repository)) return
  step.sha = origin.sha
  if (
    step.inputs.mode !== 'show' &&
    step.location.kind !== 'number' &&
    origin.pullRequest !== undefined
  ) {
    step.location = {
      kind: 'number',
      number: origin.pullRequest,
      isFork: undefined,
      headSha: undefined,
      author: undefined
    }
  }
}

/** Gets this pull request's older runs of the workspace out of the way. */
async function supersede(
  { inputs, workflow, location }: Step,
  workspace: Workspace,
  dependencies: Dependencies,
  comment: string
): Promise<void> {
  if (!inputs.supersede || location.kind !== 'number') return
  await supersedeRuns(
    dependencies,
    workspace.id,
    {
      repository: fullName(workflow.repository),
      pullRequest: location.number,
      before: { workflowRun: workflow.runId, attempt: workflow.runAttempt }
    },
    `${comment}\n\nA newer run of this pull request takes its place.`
  )
}

/** `mode: discard` without a run: all that this pull request left waiting. */
async function discardOwnRuns(
  step: Step,
  workspace: Workspace,
  dependencies: Dependencies
): Promise<void> {
  const { workflow, location } = step
  if (location.kind !== 'number') {
    throw new RunRefusedError(
      `'mode: discard' without 'run-id' discards what a pull request left waiting, and there is none here: ${location.kind === 'none' ? location.why : 'the event tells only a commit'}. Set 'run-id' or 'pull-request'.`
    )
  }
  const runs = await supersedeRuns(
    dependencies,
    workspace.id,
    {
      repository: fullName(workflow.repository),
      pullRequest: location.number,
      before: undefined
    },
    audit(step)
  )
  dependencies.log.info(
    `${runs.length} unfinished ${runs.length === 1 ? 'run' : 'runs'} of #${location.number} in ${workspace.name}.`
  )
  writeOutputs({ outcome: 'discarded', gate: 'none', reasons: '[]' })
}

async function makeRun(
  step: Step,
  workspace: Workspace,
  parameters: RunParameters,
  dependencies: Dependencies
): Promise<Run> {
  const { inputs, workflow } = step
  const message = messageOf(step)
  if (inputs.debuggingMode) {
    dependencies.log.warning(
      "'debugging-mode' is on: the log of this run may show secrets."
    )
  }
  await supersede(step, workspace, dependencies, audit(step))
  const isSaved = inputs.mode === 'save-plan'
  const run = await startRun(dependencies, {
    workspace,
    message,
    planOnly: inputs.mode === 'plan',
    savePlan: isSaved,
    parameters,
    configurationDirectory: inputs.configurationDirectory,
    configurationVersionId: inputs.configurationVersionId,
    temporaryFolder: temporaryFolderOf(workflow),
    onConfigurationVersion: (id) => {
      writeOutputs({ 'configuration-version-id': id })
    },
    onRequest: () => {
      if (!inputs.cleanup) return
      step.askedFor = { workspaceId: workspace.id, message }
      writeState({ run: 'asked-for', ...step.askedFor })
    },
    onRun: (run) => {
      step.isOwnRun = true
      step.askedFor = undefined
      if (inputs.cleanup) writeState({ runId: run.id, run: 'unsettled' })
      keepRun(step, run)
    }
  })
  if (isSaved) await insistOnSavedPlan(dependencies, run)
  return run
}

/** Hands the run over at once: a cancelled step keeps these outputs. */
function keepRun(step: Step, run: Run): void {
  step.run = run
  writeOutputs({
    'run-id': run.id,
    'run-url': runUrl(step, run.id),
    'configuration-version-id': run.configurationVersionId
  })
}

/**
 * The workspace of the inputs, or of the run that is given.
 *
 * @throws RunRefusedError where the two do not match
 */
async function readWorkspace(
  hcp: Hcp,
  inputs: Inputs,
  run: Run | undefined
): Promise<Workspace> {
  const { workspace: wanted, organization } = inputs
  if (wanted === undefined) {
    if (run?.workspaceId === undefined) {
      throw new RunRefusedError(
        `Run ${inputs.runId ?? ''} does not tell its workspace. Set 'workspace' and 'organization'.`
      )
    }
    return await hcp.workspaces.read({ id: run.workspaceId })
  }
  const workspace = await hcp.workspaces.read(
    wanted.startsWith('ws-')
      ? { id: wanted }
      : { organization: organization ?? '', name: wanted }
  )
  if (run !== undefined && run.workspaceId !== workspace.id) {
    throw new RunRefusedError(
      `Run ${run.id} does not belong to workspace ${wanted}. Nothing was done with it; check 'run-id' and 'workspace'.`
    )
  }
  return workspace
}

/**
 * A run that this step made and that is nobody's now: its step was cancelled
 * or failed. `post` tries again if this does not work.
 */
async function settleLeftover(step: Step, world: World): Promise<void> {
  const { inputs } = step
  if (!inputs.cleanup) return
  if (!step.isOwnRun && step.askedFor === undefined) return
  const within = AbortSignal.timeout(settleWithinMilliseconds)
  const connection = connect(inputs, { ...world, signal: within })
  try {
    const run = await findOwnRun(step, connection.hcp)
    if (run === undefined) return
    const settled = await settleRun(
      { hcp: connection.hcp, clock: world.clock, signal: within },
      run.id,
      `${audit(step)}\n\nThe workflow was cancelled or failed.`
    )
    step.run = settled.run
    world.log.info(
      settled.did === 'nothing'
        ? `Run ${run.id} was left as it is: ${settled.why}.`
        : `Run ${run.id} was asked to ${settled.did}.`
    )
  } catch (error) {
    world.log.warning(
      `${step.run === undefined ? 'The run that was asked for' : `Run ${step.run.id}`} could not be discarded or cancelled now; it is tried again at the end of the job. ${error instanceof Error ? error.message : ''}`
    )
  } finally {
    connection.close()
  }
}

/** The run that this step made, looked for where its answer was not awaited. */
async function findOwnRun(step: Step, hcp: Hcp): Promise<Run | undefined> {
  if (step.askedFor === undefined) return step.run
  const { workspaceId, message } = step.askedFor
  const run = await hcp.runs.findByMessage(workspaceId, message)
  if (run !== undefined) keepRun(step, run)
  return run
}

/** The server refused to make the run: there is none to look for. */
function forgetRequest(step: Step): void {
  if (step.askedFor === undefined) return
  step.askedFor = undefined
  writeState({ run: 'none' })
}

/** A pull request from a fork, or of Dependabot, gets no secrets. */
function isWithoutSecrets(workflow: Workflow): boolean {
  return (
    readRawInput('token') === '' &&
    readRawInput('mode') === 'plan' &&
    (isForkPullRequest(workflow.payload) === true ||
      isDependabot(workflow.payload))
  )
}

/** There is nothing to do without credentials, and nobody to blame for it. */
function skip(workflow: Workflow, log: Log): boolean {
  const who = isDependabot(workflow.payload) ? 'Dependabot' : 'a fork'
  log.notice(
    `This pull request comes from ${who}, so GitHub passes no secrets and there is no 'token'. No run was made. Somebody with write access can plan it from a branch of this repository.`
  )
  writeOutputs({ outcome: 'skipped', gate: 'none', reasons: '[]' })
  return true
}

function rulesOf(inputs: Inputs): Rules {
  return {
    maxDestroy: inputs.maxDestroy,
    maxReplace: inputs.maxReplace,
    maxChange: inputs.maxChange,
    protectedAddresses: inputs.protectedAddresses,
    maxMonthlyCostIncrease: inputs.maxMonthlyCostIncrease,
    requiredApprovals: inputs.requiredApprovals,
    requireReviewDecision: inputs.requireReviewDecision,
    requiredLabels: inputs.requiredLabels,
    allowedActors: inputs.allowedActors,
    requireUpToDate: inputs.requireUpToDate,
    expectedPlanDigest: inputs.expectedPlanDigest
  }
}

function sayVerdict(log: Dependencies['log'], verdict: Verdict): void {
  log.info(`Gate: ${verdict.kind}`)
  for (const { rule, held, saw } of verdict.checks) {
    log.info(`  ${held ? 'held    ' : 'NOT held'}  ${rule} (${saw})`)
  }
}

/** What is recorded on the run with every action. */
function audit({ workflow, inputs, location, sha }: Step): string {
  const { owner, name } = workflow.repository
  const pull = location.kind === 'number' ? ` (#${location.number})` : ''
  return `${inputs.mode} by ${workflow.actor || 'somebody'} in ${owner}/${name}@${sha}${pull}, ${workflow.runUrl}`
}

function messageOf(step: Step): string {
  const { inputs, workflow, location, sha } = step
  const { owner, name } = workflow.repository
  return [
    inputs.message ?? titleOf(workflow, location),
    '',
    renderProvenance({
      repository: `${owner}/${name}`,
      sha,
      pullRequest: location.kind === 'number' ? location.number : undefined,
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

function runUrl(step: Step, runId: string): string {
  const { inputs, workspace } = step
  const organization = workspace?.organization ?? inputs.organization ?? ''
  const path = [
    'app',
    organization,
    'workspaces',
    workspace?.name ?? '',
    'runs'
  ]
  return new URL(
    `${path.map(encodeURIComponent).join('/')}/${encodeURIComponent(runId)}`,
    inputs.baseUrl
  ).href
}

function temporaryFolderOf(workflow: Workflow): string {
  return workflow.temporaryFolder || tmpdir()
}
