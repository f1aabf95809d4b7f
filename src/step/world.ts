import type { Clock } from '../hcp/wire/clock.ts'
import type { Log } from '../runner/log.ts'

/** What a step is given by its process. */
export interface World {
  readonly log: Log
  readonly clock: Clock
  /** When the step began, by its clock: what the log counts from. */
  readonly begun?: number
  /** Aborted when the runner asks the step to end. */
  readonly signal: AbortSignal
  readonly env: Readonly<Record<string, string | undefined>>
}
