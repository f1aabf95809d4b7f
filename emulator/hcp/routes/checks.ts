import type { ResourceDocument } from '../documents.ts'
import {
  renderCostEstimate,
  renderPolicyCheck,
  renderPolicyEvaluation,
  renderPolicySetOutcome,
  renderRun,
  renderTaskResult,
  renderTaskStage
} from '../documents.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  demand,
  param,
  readComment,
  readIncludes,
  seeRun,
  send,
  viewerOf
} from '../exchange.ts'
import { notFound } from '../faults.ts'
import type { PolicyCheck, TaskStage } from '../model.ts'
import { cutPage } from '../run-list.ts'

/** Mounts cost estimates, policy checks, task stages and policy evaluations. */
export function mountChecks(api: Api, service: Service): void {
  const { life, archivist, pace } = service

  api.get('/cost-estimates/:id', (c) => {
    const id = param(c, 'id')
    const { costEstimate } = seeRun(
      c,
      service,
      (run) => run.costEstimate?.id === id
    )
    if (costEstimate === undefined) throw notFound()
    return answer(c, renderCostEstimate(costEstimate))
  })

  const findCheck = (c: Exchange): PolicyCheck => {
    const id = param(c, 'id')
    const { policyCheck } = seeRun(
      c,
      service,
      (run) => run.policyCheck?.id === id
    )
    if (policyCheck === undefined) throw notFound()
    return policyCheck
  }
  api.get('/runs/:id/policy-checks', (c) => {
    const id = param(c, 'id')
    const run = seeRun(c, service, (candidate) => candidate.id === id)
    const checks =
      run.checksVisible && run.policyCheck !== undefined
        ? [run.policyCheck]
        : []
    return send(c, {
      data: checks.map((check) =>
        renderPolicyCheck(check, viewerOf(c, service))
      )
    })
  })
  api.get('/policy-checks/:id', (c) => {
    const wanted = readIncludes(c, ['run', 'run.workspace'])
    const check = findCheck(c)
    const viewer = viewerOf(c, service)
    return answer(
      c,
      renderPolicyCheck(check, viewer),
      wanted.size > 0 ? [renderRun(check.run, viewer)] : []
    )
  })
  api.get('/policy-checks/:id/output', (c) => {
    const check = findCheck(c)
    if (check.status === 'pending' || check.status === 'queued') {
      return c.body(null, 204)
    }
    const text =
      check.script.output ??
      `Sentinel Result: ${check.script.result === 'passed' ? 'true' : 'false'}\n`
    return c.redirect(
      archivist.signContent('text/plain', pace.link, () => text),
      302
    )
  })
  api.post('/policy-checks/:id/actions/override', async (c) => {
    const check = findCheck(c)
    const by = c.get('principal')
    if (!by.policyOverrides) throw notFound()
    life.overridePolicyCheck(check.run, by, await readComment(c))
    return answer(c, renderPolicyCheck(check, viewerOf(c, service)))
  })

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
    const id = param(c, 'id')
    const run = seeRun(c, service, (candidate) => candidate.id === id)
    const stages = run.checksVisible ? run.taskStages : []
    const included = stages.flatMap((stage) => includeMembers(stage, wanted))
    const page = cutPage(stages, new URL(c.req.url))
    return send(c, {
      data: page.items.map((stage) =>
        renderTaskStage(stage, viewerOf(c, service))
      ),
      ...(included.length > 0 ? { included } : {}),
      links: page.links,
      meta: { pagination: page.pagination }
    })
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
    const page = cutPage(stage.evaluations, new URL(c.req.url))
    return send(c, {
      data: page.items.map((one) => renderPolicyEvaluation(stage, one)),
      links: page.links,
      meta: { pagination: page.pagination }
    })
  })
  api.post('/task-stages/:id/actions/override', async (c) => {
    const stage = findStage(c)
    const by = c.get('principal')
    if (!by.policyOverrides) throw notFound()
    life.overrideStage(stage, by, await readComment(c))
    return answer(c, renderTaskStage(stage, viewerOf(c, service)))
  })

  api.get('/task-results/:id', (c) => {
    demand(c, 'read')
    const id = param(c, 'id')
    for (const stage of allStages(service)) {
      const task = stage.tasks.find((candidate) => candidate.id === id)
      if (task !== undefined) return answer(c, renderTaskResult(stage, task))
    }
    throw notFound()
  })

  const findEvaluation = (c: Exchange) => {
    demand(c, 'read')
    const id = param(c, 'id')
    for (const stage of allStages(service)) {
      const evaluation = stage.evaluations.find((one) => one.id === id)
      if (evaluation !== undefined) return { stage, evaluation }
    }
    throw notFound()
  }
  api.get('/policy-evaluations/:id', (c) => {
    const { stage, evaluation } = findEvaluation(c)
    return answer(c, renderPolicyEvaluation(stage, evaluation))
  })
  api.get('/policy-evaluations/:id/policy-set-outcomes', (c) => {
    const { evaluation } = findEvaluation(c)
    const page = cutPage([evaluation], new URL(c.req.url))
    return send(c, {
      data: page.items.map(renderPolicySetOutcome),
      links: page.links,
      meta: { pagination: page.pagination }
    })
  })
}

function allStages(service: Service): TaskStage[] {
  return [...service.state.runs.values()].flatMap((run) => run.taskStages)
}
