import type { RunComment, RunEvent } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { document, toOne } from './document.ts'

/** HCP Terraform API: Comments. */
export function renderComment(comment: RunComment): ResourceDocument {
  return document(
    'comments',
    comment.id,
    { body: comment.body },
    {
      'run-event': toOne(
        'run-events',
        comment.event?.id,
        `/run-events/${comment.event?.id ?? ''}`
      )
    }
  )
}

/** HCP Terraform API: Run events (as the OpenAPI description has them). */
export function renderRunEvent(event: RunEvent): ResourceDocument {
  return document(
    'run-events',
    event.id,
    {
      action: event.action,
      'created-at': event.createdAt,
      description: event.description ?? null
    },
    {
      actor: toOne('users', event.actor?.id),
      comment: toOne('comments', event.comment?.id),
      run: toOne('runs', event.run.id),
      target: { data: null }
    }
  )
}
