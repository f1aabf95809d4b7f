import { isInvalidInclude } from './wire/errors.ts'
import {
  camelCased,
  namedIds,
  optionalFlag,
  optionalMembers,
  optionalText,
  parseAttributes,
  parseDocument,
  requiredText,
  statusTimestamps
} from './wire/json-api.ts'
import type { Resource } from './wire/json-api.ts'
import { parseEvaluation } from './policy-evaluations.ts'
import type { PolicyEvaluation } from './policy-evaluations.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

export interface TaskResult {
  readonly id: string
  readonly name: string
  readonly status: string
  /** `advisory` or `mandatory`; open set. */
  readonly enforcementLevel: string | undefined
  readonly message: string | undefined
  /** The task's own page about this result. */
  readonly url: string | undefined
}

export interface TaskStage {
  readonly id: string
  /** `pre_plan`, `post_plan`, `pre_apply`, `post_apply`. */
  readonly stage: string
  /** `passed`, `failed`, `awaiting_override`, …; open set. */
  readonly status: string
  readonly statusTimestamps: Readonly<Record<string, string>>
  readonly isOverridable: boolean | undefined
  readonly canOverride: boolean | undefined
  /** Undefined where the stage does not say. */
  readonly taskResultIds: readonly string[] | undefined
  /** Undefined where the stage has some and the server did not include all. */
  readonly taskResults: readonly TaskResult[] | undefined
  /** Does it tell of policy evaluations at all? An older server does not. */
  readonly tellsOfPolicies: boolean
  /** The same, and where the stage does not tell of them. */
  readonly policyEvaluations: readonly PolicyEvaluation[] | undefined
}

const stageSchema = camelCased({
  stage: requiredText,
  status: requiredText,
  'status-timestamps': statusTimestamps,
  actions: optionalMembers({ 'is-overridable': optionalFlag }),
  permissions: optionalMembers({
    'can-override': optionalFlag,
    'can-override-policy': optionalFlag,
    'can-override-tasks': optionalFlag
  })
})

const taskSchema = camelCased({
  'task-name': optionalText,
  status: requiredText,
  'workspace-task-enforcement-level': optionalText,
  message: optionalText,
  url: optionalText
})

/** Task stages and what runs in them. HCP Terraform API: Run Task Stages and Results, Policy Evaluations. */
export function taskStages(transport: Reader) {
  return {
    /**
     * The stages of a run with their task results and policy evaluations. An
     * older server lists the stages alone. Run Task Stages and Results API.
     */
    async list(runId: string): Promise<TaskStage[]> {
      const what = `the task stages of run ${runId}`
      const where = path`/runs/${runId}/task-stages`
      const { resources, included } = await readPages(transport, where, what, {
        include: 'task_results,policy_evaluations'
      }).catch(async (error: unknown) => {
        if (!isInvalidInclude(error)) throw error
        return await readPages(transport, where, what)
      })
      return resources.map((resource) => parseStage(resource, included, what))
    },

    /** One task result. Run Task Stages and Results API: Show a result. */
    async result(id: string): Promise<TaskResult> {
      const what = `task result ${id}`
      const value = await transport.readDocument(path`/task-results/${id}`)
      return parseResult(parseDocument(value, what).resource, what)
    }
  }
}

function parseStage(
  resource: Resource,
  included: readonly Resource[],
  what: string
): TaskStage {
  const attributes = parseAttributes(stageSchema, resource, what)
  const { permissions } = attributes
  const members = (relationship: string): Resource[] | undefined => {
    const ids = namedIds(resource, relationship)
    const found = ids?.map((wanted) =>
      included.find(({ id, type }) => type === relationship && id === wanted)
    )
    const known = found?.filter((member) => member !== undefined)
    return known?.length === found?.length ? known : undefined
  }
  const tellsOfPolicies = 'policy-evaluations' in resource.relationships
  return {
    id: resource.id,
    stage: attributes.stage,
    status: attributes.status,
    statusTimestamps: attributes.statusTimestamps,
    isOverridable: attributes.actions.isOverridable,
    canOverride: permissions.canOverride ?? permissions.canOverridePolicy,
    taskResultIds: namedIds(resource, 'task-results'),
    taskResults: members('task-results')?.map((member) =>
      parseResult(member, what)
    ),
    tellsOfPolicies,
    policyEvaluations: tellsOfPolicies
      ? members('policy-evaluations')?.map((member) =>
          parseEvaluation(member, what)
        )
      : undefined
  }
}

function parseResult(resource: Resource, what: string): TaskResult {
  const task = parseAttributes(taskSchema, resource, what)
  return {
    id: resource.id,
    name: task.taskName ?? resource.id,
    status: task.status,
    enforcementLevel: task.workspaceTaskEnforcementLevel,
    message: task.message,
    url: task.url
  }
}
