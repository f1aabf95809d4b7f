import { AbortedError } from '../../hcp/wire/errors.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderDuration } from '../record/duration.ts'

/**
 * Reads what nobody should wait long for: its signal is aborted after so many
 * milliseconds. Throws what the reading throws, an error that names the limit
 * where that was the cause, and the signal's reason when the step ends.
 */
export async function readWithin<T>(
  { clock, signal }: Pick<Dependencies, 'clock' | 'signal'>,
  milliseconds: number,
  read: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const limit = new AbortController()
  const done = new AbortController()
  clock
    .sleep(milliseconds, AbortSignal.any([signal, done.signal]))
    .then(() => {
      limit.abort(new Error(`${renderDuration(milliseconds)} are over`))
    })
    .catch(() => undefined)
  try {
    return await read(AbortSignal.any([signal, limit.signal]))
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AbortedError)) throw error
    throw new Error(`no good answer within ${renderDuration(milliseconds)}`, {
      cause: error
    })
  } finally {
    done.abort()
  }
}
