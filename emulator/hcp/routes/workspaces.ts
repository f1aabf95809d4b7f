import type { ResourceDocument, Viewer } from '../documents/document.ts'
import { toMany } from '../documents/document.ts'
import { renderVersionAndIngress } from '../documents/configuration-version.ts'
import { renderPlan } from '../documents/phase.ts'
import {
  renderEffectiveTagBinding,
  renderProject
} from '../documents/project.ts'
import { renderRun } from '../documents/run.ts'
import {
  renderStateVersion,
  renderStateVersionOutput
} from '../documents/state-version.ts'
import { renderUser } from '../documents/user.ts'
import { renderWorkspace } from '../documents/workspace.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  param,
  readBody,
  readData,
  readIncludes,
  seeWorkspace,
  viewerOf
} from '../exchange.ts'
import { ApiFault, invalidAttribute, notFound } from '../faults.ts'
import type { HcpState, Principal, Workspace } from '../model.ts'
import { isFinal, renderTime } from '../model.ts'
import { cutPage } from '../page.ts'
import { filterWorkspaces, selectEffectiveBindings } from '../workspace-list.ts'

const includes = [
  'organization',
  'current_run',
  'current_run.plan',
  'current_run.configuration_version',
  'current_run.configuration_version.ingress_attributes',
  'current_state_version',
  'current_state_version.outputs',
  'current_configuration_version',
  'current_configuration_version.ingress_attributes',
  'locked_by',
  'readme',
  'outputs',
  'project',
  'effective_tag_bindings'
]

/** Mounts workspaces: read, list, create, change, delete, lock, unlock. */
export function mountWorkspaces(api: Api, service: Service): void {
  const { state, life } = service
  const byName = '/organizations/:organization/workspaces/:name'

  const findById = (c: Exchange) =>
    seeWorkspace(c, state.workspaces.get(param(c, 'id')))

  const findByName = (c: Exchange) => {
    const name = param(c, 'name')
    return seeWorkspace(
      c,
      param(c, 'organization') === state.organization
        ? [...state.workspaces.values()].find((other) => other.name === name)
        : undefined
    )
  }

  const allowed = includes.filter(
    (name) => name !== 'effective_tag_bindings' || service.tags === 'key-value'
  )
  const show = (c: Exchange, workspace: Workspace, status: 200 | 201 = 200) => {
    const viewer = viewerOf(c, service)
    const wanted = readIncludes(c, allowed)
    return answer(
      c,
      renderWith(workspace, wanted, viewer),
      renderIncluded(workspace, wanted, viewer, state),
      status
    )
  }

  api.get(byName, (c) => show(c, findByName(c)))
  api.get('/workspaces/:id', (c) => show(c, findById(c)))

  api.get('/organizations/:organization/workspaces', (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    const { workspaces: visible } = c.get('principal')
    const url = new URL(c.req.url)
    const found = filterWorkspaces(state, url.searchParams, (name) =>
      service.heeds(name)
    ).filter(({ name }) => visible === undefined || visible.includes(name))
    const wanted = readIncludes(c, allowed)
    const viewer = viewerOf(c, service)
    const included = cutPage(found, url).items.flatMap((workspace) =>
      renderIncluded(workspace, wanted, viewer, state)
    )
    return answerPage(
      c,
      found,
      (workspace) => renderWith(workspace, wanted, viewer),
      // What several have is there once.
      [...new Map(included.map((each) => [each.id, each])).values()]
    )
  })

  api.post('/organizations/:organization/workspaces', async (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    if (c.get('principal').kind !== 'organization') demand(c, 'admin')
    const { attributes } = await readData(c, 'workspaces')
    const name = attributes['name']
    if (typeof name !== 'string' || !/^[\w-]+$/.test(name)) {
      throw invalidAttribute('name', 'Name is invalid')
    }
    if ([...state.workspaces.values()].some((other) => other.name === name)) {
      throw invalidAttribute('name', 'Name has already been taken')
    }
    const workspace = service.addWorkspace({ name })
    change(workspace, attributes)
    return show(c, workspace, 201)
  })

  const update = async (c: Exchange, workspace: Workspace) => {
    demand(c, 'admin')
    const { attributes } = await readData(c, 'workspaces')
    change(workspace, attributes)
    return show(c, workspace)
  }
  api.patch(byName, (c) => update(c, findByName(c)))
  api.patch('/workspaces/:id', (c) => update(c, findById(c)))

  const remove = (c: Exchange, workspace: Workspace) => {
    demand(c, 'admin')
    if (workspace.holder !== undefined || workspace.manualLock !== undefined) {
      throw new ApiFault(409, 'conflict', 'The workspace is locked')
    }
    state.workspaces.delete(workspace.id)
    return c.body(null, 204)
  }
  api.delete(byName, (c) => remove(c, findByName(c)))
  api.delete('/workspaces/:id', (c) => remove(c, findById(c)))
  api.post(`${byName}/actions/safe-delete`, (c) => remove(c, findByName(c)))
  api.post('/workspaces/:id/actions/safe-delete', (c) => remove(c, findById(c)))

  api.post('/workspaces/:id/actions/lock', async (c) => {
    const workspace = findById(c)
    const by = demand(c, 'write')
    if (workspace.manualLock ?? workspace.holder) {
      throw new ApiFault(
        409,
        'conflict',
        `Unable to lock workspace. The workspace is already locked: ${describeLock(workspace)}`
      )
    }
    const { reason } = await readBody(c)
    workspace.manualLock = {
      by,
      reason: typeof reason === 'string' ? reason : ''
    }
    workspace.updatedAt = renderTime()
    return show(c, workspace)
  })

  const unlock = (c: Exchange, by: Principal, force: boolean) => {
    const workspace = findById(c)
    const lock = workspace.manualLock
    const pending = [...state.stateVersions.values()].some(
      (version) =>
        version.workspace === workspace && version.bytes === undefined
    )
    if (pending && !force) {
      throw new ApiFault(
        503,
        'service unavailable',
        'Unable to unlock workspace: the latest state version is still pending'
      )
    }
    if (lock === undefined || (!force && lock.by.id !== by.id)) {
      throw new ApiFault(
        409,
        'conflict',
        `Unable to unlock workspace. ${describeLock(workspace)}`
      )
    }
    workspace.manualLock = undefined
    workspace.updatedAt = renderTime()
    life.schedule(workspace)
    return show(c, workspace)
  }
  api.post('/workspaces/:id/actions/unlock', (c) =>
    unlock(c, demand(c, 'write'), false)
  )
  api.post('/workspaces/:id/actions/force-unlock', (c) =>
    unlock(c, demand(c, 'admin'), true)
  )

  api.get('/workspaces/:id/current-state-version-outputs', (c) => {
    const workspace = findById(c)
    demand(c, 'read')
    if (workspace.outputDelays > 0) {
      workspace.outputDelays -= 1
      throw new ApiFault(
        503,
        'service unavailable',
        'The state version outputs are still being processed'
      )
    }
    const version = workspace.stateVersions.at(-1)
    if (version === undefined) throw notFound()
    return answerPage(c, version.outputs, (output) =>
      renderStateVersionOutput(output)
    )
  })
}

function describeLock(workspace: Workspace): string {
  const { manualLock, holder, name } = workspace
  if (manualLock !== undefined) {
    const kind = manualLock.by.kind === 'team' ? 'Team' : 'User'
    return `Workspace ${name} is locked by ${kind} ${manualLock.by.username}`
  }
  if (holder !== undefined) {
    return `Workspace ${name} is locked by Run ${holder.id}`
  }
  return `Workspace ${name} is already unlocked`
}

function change(
  workspace: Workspace,
  attributes: Readonly<Record<string, unknown>>
): void {
  const text = (name: string, set: (value: string) => void) => {
    const value = attributes[name]
    if (typeof value === 'string') set(value)
  }
  const truth = (name: string, set: (value: boolean) => void) => {
    const value = attributes[name]
    if (typeof value === 'boolean') set(value)
  }
  text('name', (value) => (workspace.name = value))
  text('description', (value) => (workspace.description = value))
  text('working-directory', (value) => (workspace.workingDirectory = value))
  text('terraform-version', (value) => (workspace.terraformVersion = value))
  truth('queue-all-runs', (value) => (workspace.queueAllRuns = value))
  truth('speculative-enabled', (value) => {
    workspace.speculativeEnabled = value
  })
  truth('auto-apply', (value) => (workspace.autoApply = value))
  truth('allow-destroy-plan', (value) => (workspace.allowDestroyPlan = value))
  text('execution-mode', (value) => {
    if (value !== 'remote' && value !== 'agent' && value !== 'local') {
      throw invalidAttribute('execution-mode', 'Execution mode is invalid')
    }
    workspace.executionMode = value
  })
  workspace.updatedAt = renderTime()
}

/** With the relationship whose members are told only where they are included. */
function renderWith(
  workspace: Workspace,
  wanted: ReadonlySet<string>,
  viewer: Viewer
): ResourceDocument {
  const rendered = renderWorkspace(workspace, viewer)
  if (!wanted.has('effective_tag_bindings')) return rendered
  const bindings = renderBindings(workspace)
  const relation = toMany('effective-tag-bindings', bindings)
  const { relationships } = rendered
  return {
    ...rendered,
    relationships: { ...relationships, 'effective-tag-bindings': relation }
  }
}

function renderBindings(workspace: Workspace): ResourceDocument[] {
  return selectEffectiveBindings(workspace).map((binding) =>
    renderEffectiveTagBinding(binding, binding.inheritedFrom)
  )
}

function renderIncluded(
  workspace: Workspace,
  wanted: ReadonlySet<string>,
  viewer: Viewer,
  all: HcpState
): ResourceDocument[] {
  const included: ResourceDocument[] = []
  const run = workspace.currentRun
  const starts = (name: string) =>
    [...wanted].some((want) => want === name || want.startsWith(`${name}.`))
  if (run !== undefined && starts('current_run')) {
    included.push(renderRun(run, viewer))
    if (wanted.has('current_run.plan')) included.push(renderPlan(run))
    if (starts('current_run.configuration_version')) {
      included.push(
        ...renderVersionAndIngress(
          run.configurationVersion,
          wanted.has('current_run.configuration_version.ingress_attributes')
        )
      )
    }
  }
  if (wanted.has('locked_by')) {
    const { manualLock, holder } = workspace
    if (manualLock !== undefined) included.push(renderUser(manualLock.by))
    else if (holder !== undefined && !isFinal(holder.status)) {
      if (!starts('current_run')) included.push(renderRun(holder, viewer))
    }
  }
  if (wanted.has('project')) {
    included.push(renderProject(workspace.project, all))
  }
  if (wanted.has('effective_tag_bindings')) {
    included.push(...renderBindings(workspace))
  }
  const version = workspace.currentConfigurationVersion
  if (version !== undefined && starts('current_configuration_version')) {
    included.push(
      ...renderVersionAndIngress(
        version,
        wanted.has('current_configuration_version.ingress_attributes')
      )
    )
  }
  const state = workspace.stateVersions.at(-1)
  if (state !== undefined && starts('current_state_version')) {
    included.push(renderStateVersion(state, {}))
  }
  if (state !== undefined && wanted.has('outputs')) {
    included.push(
      ...state.outputs.map((output) => ({
        ...renderStateVersionOutput(output),
        type: 'workspace-outputs'
      }))
    )
  }
  return included
}
