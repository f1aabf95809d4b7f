import type { Organization } from '../model.ts'
import { mayDo } from '../model.ts'
import type { ResourceDocument, Viewer } from './document.ts'
import { document, toOne } from './document.ts'

/** What an organization has before anybody changes it. */
const standard: Readonly<Record<string, unknown>> = {
  'assessments-enforced': false,
  'collaborator-auth-policy': 'password',
  'cost-estimation-enabled': false,
  'default-execution-mode': 'remote',
  'send-passing-statuses-for-untriggered-speculative-plans': false,
  'aggregated-commit-status-enabled': true,
  'speculative-plan-management-enabled': true,
  'allow-force-delete-workspaces': true,
  'session-remember': null,
  'session-timeout': null
}

/** HCP Terraform API: Organizations, show. */
export function renderOrganization(
  organization: Organization,
  { principal }: Viewer
): ResourceDocument {
  const { name, settings, defaultProject, defaultAgentPool } = organization
  const admin = principal.kind === 'organization' || mayDo(principal, 'admin')
  return document(
    'organizations',
    name,
    {
      ...standard,
      ...settings,
      name,
      'external-id': organization.externalId,
      'created-at': organization.createdAt,
      'remaining-testable-count': 10,
      'plan-expired': false,
      'plan-expires-at': null,
      'plan-is-trial': false,
      'plan-is-enterprise': false,
      'plan-identifier': 'business',
      permissions: {
        'can-create-workspace': admin,
        'can-destroy': admin,
        'can-manage-tags': admin,
        'can-manage-varsets': admin,
        'can-traverse': true,
        'can-update': admin,
        'can-update-agent-pools': admin,
        'can-update-sentinel': admin
      }
    },
    {
      'default-project': toOne(
        'projects',
        defaultProject.id,
        `/projects/${defaultProject.id}`
      ),
      'default-agent-pool': toOne('agent-pools', defaultAgentPool?.id)
    }
  )
}

/** HCP Terraform API: Organizations, entitlement set. */
export function renderEntitlementSet({
  externalId
}: Organization): ResourceDocument {
  return document(
    'entitlement-sets',
    externalId,
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
      'run-task-limit': null,
      'waypoint-templates-and-addons': true,
      infragraph: true
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
