import type { Run } from '../../hcp/types.ts'
import type { endingWrites } from '../../hcp/writes/ending.ts'
import { act } from './may-send.ts'
import type { Keys, Word } from './may-send.ts'

/** The door of a clean-up: it can end a run, and nothing else. */
export interface EndingDoor {
  /** Sent once. Accepted is not done: look at the run again. */
  readonly discard: (seen: Run, word: Word) => Promise<void>
  readonly cancel: (seen: Run, word: Word) => Promise<void>
  /**
   * A line in the run's timeline; it changes nothing of the run. Resolves to
   * the comment's id.
   */
  readonly comment: (runId: string, body: string) => Promise<string>
}

/** Opens the door for what ends a run. */
export function openEndingDoor(
  runs: ReturnType<typeof endingWrites>,
  keys: Keys
): EndingDoor {
  return {
    async discard(seen, { purpose, comment }) {
      await act(keys, seen, { act: 'discard', purpose }, async () => {
        await runs.discard(seen.id, comment)
      })
    },
    async cancel(seen, { purpose, comment }) {
      await act(keys, seen, { act: 'cancel', purpose }, async () => {
        await runs.cancel(seen.id, comment)
      })
    },
    async comment(runId, body) {
      return await runs.comment(runId, body)
    }
  }
}
