import type { Api, Service } from '../exchange.ts'
import { answerPage, demand, seeWorkspaceOfPath } from '../exchange.ts'
import { ApiFault } from '../faults.ts'
import type { Workspace } from '../model.ts'

/**
 * Mounts the list of a workspace's run triggers (HCP Terraform API: Run
 * Triggers, List Run Triggers). Inbound: what makes runs here; outbound: where
 * an apply here makes runs.
 */
export function mountRunTriggers(api: Api, { state }: Service): void {
  const triggers = (source: Workspace, target: Workspace) =>
    source.organization === target.organization &&
    target.triggeredBy.includes(source.name)

  api.get('/workspaces/:id/run-triggers', (c) => {
    const workspace = seeWorkspaceOfPath(c, { state } as Service)
    demand(c, 'read')
    const type = c.req.query('filter[run-trigger][type]')
    if (type !== 'inbound' && type !== 'outbound') {
      throw new ApiFault(
        422,
        'unprocessable entity',
        'filter[run-trigger][type] must be inbound or outbound'
      )
    }
    const others = [...state.workspaces.values()].filter((other) =>
      type === 'inbound'
        ? triggers(other, workspace)
        : triggers(workspace, other)
    )
    return answerPage(c, others, (other) =>
      type === 'inbound' ? render(other, workspace) : render(workspace, other)
    )
  })
}

function render(source: Workspace, target: Workspace) {
  const id = `rt-${source.id.slice(3)}${target.id.slice(3)}`
  return {
    id,
    type: 'run-triggers',
    attributes: {
      'workspace-name': target.name,
      'sourceable-name': source.name,
      'created-at': target.createdAt
    },
    relationships: {
      workspace: { data: { id: target.id, type: 'workspaces' } },
      sourceable: { data: { id: source.id, type: 'workspaces' } }
    },
    links: { self: `/api/v2/run-triggers/${id}` }
  }
}
