import { renderActivity, renderApproval } from '../documents/activity.ts'
import { renderUser } from '../documents/user.ts'
import type { Api, Service } from '../exchange.ts'
import { longAgo } from '../documents/site.ts'
import type { Level } from '../model.ts'
import { cutPage, GitHubFault, repositoryPath } from '../exchange.ts'

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
      user: {
        ...renderUser(user, service),
        role_name: permission,
        permissions: renderRights(permission)
      }
    })
  })
  api.get(`${repositoryPath}/actions/runs/:id{[0-9]+}/approvals`, (c) =>
    c.json(
      (state.approvals.get(Number(c.req.param('id'))) ?? []).map((approval) =>
        renderApproval(approval, state, service)
      )
    )
  )
  api.get(`${repositoryPath}/activity`, (c) => {
    const ref = c.req.query('ref')
    const found = state.activities.filter(
      (activity) =>
        ref === undefined ||
        [activity.ref, activity.ref.replace('refs/heads/', '')].includes(ref)
    )
    const ordered =
      c.req.query('direction') === 'asc' ? found : found.toReversed()
    return c.json(
      cutPage(c, ordered).map((activity) => renderActivity(activity, service))
    )
  })
  api.get('/user', (c) => {
    const { user, app } = c.get('identity')
    // An installation has no user.
    if (app !== undefined) {
      throw new GitHubFault(403, 'Resource not accessible by integration')
    }
    return c.json({
      ...renderUser(user, service),
      ...privateProfile,
      created_at: longAgo,
      updated_at: longAgo
    })
  })
}

/** What a person's own document has beyond the simple user. */
const privateProfile = {
  name: null,
  company: null,
  blog: null,
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0
} as const

function renderRights(level: Level): Readonly<Record<string, boolean>> {
  return {
    pull: level !== 'none',
    triage: level === 'write' || level === 'admin',
    push: level === 'write' || level === 'admin',
    maintain: level === 'admin',
    admin: level === 'admin'
  }
}
