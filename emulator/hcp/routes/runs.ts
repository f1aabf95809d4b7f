import type { ResourceDocument } from '../documents/document.ts'
import { renderConfigurationVersion } from '../documents/configuration-version.ts'
import { renderCostEstimate } from '../documents/cost-estimate.ts'
import { renderApply, renderPlan } from '../documents/phase.ts'
import { renderRun } from '../documents/run.ts'
import { renderComment, renderRunEvent } from '../documents/run-event.ts'
import { renderTaskStage } from '../documents/task-stage.ts'
import { renderTerraformPolicyEvaluation } from '../documents/tf-policy-evaluation.ts'
import { renderUser } from '../documents/user.ts'
import { renderWorkspace } from '../documents/workspace.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  accept,
  answer,
  decideSource,
  demand,
  param,
  readComment,
  readData,
  readIncludes,
  seeRun,
  seeWorkspace,
  send,
  viewerOf
} from '../exchange.ts'
import { ApiFault, invalidAttribute, notFound } from '../faults.ts'
import type {
  ConfigurationVersion,
  Principal,
  Run,
  Workspace
} from '../model.ts'
import { isFinal } from '../model.ts'
import { countStatuses, cutPage, filterRuns } from '../run-list.ts'

const listIncludes = [
  'plan',
  'apply',
  'created_by',
  'cost_estimate',
  'configuration_version',
  'configuration_version.ingress_attributes',
  'workspace'
]

/** Mounts runs: create, read, list, act on, comment. */
export function mountRuns(api: Api, service: Service): void {
  const { state, life } = service
  const includes = [
    ...listIncludes,
    ...(service.taskStages ? ['task_stages'] : []),
    ...(service.personality === 'hcp' ? ['tf_policy_evaluations'] : [])
  ]

  const find = (c: Exchange): Run => {
    const id = param(c, 'id')
    return seeRun(c, service, (run) => run.id === id)
  }

  const renderIncluded = (
    c: Exchange,
    run: Run,
    wanted: ReadonlySet<string>
  ): ResourceDocument[] => {
    const viewer = viewerOf(c, service)
    const included: ResourceDocument[] = []
    if (wanted.has('plan')) included.push(renderPlan(run))
    if (wanted.has('apply')) included.push(renderApply(run))
    if (wanted.has('created_by')) included.push(renderUser(run.createdBy))
    if (wanted.has('workspace')) {
      included.push(renderWorkspace(run.workspace, viewer))
    }
    if ([...wanted].some((name) => name.startsWith('configuration_version'))) {
      included.push(renderConfigurationVersion(run.configurationVersion))
    }
    if (run.checksVisible) {
      if (wanted.has('cost_estimate') && run.costEstimate !== undefined) {
        included.push(renderCostEstimate(run.costEstimate))
      }
      if (wanted.has('task_stages')) {
        included.push(
          ...run.taskStages.map((stage) => renderTaskStage(stage, viewer))
        )
      }
      if (
        wanted.has('tf_policy_evaluations') &&
        run.terraformPolicies !== undefined
      ) {
        included.push(
          renderTerraformPolicyEvaluation(run.terraformPolicies, viewer)
        )
      }
    }
    return included
  }

  const show = (c: Exchange, run: Run, status: 200 | 201 = 200) =>
    answer(
      c,
      renderRun(run, viewerOf(c, service)),
      renderIncluded(c, run, readIncludes(c, includes)),
      status
    )

  api.post('/runs', async (c) => {
    const createdBy = demand(c, 'plan')
    const { attributes, relationships } = await readData(c, 'runs')
    const workspaceId = relationships['workspace']?.data?.id
    const workspace = seeWorkspace(
      c,
      typeof workspaceId === 'string'
        ? state.workspaces.get(workspaceId)
        : undefined
    )
    const configurationVersion = findConfigurationVersion(
      c,
      workspace,
      relationships['configuration-version']?.data?.id
    )
    validate(workspace, configurationVersion, attributes)
    const run = service.createRun({
      workspace,
      configurationVersion,
      createdBy,
      attributes,
      source: decideSource(c)
    })
    return show(c, run, 201)
  })

  const findConfigurationVersion = (
    c: Exchange,
    workspace: Workspace,
    id: unknown
  ): ConfigurationVersion => {
    if (typeof id === 'string') {
      const version = state.configurationVersions.get(id)
      seeWorkspace(c, version?.workspace)
      if (version === undefined) throw notFound()
      return version
    }
    if (workspace.currentConfigurationVersion === undefined) {
      throw new ApiFault(
        422,
        'unprocessable entity',
        'Configuration version is missing'
      )
    }
    return workspace.currentConfigurationVersion
  }

  api.get('/runs/:id', (c) => show(c, find(c)))
  api.get('/runs/:id/plan', (c) => answer(c, renderPlan(find(c))))
  api.get('/runs/:id/apply', (c) => answer(c, renderApply(find(c))))
  api.get('/runs/:id/created-by', (c) =>
    answer(c, renderUser(find(c).createdBy))
  )
  api.get('/runs/:id/configuration-version', (c) =>
    answer(c, renderConfigurationVersion(find(c).configurationVersion))
  )
  api.get('/applies/:id', (c) => {
    const id = param(c, 'id')
    return answer(
      c,
      renderApply(seeRun(c, service, ({ apply }) => apply.id === id))
    )
  })

  api.get('/applies/:id/errored-state', (c) => {
    const id = param(c, 'id')
    const { apply } = seeRun(c, service, (run) => run.apply.id === id)
    if (apply.erroredState === undefined) throw notFound()
    return c.redirect(
      service.archivist.signContent(
        'application/json',
        service.pace.link,
        () => apply.erroredState
      ),
      307
    )
  })

  const list = (c: Exchange, runs: readonly Run[], totals: boolean) => {
    demand(c, 'read')
    const wanted = readIncludes(c, listIncludes)
    const url = new URL(c.req.url)
    const found = filterRuns(runs, url.searchParams)
    const page = cutPage(found, url, totals)
    const viewer = viewerOf(c, service)
    const included = new Map(
      page.items
        .flatMap((run) => renderIncluded(c, run, wanted))
        .map((document) => [`${document.type}/${document.id}`, document])
    )
    return send(c, {
      data: page.items.map((run) => renderRun(run, viewer)),
      ...(included.size > 0 ? { included: [...included.values()] } : {}),
      links: page.links,
      meta: {
        pagination: page.pagination,
        ...(totals ? { 'status-counts': countStatuses(runs) } : {})
      }
    })
  }

  api.get('/workspaces/:id/runs', (c) =>
    list(c, seeWorkspace(c, state.workspaces.get(param(c, 'id'))).runs, true)
  )

  api.get('/organizations/:organization/runs', (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    const { workspaces } = c.get('principal')
    return list(
      c,
      [...state.runs.values()].filter(
        (run) =>
          workspaces === undefined || workspaces.includes(run.workspace.name)
      ),
      false
    )
  })

  api.get('/organizations/:organization/runs/queue', (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    demand(c, 'read')
    const waiting = [...state.runs.values()].filter(
      ({ status, gate, workspace, id }) =>
        !isFinal(status) &&
        gate === undefined &&
        (workspace.holder?.id === id || status !== 'pending')
    )
    const viewer = viewerOf(c, service)
    const page = cutPage(waiting, new URL(c.req.url))
    return send(c, {
      data: page.items.map((run, index) => {
        const document = renderRun(run, viewer)
        return {
          ...document,
          attributes: {
            ...document.attributes,
            'position-in-queue': index + 1
          }
        }
      }),
      links: page.links,
      meta: { pagination: page.pagination }
    })
  })

  api.post('/runs/:id/actions/apply', async (c) => {
    const run = find(c)
    life.confirm(run, demand(c, 'write'), await readComment(c))
    return accept(c)
  })
  api.post('/runs/:id/actions/discard', async (c) => {
    const run = find(c)
    life.discard(run, demand(c, 'write'), await readComment(c))
    return accept(c)
  })
  api.post('/runs/:id/actions/cancel', async (c) => {
    const run = find(c)
    life.cancel(run, demand(c, 'write'), await readComment(c))
    return accept(c)
  })
  api.post('/runs/:id/actions/force-cancel', async (c) => {
    const run = find(c)
    life.forceCancel(run, demand(c, 'admin'), await readComment(c))
    return accept(c)
  })
  api.post('/runs/:id/actions/force-execute', (c) => {
    const run = find(c)
    life.forceExecute(run, demand(c, 'write'))
    return accept(c)
  })

  api.get('/runs/:id/comments', (c) => {
    const page = cutPage(find(c).comments, new URL(c.req.url))
    return send(c, {
      data: page.items.map(renderComment),
      links: page.links,
      meta: { pagination: page.pagination }
    })
  })
  api.post('/runs/:id/comments', async (c) => {
    const run = find(c)
    const by = demand(c, 'plan')
    const { attributes } = await readData(c, 'comments')
    const body = attributes['body']
    if (typeof body !== 'string' || body === '') {
      throw invalidAttribute('body', "Body can't be blank")
    }
    return answer(c, renderComment(life.comment(run, by, body)), [], 201)
  })
  api.get('/comments/:id', (c) => {
    const id = param(c, 'id')
    const run = seeRun(c, service, ({ comments }) =>
      comments.some((comment) => comment.id === id)
    )
    const comment = run.comments.find((candidate) => candidate.id === id)
    if (comment === undefined) throw notFound()
    return answer(c, renderComment(comment))
  })

  const includeEvents = (c: Exchange, events: Run['events']) => {
    const wanted = readIncludes(c, ['actor', 'comment'])
    const included = new Map<string, ResourceDocument>()
    for (const { actor, comment } of events) {
      if (wanted.has('actor') && actor !== undefined) {
        included.set(actor.id, renderUser(actor))
      }
      if (wanted.has('comment') && comment !== undefined) {
        included.set(comment.id, renderComment(comment))
      }
    }
    return [...included.values()]
  }
  api.get('/runs/:id/run-events', (c) => {
    const { events } = find(c)
    const included = includeEvents(c, events)
    return send(c, {
      data: events.map(renderRunEvent),
      ...(included.length > 0 ? { included } : {})
    })
  })
  api.get('/run-events/:id', (c) => {
    const id = param(c, 'id')
    const run = seeRun(c, service, ({ events }) =>
      events.some((event) => event.id === id)
    )
    const event = run.events.find((candidate) => candidate.id === id)
    if (event === undefined) throw notFound()
    return answer(c, renderRunEvent(event), includeEvents(c, [event]))
  })

  if (service.personality === 'tfe') mountAdministration(api, service)
}

/** Terraform Enterprise API: Admin Runs; site administrators only. */
function mountAdministration(api: Api, service: Service): void {
  api.get('/admin/runs', (c) => {
    demandAdministrator(c)
    const all = [...service.state.runs.values()]
    const status = c.req.query('filter[status]')?.split(',')
    const q = c.req.query('q') ?? ''
    const found = all
      .filter(
        (run) =>
          (status === undefined || status.includes(run.status)) &&
          (q === '' || run.id === q || run.workspace.name === q)
      )
      .reverse()
    const page = cutPage(found, new URL(c.req.url))
    return send(c, {
      data: page.items.map((run) => {
        const { id, type, attributes, relationships } = renderRun(
          run,
          viewerOf(c, service)
        )
        return {
          id,
          type,
          attributes: Object.fromEntries(
            ['status', 'status-timestamps', 'has-changes', 'created-at'].map(
              (name) => [name, attributes[name]]
            )
          ),
          relationships: { workspace: relationships['workspace'] }
        }
      }),
      links: page.links,
      meta: {
        pagination: page.pagination,
        'status-counts': countStatuses(all)
      }
    })
  })
  api.post('/admin/runs/:id/actions/force-cancel', async (c) => {
    const by = demandAdministrator(c)
    const id = param(c, 'id')
    const run = seeRun(c, service, (candidate) => candidate.id === id)
    service.life.stop(run, by, await readComment(c))
    return answer(c, renderRun(run, viewerOf(c, service)))
  })
}

function demandAdministrator(c: Exchange): Principal {
  const principal = c.get('principal')
  return principal.siteAdmin === true ? principal : demand(c, 'admin')
}

/** Refuses combinations that the service refuses. */
function validate(
  workspace: Workspace,
  version: ConfigurationVersion,
  attributes: Readonly<Record<string, unknown>>
): void {
  const on = (name: string) => attributes[name] === true
  const planOnly =
    typeof attributes['plan-only'] === 'boolean'
      ? attributes['plan-only']
      : version.speculative
  if (workspace.executionMode === 'local') {
    throw new ApiFault(
      422,
      'unprocessable entity',
      'Runs are not allowed in a workspace with execution mode local'
    )
  }
  if (version.status !== 'uploaded') {
    throw new ApiFault(
      422,
      'unprocessable entity',
      `Configuration version is ${version.status}`
    )
  }
  if (version.speculative && !planOnly) {
    throw invalidAttribute(
      'plan-only',
      'A speculative configuration version allows only plan-only runs'
    )
  }
  if (on('save-plan') && planOnly) {
    throw invalidAttribute('save-plan', 'A plan-only run cannot be saved')
  }
  if (on('is-destroy') && on('refresh-only')) {
    throw invalidAttribute('refresh-only', 'Excludes is-destroy')
  }
  if (on('refresh-only') && attributes['refresh'] === false) {
    throw invalidAttribute('refresh', 'A refresh-only run must refresh')
  }
  if (on('is-destroy') && !workspace.allowDestroyPlan) {
    throw invalidAttribute('is-destroy', 'Destroy plans are not allowed')
  }
  const wanted = attributes['terraform-version']
  if (typeof wanted === 'string' && wanted !== '') {
    if (!planOnly) {
      throw invalidAttribute(
        'terraform-version',
        'Terraform version can only be set for plan-only runs'
      )
    }
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(wanted)) {
      throw invalidAttribute(
        'terraform-version',
        'Terraform version is not a valid version'
      )
    }
  }
  const variables = attributes['variables']
  if (
    variables !== undefined &&
    variables !== null &&
    !(
      Array.isArray(variables) &&
      variables.every((variable: unknown) => {
        const { key, value } = (variable ?? {}) as Record<string, unknown>
        return typeof key === 'string' && typeof value === 'string'
      })
    )
  ) {
    throw invalidAttribute('variables', 'Variables are invalid')
  }
  for (const name of ['target-addrs', 'replace-addrs']) {
    const value = attributes[name]
    if (value !== undefined && value !== null && !Array.isArray(value)) {
      throw invalidAttribute(name, 'Must be a list of resource addresses')
    }
  }
}
