import type { ResourceDocument, Viewer } from '../documents/document.ts'
import { renderOrganization } from '../documents/organization.ts'
import { renderRun } from '../documents/run.ts'
import { renderWorkspace } from '../documents/workspace.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  demand,
  readComment,
  readIncludes,
  seeRunOfPath,
  send,
  viewerOf
} from '../exchange.ts'
import { ApiFault } from '../faults.ts'
import type { Principal, Run } from '../model.ts'
import { cutPage } from '../page.ts'
import { countStatuses } from '../run-list.ts'

/** Terraform Enterprise API: Admin Runs; site administrators only. */
export function mountAdminRuns(api: Api, service: Service): void {
  api.get('/admin/runs', (c) => {
    demandAdministrator(c)
    const wanted = readIncludes(c, includes)
    const all = [...service.state.runs.values()]
    const url = new URL(c.req.url)
    const page = cutPage(filterRuns(all, url.searchParams), url)
    const viewer = viewerOf(c, service)
    const included = renderIncluded(service, page.items, wanted, viewer)
    return send(c, {
      data: page.items.map((run) => renderAdminRun(run, viewer)),
      ...(included.length > 0 ? { included } : {}),
      links: page.links,
      meta: {
        pagination: page.pagination,
        'status-counts': countStatuses(all)
      }
    })
  })
  api.post('/admin/runs/:id/actions/force-cancel', async (c) => {
    const by = demandAdministrator(c)
    const run = seeRunOfPath(c, service)
    service.life.stop(run, by, await readComment(c))
    return answer(c, renderRun(run, viewerOf(c, service)))
  })
}

function demandAdministrator(c: Exchange): Principal {
  const principal = c.get('principal')
  return principal.siteAdmin === true ? principal : demand(c, 'admin')
}

const includes = [
  'workspace',
  'workspace.organization',
  'workspace.organization.owners'
]

/** Newest first. @throws {ApiFault} 400 for a date that is none */
function filterRuns(
  runs: readonly Run[],
  query: URLSearchParams
): readonly Run[] {
  const statuses = query.get('filter[status]')?.split(',')
  const q = query.get('q') ?? ''
  const from = readDate(query.get('filter[from]'))
  const to = readDate(query.get('filter[to]'))
  return runs
    .filter(({ id, status, workspace, createdAt }) => {
      const made = Date.parse(createdAt)
      return (
        (statuses === undefined || statuses.includes(status)) &&
        (q === '' || id === q || workspace.name === q) &&
        made >= (from ?? 0) &&
        made <= (to ?? Infinity)
      )
    })
    .reverse()
}

function readDate(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) {
    throw new ApiFault(400, 'bad request', `"${text}" is not a date`)
  }
  return time
}

/** The admin API shows little of a run. */
function renderAdminRun(run: Run, viewer: Viewer): unknown {
  const { id, type, attributes, relationships } = renderRun(run, viewer)
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
}

function renderIncluded(
  { state }: Service,
  runs: readonly Run[],
  wanted: ReadonlySet<string>,
  viewer: Viewer
): readonly ResourceDocument[] {
  if (wanted.size === 0) return []
  const workspaces = [...new Set(runs.map(({ workspace }) => workspace))]
  const names = wanted.has('workspace.organization')
    ? new Set(workspaces.map(({ organization }) => organization))
    : []
  return [
    ...workspaces.map((workspace) => renderWorkspace(workspace, viewer)),
    ...[...state.organizations.values()]
      .filter(({ name }) => [...names].includes(name))
      .map((organization) => renderOrganization(organization, viewer))
  ]
}
