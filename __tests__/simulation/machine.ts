import { AsyncLocalStorage } from 'node:async_hooks'
import type { EventEmitter } from 'node:events'
import type { Clock } from './clock.ts'
import type { Disk } from './disk.ts'
import type { Send } from './http.ts'

/** What one process has for itself; modules of the bundle are shared. */
export interface Machine {
  readonly clock: Clock
  readonly disk: Disk
  /** Numbers in [0, 1). */
  readonly random: () => number
  readonly send: Send
  /** Milliseconds, by each of its clocks. */
  readonly begunAt: { readonly monotonic: number; readonly wall: number }
  /**
   * Told before each change of the world; false where the process did not
   * live to make it.
   */
  readonly effect: () => boolean
  readonly isAlive: () => boolean
  readonly process: EventEmitter
  /** Ends the process for an error that nobody handled. */
  readonly crash: (error: unknown) => void
}

const storage = new AsyncLocalStorage<Machine>()

/** The machine that the code now running belongs to, after any await. */
export function here(): Machine {
  const machine = storage.getStore()
  if (machine === undefined) throw new Error('This code belongs to no process.')
  return machine
}

/** Undefined: the code now running is the world's. */
export function whoseCode(): Machine | undefined {
  return storage.getStore()
}

/** Runs code, and all that it sets going, as a machine's. */
export function runOn<T>(machine: Machine, code: () => T): T {
  return storage.run(machine, code)
}
