import type { HcpState, Project, TagBinding } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { base, document, toOne } from './document.ts'

/** HCP Terraform API: Projects. */
export function renderProject(
  project: Project,
  { organization, workspaces }: Pick<HcpState, 'organization' | 'workspaces'>
): ResourceDocument {
  return document(
    'projects',
    project.id,
    {
      name: project.name,
      description: null,
      // All of them: whoever asks may see fewer.
      'workspace-count': [...workspaces.values()].filter(
        (each) => each.project === project
      ).length,
      'team-count': 1,
      'default-execution-mode': 'remote',
      'setting-overwrites': {
        'default-execution-mode': false,
        'default-agent-pool': false
      },
      permissions: {
        'can-read': true,
        'can-update': false,
        'can-create-workspace': false
      }
    },
    {
      organization: toOne('organizations', organization),
      'tag-bindings': {
        links: { related: `${base}/projects/${project.id}/tag-bindings` }
      }
    }
  )
}

/** HCP Terraform API: Workspaces, tag bindings; those of its own. */
export function renderTagBinding({
  id,
  key,
  value
}: TagBinding): ResourceDocument {
  return document('tag-bindings', id, { key, value }, {})
}

/** The same as it takes effect; from the project, it says so. */
export function renderEffectiveTagBinding(
  { id, key, value }: TagBinding,
  project: Project | undefined
): ResourceDocument {
  return document(
    'effective-tag-bindings',
    `e${id}`,
    { key, value },
    {},
    project === undefined
      ? {}
      : { 'inherited-from': `${base}/projects/${project.id}` }
  )
}
