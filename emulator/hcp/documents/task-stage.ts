import type { TaskStage } from '../model.ts'
import { mayOverride } from '../model.ts'
import type { ResourceDocument, Viewer } from './document.ts'
import { base, document, toMany, toOne } from './document.ts'

/** HCP Terraform API: Run Task Stages and Results, stage. */
export function renderTaskStage(
  stage: TaskStage,
  { principal }: Viewer
): ResourceDocument {
  const waits = stage.status === 'awaiting_override'
  return document(
    'task-stages',
    stage.id,
    {
      stage: stage.stage,
      status: stage.status,
      'status-timestamps': stage.timestamps,
      'created-at': stage.createdAt,
      'updated-at': stage.updatedAt,
      permissions: {
        'can-override-policy': mayOverride(principal, stage.run),
        'can-override-tasks': false,
        'can-override': mayOverride(principal, stage.run)
      },
      actions: { 'is-overridable': waits }
    },
    {
      run: toOne('runs', stage.run.id),
      'task-results': toMany('task-results', stage.tasks),
      'policy-evaluations': toMany('policy-evaluations', stage.evaluations)
    }
  )
}

/** HCP Terraform API: Run Task Stages and Results, result. */
export function renderTaskResult(
  stage: TaskStage,
  task: TaskStage['tasks'][number]
): ResourceDocument {
  const { script } = task
  const over = hasResults(stage)
  return document(
    'task-results',
    task.id,
    {
      message: over ? (script.message ?? '') : null,
      status: renderMemberStatus(stage, script.result),
      'status-timestamps': {},
      url: over ? (script.url ?? null) : null,
      'created-at': stage.createdAt,
      'updated-at': stage.updatedAt,
      'task-id': task.taskId,
      'task-name': script.name,
      'task-url': 'https://scanner.example/hook',
      'task-result-outcomes-count': over ? task.outcomeIds.length : 0,
      stage: stage.stage,
      'is-speculative': stage.run.planOnly,
      'workspace-task-id': task.workspaceTaskId,
      'workspace-task-enforcement-level': script.enforcement,
      'agent-pool-id': null
    },
    { 'task-stage': toOne('task-stages', stage.id) }
  )
}

/** HCP Terraform API: Run Task Stages and Results, outcomes of a result. */
export function renderTaskResultOutcomes(
  stage: TaskStage,
  task: TaskStage['tasks'][number]
): ResourceDocument[] {
  const outcomes = hasResults(stage) ? (task.script.outcomes ?? []) : []
  return outcomes.map((outcome, index) => {
    const id = task.outcomeIds[index] ?? ''
    return document(
      'task-result-outcomes',
      id,
      {
        'outcome-id': outcome.outcomeId,
        description: outcome.description,
        tags: outcome.tags ?? {},
        url: outcome.url ?? null,
        'created-at': stage.createdAt
      },
      { 'task-result': toOne('task-results', task.id) },
      {
        body:
          outcome.body === undefined
            ? null
            : `${base}/task-result-outcomes/${id}/body`
      }
    )
  })
}

/** Whether the tasks and policies of a stage are over; overrides come later. */
export function hasResults({ timestamps }: TaskStage): boolean {
  return ['passed-at', 'failed-at', 'awaiting-override-at'].some(
    (name) => name in timestamps
  )
}

/** What a task or an evaluation of a stage shows, which ends in `result`. */
export function renderMemberStatus(stage: TaskStage, result: string): string {
  if (hasResults(stage)) return result
  return stage.status
}
