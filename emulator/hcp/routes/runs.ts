import type { ResourceDocument } from '../documents/document.ts'
import {
  renderConfigurationVersion,
  renderVersionAndIngress
} from '../documents/configuration-version.ts'
import { renderCostEstimate } from '../documents/cost-estimate.ts'
import { renderApply, renderPlan } from '../documents/phase.ts'
import { renderRun } from '../documents/run.ts'
import { renderTaskStage } from '../documents/task-stage.ts'
import { renderTerraformPolicyEvaluation } from '../documents/tf-policy-evaluation.ts'
import { renderUser } from '../documents/user.ts'
import { renderWorkspace } from '../documents/workspace.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  accept,
  answer,
  answerPage,
  decideSource,
  demand,
  param,
  readComment,
  readData,
  readIncludes,
  seeOrganization,
  seeRunOfPath,
  seeWorkspace,
  send,
  viewerOf
} from '../exchange.ts'
import { ApiFault, notFound } from '../faults.ts'
import type { ConfigurationVersion, Run, Workspace } from '../model.ts'
import { isFinal, selectVisibleChecks } from '../model.ts'
import { validateRun } from '../run-validation.ts'
import { cutPage } from '../page.ts'
import { countStatuses, filterRuns } from '../run-list.ts'

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

  const find = (c: Exchange): Run => seeRunOfPath(c, service)

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
      included.push(
        ...renderVersionAndIngress(
          run.configurationVersion,
          wanted.has('configuration_version.ingress_attributes')
        )
      )
    }
    const { costEstimate, taskStages, terraformPolicies } =
      selectVisibleChecks(run)
    if (wanted.has('cost_estimate') && costEstimate !== undefined) {
      included.push(renderCostEstimate(costEstimate))
    }
    if (wanted.has('task_stages')) {
      included.push(
        ...taskStages.map((stage) => renderTaskStage(stage, viewer))
      )
    }
    if (
      wanted.has('tf_policy_evaluations') &&
      terraformPolicies !== undefined
    ) {
      included.push(renderTerraformPolicyEvaluation(terraformPolicies, viewer))
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
    validateRun(workspace, configurationVersion, attributes)
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
    const latest = findLatestUpload(workspace)
    if (latest === undefined) {
      throw new ApiFault(
        422,
        'unprocessable entity',
        'Configuration version is missing'
      )
    }
    return latest
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
  const list = (c: Exchange, runs: readonly Run[], totals: boolean) => {
    demand(c, 'read')
    const wanted = readIncludes(c, listIncludes)
    const url = new URL(c.req.url)
    const found = filterRuns(
      runs,
      heed(url.searchParams, service.ignoresListFilters)
    )
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
    const { name } = seeOrganization(c, service)
    const { workspaces } = c.get('principal')
    return list(
      c,
      [...state.runs.values()].filter(
        ({ workspace }) =>
          workspace.organization === name &&
          (workspaces === undefined || workspaces.includes(workspace.name))
      ),
      false
    )
  })

  api.get('/organizations/:organization/runs/queue', (c) => {
    const { name } = seeOrganization(c, service)
    demand(c, 'read')
    const waiting = [...state.runs.values()].filter(
      ({ status, gate, workspace, id }) =>
        workspace.organization === name &&
        !isFinal(status) &&
        gate === undefined &&
        (workspace.holder?.id === id || status !== 'pending')
    )
    const viewer = viewerOf(c, service)
    return answerPage(c, waiting, (run, index) => {
      const document = renderRun(run, viewer)
      return {
        ...document,
        attributes: {
          ...document.attributes,
          'position-in-queue': index + 1
        }
      }
    })
  })

  const actions = [
    ['apply', 'write', life.confirm],
    ['discard', 'write', life.discard],
    ['cancel', 'write', life.cancel],
    ['force-cancel', 'admin', life.forceCancel]
  ] as const
  for (const [name, permission, act] of actions) {
    api.post(`/runs/:id/actions/${name}`, async (c) => {
      const run = find(c)
      act(run, demand(c, permission), await readComment(c))
      return accept(c)
    })
  }
  api.post('/runs/:id/actions/force-execute', (c) => {
    const run = find(c)
    life.forceExecute(run, demand(c, 'write'))
    return accept(c)
  })
}

/** What the list looks at of a request's parameters. */
function heed(
  parameters: URLSearchParams,
  ignored: boolean | readonly string[]
): URLSearchParams {
  if (ignored === true) return new URLSearchParams()
  const heeded = new URLSearchParams(parameters)
  for (const name of ignored === false ? [] : ignored) heeded.delete(name)
  return heeded
}

/** What a run has without a word: what is current, else what came before. */
function findLatestUpload(
  workspace: Workspace
): ConfigurationVersion | undefined {
  const current = workspace.currentConfigurationVersion
  if (current?.status === 'uploaded') return current
  return (
    workspace.configurationVersions.findLast(
      ({ status, speculative, provisional }) =>
        status === 'uploaded' && !speculative && !provisional
    ) ?? current
  )
}
