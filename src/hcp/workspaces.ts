import * as v from 'valibot'
import { parseRun } from './run-document.ts'
import { ApiError, isInvalidInclude } from './wire/errors.ts'
import {
  camelCased,
  flag,
  includedResource,
  optionalAmount,
  optionalFlag,
  optionalMembers,
  optionalText,
  parseAttributes,
  parseDocument,
  relatedId,
  relatedResource,
  requiredText,
  texts
} from './wire/json-api.ts'
import type { Document, Resource } from './wire/json-api.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'
import type { ConnectedWorkspace, Connection, Workspace } from './types.ts'

const permissions = optionalMembers({
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

const workspaceSchema = camelCased({
  name: requiredText,
  'auto-apply': flag(false),
  'auto-apply-run-trigger': optionalFlag,
  'execution-mode': optionalText,
  locked: flag(false),
  'locked-reason': optionalText,
  'terraform-version': optionalText,
  'working-directory': optionalText,
  'vcs-repo-identifier': optionalText,
  'vcs-repo': v.fallback(
    v.optional(
      camelCased({ identifier: optionalText, 'tags-regex': optionalText }),
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
  permissions
})

const connectionSchema = camelCased({
  identifier: optionalText,
  branch: optionalText,
  'tags-regex': optionalText,
  'repository-http-url': optionalText
})

const triggersSchema = camelCased({
  'vcs-repo-identifier': optionalText,
  'vcs-repo': v.fallback(
    v.optional(v.nullable(connectionSchema), undefined),
    undefined
  ),
  'speculative-enabled': optionalFlag,
  'queue-all-runs': optionalFlag,
  'file-triggers-enabled': optionalFlag,
  'trigger-patterns': texts,
  'trigger-prefixes': texts,
  'working-directory': optionalText
})

/** The run whose turn it is, with the commit that it is of. */
const currentCommit = 'current_run.configuration_version.ingress_attributes'

type WorkspaceReference =
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
    },

    readWithHolder: readWithHolder.bind(undefined, transport),

    /**
     * Reads what version control does in a workspace, and the run whose turn it
     * is, with its commit: not limited as lists are. Workspaces API: Show
     * workspace, `vcs-repo` and `include`.
     */
    async readConnected(
      id: string,
      call: { readonly signal?: AbortSignal } = {}
    ): Promise<ConnectedWorkspace> {
      const where = path`/workspaces/${id}`
      const query = { include: currentCommit }
      const value = await transport
        .readDocument(where, { ...call, query })
        .catch(async (error: unknown) => {
          if (!isInvalidInclude(error)) throw error
          return await transport.readDocument(where, call)
        })
      return parseConnected(parseDocument(value, `workspace ${id}`))
    }
  }
}

/**
 * Reads a workspace, and what people call whoever locks it. Workspaces API:
 * Show workspace, `include=locked_by`.
 */
async function readWithHolder(
  transport: Reader,
  id: string
): Promise<Workspace> {
  const where = path`/workspaces/${id}`
  const value = await transport
    .readDocument(where, { query: { include: 'locked_by' } })
    .catch(async (error: unknown) => {
      if (!isInvalidInclude(error)) throw error
      return await transport.readDocument(where)
    })
  const document = parseDocument(value, `workspace ${id}`)
  const workspace = parseWorkspace(document.resource)
  const { lockedBy } = workspace
  return {
    ...workspace,
    lockedBy: lockedBy && { ...lockedBy, name: holderName(document) }
  }
}

const holderSchema = v.object({ username: optionalText, name: optionalText })

/** Of a user or a team; undefined where the server did not include them. */
function holderName(document: Document): string | undefined {
  const holder = includedResource(document, 'locked-by')
  if (holder === undefined || holder.type === 'runs') return undefined
  const what = `who locks workspace ${document.resource.id}`
  const { username, name } = parseAttributes(holderSchema, holder, what)
  return username ?? name
}

function parseConnected(document: Document): ConnectedWorkspace {
  const { resource, included } = document
  const what = `workspace ${resource.id}`
  const { vcsRepo, vcsRepoIdentifier, ...triggers } = parseAttributes(
    triggersSchema,
    resource,
    what
  )
  const run = includedResource(document, 'current-run')
  return {
    workspace: parseWorkspace(resource),
    connection: connectionOf(vcsRepo, vcsRepoIdentifier),
    triggers,
    currentRun: run && parseRun({ resource: run, included })
  }
}

/** What is absent is not told; what is null is not there. */
function connectionOf(
  repo: v.InferOutput<typeof connectionSchema> | null | undefined,
  identifier: string | undefined
): Connection | 'none' | undefined {
  if (repo === null) return 'none'
  if (repo === undefined && identifier === undefined) return undefined
  return {
    identifier: repo?.identifier ?? identifier,
    branch: repo?.branch ?? '',
    tagsRegex: repo?.tagsRegex,
    repositoryUrl: repo?.repositoryHttpUrl
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
  const { vcsRepo, ...attributes } = parseAttributes(
    workspaceSchema,
    resource,
    `workspace ${resource.id}`
  )
  return {
    ...attributes,
    id: resource.id,
    organization: relatedId(resource, 'organization'),
    lockedBy: relatedResource(resource, 'locked-by'),
    agentPoolId: relatedId(resource, 'agent-pool'),
    currentRunId: relatedId(resource, 'current-run'),
    tellsCurrentRun: 'current-run' in resource.relationships,
    currentVersionId: relatedId(resource, 'current-configuration-version'),
    vcsRepoIdentifier: attributes.vcsRepoIdentifier ?? vcsRepo?.identifier,
    tagsRegex: vcsRepo?.tagsRegex
  }
}
