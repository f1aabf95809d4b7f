import type { TaskStage, TerraformPolicyEvaluation } from './model.ts'
import { renderStatusTime, renderTime } from './model.ts'

/** Moves a task stage on, and notes when. */
export function setStageStatus(
  stage: TaskStage,
  status: TaskStage['status']
): void {
  stage.status = status
  stage.timestamps[`${status.replaceAll('_', '-')}-at`] = renderStatusTime()
  stage.updatedAt = renderTime()
}

/** Moves an evaluation of Terraform policies on, and notes when. */
export function setEvaluationStatus(
  evaluation: TerraformPolicyEvaluation,
  status: TerraformPolicyEvaluation['status']
): void {
  evaluation.status = status
  evaluation.timestamps[`${status.replaceAll('_', '-')}-at`] =
    renderStatusTime()
  evaluation.updatedAt = renderTime()
}
