import type { Hcp } from '../hcp/client.ts'
import type { Clock } from '../hcp/wire/clock.ts'

/** What every operation is given instead of finding it itself. */
export interface Dependencies {
  readonly hcp: Hcp
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly log: Narrator
}

/** Where an operation says what it does; the job log in production. */
export interface Narrator {
  info(message: string): void
  warning(message: string): void
  /** Text that others wrote, such as Terraform's log. */
  untrusted(text: string): void
  /** Has the value hidden in everything printed later. */
  mask(secret: string): void
  /** Has secrets taken out of everything printed later, where they repeat. */
  conceal(redact: (text: string) => string): void
}
