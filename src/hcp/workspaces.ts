import * as v from 'valibot'
import {
  flag,
  optionalAmount,
  optionalFlag,
  optionalText,
  parseAttributes,
  parseDocument,
  relatedId,
  relatedResource,
  requiredText
} from './wire/json-api.ts'
import type { Resource } from './wire/json-api.ts'
import { path } from './wire/path.ts'
import type { Transport } from './wire/transport.ts'
import type { Workspace } from './types.ts'

const permissionsSchema = v.object({
  'can-queue-run': optionalFlag,
  'can-queue-apply': optionalFlag,
  'can-queue-destroy': optionalFlag,
  'can-read-state-outputs': optionalFlag,
  'can-update': optionalFlag
})

const workspaceSchema = v.object({
  name: requiredText,
  'auto-apply': flag(false),
  'execution-mode': optionalText,
  locked: flag(false),
  'locked-reason': optionalText,
  'terraform-version': optionalText,
  'working-directory': optionalText,
  'vcs-repo-identifier': optionalText,
  'vcs-repo': v.fallback(
    v.optional(v.object({ identifier: optionalText }), undefined),
    undefined
  ),
  'allow-destroy-plan': optionalFlag,
  'speculative-enabled': optionalFlag,
  'plan-duration-average': optionalAmount,
  'apply-duration-average': optionalAmount,
  permissions: v.fallback(permissionsSchema, () =>
    v.parse(permissionsSchema, {})
  )
})

export type WorkspaceReference =
  | { readonly id: string }
  | { readonly organization: string; readonly name: string }

/** Workspaces. HCP Terraform API: Workspaces. */
export function workspaces(transport: Transport) {
  return {
    /** Reads a workspace by id or by name. Workspaces API: Show workspace. */
    async read(reference: WorkspaceReference): Promise<Workspace> {
      const where =
        'id' in reference
          ? path`/workspaces/${reference.id}`
          : path`/organizations/${reference.organization}/workspaces/${reference.name}`
      const what = `workspace ${'id' in reference ? reference.id : reference.name}`
      // Nothing is included: who locks is in the relationship already.
      const value = await transport.readDocument(where)
      return parseWorkspace(parseDocument(value, what).resource)
    }
  }
}

/**
 * Reads a workspace. Throws `MalformedResponseError` where it has no name.
 * Workspaces API: Show workspace.
 */
export function parseWorkspace(resource: Resource): Workspace {
  const attributes = parseAttributes(
    workspaceSchema,
    resource,
    `workspace ${resource.id}`
  )
  const { permissions } = attributes
  return {
    id: resource.id,
    name: attributes.name,
    organization: relatedId(resource, 'organization'),
    autoApply: attributes['auto-apply'],
    executionMode: attributes['execution-mode'],
    locked: attributes.locked,
    lockedReason: attributes['locked-reason'],
    lockedBy: relatedResource(resource, 'locked-by'),
    currentRunId: relatedId(resource, 'current-run'),
    terraformVersion: attributes['terraform-version'],
    workingDirectory: attributes['working-directory'],
    vcsRepoIdentifier:
      attributes['vcs-repo-identifier'] ?? attributes['vcs-repo']?.identifier,
    allowDestroyPlan: attributes['allow-destroy-plan'],
    speculativeEnabled: attributes['speculative-enabled'],
    planDurationAverage: attributes['plan-duration-average'],
    applyDurationAverage: attributes['apply-duration-average'],
    permissions: {
      canQueueRun: permissions['can-queue-run'],
      canQueueApply: permissions['can-queue-apply'],
      canQueueDestroy: permissions['can-queue-destroy'],
      canReadStateOutputs: permissions['can-read-state-outputs'],
      canUpdate: permissions['can-update']
    }
  }
}
