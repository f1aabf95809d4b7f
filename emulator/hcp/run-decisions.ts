import { setEvaluationStatus, setStageStatus } from './check-status.ts'
import { ApiFault, transitionNotAllowed } from './faults.ts'
import type { Principal, Run, TaskStage } from './model.ts'
import {
  isDiscardable,
  isFinal,
  renderStatusTime,
  renderTime
} from './model.ts'
import { decideRunActions, isWorkspaceFree } from './run-actions.ts'
import type { RunCourse } from './run-course.ts'

type Decision = (run: Run, by: Principal, comment: string | undefined) => void

/** What people decide; each throws {ApiFault} where the run's state forbids it. */
export interface RunDecisions {
  readonly confirm: Decision
  readonly discard: Decision
  readonly cancel: Decision
  readonly forceCancel: Decision
  forceExecute(run: Run, by: Principal): void
  overridePolicyCheck(run: Run, by: Principal, comment?: string): void
  overrideStage(stage: TaskStage, by: Principal, comment?: string): void
  overrideTerraformPolicies(run: Run, by: Principal, comment?: string): void
  /** A site administrator's: at once, without a cancel before it. */
  readonly stop: Decision
}

/** Creates the decisions on the runs of a course. */
export function createRunDecisions(course: RunCourse): RunDecisions {
  const { addEvent, controlOf, end, later, pace, record, setStatus, wake } =
    course

  function refuseUnlessAllowed(run: Run, verb: string, allowed: boolean): void {
    if (!allowed || run.deciding) {
      throw transitionNotAllowed(
        `run cannot be ${verb} in its current state (${run.status})`
      )
    }
  }

  function actionsOf(run: Run): ReturnType<typeof decideRunActions> {
    return decideRunActions(run, Date.now(), {
      flickers: false,
      discardsPending: course.discardsPending
    })
  }

  return {
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
      refuseUnlessAllowed(run, 'discarded', actionsOf(run).discardable)
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
    }
  }
}
