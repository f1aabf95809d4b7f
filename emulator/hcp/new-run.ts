import type { RunCreation } from './exchange.ts'
import { createIdentifier } from './identifier.ts'
import type {
  Checks,
  Phase,
  Run,
  RunVariable,
  ScriptedEvaluation,
  StageName,
  TaskStage
} from './model.ts'
import { renderTime } from './model.ts'

/** Oddities of a server in what it makes of a run's creation. */
export interface RunOddities {
  /** Makes ordinary runs of saved plans, as Enterprise did before it had them. */
  readonly ignoresSavePlan?: boolean
  /** Drops the message that a run was created with. */
  readonly dropsMessages?: boolean
  readonly ignoresAllowEmptyApply?: boolean
  /** Shows cost estimate and policy checks once the plan has finished (E-6). */
  readonly lateChecks?: boolean
  /** Takes every run as auto-apply, whatever its creation says. */
  readonly forcesAutoApply?: boolean
}

/**
 * Creates a pending run with all the objects that its checks will fill (HCP
 * Terraform API: Runs, create).
 */
export function createRun(
  creation: RunCreation,
  checks: Checks,
  {
    dropsMessages = false,
    forcesAutoApply = false,
    ignoresAllowEmptyApply = false,
    ignoresSavePlan = false,
    lateChecks = false
  }: RunOddities
): Run {
  const { workspace, configurationVersion, createdBy, attributes } = creation
  const truth = (name: string, standard: boolean) =>
    typeof attributes[name] === 'boolean' ? attributes[name] : standard
  const list = (name: string) =>
    Array.isArray(attributes[name]) && attributes[name].length > 0
      ? (attributes[name] as string[])
      : undefined
  const message = attributes['message']
  const version = attributes['terraform-version']
  const targetAddrs = list('target-addrs')
  const planOnly = truth('plan-only', configurationVersion.speculative)
  const taskStages: TaskStage[] = []
  const run: Run = {
    id: createIdentifier('run'),
    workspace,
    configurationVersion,
    message:
      !dropsMessages && typeof message === 'string' && message !== ''
        ? message
        : creation.source === 'terraform+cloud'
          ? 'Triggered via CLI'
          : 'Queued manually via the Terraform Enterprise API',
    source: creation.source,
    planOnly,
    savePlan: !ignoresSavePlan && truth('save-plan', false),
    autoApply: forcesAutoApply || truth('auto-apply', workspace.autoApply),
    isDestroy: truth('is-destroy', false),
    refresh: truth('refresh', true),
    refreshOnly: truth('refresh-only', false),
    allowEmptyApply:
      !ignoresAllowEmptyApply && truth('allow-empty-apply', false),
    allowConfigGeneration: truth('allow-config-generation', false),
    debuggingMode: truth('debugging-mode', false),
    targetAddrs,
    replaceAddrs: list('replace-addrs'),
    policyPaths: list('policy-paths'),
    invokeActionAddrs: list('invoke-action-addrs'),
    variables: (attributes['variables'] ?? []) as readonly RunVariable[],
    terraformVersion:
      typeof version === 'string' && version !== ''
        ? version
        : workspace.terraformVersion,
    createdAt: renderTime(),
    createdBy,
    status: 'pending',
    timestamps: {},
    updatedAt: renderTime(),
    hasChanges: false,
    gate: undefined,
    inventedStatus: undefined,
    deciding: false,
    canceledAt: undefined,
    canceledBy: undefined,
    confirmedBy: undefined,
    forceCancelAvailableAt: undefined,
    plan: { ...createPhase('plan'), result: undefined, redactedDelays: 0 },
    apply: {
      ...createPhase('apply'),
      stateVersions: [],
      erroredState: undefined
    },
    costEstimate:
      checks.costEstimate === undefined
        ? undefined
        : {
            id: createIdentifier('ce'),
            script: checks.costEstimate,
            status: 'pending',
            timestamps: {}
          },
    policyCheck: undefined,
    terraformPolicies: undefined,
    taskStages,
    hidesChecks: lateChecks,
    hidesTaskStages: checks.appearLate === true,
    inputStateVersion: undefined,
    events: [],
    comments: []
  }
  if (checks.policyCheck !== undefined) {
    run.policyCheck = {
      id: createIdentifier('polchk'),
      run,
      script: checks.policyCheck,
      status: 'pending',
      timestamps: {}
    }
  }
  if (checks.terraformPolicies !== undefined) {
    run.terraformPolicies = {
      id: createIdentifier('tfpoleval'),
      outcomeId: createIdentifier('tfpsout'),
      run,
      script: checks.terraformPolicies,
      status: 'pending',
      timestamps: {},
      createdAt: renderTime(),
      updatedAt: renderTime()
    }
  }
  for (const [stage, script] of Object.entries(checks.stages ?? {})) {
    taskStages.push({
      id: createIdentifier('ts'),
      run,
      stage: stage as StageName,
      script,
      status: 'pending',
      timestamps: {},
      createdAt: renderTime(),
      updatedAt: renderTime(),
      tasks: (script.tasks ?? []).map((task) => ({
        id: createIdentifier('taskrs'),
        taskId: task.taskId ?? createIdentifier('task'),
        workspaceTaskId: task.workspaceTaskId ?? createIdentifier('wstask'),
        outcomeIds: (task.outcomes ?? []).map(() =>
          createIdentifier('taskrso')
        ),
        script: task
      })),
      evaluations: groupEvaluations(script.evaluations ?? [])
    })
  }
  return run
}

/** One evaluation a kind, however many policy sets it has. */
function groupEvaluations(
  scripts: readonly ScriptedEvaluation[]
): TaskStage['evaluations'] {
  const kinds = [...new Set(scripts.map(({ kind }) => kind))]
  return kinds.map((kind) => ({
    id: createIdentifier('poleval'),
    kind,
    sets: scripts
      .filter((script) => script.kind === kind)
      .map((script) => ({ outcomeId: createIdentifier('psout'), script }))
  }))
}

function createPhase(prefix: string): Phase {
  return {
    id: createIdentifier(prefix),
    status: 'pending',
    timestamps: {},
    counts: undefined,
    log: undefined,
    logUrl: undefined
  }
}
