import type { Hcp } from '../hcp/client.ts'
import type { Clock } from '../hcp/wire/clock.ts'
import type { Door } from './door/door.ts'
import type { RunRecord } from './record/record.ts'

/** What every operation is given instead of finding it itself. */
export interface Dependencies {
  /** Reads; a run by `look`, with the memory of this record. */
  readonly hcp: Hcp
  /** The only way to change anything. */
  readonly door: Door
  readonly record: RunRecord
  readonly clock: Clock
  /** When the step began, by its clock: what the log counts from. */
  readonly begun?: number
  readonly signal: AbortSignal
  readonly log: Narrator
}

/** Where an operation says what it does; the job log in production. */
export interface Narrator {
  info(message: string): void
  /** What is waited for: of several workspaces, said before their turn comes. */
  waiting(message: string): void
  warning(message: string): void
  /** Text that others wrote, such as Terraform's log, in a group of this title. */
  untrusted(text: string, title?: string): void
  /** Has the value hidden in everything printed later. */
  mask(secret: string): void
  /** Has secrets taken out of everything printed later, where they repeat. */
  conceal(
    secrets: Iterable<string>,
    create: () => {
      learn(secrets: Iterable<string>): void
      readonly redact: (text: string) => string
    }
  ): void
}
