import { ApiError } from '../../hcp/errors.ts'
import type { Run } from '../../hcp/types.ts'
import { createScrub } from '../../plan/scrub.ts'
import {
  isStageOverridden,
  parseCost,
  parsePolicyCheck,
  parsePolicySets,
  parseTasks,
  parseTfPolicyError,
  redactChecks
} from '../checks.ts'
import type { Cost, PolicyResult, RunChecks, TaskOutcome } from '../checks.ts'
import type { Dependencies } from '../dependencies.ts'
import type { PlanReading } from './read-plan.ts'

type Reader = Pick<Dependencies, 'hcp' | 'signal' | 'log'>

/**
 * Reads what policies, run tasks and the cost estimate said of a run: only
 * what its relationships name, so a run without them costs no request.
 * What the plan says is sensitive is taken out of what they said. Undefined
 * where there is nothing. What cannot be read is a warning; throws
 * only the reason of an aborted signal. (Policy Checks, Policy Evaluations,
 * Run Task Stages and Results, Cost Estimates.)
 */
export async function readChecks(
  dependencies: Reader,
  run: Run,
  plan: PlanReading | undefined
): Promise<RunChecks | undefined> {
  const [sentinel, stages, terraform, cost] = await Promise.all([
    run.policyCheckIds.length === 0
      ? undefined
      : attempt(dependencies, 'policy checks', () =>
          readPolicyChecks(dependencies, run.id)
        ),
    run.taskStageIds.length === 0
      ? undefined
      : attempt(dependencies, 'task stages', () =>
          readStages(dependencies, run.id)
        ),
    run.tfPolicyEvaluationIds.length === 0
      ? undefined
      : attempt(dependencies, 'Terraform policies', () =>
          readTfPolicies(dependencies, run.id)
        ),
    run.costEstimateId === undefined
      ? undefined
      : attempt(dependencies, 'cost estimate', () =>
          readCost(dependencies, run.costEstimateId ?? '')
        )
  ])
  const policies = [
    ...(terraform ?? []),
    ...(stages?.policies ?? []),
    ...(sentinel ?? [])
  ]
  const tasks = stages?.tasks ?? []
  return policies.length === 0 && tasks.length === 0 && cost === undefined
    ? undefined
    : redactChecks(
        { policies, tasks, cost },
        createScrub(plan?.kind === 'changes' ? plan.secrets : [])
      )
}

async function readPolicyChecks(
  { hcp }: Reader,
  runId: string
): Promise<PolicyResult[]> {
  const checks = await hcp.policyChecks.list(runId)
  const parsed = await Promise.all(
    checks.map(async (check) => {
      const isInteresting = !['passed', 'pending', 'queued', 'unreachable']
        // Of what passed nobody reads the text.
        .includes(check.status)
      const output = isInteresting
        ? await hcp.policyChecks.output(check.id)
        : undefined
      return isOver(check.status) ? parsePolicyCheck(check, output) : []
    })
  )
  return parsed.flat()
}

async function readStages(
  { hcp }: Reader,
  runId: string
): Promise<{ policies: PolicyResult[]; tasks: TaskOutcome[] }> {
  const stages = (await hcp.taskStages.list(runId)).filter(({ status }) =>
    isOver(status)
  )
  const policies = await Promise.all(
    stages.flatMap((stage) =>
      (stage.policyEvaluations ?? [])
        .filter(({ status }) => isOver(status))
        .map(async ({ id, kind, status }) =>
          parsePolicySets(
            kind,
            await hcp.taskStages.outcomes(id),
            status === 'overridden' || isStageOverridden(stage)
          )
        )
    )
  )
  return { policies: policies.flat(), tasks: stages.flatMap(parseTasks) }
}

async function readTfPolicies(
  { hcp }: Reader,
  runId: string
): Promise<PolicyResult[]> {
  const evaluations = (await hcp.tfPolicyEvaluations.list(runId)).filter(
    ({ status }) => isOver(status)
  )
  const policies = await Promise.all(
    evaluations.map(async (evaluation) => [
      ...parsePolicySets(
        'terraform',
        await hcp.tfPolicyEvaluations.outcomes(evaluation.id),
        evaluation.status === 'overridden'
      ),
      ...parseTfPolicyError(evaluation)
    ])
  )
  return policies.flat()
}

async function readCost({ hcp }: Reader, id: string): Promise<Cost> {
  return parseCost(await hcp.costEstimates.read(id))
}

/** Did it begin? What was never reached says nothing of the run. */
function isOver(status: string): boolean {
  return !['pending', 'queued', 'unreachable'].includes(status)
}

/** None is told by 404, which stands for "no permission", too. */
async function attempt<T>(
  { signal, log }: Reader,
  what: string,
  read: () => Promise<T>
): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ApiError && error.status === 404) return undefined
    log.warning(
      `The ${what} could not be read: ${error instanceof Error ? error.message : String(error)}`
    )
    return undefined
  }
}
