import type { ResourceDocument } from './document.ts'
import { document } from './document.ts'

const organizationId = 'org-2kWmXv8RqTzNcLfH'

/** HCP Terraform API: Organizations, show. */
export function renderOrganization(name: string): ResourceDocument {
  return document(
    'organizations',
    name,
    {
      name,
      'external-id': organizationId,
      'default-execution-mode': 'remote',
      permissions: { 'can-create-workspace': true }
    },
    {}
  )
}

/** HCP Terraform API: Organizations, entitlement set. */
export function renderEntitlementSet(): ResourceDocument {
  return document(
    'entitlement-sets',
    organizationId,
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
      'run-task-limit': null
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
