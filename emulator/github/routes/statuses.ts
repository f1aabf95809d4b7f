import { renderRepository } from '../documents/repository.ts'
import { nodeIdOf } from '../documents/site.ts'
import { renderUser } from '../documents/user.ts'
import type { Api, Service } from '../exchange.ts'
import { cutPage, repositoryPath } from '../exchange.ts'

/** Mounts the repository itself, and the statuses of its commits. */
export function mountStatuses(api: Api, service: Service): void {
  const { state } = service

  api.get(repositoryPath, (c) =>
    c.json({
      ...renderRepository(state.repository, service),
      has_discussions: false,
      network_count: 0,
      subscribers_count: 1
    })
  )
  api.get(`${repositoryPath}/commits/:sha/statuses`, (c) => {
    const found = state.statuses.filter(({ sha }) => sha === c.req.param('sha'))
    return c.json(
      cutPage(c, found.reverse()).map((status) => ({
        id: status.id,
        node_id: nodeIdOf('SC', status.id),
        url: `${service.url()}/repos/${state.repository}/statuses/${status.sha}`,
        avatar_url: null,
        state: status.state,
        context: status.context,
        description: status.description,
        target_url: status.targetUrl,
        creator: renderUser(status.creator, service),
        created_at: status.createdAt,
        updated_at: status.createdAt
      }))
    )
  })
}
