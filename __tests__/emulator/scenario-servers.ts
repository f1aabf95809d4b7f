import type {
  ScenarioEngine,
  ScenarioOptions
} from '../../emulator/engines/scenario.ts'
import {
  createScenarioEngine,
  scripts
} from '../../emulator/engines/scenario.ts'
import type { Checks } from '../../emulator/hcp/model.ts'
import type { HcpOptions, HcpServer } from '../../emulator/hcp/server.ts'
import { startHcp } from '../../emulator/hcp/server.ts'

/** Servers in a hurry, over scripts: started by tests, closed after each. */
interface ScenarioServers {
  /** One workspace, `demo`, unless the options say otherwise. */
  readonly start: (
    options?: Partial<HcpOptions>,
    scenario?: ScenarioOptions
  ) => Promise<{ server: HcpServer; engine: ScenarioEngine }>
  /** A workspace `demo` with these checks, and changes in every plan. */
  readonly startChecked: (
    checks: Checks,
    options?: Partial<HcpOptions>
  ) => Promise<HcpServer>
  /** For `afterEach`. */
  readonly close: () => Promise<void>
}

export function createScenarioServers(): ScenarioServers {
  const open: HcpServer[] = []
  const start: ScenarioServers['start'] = async (
    options = {},
    scenario = {}
  ) => {
    const engine = createScenarioEngine({
      planMilliseconds: 10,
      applyMilliseconds: 10,
      ...scenario
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
  return {
    start,
    startChecked: async (checks, options = {}) => {
      const { server } = await start(
        { workspaces: [{ name: 'demo', checks }], ...options },
        { fallback: scripts.creates }
      )
      return server
    },
    close: async () => {
      await Promise.all(open.splice(0).map((server) => server.close()))
    }
  }
}
