import {
  countResources,
  decideStateStatus,
  renderStateVersionOutput
} from '../documents/state-version.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  param,
  readBody,
  readData,
  seeOrganization,
  seeWorkspace
} from '../exchange.ts'
import { ApiFault, invalidAttribute, notFound } from '../faults.ts'
import type { Principal, Workspace } from '../model.ts'
import { renderTime } from '../model.ts'
import { cutPage } from '../page.ts'
import { listWorkspaces } from '../workspace-list.ts'
import { changeWorkspace } from '../workspace-settings.ts'
import { renderAsAsked, renderIncluded } from './workspace-includes.ts'

/** Mounts workspaces: read, list, create, change, delete, lock, unlock. */
export function mountWorkspaces(api: Api, service: Service): void {
  const { state, life } = service
  const byName = '/organizations/:organization/workspaces/:name'

  const findById = (c: Exchange) =>
    seeWorkspace(c, state.workspaces.get(param(c, 'id')))

  const findIn = (organization: string, name: string) =>
    [...state.workspaces.values()].find(
      (other) => other.organization === organization && other.name === name
    )
  const findByName = (c: Exchange) =>
    seeWorkspace(c, findIn(param(c, 'organization'), param(c, 'name')))

  const show = (c: Exchange, workspace: Workspace, status: 200 | 201 = 200) =>
    answer(
      c,
      renderAsAsked(c, service, workspace),
      renderIncluded(c, service, [workspace]),
      status
    )

  api.get(byName, (c) => show(c, findByName(c)))
  api.get('/workspaces/:id', (c) => show(c, findById(c)))

  api.get('/organizations/:organization/workspaces', (c) => {
    const { name } = seeOrganization(c, service)
    const { workspaces: visible } = c.get('principal')
    const found = listWorkspaces(
      [...state.workspaces.values()].filter(
        (workspace) =>
          workspace.organization === name &&
          (visible === undefined || visible.includes(workspace.name))
      ),
      new URL(c.req.url),
      (filter) => service.heeds(filter)
    )
    return answerPage(
      c,
      found,
      (workspace) => renderAsAsked(c, service, workspace),
      renderIncluded(c, service, cutPage(found, new URL(c.req.url)).items)
    )
  })

  api.post('/organizations/:organization/workspaces', async (c) => {
    const organization = seeOrganization(c, service)
    if (c.get('principal').kind !== 'organization') demand(c, 'admin')
    const body = await readData(c, 'workspaces')
    const name = body.attributes['name']
    if (typeof name !== 'string' || !/^[\w-]{1,90}$/.test(name)) {
      throw invalidAttribute('name', 'Name is invalid')
    }
    if (findIn(organization.name, name) !== undefined) {
      throw invalidAttribute('name', 'Name has already been taken')
    }
    const workspace = service.addWorkspace({
      name,
      organization: organization.name
    })
    try {
      changeWorkspace(workspace, body, state)
    } catch (error) {
      state.workspaces.delete(workspace.id)
      throw error
    }
    return show(c, workspace, 201)
  })

  const update = async (c: Exchange, workspace: Workspace) => {
    demand(c, 'admin')
    changeWorkspace(workspace, await readData(c, 'workspaces'), state)
    return show(c, workspace)
  }
  api.patch(byName, (c) => update(c, findByName(c)))
  api.patch('/workspaces/:id', (c) => update(c, findById(c)))

  const remove = (c: Exchange, workspace: Workspace, safely: boolean) => {
    demand(c, 'admin')
    if (safely) refuseInUse(workspace)
    state.workspaces.delete(workspace.id)
    life.abandon(workspace)
    return c.body(null, 204)
  }
  api.delete(byName, (c) => remove(c, findByName(c), false))
  api.delete('/workspaces/:id', (c) => remove(c, findById(c), false))
  api.post(`${byName}/actions/safe-delete`, (c) =>
    remove(c, findByName(c), true)
  )
  api.post('/workspaces/:id/actions/safe-delete', (c) =>
    remove(c, findById(c), true)
  )

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
    const latest = [...state.stateVersions.values()]
      .filter((version) => version.workspace === workspace)
      .at(-1)
    if (
      !force &&
      lock !== undefined &&
      latest !== undefined &&
      latest.createdBy?.id === lock.by.id &&
      decideStateStatus(latest) === 'pending'
    ) {
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
    // Nobody may upload any more what was announced under the lock.
    if (latest !== undefined) latest.discarded = latest.bytes === undefined
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

/** @throws {ApiFault} 409 while it is locked, or manages resources */
function refuseInUse(workspace: Workspace): void {
  const { holder, manualLock, stateVersions } = workspace
  if (holder !== undefined || manualLock !== undefined) {
    throw new ApiFault(
      409,
      'conflict',
      `Unable to delete workspace. ${describeLock(workspace)}`
    )
  }
  const state = stateVersions.at(-1)
  if (state !== undefined && countResources(state) > 0) {
    throw new ApiFault(
      409,
      'conflict',
      'Unable to delete workspace. It has resources under management'
    )
  }
}
