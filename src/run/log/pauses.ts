import { hasPhaseEnded } from '../../hcp/logs.ts'
import type { Apply, Plan } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'

/** Milliseconds between reads of the log of a phase that is over. */
const mostWhenOver = 250

/** The pauses between reads of a log, which are short once its phase is over. */
export interface Pauses {
  /** A clock whose sleeps are these pauses. */
  readonly clock: Dependencies['clock']
  /** Takes a look at the phase: where it has ended, the log is read at once. */
  readonly notice: (document: Plan | Apply) => void
}

/** Those of a phase that goes on, as far as is known. */
export function createPauses(clock: Dependencies['clock']): Pauses {
  const over = new AbortController()
  const isOver = (): boolean => over.signal.aborted
  return {
    clock: {
      ...clock,
      async sleep(milliseconds, signal) {
        if (isOver()) {
          await clock.sleep(Math.min(milliseconds, mostWhenOver), signal)
          return
        }
        const either = signal ? [signal, over.signal] : [over.signal]
        try {
          await clock.sleep(milliseconds, AbortSignal.any(either))
        } catch (error) {
          signal?.throwIfAborted()
          if (!isOver()) throw error
        }
      }
    },
    notice({ status }) {
      if (hasPhaseEnded(status)) over.abort()
    }
  }
}
