import type { Engine } from '../engines/engine.ts'
import type { WorkspaceOptions } from './exchange.ts'
import { createIdentifier } from './identifier.ts'
import type {
  AgentPool,
  Connection,
  HcpState,
  Organization,
  Workspace
} from './model.ts'
import { renderTime } from './model.ts'
import { createTags, projectOf } from './organizations.ts'

/**
 * Creates a workspace without runs, configuration and state.
 * @throws {Error} when there is no organization of that name
 */
export function createWorkspace(
  options: WorkspaceOptions,
  state: HcpState,
  engine: Engine
): Workspace {
  const name = options.organization ?? state.organization
  const organization = state.organizations.get(name)
  if (organization === undefined) {
    throw new Error(`The emulator has no organization "${name}"`)
  }
  return {
    ...decideAgents(options, state, organization),
    project:
      options.project === undefined
        ? organization.defaultProject
        : projectOf(state, name, options.project),
    id: createIdentifier('ws'),
    name: options.name,
    organization: name,
    autoApply: options.autoApply ?? false,
    workingDirectory: options.workingDirectory ?? '',
    allowDestroyPlan: options.allowDestroyPlan ?? true,
    terraformVersion: options.terraformVersion ?? engine.terraformVersion,
    connection: connect(options),
    speculativeEnabled: options.speculativeEnabled ?? true,
    queueAllRuns: options.queueAllRuns ?? connect(options) !== undefined,
    ...triggersOf(options),
    seenCommits: new Set(),
    description: options.description,
    tagNames: options.tagNames ?? [],
    tagBindings: createTags(options.tagBindings ?? {}),
    settings: {},
    variables: options.variables ?? [],
    triggeredBy: options.triggeredBy ?? [],
    vars: [],
    tasks: [],
    checks: options.checks ?? {},
    createdAt: renderTime(),
    updatedAt: renderTime(),
    manualLock: undefined,
    holder: undefined,
    currentRun: undefined,
    queue: [],
    runs: [],
    configurationVersions: [],
    currentConfigurationVersion: undefined,
    stateVersions: [],
    outputDelays: 0,
    failingStateUploads: 0
  }
}

/** The branch is the default one, and the host github.com, unless told. */
function connect({
  vcsRepo,
  vcsRepoIdentifier,
  triggers
}: WorkspaceOptions): Connection | undefined {
  const identifier = vcsRepo?.identifier ?? vcsRepoIdentifier
  if (identifier === undefined) return undefined
  return {
    branch: '',
    tagsRegex: triggers?.tagsRegex,
    webUrl: 'https://github.com',
    serviceProvider: 'github',
    ...vcsRepo,
    identifier
  }
}

function triggersOf({
  triggers = {},
  ...options
}: WorkspaceOptions): Pick<
  Workspace,
  'fileTriggersEnabled' | 'triggerPatterns' | 'triggerPrefixes'
> {
  return {
    fileTriggersEnabled:
      options.fileTriggersEnabled ?? triggers.fileTriggersEnabled ?? true,
    triggerPatterns: options.triggerPatterns ?? triggers.triggerPatterns ?? [],
    triggerPrefixes: options.triggerPrefixes ?? triggers.triggerPrefixes ?? []
  }
}

/** Where its runs work: by its own word, else by the organization's. */
function decideAgents(
  options: WorkspaceOptions,
  state: HcpState,
  { name, defaultAgentPool, settings }: Organization
): Pick<Workspace, 'executionMode' | 'agentPool' | 'overwrites'> {
  if (options.agentPool !== undefined) {
    return {
      executionMode: 'agent',
      agentPool: agentPoolOf(state, name, options.agentPool),
      overwrites: { executionMode: true, agentPool: true }
    }
  }
  const standard = settings['default-execution-mode'] ?? 'remote'
  return {
    executionMode:
      options.executionMode ?? (standard as Workspace['executionMode']),
    agentPool:
      options.executionMode === undefined ? defaultAgentPool : undefined,
    overwrites: {
      executionMode: options.executionMode !== undefined,
      agentPool: false
    }
  }
}

/** The agent pool of that name; it is made where it is not. */
function agentPoolOf(
  state: HcpState,
  organization: string,
  name: string
): AgentPool {
  return (
    [...state.agentPools.values()].find(
      (pool) => pool.organization === organization && pool.name === name
    ) ?? addAgentPool(state, organization, name)
  )
}

/** Adds an agent pool (HCP Terraform API: Agent Pools, create). */
export function addAgentPool(
  state: HcpState,
  organization: string,
  name: string
): AgentPool {
  const pool: AgentPool = {
    id: createIdentifier('apool'),
    organization,
    createdAt: renderTime(),
    name,
    organizationScoped: true
  }
  state.agentPools.set(pool.id, pool)
  return pool
}
