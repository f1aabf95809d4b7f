import type { Engine } from '../engines/engine.ts'
import type { WorkspaceOptions } from './exchange.ts'
import { createIdentifier } from './identifier.ts'
import type { Project, Workspace } from './model.ts'
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
    vcsRepoIdentifier: options.vcsRepoIdentifier,
    description: options.description,
    tagNames: options.tagNames ?? [],
    tagBindings: createTags(options.tagBindings ?? {}),
    triggers: options.triggers ?? {},
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
