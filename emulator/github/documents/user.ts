import type { App, User } from '../model.ts'
import type { Document, Site } from './site.ts'
import { idOf, longAgo, nodeIdOf } from './site.ts'

/** Addresses of a user, below its own. */
const addresses = {
  followers_url: '/followers',
  following_url: '/following{/other_user}',
  gists_url: '/gists{/gist_id}',
  starred_url: '/starred{/owner}{/repo}',
  subscriptions_url: '/subscriptions',
  organizations_url: '/orgs',
  repos_url: '/repos',
  events_url: '/events{/privacy}',
  received_events_url: '/received_events'
} as const

/** The simple user of the REST API. */
export function renderUser(user: User, { url }: Site): Document {
  const own = `${url()}/users/${encodeURIComponent(user.login)}`
  return {
    login: user.login,
    id: user.id,
    node_id: nodeIdOf('U', user.id),
    avatar_url: `${url()}/avatars/u/${user.id}`,
    gravatar_id: '',
    url: own,
    html_url: `${url()}/${encodeURIComponent(user.login)}`,
    ...Object.fromEntries(
      Object.entries(addresses).map(([name, path]) => [name, `${own}${path}`])
    ),
    type: user.type,
    user_view_type: 'public',
    site_admin: false
  }
}

/** The integration of the REST API: a GitHub App. */
export function renderApp(app: App, site: Site): Document {
  return {
    id: app.id,
    client_id: `Iv1.${app.id}`,
    slug: app.slug,
    node_id: nodeIdOf('A', app.id),
    owner: renderUser(
      { id: idOf('github'), login: 'github', type: 'Organization' },
      site
    ),
    name: app.name,
    description: '',
    external_url: 'https://help.github.com/en/actions',
    html_url: `${site.url()}/apps/${app.slug}`,
    created_at: longAgo,
    updated_at: longAgo,
    permissions: { checks: 'write', issues: 'write', metadata: 'read' },
    events: ['check_run', 'check_suite', 'pull_request', 'push']
  }
}
