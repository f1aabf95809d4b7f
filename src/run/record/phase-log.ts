import type { Diagnostic } from './diagnostic.ts'

/** What the log of a plan or an apply said, within bounds. */
export interface PhaseLog {
  /** At most this many, the first ones: the cause comes before its echoes. */
  readonly diagnostics: readonly Diagnostic[]
  /** The last lines, as text. */
  readonly lastLines: readonly string[]
  /** What a log that was read to its end says was done; undefined for others. */
  readonly done?: DoneCounts | undefined
}

/** Operations that ended well: a replacement is one to add and one to destroy. */
export interface DoneCounts {
  readonly additions: number
  readonly changes: number
  readonly destructions: number
}

/** A log with nothing in it yet. */
export function createPhaseLog(): PhaseLog {
  return { diagnostics: [], lastLines: [] }
}

/** The end of the log as one text; undefined where there is none. */
export function lastText(log: Pick<PhaseLog, 'lastLines'>): string | undefined {
  const text = log.lastLines.join('\n').trim()
  return text === '' ? undefined : text
}

/** What a run's logs said, collected while it was followed. */
export interface Logs {
  readonly plan: PhaseLog
  readonly apply: PhaseLog
}
