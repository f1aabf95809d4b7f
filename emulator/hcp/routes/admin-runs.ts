import { renderRun } from '../documents/run.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  demand,
  readComment,
  seeRunOfPath,
  send,
  viewerOf
} from '../exchange.ts'
import type { Principal } from '../model.ts'
import { cutPage } from '../page.ts'
import { countStatuses } from '../run-list.ts'

/** Terraform Enterprise API: Admin Runs; site administrators only. */
export function mountAdminRuns(api: Api, service: Service): void {
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
    const run = seeRunOfPath(c, service)
    service.life.stop(run, by, await readComment(c))
    return answer(c, renderRun(run, viewerOf(c, service)))
  })
}

function demandAdministrator(c: Exchange): Principal {
  const principal = c.get('principal')
  return principal.siteAdmin === true ? principal : demand(c, 'admin')
}
