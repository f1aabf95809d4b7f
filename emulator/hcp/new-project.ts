import { createIdentifier } from './identifier.ts'
import type { HcpState, Project, TagBinding } from './model.ts'

export interface ProjectOptions {
  readonly name: string
  /** Key-value tags that its workspaces inherit. */
  readonly tagBindings?: Readonly<Record<string, string>>
}

/** Where a workspace is that was made without a project. */
export function createDefaultProject(): Project {
  return {
    id: 'prj-7pGdLwNc5QfXvK3s',
    name: 'Default Project',
    tagBindings: []
  }
}

/** Makes a project, or gives the tags to one that is there. */
export function addProject(
  { projects }: Pick<HcpState, 'projects'>,
  { name, tagBindings }: ProjectOptions
): Project {
  const project = projectNamed({ projects }, name)
  if (tagBindings !== undefined) project.tagBindings = createTags(tagBindings)
  return project
}

/** The project of that name; a new one, where there is none. */
export function projectNamed(
  { projects }: Pick<HcpState, 'projects'>,
  name: string
): Project {
  const found = [...projects.values()].find((each) => each.name === name)
  if (found !== undefined) return found
  const project = { id: createIdentifier('prj'), name, tagBindings: [] }
  projects.set(project.id, project)
  return project
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
