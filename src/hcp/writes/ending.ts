import { path } from '../wire/path.ts'
import type { Writer } from '../wire/transport.ts'

/**
 * What ends a run that applies nothing any more. All that `post` and a
 * clean-up can send. Accepted, not done, when they return: read the run again;
 * a 409 means that its state was another one. HCP Terraform API: Runs.
 */
export function endingWrites(transport: Pick<Writer, 'performAction'>) {
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
    }
  }
}

/** The body of an action on a run. */
export function renderComment(comment: string | undefined): object {
  return comment === undefined || comment === '' ? {} : { comment }
}
