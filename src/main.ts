import { connect } from './run/connection.ts'
import {
  createReader,
  evidenceSource,
  judgeBeforehand,
  locate,
  refuseForeignRun,
  refuseStranger
} from './step/admission.ts'
import { renderCheck } from './gate/finding.ts'
import type { Check, Verdict } from './gate/verdict.ts'
import { isDependabot, isForkPullRequest } from './github/location.ts'
import type { Hcp } from './hcp/client.ts'
import { isAmbiguous } from './hcp/wire/errors.ts'
import type { Run, Workspace } from './hcp/types.ts'
import {
  discardOwnRuns,
  forgetRequest,
  settleLeftover,
  supersede
} from './step/leftovers.ts'
import { readCommit } from './step/commit.ts'
import { list } from './step/list.ts'
import { refuseOtherOrganization } from './step/organization.ts'
import { readParameters } from './step/parameters.ts'
import type { Named } from './step/parameters.ts'
import { publish } from './publish/publish.ts'
import type { Dependencies } from './run/dependencies.ts'
import { RunRefusedError } from './run/record/errors.ts'
import { createLogs } from './run/record/phase-log.ts'
import type { FollowOptions } from './run/waiting/follow.ts'
import { applyRun } from './run/operations/apply.ts'
import { cancelRun, forceCancelRun } from './run/operations/cancel.ts'
import { discardRun } from './run/operations/discard.ts'
import { concludeFinal } from './run/endings/conclusion.ts'
import { hasPlan } from './run/record/ending.ts'
import type { Ending } from './run/record/ending.ts'
import { forceExecuteRun } from './run/operations/force-execute.ts'
import { planRun } from './run/operations/plan.ts'
import {
  checkWorkspace,
  explainRefusedToken
} from './run/operations/preflight.ts'
import { readPlan } from './run/reading/read-plan.ts'
import { insistOnSavedPlan } from './run/operations/save-plan.ts'
import { showRun } from './run/operations/show.ts'
import { startRun } from './run/operations/start-run.ts'
import type { RunParameters } from './hcp/types.ts'
import { withChecks } from './run/endings/checks.ts'
import { currentConfiguration } from './inputs/combinations.ts'
import { InvalidInputsError } from './inputs/problems.ts'
import type { Inputs } from './inputs/inputs.ts'
import { examineInputs } from './inputs/parse-inputs.ts'
import { findUnknownInputs } from './inputs/unknown-inputs.ts'
import { readInput } from './runner/inputs.ts'
import type { Log } from './runner/log.ts'
import { writeOutputs } from './runner/outputs.ts'
import { writeState } from './runner/state.ts'
import { readWorkflow } from './runner/workflow.ts'
import type { Workflow } from './runner/workflow.ts'
import {
  adoptOrigin,
  audit,
  keepRun,
  messageOf,
  runUrl,
  temporaryFolderOf
} from './step/step.ts'
import type { Step } from './step/step.ts'
import type { World } from './step/world.ts'
import { witness } from './step/witness.ts'

/**
 * The main phase: inputs, workspace, run, gate, verdict, report. Resolves to
 * whether the step succeeded; whatever is thrown by an operation is reported
 * here. Throws only InvalidInputsError, before any request.
 */
export async function main(world: World): Promise<boolean> {
  const { log, env } = world
  for (const secret of ['token', 'github-token'] as const) {
    log.mask(readInput(secret))
  }
  const workflow = readWorkflow(env)
  if (isWithoutSecrets(workflow)) return skip(workflow, log)

  const asked = await readAllInputs(world, workflow.checkout)
  const { inputs, parameters } = asked
  if (inputs.mode === 'list') return await list(inputs, asked.filters, world)
  const location = await locate(inputs, workflow, world)
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
    wasConfirmed: false,
    statusFound: undefined,
    hasActed: false,
    ending: undefined,
    error: undefined,
    isOwnRun: false,
    left: undefined,
    askedFor: undefined
  }
  try {
    const dependencies = { ...world, hcp: witness(connection.hcp, step) }
    const ending = await operate(step, parameters, dependencies).catch(
      async (error: unknown) => {
        throw world.signal.aborted
          ? error
          : await explainRefusedToken(connection.hcp, error)
      }
    )
    if (typeof ending === 'boolean') return ending
    step.ending = ending
    step.ending = await withChecks(dependencies, step.ending)
  } catch (error) {
    step.error = world.signal.aborted ? world.signal.reason : error
    if (!isAmbiguous(error)) forgetRequest(step)
    await settleLeftover(step, world)
  } finally {
    connection.close()
  }
  const isOk = await publish(step, world)
  // Killed before it was told, a held run would be nobody's.
  const { ending } = step
  if (step.isOwnRun && ending !== undefined && ending.isUnsettled !== true) {
    writeState({ runId: ending.run.id, run: 'settled' })
  }
  return isOk
}

/**
 * The inputs, and what they name on the runner.
 *
 * @throws InvalidInputsError with all problems at once
 */
async function readAllInputs(
  world: World,
  checkout: string
): Promise<{ readonly inputs: Inputs } & Omit<Named, 'problems'>> {
  const { inputs, problems } = examineInputs(readInput)
  const named = await readParameters(inputs, checkout, world)
  const all = [
    ...findUnknownInputs(Object.keys(world.env)),
    ...problems,
    ...named.problems
  ]
  if (all.length > 0) {
    writeOutputs({ outcome: 'errored', gate: 'none', reasons: '[]' })
    throw new InvalidInputsError(all)
  }
  return { inputs, ...named }
}

/**
 * The story of one step; what becomes known on the way is kept in `step`.
 * Resolves to whether it succeeded where there was no single run to report on.
 */
async function operate(
  step: Step,
  parameters: RunParameters,
  dependencies: Dependencies & Pick<World, 'log'>
): Promise<Ending | boolean> {
  const { inputs, location } = step
  const { hcp } = dependencies
  const existing =
    inputs.runId === undefined ? undefined : await hcp.runs.read(inputs.runId)
  const workspace = await readWorkspace(hcp, inputs, existing)
  step.workspace = workspace
  if (existing !== undefined) {
    step.statusFound = existing.status
    keepRun(step, existing)
    adoptOrigin(step, existing)
  }
  writeOutputs({ 'workspace-id': workspace.id })
  refuseOtherOrganization(workspace, inputs.organization)
  const notes = checkWorkspace(workspace, {
    createsRun: existing === undefined && inputs.mode !== 'discard',
    applies: inputs.mode === 'apply' && inputs.approve === true,
    destroys: inputs.destroy,
    isSpeculative: inputs.mode === 'plan',
    uploads: inputs.configurationDirectory !== undefined
  })
  for (const note of notes) dependencies.log.info(note)
  const source = evidenceSource(step, location, dependencies)
  await refuseStranger(step, source)
  await refuseForeignRun(step, source)
  if (existing === undefined && inputs.mode === 'discard') {
    return await discardOwnRuns(step, workspace, dependencies)
  }

  if (existing === undefined) {
    step.sha = await readCommit(step, dependencies.log)
    await judgeBeforehand(step, source)
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
        rules: inputs,
        onChecks: (checks) => {
          if (checks.length === 0) return
          dependencies.log.info(
            `Rules about the plan, not enforced by 'mode: ${inputs.mode}':`
          )
          sayChecks(dependencies.log, checks)
        }
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
        isOwnRun: step.isOwnRun,
        approve: inputs.approve,
        rules: inputs,
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
    configurationVersionId:
      inputs.configurationVersionId === currentConfiguration
        ? undefined
        : inputs.configurationVersionId,
    temporaryFolder: temporaryFolderOf(workflow),
    checkout: workflow.checkout,
    onConfigurationVersion: (id) => {
      writeOutputs({ 'configuration-version-id': id })
    },
    onRequest: () => {
      step.askedFor = { workspaceId: workspace.id, message }
      if (inputs.cleanup) writeState({ run: 'asked-for', ...step.askedFor })
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

/** A pull request from a fork, or of Dependabot, gets no secrets. */
function isWithoutSecrets(workflow: Workflow): boolean {
  return (
    readInput('token') === '' &&
    readInput('mode') === 'plan' &&
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

function sayVerdict(log: Dependencies['log'], verdict: Verdict): void {
  log.info(`Gate: ${verdict.kind}`)
  for (const warning of verdict.warnings) log.warning(warning)
  sayChecks(log, verdict.checks)
}

/** What was not asked for, or is not known, is neither kept nor broken. */
function markOf({ held, mark }: Check): string {
  if (!held) return 'NO'
  return mark === undefined ? 'ok' : '--'
}

function sayChecks(log: Dependencies['log'], checks: readonly Check[]): void {
  for (const check of checks) {
    log.info(`  ${markOf(check)}  ${renderCheck(check)}`)
  }
}
