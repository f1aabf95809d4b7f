import type {
  Checks,
  HcpState,
  ScriptedEvaluation,
  ScriptedTask,
  StageName,
  Workspace
} from './model.ts'
import { deriveEvaluations } from './policy-sets.ts'
import { derivePolicyCheck } from './sentinel.ts'

/**
 * What follows the plan of a new run: what was scripted for its workspace, and
 * what was made by the API (run tasks, policies, cost estimation).
 */
export function selectChecks(state: HcpState, workspace: Workspace): Checks {
  const { checks } = workspace
  const organization = state.organizations.get(workspace.organization)
  const estimates = organization?.settings['cost-estimation-enabled'] === true
  const costEstimate = checks.costEstimate ?? (estimates ? {} : undefined)
  const policyCheck = checks.policyCheck ?? derivePolicyCheck(state, workspace)
  const stages = addEvaluations(
    addTasks(workspace),
    deriveEvaluations(state, workspace)
  )
  return {
    ...checks,
    ...(costEstimate === undefined ? {} : { costEstimate }),
    ...(policyCheck === undefined ? {} : { policyCheck }),
    ...(stages === undefined ? {} : { stages })
  }
}

function addTasks({ checks, tasks }: Workspace): Checks['stages'] {
  if (tasks.length === 0) return checks.stages
  const stages = { ...checks.stages }
  for (const { id, task, enforcement, stages: where } of tasks) {
    const scripted: ScriptedTask = {
      name: task.name,
      result: 'passed',
      enforcement,
      taskId: task.id,
      workspaceTaskId: id
    }
    for (const name of where satisfies readonly StageName[]) {
      const stage = stages[name]
      stages[name] = { ...stage, tasks: [...(stage?.tasks ?? []), scripted] }
    }
  }
  return stages
}

function addEvaluations(
  stages: Checks['stages'],
  evaluations: readonly ScriptedEvaluation[]
): Checks['stages'] {
  if (evaluations.length === 0) return stages
  const stage = stages?.post_plan
  return {
    ...stages,
    post_plan: {
      ...stage,
      evaluations: [...(stage?.evaluations ?? []), ...evaluations]
    }
  }
}
