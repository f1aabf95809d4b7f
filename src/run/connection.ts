import { createHcp } from '../hcp/client.ts'
import type { Hcp } from '../hcp/client.ts'
import type { Clock } from '../hcp/wire/clock.ts'
import type { Run } from '../hcp/types.ts'
import { createTransport } from '../hcp/wire/transport.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Log } from '../runner/log.ts'
import { userAgent } from '../hcp/wire/user-agent.ts'
import { createLook } from './look.ts'

export interface Connection {
  readonly hcp: Hcp
  /** Closes the idle connections that would keep the process alive. */
  close(): void
}

/**
 * Connects to HCP Terraform; every request ends when the signal is aborted.
 * Runs are read as `createLook` has it, from `seen` on where one was seen.
 */
export function connect(
  inputs: Pick<Inputs, 'baseUrl' | 'token'>,
  { log, clock, signal }: { log: Log; clock: Clock; signal: AbortSignal },
  seen?: Run
): Connection {
  const transport = createTransport({
    baseUrl: inputs.baseUrl,
    token: inputs.token,
    userAgent,
    log,
    clock,
    signal
  })
  const hcp = createHcp(transport)
  const look = createLook(async (...given) => await hcp.runs.read(...given), {
    clock,
    signal
  })
  if (seen !== undefined) look.keep(seen)
  return {
    hcp: {
      ...hcp,
      runs: {
        ...hcp.runs,
        read: look.read,
        async create(options) {
          const run = await hcp.runs.create(options)
          look.keep(run)
          return run
        }
      }
    },
    close: () => {
      transport.dispose()
    }
  }
}
