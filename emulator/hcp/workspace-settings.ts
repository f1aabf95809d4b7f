import type { DataBody } from './exchange.ts'
import { readMembers } from './exchange.ts'
import { invalidAttribute, notFound } from './faults.ts'
import { createIdentifier } from './identifier.ts'
import type { HcpState, TagBinding, Workspace } from './model.ts'
import { renderTime } from './model.ts'

/** What a workspace only keeps and shows, with what it has before. */
export const keptSettings: Readonly<Record<string, unknown>> = {
  'assessments-enabled': false,
  'auto-apply-run-trigger': false,
  'auto-destroy-activity-duration': null,
  'auto-destroy-at': null,
  'global-remote-state': false,
  'project-remote-state': false,
  'source-name': null,
  'source-url': null,
  'structured-run-output-enabled': true
}

/**
 * Changes a workspace as the body of a creation or an update says: what it
 * does not name stays (HCP Terraform API: Workspaces, update).
 * @throws {ApiFault} 422 for a value that the service refuses, 404 for a
 * project or an agent pool that is not there
 */
export function changeWorkspace(
  workspace: Workspace,
  { attributes, relationships }: DataBody,
  state: HcpState
): void {
  const text = (name: string, set: (value: string) => void) => {
    const value = attributes[name]
    if (typeof value === 'string') set(value)
  }
  const truth = (name: string, set: (value: boolean) => void) => {
    const value = attributes[name]
    if (typeof value === 'boolean') set(value)
  }
  text('terraform-version', (value) => {
    if (!/^(latest|[~<>=! ]*\d+\.\d+(\.\d+)?(-[\w.]+)?)$/.test(value)) {
      throw invalidAttribute(
        'terraform-version',
        'Terraform version is not a valid version'
      )
    }
    workspace.terraformVersion = value
  })
  text('name', (value) => (workspace.name = value))
  text('description', (value) => (workspace.description = value))
  text('working-directory', (value) => (workspace.workingDirectory = value))
  truth('auto-apply', (value) => (workspace.autoApply = value))
  truth('allow-destroy-plan', (value) => (workspace.allowDestroyPlan = value))
  truth('queue-all-runs', (value) => (workspace.queueAllRuns = value))
  truth('speculative-enabled', (value) => {
    workspace.speculativeEnabled = value
  })
  changeTriggers(workspace, attributes)
  changeExecution(workspace, attributes, state)
  for (const name of Object.keys(keptSettings)) {
    if (name in attributes) workspace.settings[name] = attributes[name]
  }
  changeRelationships(workspace, relationships, state)
  workspace.updatedAt = renderTime()
}

function changeTriggers(
  workspace: Workspace,
  attributes: DataBody['attributes']
): void {
  const enabled = attributes['file-triggers-enabled']
  const prefixes = attributes['trigger-prefixes']
  const patterns = attributes['trigger-patterns']
  if (typeof enabled === 'boolean') workspace.fileTriggersEnabled = enabled
  // One kind at a time: the one that is given ends the other.
  if (Array.isArray(prefixes)) {
    workspace.triggerPrefixes = prefixes as string[]
    if (prefixes.length > 0) workspace.triggerPatterns = []
  }
  if (Array.isArray(patterns)) {
    workspace.triggerPatterns = patterns as string[]
    if (patterns.length > 0) workspace.triggerPrefixes = []
  }
}

function changeExecution(
  workspace: Workspace,
  attributes: DataBody['attributes'],
  state: HcpState
): void {
  const operations = attributes['operations']
  const mode =
    attributes['execution-mode'] ??
    // Deprecated, and what Terraform's CLI and older clients still say.
    (typeof operations === 'boolean'
      ? operations
        ? 'remote'
        : 'local'
      : undefined)
  if (typeof mode === 'string') {
    if (mode !== 'remote' && mode !== 'agent' && mode !== 'local') {
      throw invalidAttribute('execution-mode', 'Execution mode is invalid')
    }
    workspace.executionMode = mode
    workspace.overwrites.executionMode = true
    if (mode !== 'agent') workspace.agentPool = undefined
  }
  const poolId = attributes['agent-pool-id']
  if (typeof poolId === 'string') {
    const pool = state.agentPools.get(poolId)
    if (pool === undefined) throw notFound()
    workspace.agentPool = pool
    workspace.overwrites.agentPool = true
  }
  changeOverwrites(workspace, attributes['setting-overwrites'], state)
}

/** Without its own word, the organization's counts. */
function changeOverwrites(
  workspace: Workspace,
  overwrites: unknown,
  state: HcpState
): void {
  if (typeof overwrites !== 'object' || overwrites === null) return
  const wanted = overwrites as Record<string, unknown>
  const organization = state.organizations.get(workspace.organization)
  if (wanted['execution-mode'] === false) {
    workspace.overwrites.executionMode = false
    workspace.executionMode = (organization?.settings[
      'default-execution-mode'
    ] ?? 'remote') as Workspace['executionMode']
  }
  if (wanted['agent-pool'] === false) {
    workspace.overwrites.agentPool = false
    workspace.agentPool = organization?.defaultAgentPool
  }
}

function changeRelationships(
  workspace: Workspace,
  relationships: DataBody['relationships'],
  state: HcpState
): void {
  const projectId = relationships['project']?.data?.id
  if (typeof projectId === 'string') {
    const project = state.projects.get(projectId)
    if (project?.organization !== workspace.organization) throw notFound()
    workspace.project = project
  }
  const tags = readMembers(relationships, 'tags')
  if (tags !== undefined) workspace.tagNames = tags.flatMap(readTagName)
  const bindings = readMembers(relationships, 'tag-bindings')
  if (bindings !== undefined) {
    workspace.tagBindings = bindings.flatMap(readTagBinding)
  }
}

/** The name of a tag without a value, in a list of one; of an id in none. */
export function readTagName({
  attributes
}: {
  readonly attributes?: Readonly<Record<string, unknown>> | undefined
}): readonly string[] {
  const name = attributes?.['name']
  // The service keeps them in small letters.
  return typeof name === 'string' ? [name.toLowerCase()] : []
}

/** A tag with its value, in a list of one; without a key in none. */
export function readTagBinding({
  attributes
}: {
  readonly attributes?: Readonly<Record<string, unknown>> | undefined
}): readonly TagBinding[] {
  const { key, value } = attributes ?? {}
  if (typeof key !== 'string') return []
  return [
    {
      id: createIdentifier('tb'),
      key,
      value: typeof value === 'string' ? value : ''
    }
  ]
}
