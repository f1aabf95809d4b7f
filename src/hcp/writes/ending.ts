import { parseDocument } from '../wire/json-api.ts'
import { path } from '../wire/path.ts'
import type { Writer } from '../wire/transport.ts'

/**
 * What ends a run that applies nothing any more, and a line in its timeline.
 * All that `post` and a clean-up can send. Accepted, not done, when they return: read the run again;
 * a 409 means that its state was another one. HCP Terraform API: Runs.
 */
export function endingWrites(
  transport: Pick<Writer, 'createDocument' | 'performAction'>
) {
  return {
    /** Discards a run that waits. Runs API: Discard a Run. */
    async discard(id: string, comment?: string): Promise<void> {
      await transport.performAction(
        path`/runs/${id}/actions/discard`,
        renderComment(comment)
      )
    },

    /** Interrupts a plan or an apply under way. Runs API: Cancel a Run. */
    async cancel(id: string, comment?: string): Promise<void> {
      await transport.performAction(
        path`/runs/${id}/actions/cancel`,
        renderComment(comment)
      )
    },

    /**
     * Writes a comment into a run's timeline, which changes nothing of the run.
     * Resolves to the comment's id. Comments API: Create Comment.
     */
    async comment(id: string, body: string): Promise<string> {
      const value = await transport.createDocument(
        path`/runs/${id}/comments`,
        { data: { type: 'comments', attributes: { body } } },
        'create'
      )
      return parseDocument(value, `the comment on run ${id}`).resource.id
    }
  }
}

/** The body of an action on a run. */
export function renderComment(comment: string | undefined): object {
  return comment === undefined || comment === '' ? {} : { comment }
}
