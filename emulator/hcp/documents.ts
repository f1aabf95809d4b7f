import type { StateVersionOutput } from './model.ts'
import type {
  ConfigurationVersion,
  CostEstimate,
  PlanPhase,
  PolicyCheck,
  Principal,
  Run,
  RunComment,
  RunEvent,
  StateVersion,
  TaskStage,
  TerraformPolicyEvaluation,
  Workspace
} from './model.ts'
import type { ApplyPhase, Phase } from './model.ts'
import { mayDo, renderTime } from './model.ts'
import { decideRunActions } from './run-actions.ts'

/** Renders the model as the JSON:API documents of HCP Terraform. */

export interface ResourceDocument {
  readonly id: string
  readonly type: string
  readonly attributes: Record<string, unknown>
  readonly relationships: Record<string, unknown>
  readonly links: Record<string, unknown>
}

export interface ResourceIdentifier {
  readonly id: string
  readonly type: string
}

/** What a document's rendering depends on besides the object itself. */
export interface Viewer {
  readonly principal: Principal
  readonly flickers: boolean
  /** Whether the beta Terraform policies exist here. */
  readonly terraformPolicies: boolean
}

const base = '/api/v2'

function document(
  type: string,
  id: string,
  attributes: Record<string, unknown>,
  relationships: Record<string, unknown>,
  links: Record<string, unknown> = {}
): ResourceDocument {
  return {
    id,
    type,
    attributes: {
      ...attributes,
      // The service adds such things without notice: readers must not mind.
      'attribute-of-tomorrow': { depth: [1, null, 'two'] }
    },
    relationships: {
      ...relationships,
      'relationship-of-tomorrow': {
        data: [{ id: 'tom-1111111111111111', type: 'tomorrows' }]
      }
    },
    links: { self: `${base}/${type}/${id}`, ...links }
  }
}

function toOne(
  type: string,
  id: string | undefined,
  related?: string
): Record<string, unknown> {
  return {
    data: id === undefined ? null : { id, type },
    ...(related === undefined || id === undefined
      ? {}
      : { links: { related: `${base}${related}` } })
  }
}

function toMany(
  type: string,
  members: readonly { id: string }[],
  related?: string
): Record<string, unknown> {
  return {
    data: members.map(({ id }) => ({ id, type })),
    ...(related === undefined
      ? {}
      : { links: { related: `${base}${related}` } })
  }
}

/** HCP Terraform API: Workspaces. */
export function renderWorkspace(
  workspace: Workspace,
  { principal }: Viewer
): ResourceDocument {
  const { manualLock, holder, currentRun } = workspace
  const plan = mayDo(principal, 'plan')
  const write = mayDo(principal, 'write')
  const admin = mayDo(principal, 'admin')
  const vcs = workspace.vcsRepoIdentifier
  const lockedBy =
    manualLock !== undefined
      ? toOne(
          manualLock.by.kind === 'team' ? 'teams' : 'users',
          manualLock.by.behind ?? manualLock.by.id
        )
      : holder !== undefined
        ? toOne('runs', holder.id, `/runs/${holder.id}`)
        : undefined
  const state = workspace.stateVersions.at(-1)
  return document(
    'workspaces',
    workspace.id,
    {
      'allow-destroy-plan': workspace.allowDestroyPlan,
      'auto-apply': workspace.autoApply,
      'auto-apply-run-trigger': false,
      'auto-destroy-activity-duration': null,
      'auto-destroy-at': null,
      'auto-destroy-status': null,
      'created-at': workspace.createdAt,
      'updated-at': workspace.updatedAt,
      'latest-change-at': workspace.updatedAt,
      environment: 'default',
      name: workspace.name,
      description: workspace.description ?? null,
      locked: manualLock !== undefined || holder !== undefined,
      'locked-reason': manualLock?.reason ?? (holder === undefined ? null : ''),
      'queue-all-runs': false,
      'speculative-enabled': true,
      'structured-run-output-enabled': true,
      'terraform-version': workspace.terraformVersion,
      'working-directory': workspace.workingDirectory,
      'execution-mode': workspace.executionMode,
      operations: workspace.executionMode !== 'local',
      'setting-overwrites': { 'execution-mode': false, 'agent-pool': false },
      'global-remote-state': false,
      'project-remote-state': false,
      'resource-count': 0,
      'plan-duration-average': averageDuration(workspace, 'plan'),
      'apply-duration-average': averageDuration(workspace, 'apply'),
      'run-failures': 0,
      'policy-check-failures': 0,
      'workspace-kpis-runs-count': workspace.runs.length,
      'vcs-repo':
        vcs === undefined
          ? null
          : {
              branch: '',
              'display-identifier': vcs,
              identifier: vcs,
              'ingress-submodules': false,
              'repository-http-url': `https://github.com/${vcs}`,
              'service-provider': 'github',
              'tags-regex': null
            },
      'vcs-repo-identifier': vcs ?? null,
      'file-triggers-enabled': false,
      'trigger-prefixes': [],
      'trigger-patterns': [],
      'assessments-enabled': false,
      'last-assessment-result-at': null,
      source: 'tfe-api',
      'source-name': null,
      'source-url': null,
      'tag-names': workspace.tagNames,
      permissions: {
        'can-update': admin,
        'can-destroy': admin,
        'can-force-delete': admin,
        'can-queue-run': plan,
        'can-queue-apply': write,
        'can-queue-destroy': write,
        'can-read-run': true,
        'can-read-variable': true,
        'can-update-variable': write,
        'can-read-state-versions': true,
        'can-read-state-outputs': true,
        'can-create-state-versions': write,
        'can-lock': write,
        'can-unlock': write,
        'can-force-unlock': admin,
        'can-read-settings': true,
        'can-manage-tags': admin,
        'can-manage-run-tasks': admin,
        'can-manage-assessments': admin,
        'can-read-assessment-results': true,
        'can-manage-ephemeral-workspaces': admin
      },
      actions: { 'is-destroyable': true }
    },
    {
      organization: toOne('organizations', workspace.organization),
      project: toOne('projects', 'prj-7pGdLwNc5QfXvK3s'),
      'current-run': toOne(
        'runs',
        currentRun?.id,
        `/runs/${currentRun?.id ?? ''}`
      ),
      'latest-run': toOne(
        'runs',
        currentRun?.id,
        `/runs/${currentRun?.id ?? ''}`
      ),
      ...(lockedBy === undefined ? {} : { 'locked-by': lockedBy }),
      'current-state-version': toOne(
        'state-versions',
        state?.id,
        `/workspaces/${workspace.id}/current-state-version`
      ),
      'current-configuration-version': toOne(
        'configuration-versions',
        workspace.currentConfigurationVersion?.id,
        `/configuration-versions/${workspace.currentConfigurationVersion?.id ?? ''}`
      ),
      outputs: {
        data: (state?.outputs ?? []).map(({ id }) => ({
          id,
          type: 'workspace-outputs'
        }))
      },
      'remote-state-consumers': {
        links: {
          related: `${base}/workspaces/${workspace.id}/relationships/remote-state-consumers`
        }
      },
      'agent-pool': toOne('agent-pools', undefined),
      readme: toOne('workspace-readmes', undefined),
      'current-assessment-result': toOne('assessment-results', undefined),
      vars: { data: [] }
    },
    {
      self: `${base}/organizations/${workspace.organization}/workspaces/${workspace.name}`,
      'self-html': `/app/${workspace.organization}/workspaces/${workspace.name}`
    }
  )
}

/** Milliseconds over the runs so far; null before the first one. */
function averageDuration(
  workspace: Workspace,
  phase: 'plan' | 'apply'
): number | null {
  const durations = workspace.runs
    .map((run) => run[phase].timestamps)
    .filter((times) => times['finished-at'] !== undefined)
    .map(
      (times) =>
        Date.parse(times['finished-at'] ?? '') -
        Date.parse(times['started-at'] ?? '')
    )
  if (durations.length === 0) return null
  return Math.round(
    durations.reduce((sum, duration) => sum + duration, 0) / durations.length
  )
}

/**
 * HCP Terraform API: Configuration Versions.
 * @param uploadUrl only the answer to the creation has it
 */
export function renderConfigurationVersion(
  version: ConfigurationVersion,
  uploadUrl?: string
): ResourceDocument {
  return document(
    'configuration-versions',
    version.id,
    {
      'auto-queue-runs': version.autoQueueRuns,
      error: version.error ?? null,
      'error-message': version.errorMessage ?? null,
      source: version.source,
      speculative: version.speculative,
      provisional: version.provisional,
      status: version.status,
      'status-timestamps': version.timestamps,
      'changed-files': [],
      ...(uploadUrl === undefined ? {} : { 'upload-url': uploadUrl })
    },
    {
      'ingress-attributes': {
        data: null,
        links: {
          related: `${base}/configuration-versions/${version.id}/ingress-attributes`
        }
      }
    },
    version.status === 'uploaded'
      ? { download: `${base}/configuration-versions/${version.id}/download` }
      : {}
  )
}

/** HCP Terraform API: Runs. */
export function renderRun(run: Run, viewer: Viewer): ResourceDocument {
  const { principal } = viewer
  const actions = decideRunActions(run, Date.now(), viewer.flickers)
  const write = mayDo(principal, 'write')
  const related = (name: string) => `/runs/${run.id}/${name}`
  const checks = run.checksVisible
  return document(
    'runs',
    run.id,
    {
      actions: {
        'is-cancelable': actions.cancelable,
        'is-confirmable': actions.confirmable,
        'is-discardable': actions.discardable,
        'is-force-cancelable': actions.forceCancelable
      },
      'allow-config-generation': run.allowConfigGeneration,
      'allow-empty-apply': run.allowEmptyApply,
      'auto-apply': run.autoApply,
      'canceled-at': run.canceledAt ?? null,
      'created-at': run.createdAt,
      'updated-at': run.updatedAt,
      'debugging-mode': run.debuggingMode,
      ...(run.forceCancelAvailableAt === undefined
        ? {}
        : {
            'force-cancel-available-at': renderTime(run.forceCancelAvailableAt)
          }),
      'has-changes': run.hasChanges,
      'is-destroy': run.isDestroy,
      message: run.message,
      'plan-only': run.planOnly,
      refresh: run.refresh,
      'refresh-only': run.refreshOnly,
      'replace-addrs': run.replaceAddrs ?? null,
      'save-plan': run.savePlan,
      source: run.source,
      status: run.inventedStatus ?? run.status,
      'status-timestamps': run.timestamps,
      'target-addrs': run.targetAddrs ?? null,
      'trigger-reason': 'manual',
      'triggering-source-name': null,
      'terraform-version': run.terraformVersion,
      permissions: {
        'can-apply': write,
        'can-cancel': write,
        'can-comment': mayDo(principal, 'plan'),
        'can-discard': write,
        'can-force-execute': write,
        'can-force-cancel': mayDo(principal, 'admin'),
        'can-override-policy-check': principal.policyOverrides
      },
      variables: run.variables
    },
    {
      workspace: toOne('workspaces', run.workspace.id),
      apply: toOne('applies', run.apply.id, related('apply')),
      'configuration-version': toOne(
        'configuration-versions',
        run.configurationVersion.id,
        related('configuration-version')
      ),
      ...(checks && run.costEstimate !== undefined
        ? {
            'cost-estimate': toOne(
              'cost-estimates',
              run.costEstimate.id,
              `/cost-estimates/${run.costEstimate.id}`
            )
          }
        : {}),
      'created-by': toOne('users', run.createdBy.id, related('created-by')),
      'confirmed-by': toOne('users', run.confirmedBy?.id),
      'canceled-by': toOne('users', run.canceledBy?.id),
      ...(run.inputStateVersion === undefined
        ? {}
        : {
            'input-state-version': toOne(
              'state-versions',
              run.inputStateVersion.id,
              `/state-versions/${run.inputStateVersion.id}`
            )
          }),
      plan: toOne('plans', run.plan.id, related('plan')),
      'run-events': toMany('run-events', run.events, related('run-events')),
      'task-stages': toMany(
        'task-stages',
        checks ? run.taskStages : [],
        related('task-stages')
      ),
      'policy-checks': toMany(
        'policy-checks',
        checks && run.policyCheck !== undefined ? [run.policyCheck] : [],
        related('policy-checks')
      ),
      ...(viewer.terraformPolicies
        ? {
            'tf-policy-evaluations': toMany(
              'tf-policy-evaluations',
              checks && run.terraformPolicies !== undefined
                ? [run.terraformPolicies]
                : [],
              related('tf-policy-evaluations')
            )
          }
        : {}),
      comments: toMany('comments', run.comments, related('comments'))
    }
  )
}

function renderPhase(phase: Phase): Record<string, unknown> {
  const done = phase.counts
  return {
    'execution-details': phase.log === undefined ? null : { mode: 'remote' },
    status: phase.status,
    'status-timestamps': phase.timestamps,
    'log-read-url': phase.logUrl ?? null,
    'resource-additions': done?.additions ?? null,
    'resource-changes': done?.changes ?? null,
    'resource-destructions': done?.destructions ?? null,
    'resource-imports': done?.imports ?? null,
    'structured-run-output-enabled': true
  }
}

/** HCP Terraform API: Plans. */
export function renderPlan(run: Run): ResourceDocument {
  const plan: PlanPhase = run.plan
  const links = ['json-output', 'json-output-redacted', 'json-schema'].map(
    (name) => [name, `${base}/plans/${plan.id}/${name}`] as const
  )
  return document(
    'plans',
    plan.id,
    {
      ...renderPhase(plan),
      'generated-configuration': plan.result?.generatedConfiguration ?? false,
      'has-changes': run.hasChanges,
      actions: { 'is-exportable': plan.status === 'finished' },
      permissions: { 'can-export': true }
    },
    { 'state-versions': { data: [] }, exports: { data: [] } },
    Object.fromEntries(links)
  )
}

/** HCP Terraform API: Applies. */
export function renderApply(run: Run): ResourceDocument {
  const apply: ApplyPhase = run.apply
  const finished = apply.counts === undefined ? null : 0
  return document(
    'applies',
    apply.id,
    {
      ...renderPhase(apply),
      'action-invocations': finished,
      'action-failures': finished
    },
    { 'state-versions': toMany('state-versions', apply.stateVersions) }
  )
}

/** HCP Terraform API: Cost Estimates. */
export function renderCostEstimate(estimate: CostEstimate): ResourceDocument {
  const { script, status } = estimate
  const done = status === 'finished'
  const count = script.resourcesCount ?? 0
  const matched = script.matchedResourcesCount ?? count
  return document(
    'cost-estimates',
    estimate.id,
    {
      status,
      'status-timestamps': estimate.timestamps,
      'error-message':
        status === 'errored' ? (script.errorMessage ?? '') : null,
      'prior-monthly-cost': done ? (script.priorMonthlyCost ?? '0.0') : null,
      'proposed-monthly-cost': done
        ? (script.proposedMonthlyCost ?? '0.0')
        : null,
      'delta-monthly-cost': done ? (script.deltaMonthlyCost ?? '0.0') : null,
      'resources-count': done ? count : 0,
      'matched-resources-count': done ? matched : 0,
      'unmatched-resources-count': done ? count - matched : 0,
      resources: { matched: [], unmatched: [] }
    },
    {}
  )
}

/** HCP Terraform API: Policy Checks. */
export function renderPolicyCheck(
  check: PolicyCheck,
  { principal }: Viewer
): ResourceDocument {
  const { result } = check.script
  const done = check.status !== 'pending' && check.status !== 'queued'
  const overridable = check.status === 'soft_failed' && !check.run.planOnly
  const failed = (kind: string) => (result === kind ? 1 : 0)
  const path = `${base}/policy-checks/${check.id}`
  return document(
    'policy-checks',
    check.id,
    {
      status: check.status,
      scope: 'organization',
      'status-timestamps': check.timestamps,
      result: done
        ? {
            result: result === 'passed' || result === 'advisory_failed',
            passed: 3,
            'total-failed': result === 'passed' ? 0 : 1,
            'hard-failed': failed('hard_failed'),
            'soft-failed': failed('soft_failed'),
            'advisory-failed': failed('advisory_failed'),
            'duration-ms': 12,
            sentinel: null
          }
        : null,
      actions: { 'is-overridable': overridable },
      permissions: { 'can-override': principal.policyOverrides }
    },
    { run: toOne('runs', check.run.id) },
    {
      output: `${path}/output`,
      ...(overridable ? { override: `${path}/actions/override` } : {})
    }
  )
}

/** HCP Terraform API: Run Task Stages and Results, stage. */
export function renderTaskStage(
  stage: TaskStage,
  { principal }: Viewer
): ResourceDocument {
  const waits = stage.status === 'awaiting_override'
  return document(
    'task-stages',
    stage.id,
    {
      stage: stage.stage,
      status: stage.status,
      'status-timestamps': stage.timestamps,
      'created-at': stage.createdAt,
      'updated-at': stage.updatedAt,
      permissions: {
        'can-override-policy': principal.policyOverrides,
        'can-override-tasks': false,
        'can-override': principal.policyOverrides
      },
      actions: { 'is-overridable': waits }
    },
    {
      run: toOne('runs', stage.run.id),
      'task-results': toMany('task-results', stage.tasks),
      'policy-evaluations': toMany('policy-evaluations', stage.evaluations)
    }
  )
}

/** HCP Terraform API: Run Task Stages and Results, result. */
export function renderTaskResult(
  stage: TaskStage,
  task: TaskStage['tasks'][number]
): ResourceDocument {
  const { script } = task
  const status = renderMemberStatus(stage, script.result)
  return document(
    'task-results',
    task.id,
    {
      message: status === script.result ? (script.message ?? '') : null,
      status,
      'status-timestamps': {},
      url: script.url ?? null,
      'created-at': stage.createdAt,
      'updated-at': stage.updatedAt,
      'task-id': task.taskId,
      'task-name': script.name,
      'task-url': 'https://scanner.example/hook',
      'task-result-outcomes-count': task.outcomeIds.length,
      stage: stage.stage,
      'is-speculative': stage.run.planOnly,
      'workspace-task-id': task.taskId.replace('task-', 'wstask-'),
      'workspace-task-enforcement-level': script.enforcement,
      'agent-pool-id': null
    },
    { 'task-stage': toOne('task-stages', stage.id) }
  )
}

/** HCP Terraform API: Run Task Stages and Results, outcomes of a result. */
export function renderTaskResultOutcomes(
  stage: TaskStage,
  task: TaskStage['tasks'][number]
): ResourceDocument[] {
  return (task.script.outcomes ?? []).map((outcome, index) => {
    const id = task.outcomeIds[index] ?? ''
    return document(
      'task-result-outcomes',
      id,
      {
        'outcome-id': outcome.outcomeId,
        description: outcome.description,
        tags: outcome.tags ?? {},
        url: outcome.url ?? null,
        'created-at': stage.createdAt
      },
      { 'task-result': toOne('task-results', task.id) },
      {
        body:
          outcome.body === undefined
            ? null
            : `${base}/task-result-outcomes/${id}/body`
      }
    )
  })
}

/** HCP Terraform API: Terraform policy evaluations (beta). */
export function renderTerraformPolicyEvaluation(
  evaluation: TerraformPolicyEvaluation,
  { principal }: Viewer
): ResourceDocument {
  return document(
    'tf-policy-evaluations',
    evaluation.id,
    {
      status: evaluation.status,
      'stage-type': 'Plan',
      'status-timestamps': evaluation.timestamps,
      'created-at': evaluation.createdAt,
      'updated-at': evaluation.updatedAt,
      'result-count': countTerraformOutcomes(evaluation),
      error: null,
      permissions: { 'can-override': principal.policyOverrides },
      actions: { 'is-overridable': evaluation.status === 'awaiting_override' }
    },
    {
      run: toOne('runs', evaluation.run.id),
      'tf-policy-set-outcomes': {
        data: [{ id: evaluation.outcomeId, type: 'tf-policy-set-outcomes' }]
      }
    }
  )
}

/** HCP Terraform API: Terraform policy evaluations (beta), outcomes. */
export function renderTerraformPolicySetOutcome(
  evaluation: TerraformPolicyEvaluation
): ResourceDocument {
  const { script } = evaluation
  return document(
    'tf-policy-set-outcomes',
    evaluation.outcomeId,
    {
      outcomes: script.outcomes.map((outcome) => ({
        policy_name: outcome.policyName,
        file_name: outcome.fileName ?? '',
        enforcement_level: outcome.enforcementLevel,
        status: outcome.status,
        diagnostics:
          outcome.message === undefined
            ? []
            : [
                {
                  code: '',
                  context: '',
                  start_line: 1,
                  summary: 'Policy failed',
                  error_message: outcome.message,
                  resources: []
                }
              ],
        passed_resources: []
      })),
      overridable: script.outcomes.some(
        ({ enforcementLevel }) => enforcementLevel === 'mandatory_overridable'
      ),
      'policy-set-name': script.policySetName,
      'policy-set-description': null,
      'result-count': countTerraformOutcomes(evaluation)
    },
    {
      'tf-policy-evaluation': toOne('tf-policy-evaluations', evaluation.id)
    }
  )
}

function countTerraformOutcomes(
  evaluation: TerraformPolicyEvaluation
): Record<string, number> {
  const count = (status: string, advisory?: boolean) =>
    evaluation.script.outcomes.filter(
      (outcome) =>
        outcome.status === status &&
        (advisory === undefined ||
          (outcome.enforcementLevel === 'advisory') === advisory)
    ).length
  return {
    'advisory-failed': count('failed', true),
    'mandatory-failed': count('failed', false),
    passed: count('passed'),
    errored: count('errored'),
    unknown: count('unknown')
  }
}

/** HCP Terraform API: Policy Evaluations. */
export function renderPolicyEvaluation(
  stage: TaskStage,
  evaluation: TaskStage['evaluations'][number]
): ResourceDocument {
  const { script } = evaluation
  const failed = script.outcomes.some(
    ({ status, enforcementLevel }) =>
      status !== 'passed' && enforcementLevel !== 'advisory'
  )
  return document(
    'policy-evaluations',
    evaluation.id,
    {
      status: renderMemberStatus(stage, failed ? 'failed' : 'passed'),
      'policy-kind': script.kind,
      'policy-tool-version': script.kind === 'opa' ? '0.54.0' : '0.27.0',
      'result-count': countOutcomes(script.outcomes),
      'status-timestamps': {},
      'created-at': stage.createdAt,
      'updated-at': stage.updatedAt
    },
    {
      'policy-attachable': toOne('task-stages', stage.id),
      'policy-set-outcomes': {
        links: {
          related: `${base}/policy-evaluations/${evaluation.id}/policy-set-outcomes`
        }
      }
    }
  )
}

/** HCP Terraform API: Policy Evaluations, policy set outcomes. */
export function renderPolicySetOutcome(
  evaluation: TaskStage['evaluations'][number]
): ResourceDocument {
  const { script } = evaluation
  return document(
    'policy-set-outcomes',
    evaluation.outcomeId,
    {
      outcomes: script.outcomes.map((outcome) => ({
        enforcement_level: outcome.enforcementLevel,
        query: 'data.terraform.deny',
        status: outcome.status,
        policy_name: outcome.policyName,
        description: outcome.description ?? '',
        ...(outcome.output === undefined ? {} : { output: outcome.output })
      })),
      error: '',
      warnings: [],
      overridable: script.overridable,
      'policy-set-name': script.policySetName,
      'policy-set-description': null,
      'result-count': countOutcomes(script.outcomes),
      'policy-tool-version': script.kind === 'opa' ? '0.54.0' : '0.27.0'
    },
    { 'policy-evaluation': toOne('policy-evaluations', evaluation.id) }
  )
}

function renderMemberStatus(stage: TaskStage, result: string): string {
  return stage.status === 'pending' || stage.status === 'unreachable'
    ? stage.status
    : result
}

function countOutcomes(
  outcomes: TaskStage['evaluations'][number]['script']['outcomes']
): Record<string, number> {
  const count = (status: string, advisory?: boolean) =>
    outcomes.filter(
      (outcome) =>
        outcome.status === status &&
        (advisory === undefined ||
          (outcome.enforcementLevel === 'advisory') === advisory)
    ).length
  return {
    'advisory-failed': count('failed', true),
    'mandatory-failed': count('failed', false),
    errored: count('errored'),
    passed: count('passed')
  }
}

/** HCP Terraform API: Comments. */
export function renderComment(comment: RunComment): ResourceDocument {
  return document(
    'comments',
    comment.id,
    { body: comment.body },
    {
      'run-event': toOne(
        'run-events',
        comment.event?.id,
        `/run-events/${comment.event?.id ?? ''}`
      )
    }
  )
}

/** HCP Terraform API: Run events (as the OpenAPI description has them). */
export function renderRunEvent(event: RunEvent): ResourceDocument {
  return document(
    'run-events',
    event.id,
    {
      action: event.action,
      'created-at': event.createdAt,
      description: event.description ?? null
    },
    {
      actor: toOne('users', event.actor?.id),
      comment: toOne('comments', event.comment?.id),
      run: toOne('runs', event.run.id),
      target: { data: null }
    }
  )
}

/** HCP Terraform API: Users (also the synthetic ones behind team tokens). */
export function renderUser(principal: Principal): ResourceDocument {
  return document(
    'users',
    principal.id,
    {
      username: principal.username,
      'is-service-account': principal.kind !== 'user',
      'avatar-url': 'https://www.gravatar.com/avatar/0?s=100&d=mm',
      'v2-only': true,
      permissions: {
        'can-create-organizations': false,
        'can-change-email': false,
        'can-change-username': false
      }
    },
    {
      'authenticated-resource': toOne(
        `${principal.kind}s`,
        principal.behind ?? principal.id
      )
    }
  )
}

/** HCP Terraform API: State Version Outputs; sensitive values are null. */
export function renderStateVersionOutput(
  output: StateVersionOutput,
  reveals = false
): ResourceDocument {
  const sensitive = output.sensitive === true
  const type = Array.isArray(output.type)
    ? String((output.type as unknown[])[0])
    : String(output.type)
  return document(
    'state-version-outputs',
    output.id,
    {
      name: output.name,
      sensitive,
      type: type === 'list' || type === 'tuple' ? 'array' : type,
      'detailed-type': output.type,
      value: sensitive && !reveals ? null : output.value
    },
    { configurable: { links: { related: `${base}/state-version-outputs` } } }
  )
}

/** HCP Terraform API: State Versions. */
export function renderStateVersion(
  version: StateVersion,
  urls: Readonly<Record<string, string>>
): ResourceDocument {
  return document(
    'state-versions',
    version.id,
    {
      'created-at': version.createdAt,
      size: version.bytes?.length ?? 0,
      serial: version.serial,
      lineage: version.lineage,
      'state-version': 4,
      status: version.bytes === undefined ? 'pending' : 'finalized',
      'resources-processed': version.workspace.outputDelays === 0,
      'terraform-version': version.workspace.terraformVersion,
      intermediate: false,
      ...urls
    },
    {
      workspace: toOne('workspaces', version.workspace.id),
      run: toOne('runs', version.run?.id),
      'created-by': toOne('users', version.createdBy?.id),
      outputs: toMany('state-version-outputs', version.outputs)
    }
  )
}

const organizationId = 'org-2kWmXv8RqTzNcLfH'

/** HCP Terraform API: Organizations, show. */
export function renderOrganization(name: string): ResourceDocument {
  return document(
    'organizations',
    name,
    {
      name,
      'external-id': organizationId,
      'default-execution-mode': 'remote',
      permissions: { 'can-create-workspace': true }
    },
    {}
  )
}

/** HCP Terraform API: Organizations, entitlement set. */
export function renderEntitlementSet(): ResourceDocument {
  return document(
    'entitlement-sets',
    organizationId,
    {
      operations: true,
      'cost-estimation': true,
      'policy-enforcement': true,
      sentinel: true,
      'run-tasks': true,
      'global-run-tasks': true,
      agents: true,
      assessments: true,
      teams: true,
      'vcs-integrations': true,
      'private-module-registry': true,
      'audit-logging': true,
      sso: true,
      'state-storage': true,
      'user-limit': null,
      'policy-limit': null,
      'run-task-limit': null
    },
    {}
  )
}

/** HCP Terraform API: Organizations, capacity. */
export function renderCapacity(
  organization: string,
  pending: number,
  running: number
): ResourceDocument {
  return document(
    'organization-capacity',
    organization,
    { pending, running },
    {}
  )
}
