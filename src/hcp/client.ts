import type { Transport } from './transport.ts'
import { accounts } from './accounts.ts'
import { applies } from './applies.ts'
import { configurationVersions } from './configuration-versions.ts'
import { costEstimates } from './cost-estimates.ts'
import { logs } from './logs.ts'
import { plans } from './plans.ts'
import { runs } from './runs.ts'
import { stateVersionOutputs } from './state-version-outputs.ts'
import { workspaces } from './workspaces.ts'

/**
 * The HCP Terraform client: one group of calls a resource, all over one
 * transport. Operations take this object, so a test can pass another one.
 */
export interface Hcp {
  readonly accounts: ReturnType<typeof accounts>
  readonly applies: ReturnType<typeof applies>
  readonly configurationVersions: ReturnType<typeof configurationVersions>
  readonly costEstimates: ReturnType<typeof costEstimates>
  readonly logs: ReturnType<typeof logs>
  readonly plans: ReturnType<typeof plans>
  readonly runs: ReturnType<typeof runs>
  readonly stateVersionOutputs: ReturnType<typeof stateVersionOutputs>
  readonly workspaces: ReturnType<typeof workspaces>
}

/** Binds every resource to one transport. */
export function createHcp(transport: Transport): Hcp {
  return {
    accounts: accounts(transport),
    applies: applies(transport),
    configurationVersions: configurationVersions(transport),
    costEstimates: costEstimates(transport),
    logs: logs(transport),
    plans: plans(transport),
    runs: runs(transport),
    stateVersionOutputs: stateVersionOutputs(transport),
    workspaces: workspaces(transport)
  }
}
