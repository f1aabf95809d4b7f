import type { Engine } from '../engines/engine.ts'
import type { WorkspaceOptions } from './exchange.ts'
import { createIdentifier } from './identifier.ts'
import type { Connection, Project, Workspace } from './model.ts'
import { renderTime } from './model.ts'
import { createTags } from './new-project.ts'

/** Creates a workspace without runs, configuration and state. */
export function createWorkspace(
  options: WorkspaceOptions,
  organization: string,
  project: Project,
  engine: Engine
): Workspace {
  return {
    id: createIdentifier('ws'),
    name: options.name,
    organization,
    project,
    autoApply: options.autoApply ?? false,
    executionMode: options.executionMode ?? 'remote',
    workingDirectory: options.workingDirectory ?? '',
    allowDestroyPlan: options.allowDestroyPlan ?? true,
    terraformVersion: options.terraformVersion ?? engine.terraformVersion,
    connection: connect(options),
    speculativeEnabled: options.speculativeEnabled ?? true,
    queueAllRuns: options.queueAllRuns ?? true,
    ...triggersOf(options),
    seenCommits: new Set(),
    description: options.description,
    tagNames: options.tagNames ?? [],
    tagBindings: createTags(options.tagBindings ?? {}),
    variables: options.variables ?? [],
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
