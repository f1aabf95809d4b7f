import { createHcp } from '../hcp/client.ts'
import type { Hcp } from '../hcp/client.ts'
import type { Clock } from '../hcp/wire/clock.ts'
import { createTransport } from '../hcp/wire/transport.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Log } from '../runner/log.ts'
import { userAgent } from '../hcp/wire/user-agent.ts'

export interface Connection {
  readonly hcp: Hcp
  /** Closes the idle connections that would keep the process alive. */
  close(): void
}

/** Connects to HCP Terraform; every request ends when the signal is aborted. */
export function connect(
  inputs: Pick<Inputs, 'baseUrl' | 'token'>,
  { log, clock, signal }: { log: Log; clock: Clock; signal: AbortSignal }
): Connection {
  const transport = createTransport({
    baseUrl: inputs.baseUrl,
    token: inputs.token,
    userAgent,
    log,
    clock,
    signal
  })
  return {
    hcp: createHcp(transport),
    close: () => {
      transport.dispose()
    }
  }
}
