import * as v from 'valibot'
import { ApiError } from './wire/errors.ts'
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
import type { Reader } from './wire/transport.ts'
import type { Workspace } from './types.ts'

const permissionsSchema = v.object({
  'can-queue-run': optionalFlag,
  'can-queue-apply': optionalFlag,
  'can-queue-destroy': optionalFlag,
  'can-read-state-outputs': optionalFlag,
  'can-update': optionalFlag
})

/** Not told is not none. */
const optionalTexts = v.fallback(
  v.optional(v.array(v.string()), undefined),
  undefined
)

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
    v.optional(
      v.object({ identifier: optionalText, 'tags-regex': optionalText }),
      undefined
    ),
    undefined
  ),
  'file-triggers-enabled': optionalFlag,
  'trigger-patterns': optionalTexts,
  'trigger-prefixes': optionalTexts,
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
export function workspaces(transport: Reader) {
  return {
    /** Reads a workspace by id or by name. Workspaces API: Show workspace. */
    async read(reference: WorkspaceReference): Promise<Workspace> {
      const where =
        'id' in reference
          ? path`/workspaces/${reference.id}`
          : path`/organizations/${reference.organization}/workspaces/${reference.name}`
      const what = `workspace ${'id' in reference ? reference.id : reference.name}`
      // Nothing is included: who locks is in the relationship already.
      const value = await transport
        .readDocument(where)
        .catch(async (error: unknown) => {
          throw 'id' in reference
            ? error
            : await explainMissing(transport, reference, error)
        })
      return parseWorkspace(parseDocument(value, what).resource)
    }
  }
}

/**
 * One more read tells which of the two names leads nowhere: a forbidden
 * workspace looks missing, and so does everything in a missing organization.
 */
async function explainMissing(
  transport: Reader,
  { organization, name }: { organization: string; name: string },
  error: unknown
): Promise<unknown> {
  if (!(error instanceof ApiError) || error.status !== 404) return error
  const { host } = transport.baseUrl
  const isThere = await transport
    .readDocument(path`/organizations/${organization}`)
    .then(
      () => true,
      (reason: unknown) =>
        reason instanceof ApiError && reason.status === 404 ? false : undefined
    )
  if (isThere === undefined) return error
  return error.explained(
    isThere
      ? `The organization '${organization}' is there, so the workspace '${name}' is not, or the token may not read it: check the name (a name, not a title or an id), and give the token's team at least the permission 'read' on the workspace.`
      : `There is no organization '${organization}' on ${host} that this token may read: check its name (as in the web address, not its title), the hostname, and that the token was made there.`
  )
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
    fileTriggersEnabled: attributes['file-triggers-enabled'],
    triggerPatterns: attributes['trigger-patterns'],
    triggerPrefixes: attributes['trigger-prefixes'],
    tagsRegex: attributes['vcs-repo']?.['tags-regex'],
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
