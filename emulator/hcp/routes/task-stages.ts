import type { ResourceDocument } from '../documents/document.ts'
import {
  renderPolicyEvaluation,
  renderPolicySetOutcome
} from '../documents/policy-evaluation.ts'
import {
  hasResults,
  renderTaskResult,
  renderTaskResultOutcomes,
  renderTaskStage
} from '../documents/task-stage.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  param,
  readComment,
  readIncludes,
  seeRun,
  seeRunOfPath,
  viewerOf
} from '../exchange.ts'
import { notFound } from '../faults.ts'
import type { PolicyEvaluation, TaskStage } from '../model.ts'
import { selectVisibleChecks, mayOverride } from '../model.ts'
import { readOutcomeFilter } from '../outcome-filter.ts'

/** Mounts task stages, their results, and their policy evaluations. */
export function mountTaskStages(api: Api, service: Service): void {
  const { life } = service

  const findStage = (c: Exchange): TaskStage => {
    const id = param(c, 'id')
    const run = seeRun(c, service, ({ taskStages }) =>
      taskStages.some((stage) => stage.id === id)
    )
    const stage = run.taskStages.find((candidate) => candidate.id === id)
    if (stage === undefined) throw notFound()
    return stage
  }
  const includeMembers = (
    stage: TaskStage,
    wanted: ReadonlySet<string>
  ): ResourceDocument[] => [
    ...(wanted.has('task_results')
      ? stage.tasks.map((task) => renderTaskResult(stage, task))
      : []),
    ...(wanted.has('policy_evaluations')
      ? stage.evaluations.map((one) => renderPolicyEvaluation(stage, one))
      : [])
  ]
  const includes = [
    'run',
    'run.workspace',
    'task_results',
    'policy_evaluations',
    'cost_estimate'
  ]
  api.get('/runs/:id/task-stages', (c) => {
    const wanted = readIncludes(c, includes)
    const { taskStages: stages } = selectVisibleChecks(seeRunOfPath(c, service))
    const included = stages.flatMap((stage) => includeMembers(stage, wanted))
    return answerPage(
      c,
      stages,
      (stage) => renderTaskStage(stage, viewerOf(c, service)),
      included
    )
  })
  api.get('/task-stages/:id', (c) => {
    const wanted = readIncludes(c, includes)
    const stage = findStage(c)
    return answer(
      c,
      renderTaskStage(stage, viewerOf(c, service)),
      includeMembers(stage, wanted)
    )
  })
  api.get('/task-stages/:id/policy-evaluations', (c) => {
    const stage = findStage(c)
    return answerPage(c, stage.evaluations, (one) =>
      renderPolicyEvaluation(stage, one)
    )
  })
  api.post('/task-stages/:id/actions/override', async (c) => {
    const stage = findStage(c)
    const by = c.get('principal')
    if (!mayOverride(by, stage.run)) throw notFound()
    life.overrideStage(stage, by, await readComment(c))
    return answer(c, renderTaskStage(stage, viewerOf(c, service)))
  })

  const findTask = (
    c: Exchange,
    test: (task: TaskStage['tasks'][number]) => boolean
  ) => {
    const { taskStages } = seeRun(c, service, (run) =>
      run.taskStages.some(({ tasks }) => tasks.some(test))
    )
    for (const stage of taskStages) {
      const task = stage.tasks.find(test)
      if (task !== undefined) return { stage, task }
    }
    throw notFound()
  }
  api.get('/task-results/:id', (c) => {
    const id = param(c, 'id')
    const { stage, task } = findTask(c, (candidate) => candidate.id === id)
    return answer(c, renderTaskResult(stage, task))
  })
  api.get('/task-results/:id/outcomes', (c) => {
    const id = param(c, 'id')
    const { stage, task } = findTask(c, (candidate) => candidate.id === id)
    return answerPage(
      c,
      renderTaskResultOutcomes(stage, task),
      (outcome) => outcome
    )
  })
  api.get('/task-result-outcomes/:id', (c) => {
    const id = param(c, 'id')
    const { stage, task } = findTask(c, ({ outcomeIds }) =>
      outcomeIds.includes(id)
    )
    const outcome = renderTaskResultOutcomes(stage, task).find(
      (candidate) => candidate.id === id
    )
    if (outcome === undefined) throw notFound()
    return answer(c, outcome)
  })
  api.get('/task-result-outcomes/:id/body', (c) => {
    const id = param(c, 'id')
    const { task } = findTask(c, ({ outcomeIds }) => outcomeIds.includes(id))
    const body = task.script.outcomes?.[task.outcomeIds.indexOf(id)]?.body
    if (body === undefined) throw notFound()
    return c.text(body)
  })

  const findEvaluation = (
    c: Exchange,
    test: (evaluation: PolicyEvaluation) => boolean
  ) => {
    const { taskStages } = seeRun(c, service, (run) =>
      run.taskStages.some(({ evaluations }) => evaluations.some(test))
    )
    for (const stage of taskStages) {
      const evaluation = stage.evaluations.find(test)
      if (evaluation !== undefined) return { stage, evaluation }
    }
    throw notFound()
  }
  api.get('/policy-evaluations/:id', (c) => {
    const id = param(c, 'id')
    const { stage, evaluation } = findEvaluation(c, (one) => one.id === id)
    return answer(c, renderPolicyEvaluation(stage, evaluation))
  })
  api.get('/policy-evaluations/:id/policy-set-outcomes', (c) => {
    const id = param(c, 'id')
    const { stage, evaluation } = findEvaluation(c, (one) => one.id === id)
    const wanted = readOutcomeFilter(new URL(c.req.url))
    const shown = evaluation.sets.filter(
      ({ script }) => hasResults(stage) && script.outcomes.some(wanted)
    )
    return answerPage(c, shown, (set) =>
      renderPolicySetOutcome(evaluation, set)
    )
  })
  api.get('/policy-set-outcomes/:id', (c) => {
    const id = param(c, 'id')
    const { stage, evaluation } = findEvaluation(c, ({ sets }) =>
      sets.some(({ outcomeId }) => outcomeId === id)
    )
    const set = evaluation.sets.find(({ outcomeId }) => outcomeId === id)
    if (set === undefined || !hasResults(stage)) throw notFound()
    return answer(c, renderPolicySetOutcome(evaluation, set))
  })
}
