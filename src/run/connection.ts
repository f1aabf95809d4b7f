import type { Clock } from '../hcp/wire/clock.ts'
import { createTransport } from '../hcp/wire/transport.ts'
import type { Reader, TransportOptions, Writer } from '../hcp/wire/transport.ts'
import { userAgent } from '../hcp/wire/user-agent.ts'
import type { Keys } from './door/may-send.ts'
import { createLook } from './look.ts'
import type { Complete, Look } from './look.ts'
import type { RunRecord } from './record/record.ts'

/** What of a client looking at runs needs. */
interface Resources {
  readonly runs: { readonly read: Look['read'] }
  readonly leftOutPhases?: { readonly complete: Complete }
}

/** The way to HCP Terraform for one record: what is read, what is changed. */
export interface Access<R extends Resources, D> {
  readonly hcp: R
  readonly door: D
}

export interface Connection<R extends Resources, D> {
  /**
   * Runs are looked at with the memory of the record, which hears of all. What
   * has to be settled after the connection's signal was aborted has its own,
   * and may be read otherwise.
   */
  readonly access: (
    record: RunRecord,
    signal?: AbortSignal,
    over?: (resources: R) => R
  ) => Access<R, D>
  /** Closes the idle connections that would keep the process alive. */
  readonly close: () => void
}

/**
 * Connects to HCP Terraform; every request ends when the signal is aborted.
 * The one place that holds both halves of a transport: what is read goes to
 * everybody, what changes something to the door alone.
 */
export function connect<R extends Resources, D>(
  {
    log,
    clock,
    signal,
    ...options
  }: {
    readonly baseUrl: URL
    readonly token: string
    readonly log: TransportOptions['log']
    readonly clock: Clock
    readonly signal: AbortSignal
  },
  open: {
    readonly resources: (reader: Reader) => R
    readonly door: (writer: Writer, keys: Keys) => D
  }
): Connection<R, D> {
  const transport = createTransport({
    ...options,
    userAgent,
    log,
    clock,
    signal
  })
  // What a server refuses is learned once, for all workspaces.
  const usual = { way: transport, resources: open.resources(transport) }
  const under = (until: AbortSignal): typeof usual => {
    const way = transport.derive({ signal: until })
    return { way, resources: open.resources(way) }
  }
  return {
    access: (record, until = signal, over = same) => {
      const { way, resources: own } = until === signal ? usual : under(until)
      const resources = over(own)
      const look = createLook(
        async (...given) => await resources.runs.read(...given),
        {
          ...{ clock, signal: until, record },
          complete: resources.leftOutPhases?.complete
        }
      )
      return {
        hcp: { ...resources, runs: { ...resources.runs, read: look.read } },
        door: open.door(way, { record, hasSeen: look.hasSeen })
      }
    },
    close: () => {
      transport.dispose()
    }
  }
}

function same<R>(resources: R): R {
  return resources
}
