import type { Engine, PhaseRequest } from '../engines/engine.ts'
import { renderDiagnosticLine } from '../engines/structured-log.ts'
import type {
  Phase,
  PolicyCheck,
  Run,
  RunStatus,
  StageName,
  TerraformPolicyEvaluation
} from './model.ts'
import { isFinal, mayDo, renderStatusTime } from './model.ts'
import { listPlanVariables } from './plan-variables.ts'
import { setEvaluationStatus, setStageStatus } from './check-status.ts'
import type { RunCourse } from './run-course.ts'
import { Stopped } from './run-course.ts'
import type { StateStore } from './state-store.ts'

export interface StoryOptions {
  readonly engine: Engine
  readonly states: StateStore
  /** `json-output-redacted` answers 204 that many times after the plan. */
  readonly redactedDelays: number
  /** The workspace's outputs answer 503 that many times after an apply. */
  readonly outputDelays: number
  /** Plans and applies that run at once. */
  readonly concurrency: number
}

/**
 * Creates the story of a run, from its start to its end: plan, checks, gate,
 * apply (HCP Terraform: Run states and stages). It rejects with what stopped
 * it: {@link Stopped}, or a failure of the engine.
 */
export function createRunStory(
  course: RunCourse,
  options: StoryOptions
): (run: Run) => Promise<void> {
  const { engine } = options
  const {
    controlOf,
    end,
    endPhase,
    invent,
    pace,
    pass,
    pause,
    rest,
    setStatus,
    queuePhase,
    startPhase,
    addEvent
  } = course

  let busy = 0
  const line: Run[] = []
  /** Queued until there is room for one more operation. @throws {Stopped} */
  async function operate<T>(run: Run, work: () => Promise<T>): Promise<T> {
    line.push(run)
    try {
      // First come, first served.
      while (busy >= options.concurrency || line[0] !== run) {
        await pause(run, pace.step)
      }
    } finally {
      line.splice(line.indexOf(run), 1)
    }
    busy++
    try {
      return await work()
    } finally {
      busy--
    }
  }

  async function live(run: Run): Promise<void> {
    await pause(run, pace.step)
    if (run.workspace.connection !== undefined) {
      do await pass(run, 'fetching')
      while (isFetching(run))
      await pass(run, 'fetching_completed')
    }
    await passStage(run, 'pre_plan')
    await plan(run)
    const confirmed = await checkPlan(run)
    if (!confirmed) return
    await apply(run)
  }

  function requestOf(run: Run, phase: Phase): PhaseRequest {
    const { canceled, killed } = controlOf(run)
    return {
      runId: run.id,
      workspaceId: run.workspace.id,
      workspaceName: run.workspace.name,
      canceled: canceled.signal,
      killed: killed.signal,
      log: (text) => phase.log?.append(text)
    }
  }

  async function plan(run: Run): Promise<void> {
    const { workspace, configurationVersion } = run
    // The log's address is there by then: Terraform's CLI reads it.
    queuePhase(run.plan)
    await pass(run, 'queuing')
    await pass(run, 'plan_queued')
    const result = await operate(run, async () => {
      run.inputStateVersion = workspace.stateVersions.at(-1)
      setStatus(run, 'planning')
      startPhase(run.plan)
      return await engine.plan({
        ...requestOf(run, run.plan),
        archive: configurationVersion.archive ?? new Uint8Array(),
        workingDirectory: workspace.workingDirectory,
        state: run.inputStateVersion?.bytes,
        isDestroy: run.isDestroy,
        refresh: run.refresh,
        refreshOnly: run.refreshOnly,
        allowConfigGeneration: run.allowConfigGeneration,
        targetAddrs: run.targetAddrs ?? [],
        replaceAddrs: run.replaceAddrs ?? [],
        variables: [...listPlanVariables(workspace), ...run.variables]
      })
    })
    if (isFinal(run.status)) throw new Stopped()
    if (result.outcome === 'canceled' || run.canceledAt !== undefined) {
      end(run, 'canceled')
      throw new Stopped()
    }
    run.plan.result = result
    run.plan.redactedDelays = options.redactedDelays
    if (result.outcome === 'errored') {
      end(run, 'errored')
      throw new Stopped()
    }
    run.plan.counts = result.counts
    run.hasChanges = result.hasChanges
    endPhase(run.plan, 'finished')
    await invent(run)
  }

  /**
   * Runs all that follows a plan; true when the apply may begin. Between two
   * phases the status of the first one shows in passing; that of the last one
   * is the gate at once: Terraform's CLI gives up on a run whose checks are
   * over and that cannot be confirmed.
   */
  async function checkPlan(run: Run): Promise<boolean> {
    let status: RunStatus = 'planned'
    if (run.terraformPolicies !== undefined) {
      await pass(run, status)
      if (!(await checkTerraformPolicies(run, run.terraformPolicies))) {
        return false
      }
      status = 'tf_policy_checked'
    }
    if (run.taskStages.some(({ stage }) => stage === 'post_plan')) {
      await pass(run, status)
      await passStage(run, 'post_plan')
      status = 'post_plan_completed'
    }
    if (run.costEstimate !== undefined && run.targetAddrs !== undefined) {
      run.costEstimate.status = 'skipped_due_to_targeting'
    } else if (run.costEstimate !== undefined) {
      await pass(run, status)
      await estimateCost(run, run.costEstimate)
      status = 'cost_estimated'
    }
    if (run.policyCheck !== undefined) {
      await pass(run, status)
      if (!(await checkPolicies(run, run.policyCheck))) return false
      status = 'policy_checked'
    }
    const emptyApply = run.allowEmptyApply && !run.hasChanges
    if (run.planOnly || (!run.hasChanges && !emptyApply)) {
      await pass(run, status)
      end(run, 'planned_and_finished')
      return false
    }
    if (run.savePlan) {
      await pass(run, status)
      await rest(run, 'saved', 'planned_and_saved')
    } else if (emptyApply || (run.autoApply && mayDo(run.createdBy, 'write'))) {
      await pass(run, status)
      setStatus(run, 'confirmed')
      addEvent(run, 'confirmed')
    } else {
      await rest(run, 'confirmation', status)
    }
    return true
  }

  async function estimateCost(
    run: Run,
    estimate: NonNullable<Run['costEstimate']>
  ): Promise<void> {
    estimate.status = 'queued'
    estimate.timestamps['queued-at'] = renderStatusTime()
    await pass(run, 'cost_estimating')
    const status = estimate.script.status ?? 'finished'
    estimate.status = status
    estimate.timestamps[`${status}-at`] = renderStatusTime()
  }

  async function checkPolicies(run: Run, check: PolicyCheck): Promise<boolean> {
    check.status = 'queued'
    check.timestamps['queued-at'] = renderStatusTime()
    await pass(run, 'policy_checking')
    const { result } = check.script
    const status = result === 'advisory_failed' ? 'passed' : result
    check.status = status
    check.timestamps[`${status.replaceAll('_', '-')}-at`] = renderStatusTime()
    if (status === 'hard_failed') {
      end(run, 'errored')
      return false
    }
    if (status === 'soft_failed') {
      if (run.planOnly) {
        end(run, 'policy_soft_failed')
        return false
      }
      await rest(run, 'policy-check', 'policy_override')
    }
    return true
  }

  async function checkTerraformPolicies(
    run: Run,
    evaluation: TerraformPolicyEvaluation
  ): Promise<boolean> {
    setEvaluationStatus(evaluation, 'running')
    await pause(run, pace.step)
    const failed = evaluation.script.outcomes.filter(
      ({ status, enforcementLevel }) =>
        (status === 'failed' || status === 'errored') &&
        enforcementLevel !== 'advisory'
    )
    const final = failed.some(
      ({ enforcementLevel }) => enforcementLevel === 'mandatory'
    )
    if (failed.length === 0) {
      setEvaluationStatus(evaluation, 'passed')
    } else if (final || run.planOnly) {
      setEvaluationStatus(evaluation, 'failed')
      end(run, 'errored')
      return false
    } else {
      setEvaluationStatus(evaluation, 'awaiting_override')
      await rest(run, 'terraform-policy', 'tf_policy_override')
    }
    return true
  }

  /** Runs one task stage, if the run has one of that name. */
  async function passStage(run: Run, name: StageName): Promise<void> {
    const stage = run.taskStages.find((candidate) => candidate.stage === name)
    if (stage === undefined) return
    setStageStatus(stage, 'running')
    await pass(run, `${name}_running`)
    const blockers = [
      ...stage.tasks
        .filter(
          ({ script }) =>
            script.result === 'failed' && script.enforcement === 'mandatory'
        )
        .map(() => false),
      ...stage.evaluations
        .flatMap(({ sets }) => sets)
        .filter(({ script }) =>
          script.outcomes.some(
            (outcome) =>
              outcome.status !== 'passed' &&
              outcome.enforcementLevel !== 'advisory'
          )
        )
        .map(({ script }) => script.overridable)
    ]
    if (name !== 'post_apply' && blockers.length > 0) {
      if (blockers.includes(false) || run.planOnly) {
        setStageStatus(stage, 'failed')
        end(run, 'errored')
        throw new Stopped()
      }
      setStageStatus(stage, 'awaiting_override')
      await rest(
        run,
        'task-stage',
        name === 'post_plan'
          ? 'post_plan_awaiting_decision'
          : `${name}_awaiting_decision`
      )
      await pass(run, `${name}_running`)
    }
    setStageStatus(stage, 'passed')
    if (name !== 'post_plan') await pass(run, `${name}_completed`)
  }

  async function apply(run: Run): Promise<void> {
    const { workspace } = run
    workspace.holder = run
    workspace.currentRun = run
    await passStage(run, 'pre_apply')
    queuePhase(run.apply)
    await pass(run, 'queuing_apply')
    await pass(run, 'apply_queued')
    const result = await operate(run, async () => {
      setStatus(run, 'applying')
      startPhase(run.apply)
      return await engine.apply({
        ...requestOf(run, run.apply),
        state: workspace.stateVersions.at(-1)?.bytes
      })
    })
    if (isFinal(run.status)) throw new Stopped()
    run.apply.counts = result.counts
    if (result.state !== undefined && workspace.failingStateUploads > 0) {
      workspace.failingStateUploads -= 1
      run.apply.erroredState = result.state
      run.apply.log?.append(
        renderDiagnosticLine({
          severity: 'error',
          summary: 'Failed to save state',
          detail:
            'Error saving state: error uploading state: service unavailable'
        })
      )
      end(run, 'errored')
      return
    }
    if (result.state !== undefined) {
      run.apply.stateVersions.unshift(
        options.states.save(workspace, result.state, run, run.createdBy)
      )
      workspace.outputDelays = options.outputDelays
    }
    if (result.outcome === 'errored') {
      end(run, 'errored')
      return
    }
    if (result.outcome === 'canceled') {
      end(run, 'canceled')
      return
    }
    endPhase(run.apply, 'finished')
    await invent(run)
    if (run.configurationVersion.provisional) {
      workspace.currentConfigurationVersion = run.configurationVersion
    }
    await passStage(run, 'post_apply')
    end(run, 'applied')
  }

  return live
}

function isFetching({ configurationVersion: { status } }: Run): boolean {
  return status === 'pending' || status === 'fetching'
}
