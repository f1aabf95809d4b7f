import type { CostEstimate } from '../../hcp/cost-estimates.ts'
import type { TaskResult, TaskStage } from '../../hcp/task-stages.ts'
import type { Run } from '../../hcp/types.ts'
import type {
  Cost,
  PolicyResult,
  RunChecks,
  TaskOutcome
} from '../record/run-checks.ts'

/** As told: what somebody else wrote may be of any length. */
const messageLimit = 2_000

/** Names of policies, sets and tasks; HCP Terraform's own are far shorter. */
const nameLimit = 300

/** As kept until secrets are out: one that is cut in two is not found. */
const keptLimit = 64 * 1024

/** Says the run itself that it was estimated, whether or not it names how? */
export function wasEstimated({
  status,
  statusTimestamps
}: Pick<Run, 'status' | 'statusTimestamps'>): boolean {
  return (
    status === 'cost_estimated' ||
    statusTimestamps['cost-estimated-at'] !== undefined
  )
}

/** Does it, or did it before it was overridden? */
export function isInTheWay({ status, level }: PolicyResult): boolean {
  return status !== 'passed' && level !== 'advisory'
}

/** The run tasks of a stage. Pure. */
export function parseTasks(
  stage: string,
  results: readonly TaskResult[]
): TaskOutcome[] {
  return results.map((task) => ({
    name: task.name,
    stage,
    level: task.enforcementLevel ?? 'mandatory',
    status:
      task.status === 'passed' ||
      task.status === 'failed' ||
      task.status === 'errored' ||
      task.status === 'running'
        ? task.status
        : task.status === 'pending'
          ? 'running'
          : 'unknown',
    message: cut(task.message),
    link: task.url
  }))
}

export function parseCost(estimate: CostEstimate): Cost {
  return {
    status: estimate.status,
    prior: estimate.priorMonthlyCost,
    proposed: estimate.proposedMonthlyCost,
    delta: estimate.deltaMonthlyCost,
    matched: estimate.matchedResourcesCount,
    unmatched: estimate.unmatchedResourcesCount,
    message: estimate.errorMessage
  }
}

/** In place of policies that a run names and that cannot be read. */
export function unreadPolicies(
  kind: string,
  policy: string,
  why: string
): PolicyResult {
  return {
    kind,
    set: undefined,
    policy,
    level: 'mandatory',
    status: 'unknown',
    overridable: false,
    message: cut(`It could not be read: ${why}`)
  }
}

/** In place of run tasks that a run names and that cannot be read. */
export function unreadTasks(stage: string, why: string): TaskOutcome {
  return {
    name: 'run tasks',
    stage,
    level: 'mandatory',
    status: 'unknown',
    message: cut(`They could not be read: ${why}`),
    link: undefined
  }
}

/** In place of a cost estimate that a run names and that cannot be read. */
export function unreadCost(why: string): Cost {
  return {
    status: 'unknown',
    prior: undefined,
    proposed: undefined,
    delta: undefined,
    matched: undefined,
    unmatched: undefined,
    message: cut(`It could not be read: ${why}`)
  }
}

/**
 * The same without the secrets that policies and tasks repeat, cut to what is
 * told. To be done before anything is made of it. Pure.
 */
export function redactChecks(
  { policies, tasks, cost, untold }: RunChecks,
  redact: (text: string) => string
): RunChecks {
  const told = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : redact(text).slice(0, messageLimit)
  const name = (text: string): string => redact(text).slice(0, nameLimit)
  return {
    policies: policies.map((each) => ({
      ...each,
      kind: name(each.kind),
      set: each.set === undefined ? undefined : name(each.set),
      policy: name(each.policy),
      message: told(each.message),
      findings: each.findings?.map((finding) => ({
        ...finding,
        address: name(finding.address),
        message: told(finding.message),
        file: finding.file === undefined ? undefined : name(finding.file)
      }))
    })),
    tasks: tasks.map((each) => ({
      ...each,
      name: name(each.name),
      message: told(each.message),
      // A link with a secret in it is not one to follow, nor one without end.
      link:
        each.link === undefined ||
        each.link.length > messageLimit ||
        redact(each.link) !== each.link
          ? undefined
          : each.link
    })),
    cost: cost && { ...cost, message: told(cost.message) },
    untold
  }
}

/** Was a failure in this stage overridden? Some servers keep the failure. */
export function isStageOverridden(stage: TaskStage): boolean {
  return (
    stage.statusTimestamps['awaiting-override-at'] !== undefined &&
    (stage.status === 'running' || stage.status === 'passed')
  )
}

export function cut(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? undefined : trimmed.slice(0, keptLimit)
}
