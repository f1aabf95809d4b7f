import type { Reader } from './wire/transport.ts'
import { accounts } from './accounts.ts'
import { agentPools } from './agent-pools.ts'
import { applies } from './applies.ts'
import { configurationVersions } from './configuration-versions.ts'
import { costEstimates } from './cost-estimates.ts'
import { ingressAttributes } from './ingress-attributes.ts'
import { leftOutPhases } from './left-out-phases.ts'
import { logs } from './logs.ts'
import { organizations } from './organizations.ts'
import { plans } from './plans.ts'
import { projects } from './projects.ts'
import { runLists } from './run-lists.ts'
import { runTriggers } from './run-triggers.ts'
import { policyChecks } from './policy-checks.ts'
import { runs } from './runs.ts'
import { stateVersionOutputs } from './state-version-outputs.ts'
import { policyEvaluations } from './policy-evaluations.ts'
import { taskStages } from './task-stages.ts'
import { tfPolicyEvaluations } from './tf-policy-evaluations.ts'
import { workspaceLists } from './workspace-lists.ts'
import { workspaces } from './workspaces.ts'

/**
 * The HCP Terraform client: one group of calls a resource, all over one
 * transport. It reads and changes nothing: what can be changed is reached by
 * the door alone (`run/door/`). Operations take this object, so a test can
 * pass another one.
 */
export interface Hcp {
  /** Milliseconds since 1970 by the server's own clock, to read its dates by. */
  readonly now: () => number
  readonly accounts: ReturnType<typeof accounts>
  readonly agentPools: ReturnType<typeof agentPools>
  readonly applies: ReturnType<typeof applies>
  readonly configurationVersions: ReturnType<typeof configurationVersions>
  readonly costEstimates: ReturnType<typeof costEstimates>
  readonly ingressAttributes: ReturnType<typeof ingressAttributes>
  readonly leftOutPhases: ReturnType<typeof leftOutPhases>
  readonly logs: ReturnType<typeof logs>
  readonly organizations: ReturnType<typeof organizations>
  readonly plans: ReturnType<typeof plans>
  readonly projects: ReturnType<typeof projects>
  readonly runLists: ReturnType<typeof runLists>
  readonly runTriggers: ReturnType<typeof runTriggers>
  readonly policyChecks: ReturnType<typeof policyChecks>
  readonly runs: ReturnType<typeof runs>
  readonly stateVersionOutputs: ReturnType<typeof stateVersionOutputs>
  readonly policyEvaluations: ReturnType<typeof policyEvaluations>
  readonly taskStages: ReturnType<typeof taskStages>
  readonly tfPolicyEvaluations: ReturnType<typeof tfPolicyEvaluations>
  readonly workspaceLists: ReturnType<typeof workspaceLists>
  readonly workspaces: ReturnType<typeof workspaces>
}

/** Binds every resource to one transport. */
export function createHcp(transport: Reader): Hcp {
  return {
    now: () => transport.serverTime(),
    accounts: accounts(transport),
    agentPools: agentPools(transport),
    applies: applies(transport),
    configurationVersions: configurationVersions(transport),
    costEstimates: costEstimates(transport),
    ingressAttributes: ingressAttributes(transport),
    leftOutPhases: leftOutPhases(transport),
    logs: logs(transport),
    organizations: organizations(transport),
    plans: plans(transport),
    projects: projects(transport),
    runLists: runLists(transport),
    runTriggers: runTriggers(transport),
    policyChecks: policyChecks(transport),
    runs: runs(transport),
    stateVersionOutputs: stateVersionOutputs(transport),
    policyEvaluations: policyEvaluations(transport),
    taskStages: taskStages(transport),
    tfPolicyEvaluations: tfPolicyEvaluations(transport),
    workspaceLists: workspaceLists(transport),
    workspaces: workspaces(transport)
  }
}
