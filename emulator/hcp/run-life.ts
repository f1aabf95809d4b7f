import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../engines/engine.ts'
import { renderDiagnosticLine } from '../engines/structured-log.ts'
import type { Archivist } from './archivist.ts'
import { ApiFault, transitionNotAllowed } from './faults.ts'
import { createIdentifier } from './identifier.ts'
import { createLogStream } from './log-stream.ts'
import type {
  Phase,
  PolicyCheck,
  Principal,
  Run,
  RunStatus,
  StageName,
  TaskStage,
  TerraformPolicyEvaluation,
  Workspace
} from './model.ts'
import {
  isDiscardable,
  isFinal,
  mayDo,
  renderStatusTime,
  renderTime
} from './model.ts'
import { decideRunActions, isWorkspaceFree } from './run-actions.ts'
import type { StateStore } from './state-store.ts'

/** How long things take, in milliseconds. */
export interface Pace {
  /** Between two statuses that a run only passes through. */
  readonly step: number
  /** Until an accepted action shows on the run. */
  readonly action: number
  /** From the upload to `uploaded` or `errored`. */
  readonly upload: number
  /** From a cancel to the moment a force-cancel is allowed. */
  readonly coolOff: number
  /** Life of the URLs that the plan JSON endpoints redirect to. */
  readonly link: number
}

/** A status of the server's own making, shown between two real ones. */
export interface Invention {
  readonly after: RunStatus
  readonly status: string
  readonly milliseconds: number
}

export interface LifeOptions {
  readonly engine: Engine
  readonly archivist: Archivist
  readonly pace: Pace
  readonly inventions: readonly Invention[]
  readonly crashesLogs: () => boolean
  /** `json-output-redacted` answers 204 that many times after the plan. */
  readonly redactedDelays: number
  readonly states: StateStore
}

/** Ends a run's story wherever it is. */
class Stopped extends Error {
  constructor() {
    super('The run has ended')
    this.name = 'Stopped'
  }
}

interface Control {
  readonly canceled: AbortController
  readonly killed: AbortController
  readonly decided: (() => void)[]
}

export interface RunLife {
  /** Takes up a run that was just created. */
  begin(run: Run): void
  /** Starts what may start in the workspace; call after an unlock. */
  schedule(workspace: Workspace): void
  confirm(run: Run, by: Principal, comment: string | undefined): void
  discard(run: Run, by: Principal, comment: string | undefined): void
  cancel(run: Run, by: Principal, comment: string | undefined): void
  forceCancel(run: Run, by: Principal, comment: string | undefined): void
  forceExecute(run: Run, by: Principal): void
  overridePolicyCheck(run: Run, by: Principal, comment?: string): void
  overrideStage(stage: TaskStage, by: Principal, comment?: string): void
  overrideTerraformPolicies(run: Run, by: Principal, comment?: string): void
  /** A site administrator's: at once, without a cancel before it. */
  stop(run: Run, by: Principal, comment: string | undefined): void
  comment(run: Run, by: Principal, body: string): Run['comments'][number]
  close(): Promise<void>
}

// Some statuses leave no timestamp, or one with another name.
const timestampKeys: Readonly<Partial<Record<RunStatus, string | undefined>>> =
  {
    pending: 'plan-queueable-at',
    fetching_completed: 'fetched-at',
    pre_plan_awaiting_decision: undefined,
    post_plan_awaiting_decision: undefined,
    pre_apply_awaiting_decision: undefined,
    policy_checking: undefined,
    policy_override: undefined
  }

/** Creates the state machine that moves runs from `pending` to their end. */
export function createRunLife(options: LifeOptions): RunLife {
  const { engine, archivist, pace } = options
  const controls = new Map<Run, Control>()
  const stories = new Set<Promise<void>>()
  const closing = new AbortController()

  function controlOf(run: Run): Control {
    let control = controls.get(run)
    if (control === undefined) {
      control = {
        canceled: new AbortController(),
        killed: new AbortController(),
        decided: []
      }
      controls.set(run, control)
    }
    return control
  }

  function later(milliseconds: number, act: () => void): void {
    const story = sleep(milliseconds, undefined, { signal: closing.signal })
      .then(act)
      .catch(() => undefined)
    remember(story)
  }

  function remember(story: Promise<void>): void {
    stories.add(story)
    void story.finally(() => stories.delete(story))
  }

  function setStatus(run: Run, status: RunStatus): void {
    run.status = status
    run.updatedAt = renderTime()
    const key =
      status in timestampKeys
        ? timestampKeys[status]
        : `${status.replaceAll('_', '-')}-at`
    if (key !== undefined) run.timestamps[key] = renderStatusTime()
  }

  function addEvent(
    run: Run,
    action: string,
    actor?: Principal,
    comment?: Run['comments'][number]
  ): Run['events'][number] {
    const event = {
      id: createIdentifier('re'),
      run,
      action,
      createdAt: renderTime(),
      actor,
      comment,
      description: undefined
    }
    run.events.push(event)
    return event
  }

  function addComment(
    run: Run,
    author: Principal,
    body: string,
    action: string
  ): Run['comments'][number] {
    const comment: Run['comments'][number] = {
      id: createIdentifier('wsc'),
      body,
      author,
      event: undefined
    }
    run.comments.push(comment)
    comment.event = addEvent(run, action, author, comment)
    return comment
  }

  function record(
    run: Run,
    action: string,
    by: Principal,
    comment: string | undefined
  ): void {
    if (comment === undefined || comment === '') addEvent(run, action, by)
    else addComment(run, by, comment, action)
  }

  /** Throws once the run ended or shall end; the cancel wins over progress. */
  function check(run: Run): void {
    if (closing.signal.aborted || isFinal(run.status)) throw new Stopped()
    if (run.canceledAt !== undefined) {
      end(run, 'canceled')
      throw new Stopped()
    }
  }

  async function pause(run: Run, milliseconds: number): Promise<void> {
    const { canceled, killed } = controlOf(run)
    const signal = AbortSignal.any([
      closing.signal,
      canceled.signal,
      killed.signal
    ])
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
    check(run)
  }

  async function pass(run: Run, status: RunStatus): Promise<void> {
    check(run)
    setStatus(run, status)
    await pause(run, pace.step)
    await invent(run)
  }

  /** Shows a status that no client can know, if one was ordered here. */
  async function invent(run: Run): Promise<void> {
    const after = run.status
    for (const invention of options.inventions) {
      if (invention.after !== after) continue
      run.inventedStatus = invention.status
      run.timestamps[`${invention.status.replaceAll('_', '-')}-at`] =
        renderStatusTime()
      await pause(run, invention.milliseconds)
      run.inventedStatus = undefined
    }
  }

  /** Rests at a gate until somebody decides. */
  async function rest(
    run: Run,
    gate: NonNullable<Run['gate']>,
    status: RunStatus
  ): Promise<void> {
    check(run)
    run.gate = gate
    setStatus(run, status)
    await new Promise<void>((resolve) => {
      controlOf(run).decided.push(resolve)
    })
    run.gate = undefined
    run.deciding = false
    check(run)
  }

  function wake(run: Run): void {
    const waiting = controls.get(run)?.decided.splice(0) ?? []
    for (const resolve of waiting) resolve()
  }

  function startPhase(phase: Phase): void {
    phase.status = 'running'
    phase.timestamps['started-at'] = renderStatusTime()
    phase.log = createLogStream()
    phase.logUrl = archivist.signLog(phase.log)
  }

  function endPhase(phase: Phase, status: Phase['status']): void {
    if (phase.status === 'running') phase.log?.end(options.crashesLogs())
    phase.status = status
    if (status !== 'unreachable') {
      phase.timestamps[`${status}-at`] = renderStatusTime()
    }
  }

  function end(run: Run, status: RunStatus, forced = false): void {
    if (isFinal(run.status)) return
    for (const phase of [run.plan, run.apply]) {
      if (phase.status === 'running') {
        endPhase(phase, status === 'errored' ? 'errored' : 'canceled')
      } else if (phase.status === 'pending' || phase.status === 'queued') {
        phase.status = 'unreachable'
      }
    }
    for (const stage of run.taskStages) {
      if (stage.status === 'pending') stage.status = 'unreachable'
      else if (stage.status === 'running') stage.status = 'canceled'
      else if (stage.status === 'awaiting_override') stage.status = 'canceled'
    }
    if (run.costEstimate && isOpen(run.costEstimate.status)) {
      run.costEstimate.status = 'unreachable'
    }
    if (run.policyCheck && isOpen(run.policyCheck.status)) {
      run.policyCheck.status = 'unreachable'
    }
    if (run.terraformPolicies !== undefined) {
      const { status: before } = run.terraformPolicies
      if (before === 'pending') run.terraformPolicies.status = 'unreachable'
      else if (before === 'running' || before === 'awaiting_override') {
        run.terraformPolicies.status = 'canceled'
      }
    }
    run.gate = undefined
    run.inventedStatus = undefined
    run.deciding = false
    setStatus(run, status)
    if (forced) run.timestamps['force-canceled-at'] = renderStatusTime()
    addEvent(run, status)
    const { workspace } = run
    const position = workspace.queue.indexOf(run)
    if (position >= 0) workspace.queue.splice(position, 1)
    if (workspace.holder === run) workspace.holder = undefined
    wake(run)
    controlOf(run).killed.abort()
    void engine.forget(run.id)
    schedule(workspace)
  }

  function schedule(workspace: Workspace): void {
    if (closing.signal.aborted) return
    if (workspace.holder !== undefined) return
    const next = workspace.queue[0]
    if (next === undefined) return
    workspace.currentRun = next
    if (workspace.manualLock !== undefined) return
    workspace.queue.shift()
    workspace.holder = next
    start(next)
  }

  function start(run: Run): void {
    remember(
      live(run).catch((error: unknown) => {
        if (error instanceof Stopped) return
        const log = run.apply.log ?? run.plan.log
        log?.append(`\nThe emulator's engine failed: ${String(error)}\n`)
        end(run, 'errored')
      })
    )
  }

  async function live(run: Run): Promise<void> {
    await pause(run, pace.step)
    if (run.workspace.vcsRepoIdentifier !== undefined) {
      await pass(run, 'fetching')
      await pass(run, 'fetching_completed')
    }
    await passStage(run, 'pre_plan')
    await plan(run)
    const confirmed = await checkPlan(run)
    if (!confirmed) return
    await apply(run)
  }

  async function plan(run: Run): Promise<void> {
    const { workspace, configurationVersion } = run
    await pass(run, 'queuing')
    run.plan.status = 'queued'
    run.plan.timestamps['queued-at'] = renderStatusTime()
    await pass(run, 'plan_queued')
    run.inputStateVersion = workspace.stateVersions.at(-1)
    setStatus(run, 'planning')
    startPhase(run.plan)
    const control = controlOf(run)
    const result = await engine.plan({
      runId: run.id,
      workspaceId: workspace.id,
      workspaceName: workspace.name,
      canceled: control.canceled.signal,
      killed: control.killed.signal,
      log: (text) => run.plan.log?.append(text),
      archive: configurationVersion.archive ?? new Uint8Array(),
      workingDirectory: workspace.workingDirectory,
      state: run.inputStateVersion?.bytes,
      isDestroy: run.isDestroy,
      refresh: run.refresh,
      refreshOnly: run.refreshOnly,
      allowConfigGeneration: run.allowConfigGeneration,
      targetAddrs: run.targetAddrs ?? [],
      replaceAddrs: run.replaceAddrs ?? [],
      variables: [...workspace.variables, ...run.variables]
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
    run.checksVisible = true
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
    if (run.costEstimate !== undefined) {
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
    await pass(run, 'queuing_apply')
    run.apply.status = 'queued'
    run.apply.timestamps['queued-at'] = renderStatusTime()
    await pass(run, 'apply_queued')
    setStatus(run, 'applying')
    startPhase(run.apply)
    const control = controlOf(run)
    const result = await engine.apply({
      runId: run.id,
      workspaceId: workspace.id,
      workspaceName: workspace.name,
      canceled: control.canceled.signal,
      killed: control.killed.signal,
      log: (text) => run.apply.log?.append(text),
      state: workspace.stateVersions.at(-1)?.bytes
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
      workspace.outputDelays = 1
      discardSavedPlans(workspace, run)
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
    if (!run.configurationVersion.speculative) {
      workspace.currentConfigurationVersion = run.configurationVersion
    }
    await passStage(run, 'post_apply')
    end(run, 'applied')
  }

  /** A saved plan is stale as soon as another run has changed the state. */
  function discardSavedPlans(workspace: Workspace, by: Run): void {
    for (const other of workspace.runs) {
      if (other !== by && other.gate === 'saved') end(other, 'discarded')
    }
  }

  function refuseUnlessAllowed(run: Run, verb: string, allowed: boolean): void {
    if (!allowed || run.deciding) {
      throw transitionNotAllowed(
        `run cannot be ${verb} in its current state (${run.status})`
      )
    }
  }

  function actionsOf(run: Run): ReturnType<typeof decideRunActions> {
    return decideRunActions(run, Date.now(), false)
  }

  return {
    begin(run) {
      addEvent(run, 'queued', run.createdBy)
      setStatus(run, 'pending')
      const { workspace } = run
      if (run.planOnly || run.savePlan) {
        start(run)
        return
      }
      workspace.queue.push(run)
      schedule(workspace)
    },
    schedule,
    confirm(run, by, comment) {
      refuseUnlessAllowed(run, 'applied', actionsOf(run).confirmable)
      if (run.gate === 'saved' && !isWorkspaceFree(run)) {
        throw transitionNotAllowed('the workspace is locked')
      }
      run.deciding = true
      run.confirmedBy = by
      if (run.gate === 'saved') run.workspace.holder = run
      record(run, 'confirmed', by, comment)
      later(pace.action, () => {
        if (isFinal(run.status)) return
        run.gate = undefined
        run.deciding = false
        setStatus(run, 'confirmed')
        later(pace.step, () => {
          wake(run)
        })
      })
    },
    discard(run, by, comment) {
      const pendingBehind =
        run.status === 'pending' && run.workspace.queue.includes(run)
      refuseUnlessAllowed(
        run,
        'discarded',
        actionsOf(run).discardable || pendingBehind
      )
      run.deciding = true
      record(run, 'discarded', by, comment)
      later(pace.action, () => {
        end(run, 'discarded')
      })
    },
    cancel(run, by, comment) {
      refuseUnlessAllowed(run, 'canceled', actionsOf(run).cancelable)
      run.canceledAt = renderTime()
      run.canceledBy = by
      run.forceCancelAvailableAt = Date.now() + pace.coolOff
      record(run, 'cancel_requested', by, comment)
      later(pace.action, () => {
        if (run.status === 'pending') end(run, 'canceled')
        else controlOf(run).canceled.abort()
      })
    },
    forceCancel(run, by, comment) {
      refuseUnlessAllowed(run, 'force-canceled', actionsOf(run).forceCancelable)
      run.deciding = true
      record(run, 'force_canceled', by, comment)
      later(pace.action, () => {
        end(run, 'canceled', true)
      })
    },
    forceExecute(run, by) {
      const { workspace } = run
      const blocking = workspace.holder
      if (run.status !== 'pending') {
        throw new ApiFault(403, 'forbidden', 'the run is not pending')
      }
      if (blocking === undefined || !workspace.queue.includes(run)) {
        throw new ApiFault(
          403,
          'forbidden',
          'the workspace is not locked by a run'
        )
      }
      if (!isDiscardable(blocking)) {
        throw transitionNotAllowed('the blocking run cannot be discarded')
      }
      addEvent(run, 'force_executed', by)
      later(pace.action, () => {
        const prior = workspace.queue.slice(0, workspace.queue.indexOf(run))
        for (const other of prior) end(other, 'discarded')
        end(blocking, 'discarded')
      })
    },
    overridePolicyCheck(run, by, comment) {
      const check = run.policyCheck
      if (run.gate !== 'policy-check' || run.deciding || check === undefined) {
        throw transitionNotAllowed('the policy check cannot be overridden')
      }
      run.deciding = true
      check.status = 'overridden'
      check.timestamps['overridden-at'] = renderStatusTime()
      record(run, 'policy_overridden', by, comment)
      // At once: Terraform's CLI reads the run next and expects the gate.
      wake(run)
    },
    overrideStage(stage, by, comment) {
      const { run } = stage
      if (stage.status !== 'awaiting_override' || run.deciding) {
        throw transitionNotAllowed('the task stage cannot be overridden')
      }
      run.deciding = true
      setStageStatus(stage, 'running')
      record(run, 'task_stage_overridden', by, comment)
      later(pace.action, () => {
        wake(run)
      })
    },
    overrideTerraformPolicies(run, by, comment) {
      const evaluation = run.terraformPolicies
      if (evaluation?.status !== 'awaiting_override' || run.deciding) {
        throw transitionNotAllowed(
          'the Terraform policy evaluation cannot be overridden'
        )
      }
      run.deciding = true
      setEvaluationStatus(evaluation, 'overridden')
      record(run, 'tf_policy_overridden', by, comment)
      later(pace.action, () => {
        wake(run)
      })
    },
    stop(run, by, comment) {
      if (isFinal(run.status)) {
        throw transitionNotAllowed('the run has already ended')
      }
      run.canceledAt ??= renderTime()
      run.canceledBy ??= by
      record(run, 'force_canceled', by, comment)
      end(run, 'canceled', true)
    },
    comment: (run, by, body) => addComment(run, by, body, 'commented'),
    async close() {
      closing.abort()
      for (const [run, control] of controls) {
        control.killed.abort()
        wake(run)
      }
      await Promise.allSettled([...stories])
    }
  }
}

function setStageStatus(stage: TaskStage, status: TaskStage['status']): void {
  stage.status = status
  stage.timestamps[`${status.replaceAll('_', '-')}-at`] = renderStatusTime()
  stage.updatedAt = renderTime()
}

function setEvaluationStatus(
  evaluation: TerraformPolicyEvaluation,
  status: TerraformPolicyEvaluation['status']
): void {
  evaluation.status = status
  evaluation.timestamps[`${status.replaceAll('_', '-')}-at`] =
    renderStatusTime()
  evaluation.updatedAt = renderTime()
}

function isOpen(status: string): boolean {
  return status === 'pending' || status === 'queued'
}
