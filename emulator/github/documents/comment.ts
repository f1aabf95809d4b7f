import type { IssueComment } from '../model.ts'
import type { Document, Site } from './site.ts'
import { nodeIdOf } from './site.ts'
import { renderApp, renderUser } from './user.ts'

/** REST API: Issue comments, get an issue comment. */
export function renderComment(comment: IssueComment, site: Site): Document {
  const repository = `${site.url()}/repos/${site.repository}`
  return {
    id: comment.id,
    node_id: nodeIdOf('IC', comment.id),
    url: `${repository}/issues/comments/${comment.id}`,
    html_url: `${site.url()}/${site.repository}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repository}/issues/${comment.issue}`,
    body: comment.body,
    user: renderUser(comment.user, site),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    // What GitHub says of bots and outsiders; proves no permission.
    author_association: 'NONE',
    performed_via_github_app:
      comment.app === undefined ? null : renderApp(comment.app, site)
  }
}
