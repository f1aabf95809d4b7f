import type { Hcp } from '../hcp/client.ts'
import type { Clock } from '../hcp/wire/clock.ts'
import type { Narrator } from './narrator.ts'

/** What every operation is given instead of finding it itself. */
export interface Dependencies {
  readonly hcp: Hcp
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly log: Narrator
}
