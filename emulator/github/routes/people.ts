import { renderUser } from '../documents.ts'
import type { Api, Service } from '../exchange.ts'
import { GitHubFault, repositoryPath } from '../exchange.ts'

/** Mounts who somebody is, what they may do, and what they approved. */
export function mountPeople(api: Api, service: Service): void {
  const { state } = service

  api.get(`${repositoryPath}/collaborators/:user/permission`, (c) => {
    const login = c.req.param('user')
    const user = state.users.get(login)
    // Bots have no permission document, and nobody has none, either.
    if (user?.type !== 'User') throw new GitHubFault(404, 'Not Found')
    const permission = state.permissions.get(login) ?? 'read'
    return c.json({
      permission,
      role_name: permission,
      user: renderUser(user)
    })
  })
  api.get(`${repositoryPath}/actions/runs/:id{[0-9]+}/approvals`, (c) =>
    c.json(state.approvals.get(Number(c.req.param('id'))) ?? [])
  )
  // The Actions token is an installation's: it has no user.
  api.get('/user', () => {
    throw new GitHubFault(403, 'Resource not accessible by integration')
  })
}
