import { afterEach } from '@jest/globals'
import type { ScenarioEngine } from '../../../emulator/engines/scenario.ts'
import { createScenarioEngine } from '../../../emulator/engines/scenario.ts'
import type { HcpOptions, HcpServer } from '../../../emulator/hcp/server.ts'
import { startHcp } from '../../../emulator/hcp/server.ts'

/** How to start servers that play scenarios; each ends with its test. */
export function scenarioServers(): (
  options?: Partial<HcpOptions>
) => Promise<{ server: HcpServer; engine: ScenarioEngine }> {
  const open: HcpServer[] = []
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()))
  })
  return async (options = {}) => {
    const engine = createScenarioEngine({
      planMilliseconds: 10,
      applyMilliseconds: 10
    })
    const server = await startHcp({
      engine,
      workspaces: [{ name: 'demo' }],
      pace: { step: 5, action: 5, upload: 5 },
      ...options
    })
    open.push(server)
    return { server, engine }
  }
}
