/** What the pace of polling depends on. Times in milliseconds. */
interface Pace {
  /** Since the run last changed its status. */
  readonly sinceChange: number
  /** A live log will wake us when the phase ends. */
  readonly isStreaming: boolean
  /** Since the log's end marker was seen, if it was. */
  readonly sinceLogEnd: number | undefined
  /** How long this phase usually takes in this workspace, if known. */
  readonly usual: number | undefined
}

const quickly = [250, 400, 600, 800] as const

/**
 * Milliseconds until the next look at the run. Gentle while a log is alive to
 * wake us, quick right after its end, in between growing from 0.5 s to 10 s.
 * The API allows 30 requests a second for all runs of a user together.
 */
export function pollInterval(pace: Pace): number {
  const { sinceLogEnd, sinceChange, isStreaming, usual } = pace
  if (sinceLogEnd !== undefined && sinceLogEnd < 10_000) {
    return quickly.find((step) => sinceLogEnd < step * 4) ?? 1_000
  }
  if (isStreaming) return 15_000
  // Near its usual end a phase is worth a closer look.
  if (usual !== undefined && Math.abs(sinceChange - usual) < 3_000) return 1_000
  if (sinceChange < 2_000) return 500
  if (sinceChange < 10_000) return 1_000
  if (sinceChange < 60_000) return 2_500
  if (sinceChange < 300_000) return 5_000
  return 10_000
}
