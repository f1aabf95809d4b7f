import type { Connection, Workspace } from '../model.ts'
import { mayDo } from '../model.ts'
import type { ResourceDocument, Viewer } from './document.ts'
import { keptSettings } from '../workspace-settings.ts'
import { base, document, toMany, toOne } from './document.ts'
import { countResources } from './state-version.ts'

/** HCP Terraform API: Workspaces. */
export function renderWorkspace(
  workspace: Workspace,
  { principal }: Viewer
): ResourceDocument {
  const { manualLock, holder, currentRun } = workspace
  const plan = mayDo(principal, 'plan')
  const write = mayDo(principal, 'write')
  const admin = mayDo(principal, 'admin')
  const { connection } = workspace
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
      ...keptSettings,
      ...workspace.settings,
      'allow-destroy-plan': workspace.allowDestroyPlan,
      'auto-apply': workspace.autoApply,
      'auto-destroy-status': null,
      'created-at': workspace.createdAt,
      'updated-at': workspace.updatedAt,
      'latest-change-at': workspace.updatedAt,
      environment: 'default',
      name: workspace.name,
      description: workspace.description ?? null,
      locked: manualLock !== undefined || holder !== undefined,
      'locked-reason': manualLock?.reason ?? (holder === undefined ? null : ''),
      'queue-all-runs': workspace.queueAllRuns,
      'speculative-enabled': workspace.speculativeEnabled,
      'terraform-version': workspace.terraformVersion,
      'working-directory': workspace.workingDirectory,
      'execution-mode': workspace.executionMode,
      operations: workspace.executionMode !== 'local',
      'setting-overwrites': {
        'execution-mode': workspace.overwrites.executionMode,
        'agent-pool': workspace.overwrites.agentPool
      },
      'resource-count': state === undefined ? 0 : countResources(state),
      'plan-duration-average': averageDuration(workspace, 'plan'),
      'apply-duration-average': averageDuration(workspace, 'apply'),
      'run-failures': 0,
      'policy-check-failures': 0,
      'workspace-kpis-runs-count': workspace.runs.length,
      'vcs-repo':
        connection === undefined ? null : renderConnection(connection),
      'vcs-repo-identifier': connection?.identifier ?? null,
      'file-triggers-enabled': workspace.fileTriggersEnabled,
      'trigger-prefixes': workspace.triggerPrefixes,
      'trigger-patterns': workspace.triggerPatterns,
      'last-assessment-result-at': null,
      source: 'tfe-api',
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
      project: toOne(
        'projects',
        workspace.project.id,
        `/projects/${workspace.project.id}`
      ),
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
      'agent-pool': toOne(
        'agent-pools',
        workspace.agentPool?.id,
        `/agent-pools/${workspace.agentPool?.id ?? ''}`
      ),
      readme: toOne('workspace-readmes', undefined),
      'current-assessment-result': toOne('assessment-results', undefined),
      vars: toMany('vars', workspace.vars)
    },
    {
      self: `${base}/organizations/${workspace.organization}/workspaces/${workspace.name}`,
      'self-html': `/app/${workspace.organization}/workspaces/${workspace.name}`
    }
  )
}

function renderConnection(connection: Connection): Record<string, unknown> {
  const { identifier, webUrl } = connection
  return {
    branch: connection.branch,
    'display-identifier': identifier,
    identifier,
    'ingress-submodules': false,
    'repository-http-url': `${webUrl}/${identifier}`,
    'service-provider': connection.serviceProvider,
    'tags-regex': connection.tagsRegex ?? null
  }
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
