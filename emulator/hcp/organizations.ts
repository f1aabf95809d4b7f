import { createIdentifier } from './identifier.ts'
import type { HcpState, Organization, Project, TagBinding } from './model.ts'
import { renderTime } from './model.ts'

/**
 * Adds an organization with its default project (HCP Terraform API:
 * Organizations, create).
 * @param settings attributes by their names in the API
 */
export function addOrganization(
  state: HcpState,
  name: string,
  settings: Readonly<Record<string, unknown>> = {}
): Organization {
  const organization: Organization = {
    name,
    externalId: createIdentifier('org'),
    createdAt: renderTime(),
    defaultProject: addProject(state, name, { name: 'Default Project' }),
    defaultAgentPool: undefined,
    settings: { ...settings },
    tags: new Map()
  }
  state.organizations.set(name, organization)
  return organization
}

export interface ProjectOptions {
  readonly name: string
  readonly description?: string
  /** Key-value tags that its workspaces inherit. */
  readonly tagBindings?: Readonly<Record<string, string>>
}

/** A tag of each key. */
export function createTags(
  tags: Readonly<Record<string, string>>
): readonly TagBinding[] {
  return Object.entries(tags).map(([key, value]) => ({
    id: createIdentifier('tb'),
    key,
    value
  }))
}

/** Adds a project (HCP Terraform API: Projects, create). */
export function addProject(
  state: HcpState,
  organization: string,
  options: ProjectOptions
): Project {
  const project: Project = {
    // Where workspaces are that were made without a project, always the same.
    id:
      state.projects.size === 0
        ? 'prj-7pGdLwNc5QfXvK3s'
        : createIdentifier('prj'),
    organization,
    createdAt: renderTime(),
    name: options.name,
    description: options.description ?? '',
    tagBindings: createTags(options.tagBindings ?? {}),
    autoDestroyActivityDuration: undefined
  }
  state.projects.set(project.id, project)
  return project
}

/**
 * The project of that name, whatever its case; it is made where it is not.
 * @param tagBindings it has these from now on; without them its own
 */
export function projectOf(
  state: HcpState,
  organization: string,
  name: string,
  tagBindings?: Readonly<Record<string, string>>
): Project {
  const project =
    findProject(state, organization, name) ??
    addProject(state, organization, { name })
  if (tagBindings !== undefined) project.tagBindings = createTags(tagBindings)
  return project
}

/** The project of that name, whatever its case. */
export function findProject(
  state: HcpState,
  organization: string,
  name: string
): Project | undefined {
  return [...state.projects.values()].find(
    (project) =>
      project.organization === organization &&
      project.name.toLowerCase() === name.toLowerCase()
  )
}

/** Forgets an organization and all that is in it. */
export function removeOrganization(
  state: HcpState,
  organization: Organization
): void {
  const { name } = organization
  for (const workspace of [...state.workspaces.values()]) {
    if (workspace.organization === name) state.workspaces.delete(workspace.id)
  }
  for (const project of [...state.projects.values()]) {
    if (project.organization === name) state.projects.delete(project.id)
  }
  state.organizations.delete(name)
}
