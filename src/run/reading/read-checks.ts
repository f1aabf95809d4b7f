import { ApiError } from '../../hcp/wire/errors.ts'
import { saidBy } from '../record/errors.ts'
import type { PolicyEvaluation } from '../../hcp/policy-evaluations.ts'
import type { TaskStage } from '../../hcp/task-stages.ts'
import type { Run } from '../../hcp/types.ts'
import { createScrub } from '../../plan/scrub.ts'
import {
  isStageOverridden,
  parseCost,
  parseTasks,
  redactChecks,
  unreadCost,
  unreadPolicies,
  unreadTasks,
  wasEstimated
} from './check-results.ts'
import { parsePolicyCheck } from './sentinel.ts'
import { parseEvaluation } from './evaluations.ts'
import type {
  Cost,
  PolicyResult,
  RunChecks,
  TaskOutcome
} from '../record/run-checks.ts'
import type { Dependencies } from '../dependencies.ts'
import type { PlanReading } from '../record/plan-evidence.ts'

type Reader = Pick<Dependencies, 'hcp' | 'signal' | 'log'>

/**
 * Reads what policies, run tasks and the cost estimate said of a run: only
 * what its relationships name, so a run without them costs no request. What
 * they name and cannot be read is a warning, and stands in the result with
 * status `unknown`; that the server finds none of it (404) is no proof that
 * there is none. What the plan says is sensitive is taken out of what they
 * said. Throws only the reason of an aborted signal. (Policy Checks, Policy
 * Evaluations, Run Task Stages and Results, Cost Estimates.)
 */
export async function readChecks(
  dependencies: Reader,
  run: Run,
  plan: PlanReading | undefined
): Promise<RunChecks> {
  const { policyCheckIds, tfPolicyEvaluationIds } = run
  const untold = new Set<string>()
  const [sentinel, stages, terraform, cost] = await Promise.all([
    policyCheckIds === undefined
      ? listUntold(dependencies, untold, 'policy checks', [], async () =>
          readPolicyChecks(dependencies, run)
        )
      : policyCheckIds.length === 0
        ? []
        : attempt(
            dependencies,
            `policy checks of run ${run.id}`,
            () => readPolicyChecks(dependencies, run),
            (why) => [unreadPolicies('sentinel', 'policy checks', why)]
          ),
    stagesOf(dependencies, run, untold),
    tfPolicyEvaluationIds.length === 0
      ? []
      : attempt(
          dependencies,
          `Terraform policies of run ${run.id}`,
          () => readTfPolicies(dependencies, run),
          (why) => [unreadPolicies('terraform', 'Terraform policies', why)]
        ),
    run.costEstimateId === undefined
      ? estimateLeftOut(run)
      : attempt(
          dependencies,
          `cost estimate of run ${run.id}`,
          () => readCost(dependencies, run.costEstimateId ?? ''),
          unreadCost
        )
  ])
  return redactChecks(
    {
      policies: [...terraform, ...stages.policies, ...sentinel],
      tasks: stages.tasks,
      cost,
      untold: renderUntold([...untold])
    },
    createScrub(plan?.kind === 'changes' ? plan.secrets : [])
  )
}

const none = { policies: [], tasks: [] }

async function stagesOf(
  dependencies: Reader,
  run: Run,
  untold: Set<string>
): ReturnType<typeof readStages> {
  const { taskStageIds } = run
  if (taskStageIds === undefined) {
    return await listUntold(
      dependencies,
      untold,
      'task stages',
      none,
      async () => readStages(dependencies, run)
    )
  }
  if (taskStageIds.length === 0) return none
  return await attempt(
    dependencies,
    `task stages of run ${run.id}`,
    () => readStages(dependencies, run),
    (why) => ({
      policies: [unreadPolicies('unknown', 'policy evaluations', why)],
      tasks: [unreadTasks('unknown', why)]
    })
  )
}

/**
 * What an answer leaves out is listed once by its own path. What that does not
 * tell, or the server does not know, may be there or not.
 */
async function listUntold<T>(
  { signal, log }: Reader,
  untold: Set<string>,
  what: string,
  empty: T,
  list: () => Promise<T>
): Promise<T> {
  try {
    return await list()
  } catch (error) {
    signal.throwIfAborted()
    // An older server has no stages, and whoever reads the run reads them.
    const isUnheardOf = error instanceof ApiError && error.status === 404
    if (what === 'task stages' && isUnheardOf) return empty
    untold.add(what)
    log.info(`Whether the run has ${what} is not known: ${saidBy(error)}`)
    return empty
  }
}

function renderUntold(what: readonly string[]): string | undefined {
  return what.length === 0
    ? undefined
    : `the server does not say which ${what.join(' and ')} there are`
}

/** It was estimated, by the run's own state, and the answer names no estimate. */
function estimateLeftOut(run: Run): Cost | undefined {
  return wasEstimated(run)
    ? unreadCost(
        'the run was estimated, and the server does not name the estimate'
      )
    : undefined
}

async function readPolicyChecks(
  dependencies: Reader,
  run: Run
): Promise<PolicyResult[]> {
  const { hcp } = dependencies
  const checks = await hcp.policyChecks.list(run.id)
  const parsed = await Promise.all(
    checks.map(async (check) => {
      if (!isOver(check.status)) return []
      // Of what passed nobody reads the text; the result does without it.
      const output =
        check.status === 'passed'
          ? undefined
          : await attempt(
              dependencies,
              `output of policy check ${check.id}`,
              () => hcp.policyChecks.output(check.id),
              () => undefined
            )
      return parsePolicyCheck(check, output)
    })
  )
  return [
    ...parsed.flat(),
    ...withheldOf(
      dependencies,
      'policy check',
      run.policyCheckIds ?? [],
      checks
    ).map((id) => unreadPolicies('sentinel', `policy check ${id}`, withheld))
  ]
}

async function readStages(
  dependencies: Reader,
  run: Run
): Promise<{ policies: PolicyResult[]; tasks: TaskOutcome[] }> {
  const listed = await dependencies.hcp.taskStages.list(run.id)
  const missing = withheldOf(
    dependencies,
    'task stage',
    run.taskStageIds ?? [],
    listed
  )
  const stages = listed.filter(({ status }) => isOver(status))
  const [policies, tasks] = await Promise.all([
    Promise.all(stages.map((stage) => readStagePolicies(dependencies, stage))),
    Promise.all(stages.map((stage) => readTasks(dependencies, stage)))
  ])
  return {
    policies: [
      ...policies.flat(),
      ...missing.map((id) =>
        unreadPolicies('unknown', `policies of stage ${id}`, withheld)
      )
    ],
    tasks: [...tasks.flat(), ...missing.map((id) => unreadTasks(id, withheld))]
  }
}

/** The tasks of a stage, one by one where the list came without them. */
async function readTasks(
  dependencies: Reader,
  stage: TaskStage
): Promise<TaskOutcome[]> {
  const { taskResults, taskResultIds } = stage
  return await attempt(
    dependencies,
    `run tasks of stage ${stage.id}`,
    async () => {
      if (taskResults !== undefined) return parseTasks(stage.stage, taskResults)
      if (taskResultIds === undefined) throw new Error(withheld)
      return parseTasks(
        stage.stage,
        await Promise.all(
          taskResultIds.map((id) => dependencies.hcp.taskStages.result(id))
        )
      )
    },
    (why) => [unreadTasks(stage.stage, why)]
  )
}

/** The policies of a stage; the list may have come without evaluations, too. */
async function readStagePolicies(
  dependencies: Reader,
  stage: TaskStage
): Promise<PolicyResult[]> {
  return await attempt(
    dependencies,
    `policy evaluations of stage ${stage.id}`,
    async () =>
      await readEvaluations(
        dependencies,
        stage,
        stage.policyEvaluations ?? (await listEvaluations(dependencies, stage))
      ),
    (why) => [
      unreadPolicies('unknown', `policies of stage ${stage.stage}`, why)
    ]
  )
}

async function listEvaluations(
  { hcp }: Reader,
  { id, status, statusTimestamps, tellsOfPolicies }: TaskStage
): Promise<PolicyEvaluation[]> {
  try {
    return await hcp.policyEvaluations.list(id)
  } catch (error) {
    // An older server has none, so nothing of it waits to be overridden.
    const mayHaveNone =
      !tellsOfPolicies &&
      status !== 'awaiting_override' &&
      statusTimestamps['awaiting-override-at'] === undefined
    const isUnheardOf = error instanceof ApiError && error.status === 404
    if (mayHaveNone && isUnheardOf) return []
    throw error
  }
}

async function readEvaluations(
  dependencies: Reader,
  stage: TaskStage,
  evaluations: readonly PolicyEvaluation[]
): Promise<PolicyResult[]> {
  const policies = await Promise.all(
    evaluations
      .filter(({ status }) => isOver(status))
      .map(({ id, kind, status }) =>
        attempt(
          dependencies,
          `outcomes of policy evaluation ${id}`,
          async () =>
            parseEvaluation(
              { id, kind, status, isOverridable: stage.isOverridable },
              await dependencies.hcp.policyEvaluations.outcomes(id),
              status === 'overridden' || isStageOverridden(stage)
            ),
          (why) => [unreadPolicies(kind, `evaluation ${id}`, why)]
        )
      )
  )
  return policies.flat()
}

async function readTfPolicies(
  dependencies: Reader,
  run: Run
): Promise<PolicyResult[]> {
  const { hcp } = dependencies
  const evaluations = await hcp.tfPolicyEvaluations.list(run.id)
  const policies = await Promise.all(
    evaluations
      .filter(({ status }) => isOver(status))
      .map(({ id, status, error, isOverridable }) =>
        attempt(
          dependencies,
          `outcomes of Terraform policy evaluation ${id}`,
          async () =>
            parseEvaluation(
              { id, kind: 'terraform', status, error, isOverridable },
              await hcp.tfPolicyEvaluations.outcomes(id),
              status === 'overridden'
            ),
          (why) => [
            unreadPolicies(
              'terraform',
              `evaluation ${id}`,
              // Where they were not evaluated, there is nothing to read.
              error === undefined ? why : `${error} (${why})`
            )
          ]
        )
      )
  )
  return [
    ...policies.flat(),
    ...withheldOf(
      dependencies,
      'Terraform policy evaluation',
      run.tfPolicyEvaluationIds,
      evaluations
    ).map((id) => unreadPolicies('terraform', `evaluation ${id}`, withheld))
  ]
}

async function readCost({ hcp }: Reader, id: string): Promise<Cost> {
  return parseCost(await hcp.costEstimates.read(id))
}

const withheld = 'the server names it and does not send it'

/** What the run names and a list of it does not hold: a warning, too. */
function withheldOf(
  { log }: Reader,
  what: string,
  named: readonly string[],
  listed: readonly { readonly id: string }[]
): string[] {
  const missing = named.filter((id) => listed.every((each) => each.id !== id))
  for (const id of missing) {
    log.warning(`The ${what} ${id} could not be read: ${withheld}.`)
  }
  return missing
}

/** Did it begin? What was never reached says nothing of the run. */
function isOver(status: string): boolean {
  return !['pending', 'queued', 'unreachable'].includes(status)
}

/** What cannot be read is a warning, and `instead` says so in the result. */
async function attempt<T>(
  { signal, log }: Reader,
  what: string,
  read: () => Promise<T>,
  instead: (why: string) => T
): Promise<T> {
  try {
    return await read()
  } catch (error) {
    signal.throwIfAborted()
    const why = saidBy(error)
    log.warning(`The ${what} could not be read: ${why}`)
    return instead(why)
  }
}
