import type { ResourceDocument } from '../documents/document.ts'
import { renderCostEstimate } from '../documents/cost-estimate.ts'
import { renderPolicyCheck } from '../documents/policy-check.ts'
import {
  renderPolicyEvaluation,
  renderPolicySetOutcome
} from '../documents/policy-evaluation.ts'
import { renderRun } from '../documents/run.ts'
import {
  renderTaskResult,
  renderTaskResultOutcomes,
  renderTaskStage
} from '../documents/task-stage.ts'
import {
  renderTerraformPolicyEvaluation,
  renderTerraformPolicySetOutcome
} from '../documents/tf-policy-evaluation.ts'
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
import type {
  PolicyCheck,
  TaskStage,
  TerraformPolicyEvaluation
} from '../model.ts'
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
  api.get('/cost-estimates/:id/output', (c) => {
    const id = param(c, 'id')
    const { costEstimate } = seeRun(
      c,
      service,
      (run) => run.costEstimate?.id === id
    )
    if (costEstimate === undefined) throw notFound()
    const { status, script } = costEstimate
    if (status === 'pending' || status === 'queued') return c.body(null, 204)
    return c.text(
      status === 'finished'
        ? `Proposed monthly cost: $${script.proposedMonthlyCost ?? '0.0'}\n`
        : `${script.errorMessage ?? 'There is no cost estimate.'}\n`
    )
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
  api.get('/task-results/:id/outcomes', (c) => {
    const id = param(c, 'id')
    const { stage, task } = findTask(c, (candidate) => candidate.id === id)
    const page = cutPage(
      renderTaskResultOutcomes(stage, task),
      new URL(c.req.url)
    )
    return send(c, {
      data: page.items,
      links: page.links,
      meta: { pagination: page.pagination }
    })
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
    const url = new URL(c.req.url)
    const wanted = readOutcomeFilter(url)
    const page = cutPage(
      [evaluation].filter(({ script }) => script.outcomes.some(wanted)),
      url
    )
    return send(c, {
      data: page.items.map(renderPolicySetOutcome),
      links: page.links,
      meta: { pagination: page.pagination }
    })
  })
  api.get('/policy-set-outcomes/:id', (c) => {
    demand(c, 'read')
    const id = param(c, 'id')
    for (const stage of allStages(service)) {
      const found = stage.evaluations.find((one) => one.outcomeId === id)
      if (found !== undefined) return answer(c, renderPolicySetOutcome(found))
    }
    throw notFound()
  })

  if (service.personality === 'hcp') mountTerraformPolicies(api, service)
}

/** Mounts the beta: policies written in Terraform's own language. */
function mountTerraformPolicies(api: Api, service: Service): void {
  const find = (
    c: Exchange,
    test: (evaluation: TerraformPolicyEvaluation) => boolean
  ): TerraformPolicyEvaluation => {
    const { terraformPolicies } = seeRun(
      c,
      service,
      (run) =>
        run.terraformPolicies !== undefined && test(run.terraformPolicies)
    )
    if (terraformPolicies === undefined) throw notFound()
    return terraformPolicies
  }
  const findById = (c: Exchange) => {
    const id = param(c, 'id')
    return find(c, (evaluation) => evaluation.id === id)
  }

  api.get('/runs/:id/tf-policy-evaluations', (c) => {
    const id = param(c, 'id')
    const run = seeRun(c, service, (candidate) => candidate.id === id)
    const page = cutPage(
      run.checksVisible && run.terraformPolicies !== undefined
        ? [run.terraformPolicies]
        : [],
      new URL(c.req.url)
    )
    return send(c, {
      data: page.items.map((evaluation) =>
        renderTerraformPolicyEvaluation(evaluation, viewerOf(c, service))
      ),
      links: page.links,
      meta: { pagination: page.pagination }
    })
  })
  api.get('/tf-policy-evaluations/:id', (c) =>
    answer(
      c,
      renderTerraformPolicyEvaluation(findById(c), viewerOf(c, service))
    )
  )
  api.get('/tf-policy-evaluations/:id/tf-policy-set-outcomes', (c) => {
    const evaluation = findById(c)
    const url = new URL(c.req.url)
    const wanted = readOutcomeFilter(url)
    const ran = !['pending', 'running', 'unreachable'].includes(
      evaluation.status
    )
    const page = cutPage(
      ran && evaluation.script.outcomes.some(wanted) ? [evaluation] : [],
      url
    )
    return send(c, {
      data: page.items.map(renderTerraformPolicySetOutcome),
      links: page.links,
      meta: { pagination: page.pagination }
    })
  })
  api.get('/tf-policy-set-outcomes/:id', (c) => {
    const id = param(c, 'id')
    return answer(
      c,
      renderTerraformPolicySetOutcome(
        find(c, ({ outcomeId }) => outcomeId === id)
      )
    )
  })
  api.post('/tf-policy-evaluations/:id/actions/override', async (c) => {
    const evaluation = findById(c)
    const by = c.get('principal')
    if (!by.policyOverrides) throw notFound()
    service.life.overrideTerraformPolicies(
      evaluation.run,
      by,
      await readComment(c)
    )
    return answer(
      c,
      renderTerraformPolicyEvaluation(evaluation, viewerOf(c, service))
    )
  })
}

interface Outcome {
  readonly status: string
  readonly enforcementLevel: string
}

/**
 * Reads `filter[n][status]` and `filter[n][enforcement_level]`: numbered
 * groups, of which one has to match as a whole.
 */
function readOutcomeFilter(url: URL): (outcome: Outcome) => boolean {
  const groups = new Map<string, Partial<Outcome>>()
  for (const [name, value] of url.searchParams) {
    const match = /^filter\[(\d+)\]\[(status|enforcement_?[lL]evel)\]$/.exec(
      name
    )
    if (match === null) continue
    const group = match[1] ?? ''
    const key = match[2] === 'status' ? 'status' : 'enforcementLevel'
    groups.set(group, { ...groups.get(group), [key]: value })
  }
  return (outcome) =>
    groups.size === 0 ||
    [...groups.values()].some(
      ({ status, enforcementLevel }) =>
        (status ?? outcome.status) === outcome.status &&
        (enforcementLevel ?? outcome.enforcementLevel) ===
          outcome.enforcementLevel
    )
}

function allStages(service: Service): TaskStage[] {
  return [...service.state.runs.values()].flatMap((run) => run.taskStages)
}
