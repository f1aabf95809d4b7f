import type { Dependencies } from '../dependencies.ts'

/** What the events of a run call the two ways past its gate. */
const words = {
  confirmed: ['approved', 'confirmed'],
  discarded: ['discarded']
} as const

/**
 * Who confirmed or discarded a run, by its events; undefined where the server
 * does not tell. For the record only, so nothing fails for it; throws only the
 * reason of an aborted signal. (Runs API: run events.)
 */
export async function readRunActor(
  { hcp, signal }: Pick<Dependencies, 'hcp' | 'signal'>,
  runId: string,
  did: keyof typeof words
): Promise<string | undefined> {
  try {
    const events = await hcp.runs.events(runId)
    return events.findLast(
      ({ action, actor }) =>
        actor !== undefined && words[did].some((word) => word === action)
    )?.actor
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}
