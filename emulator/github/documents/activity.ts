import type { Activity, Approval, GitHubState } from '../model.ts'
import type { Document, Site } from './site.ts'
import { idOf, longAgo, nodeIdOf } from './site.ts'
import { renderUser } from './user.ts'

/** REST API: Repositories, list repository activities. */
export function renderActivity(activity: Activity, site: Site): Document {
  const { id, before, after, ref, timestamp, type, actor } = activity
  return {
    id,
    node_id: nodeIdOf('PSH', id),
    before,
    after,
    ref,
    timestamp,
    activity_type: type,
    actor: actor === undefined ? null : renderUser(actor, site)
  }
}

/** REST API: Workflow runs, get the review history for a workflow run. */
export function renderApproval(
  approval: Approval,
  { users }: GitHubState,
  site: Site
): Document {
  const { login } = approval.user
  const user = users.get(login) ?? { id: idOf(login), login, type: 'User' }
  return {
    state: approval.state,
    comment: approval.comment ?? '',
    user: renderUser(user, site),
    environments: approval.environments.map(({ name }) => {
      const id = idOf(name)
      const path = `${site.repository}/environments/${name}`
      return {
        id,
        node_id: nodeIdOf('EN', id),
        name,
        url: `${site.url()}/repos/${path}`,
        html_url: `${site.url()}/${site.repository}/deployments/activity_log?environments_filter=${name}`,
        created_at: longAgo,
        updated_at: longAgo
      }
    })
  }
}
