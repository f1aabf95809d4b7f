import type { AgentPool, Project, Workspace } from '../model.ts'
import { mayDo } from '../model.ts'
import type { ResourceDocument, Viewer } from './document.ts'
import { base, document, toMany, toOne } from './document.ts'

/** HCP Terraform API: Projects. */
export function renderProject(
  project: Project,
  workspaces: readonly Workspace[],
  { principal }: Viewer
): ResourceDocument {
  const admin = mayDo(principal, 'admin')
  return document(
    'projects',
    project.id,
    {
      name: project.name,
      description: project.description,
      'created-at': project.createdAt,
      'workspace-count': workspaces.length,
      'auto-destroy-activity-duration':
        project.autoDestroyActivityDuration ?? null,
      'team-count': 1,
      'default-execution-mode': 'remote',
      'setting-overwrites': {
        'default-execution-mode': false,
        'default-agent-pool': false
      },
      permissions: {
        'can-read': true,
        'can-update': admin,
        'can-destroy': admin,
        'can-create-workspace': admin,
        'can-move-workspace': admin
      }
    },
    {
      organization: toOne('organizations', project.organization),
      'tag-bindings': {
        links: { related: `${base}/projects/${project.id}/tag-bindings` }
      }
    }
  )
}

/** HCP Terraform API: Agent Pools. */
export function renderAgentPool(
  pool: AgentPool,
  workspaces: readonly Workspace[]
): ResourceDocument {
  return document(
    'agent-pools',
    pool.id,
    {
      name: pool.name,
      'created-at': pool.createdAt,
      'organization-scoped': pool.organizationScoped,
      'agent-count': 0
    },
    {
      organization: toOne('organizations', pool.organization),
      workspaces: toMany('workspaces', workspaces),
      'allowed-workspaces': toMany('workspaces', []),
      'excluded-workspaces': toMany('workspaces', []),
      agents: {
        links: { related: `${base}/agent-pools/${pool.id}/agents` }
      }
    }
  )
}
