import * as v from 'valibot'
import { parseApply } from './applies.ts'
import {
  ApiError,
  isInvalidInclude,
  MalformedResponseError
} from './wire/errors.ts'
import {
  flag,
  includedResource,
  optionalFlag,
  optionalText,
  parseAttributes,
  parseDocument,
  parseList,
  relatedId,
  relatedIds,
  relatedResource,
  toldFlag,
  toldIds,
  requiredText,
  statusTimestamps,
  texts
} from './wire/json-api.ts'
import type { Document, List, Resource } from './wire/json-api.ts'
import { parseOrigin } from './ingress-attributes.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type { Query } from './wire/redirects.ts'
import { parsePlan } from './plans.ts'
import type { Reader } from './wire/transport.ts'
import type { Run, RunEvent, RunPermissions } from './types.ts'

const actionsSchema = v.object({
  'is-cancelable': optionalFlag,
  'is-confirmable': optionalFlag,
  'is-discardable': optionalFlag,
  'is-force-cancelable': optionalFlag
})

const permissionsSchema = v.object({
  'can-apply': optionalFlag,
  'can-cancel': optionalFlag,
  'can-comment': optionalFlag,
  'can-discard': optionalFlag,
  'can-force-cancel': optionalFlag,
  'can-force-execute': optionalFlag,
  'can-override-policy-check': optionalFlag
})

/** Null is none; what is absent, or no list, is not known. */
const ownVariables = v.fallback(
  v.optional(
    v.pipe(
      v.nullable(v.array(v.unknown())),
      v.transform((variables) =>
        (variables ?? []).map((variable) => {
          const named = v.safeParse(v.object({ key: v.string() }), variable)
          return named.success ? named.output.key : 'unnamed'
        })
      )
    )
  ),
  undefined
)

const runSchema = v.object({
  status: requiredText,
  'status-timestamps': statusTimestamps,
  actions: v.fallback(actionsSchema, () => v.parse(actionsSchema, {})),
  permissions: v.fallback(permissionsSchema, () =>
    v.parse(permissionsSchema, {})
  ),
  'has-changes': toldFlag,
  'auto-apply': toldFlag,
  'plan-only': toldFlag,
  'save-plan': flag(false),
  'is-destroy': toldFlag,
  refresh: flag(true),
  'refresh-only': flag(false),
  'allow-empty-apply': flag(false),
  'target-addrs': texts,
  'replace-addrs': texts,
  'invoke-action-addrs': texts,
  'policy-paths': texts,
  variables: ownVariables,
  message: v.fallback(v.nullish(v.string(), ''), ''),
  source: optionalText,
  'terraform-version': optionalText,
  'created-at': optionalText,
  'canceled-at': optionalText,
  'force-cancel-available-at': optionalText
})

const eventSchema = v.object({
  action: v.fallback(v.nullish(v.string(), ''), ''),
  'created-at': optionalText,
  description: optionalText
})

const actorSchema = v.object({ username: optionalText })

/** The list leaves plan-only runs out unless every operation is named. */
const everyOperation =
  'plan_only,plan_and_apply,save_plan,refresh_only,destroy,empty_apply,action_only'

export interface ReadRunOptions {
  readonly include?: readonly string[]
  readonly signal?: AbortSignal
}

/** Runs, as they are read. HCP Terraform API: Runs. */
export function runs(transport: Reader) {
  // A server that does not know an include will not learn it while we poll.
  const refusedIncludes = new Set<string>()
  return {
    read: readRun.bind(undefined, transport, refusedIncludes),
    findByMessage: findByMessage.bind(undefined, transport),
    listUnfinished: listUnfinished.bind(undefined, transport),
    listUnfinishedIn: listUnfinishedIn.bind(undefined, transport),
    listNewestIn: listNewestIn.bind(undefined, transport),
    listByCommit: listByCommit.bind(undefined, transport),
    listByCommitIn: listByCommitIn.bind(undefined, transport),
    events: readEvents.bind(undefined, transport)
  }
}

/**
 * Reads a run, with its plan and apply side-loaded where the server can. An
 * answer without the run is a failed read and read again, never a state. Runs
 * API: Get run details.
 */
async function readRun(
  transport: Reader,
  refusedIncludes: Set<string>,
  id: string,
  { include = ['plan', 'apply'], ...call }: ReadRunOptions = {}
): Promise<Run> {
  const parse = (value: unknown): Run =>
    parseRun(parseDocument(value, `run ${id}`))
  const read = async (names: readonly string[]): Promise<Run> => {
    const query = names.length === 0 ? {} : { include: names.join(',') }
    const options = { ...call, query, expect: parse }
    return parse(await transport.readDocument(path`/runs/${id}`, options))
  }
  const names = include.filter((name) => !refusedIncludes.has(name))
  try {
    return await read(names)
  } catch (error) {
    if (names.length === 0 || !isInvalidInclude(error)) throw error
    for (const name of blamed(names, error)) refusedIncludes.add(name)
    return await readRun(transport, refusedIncludes, id, { include, ...call })
  }
}

/** The names that a refusal names; all of them where it names none. */
function blamed(names: readonly string[], error: unknown): readonly string[] {
  const said = error instanceof Error ? error.message : ''
  const [, about = ''] = /invalid include(.*)$/is.exec(said) ?? []
  const found = names.filter((name) =>
    new RegExp(`(?<![\\w.])${name.replaceAll('.', '\\.')}(?![\\w.])`).test(
      about
    )
  )
  return found.length === 0 ? names : found
}

/**
 * The oldest run of a workspace with exactly this message, of any kind, among
 * the newest 50; undefined where there is none. The message that a step makes
 * up is nobody else's until its run shows it: a younger one is a copy. One request, and lists are limited to 30 a
 * minute: never poll with it. Runs API: List runs in a workspace.
 */
async function findByMessage(
  transport: Reader,
  workspaceId: string,
  message: string
): Promise<Run | undefined> {
  const where = path`/workspaces/${workspaceId}/runs`
  const query = { 'filter[operation]': everyOperation, 'page[size]': 50 }
  const { resources, included } = parseList(
    await transport.readDocument(where, { query }),
    `the runs of workspace ${workspaceId}`
  )
  return resources
    .map((resource) => parseRun({ resource, included }))
    .findLast((run) => run.message.trim() === message.trim())
}

/**
 * The runs of a workspace that have not ended, newest first; a server that
 * ignores the filter gives those that have as well. The same limit holds, a
 * page a request. Runs API: List runs in a workspace.
 */
async function listUnfinished(
  transport: Reader,
  workspaceId: string
): Promise<Run[]> {
  const { resources, included } = await readPages(
    transport,
    path`/workspaces/${workspaceId}/runs`,
    `the unfinished runs of workspace ${workspaceId}`,
    {
      'filter[operation]': everyOperation,
      'filter[status_group]': 'non_final',
      'page[size]': 100
    }
  )
  return resources.map((resource) => parseRun({ resource, included }))
}

/** Names in one address. */
const namesAtOnce = 40

/**
 * The runs of these workspaces of an organization that have not ended, asked
 * for at once. Undefined where the server has no such list, or does not heed
 * what it is asked for: its list may be that of years. Runs API: List runs in an
 * organization.
 */
async function listUnfinishedIn(
  transport: Reader,
  organization: string,
  names: readonly string[]
): Promise<Run[] | undefined> {
  const query = { 'filter[status_group]': 'non_final' }
  return await listIn({ organization, names }, query, async (where, asked) =>
    readPages(
      transport,
      where,
      `the unfinished runs of ${names.length} workspaces`,
      asked,
      { mostPages: 5 }
    )
  )
}

/**
 * The newest runs of these workspaces of an organization, ended or not, with
 * their plans and applies, each as it is told by itself: a page for 40
 * workspaces. Undefined where the server has no such list. Runs API: List runs
 * in an organization.
 */
async function listNewestIn(
  transport: Reader,
  organization: string,
  names: readonly string[]
): Promise<Run[] | undefined> {
  const query = { include: 'plan,apply' }
  return await listIn({ organization, names }, query, async (where, asked) =>
    parseList(
      await transport.readDocument(where, { query: asked }),
      `the newest runs of ${names.length} workspaces`
    )
  )
}

async function listIn(
  {
    organization,
    names
  }: { readonly organization: string; readonly names: readonly string[] },
  own: Query,
  read: (
    where: string,
    query: Query
  ) => Promise<Pick<List, 'resources' | 'included'>>
): Promise<Run[] | undefined> {
  const where = path`/organizations/${organization}/runs`
  const runs: Run[] = []
  for (let from = 0; from < names.length; from += namesAtOnce) {
    const query = {
      'filter[operation]': everyOperation,
      'filter[workspace_names]': names
        .slice(from, from + namesAtOnce)
        .join(','),
      'page[size]': 100,
      ...own
    }
    try {
      const { resources, included } = await read(where, query)
      runs.push(
        ...resources.map((resource) => parseRun({ resource, included }))
      )
    } catch (error) {
      const isMissing =
        error instanceof ApiError && [400, 403, 404].includes(error.status)
      if (isMissing || error instanceof MalformedResponseError) return undefined
      throw error
    }
  }
  return runs.every(({ workspaceId }) => workspaceId !== undefined)
    ? runs
    : undefined
}

/** The commit of each run comes along. */
export const withCommit = 'configuration_version.ingress_attributes'

/** One page of the runs that a server gives for a commit. */
export interface RunsOfCommit {
  /** As the server gives them, which may know nothing of the search. */
  readonly runs: readonly Run[]
  /** Undefined on the last page. */
  readonly nextPage: number | undefined
}

/**
 * Reads one page of the runs of a commit, of any kind, with their commits. A
 * server may not heed the search, or not include commits: whoever asks looks at
 * each. One request of the 30 a minute that lists allow; two, once, where the
 * server refuses the include. Runs API: List runs in a workspace,
 * `search[commit]`.
 *
 * @param commit all of its hexadecimal characters
 * @param page from 1
 */
async function listByCommit(
  transport: Reader,
  workspaceId: string,
  commit: string,
  page: number,
  call: { readonly signal?: AbortSignal } = {}
): Promise<RunsOfCommit> {
  const where = path`/workspaces/${workspaceId}/runs`
  return await readByCommit(transport, where, commit, page, call)
}

/** The same of all workspaces of an organization that the token may read. */
async function listByCommitIn(
  transport: Reader,
  organization: string,
  commit: string,
  page: number
): Promise<RunsOfCommit> {
  const where = path`/organizations/${organization}/runs`
  return await readByCommit(transport, where, commit, page, {})
}

async function readByCommit(
  transport: Reader,
  where: string,
  commit: string,
  page: number,
  call: { readonly signal?: AbortSignal }
): Promise<RunsOfCommit> {
  const query = {
    'search[commit]': commit,
    'filter[operation]': everyOperation,
    'page[size]': 100,
    ...(page === 1 ? {} : { 'page[number]': page })
  }
  const value = await transport
    .readDocument(where, { ...call, query: { ...query, include: withCommit } })
    .catch(async (error: unknown) => {
      if (!isInvalidInclude(error)) throw error
      return await transport.readDocument(where, { ...call, query })
    })
  const { resources, included, nextPage } = parseList(
    value,
    `the runs of commit ${commit}`
  )
  return {
    runs: resources.map((resource) => parseRun({ resource, included })),
    nextPage
  }
}

/** Who did what to a run, oldest first as served. Runs API: run events. */
async function readEvents(transport: Reader, id: string): Promise<RunEvent[]> {
  const what = `the events of run ${id}`
  const where = path`/runs/${id}/run-events`
  const { resources, included } = await readPages(transport, where, what, {
    include: 'actor,comment'
  }).catch(async (error: unknown) => {
    if (!isInvalidInclude(error)) throw error
    return await readPages(transport, where, what)
  })
  return resources.map((resource) => parseEvent({ resource, included }, what))
}

function parseEvent(document: Document, what: string): RunEvent {
  const { resource } = document
  const attributes = parseAttributes(eventSchema, resource, what)
  const actor = includedResource(document, 'actor')
  return {
    action: attributes.action,
    createdAt: attributes['created-at'],
    description: attributes.description,
    actor:
      (actor && parseAttributes(actorSchema, actor, what).username) ??
      relatedId(resource, 'actor')
  }
}

/**
 * Reads a run document. Throws `MalformedResponseError` where it has no
 * status. Runs API: Get run details.
 */
export function parseRun(document: Document): Run {
  const { resource } = document
  const what = `run ${resource.id}`
  const attributes = parseAttributes(runSchema, resource, what)
  const { actions } = attributes
  const plan = phaseIn(document, 'plan')
  const apply = phaseIn(document, 'apply')
  const planned = plan && parsePlan(plan)
  return {
    id: resource.id,
    document: resource,
    status: attributes.status,
    statusTimestamps: attributes['status-timestamps'],
    actions: {
      isCancelable: actions['is-cancelable'],
      isConfirmable: actions['is-confirmable'],
      isDiscardable: actions['is-discardable'],
      isForceCancelable: actions['is-force-cancelable']
    },
    permissions: parsePermissions(attributes.permissions),
    hasChanges: attributes['has-changes'] ?? planned?.hasChanges,
    autoApply: attributes['auto-apply'],
    planOnly: attributes['plan-only'],
    savePlan: attributes['save-plan'],
    isDestroy: attributes['is-destroy'],
    refresh: attributes.refresh,
    refreshOnly: attributes['refresh-only'],
    allowEmptyApply: attributes['allow-empty-apply'],
    targetAddrs: attributes['target-addrs'],
    replaceAddrs: attributes['replace-addrs'],
    variableNames: attributes.variables,
    invokeActionAddrs: attributes['invoke-action-addrs'],
    policyPaths: attributes['policy-paths'],
    message: attributes.message,
    source: attributes.source,
    terraformVersion: attributes['terraform-version'],
    createdAt: attributes['created-at'],
    canceledAt: attributes['canceled-at'],
    forceCancelAvailableAt: attributes['force-cancel-available-at'],
    workspaceId: relatedId(resource, 'workspace'),
    configurationVersionId: relatedId(resource, 'configuration-version'),
    configurationVersion: parseOrigin(document),
    ...phaseIdsOf(resource),
    ...peopleOf(resource),
    plan: planned,
    apply: apply && parseApply(apply)
  }
}

/** A side-load that does not say how far it is tells no more than none. */
function phaseIn(
  document: Document,
  name: 'plan' | 'apply'
): Resource | undefined {
  const phase = includedResource(document, name)
  const { status } = phase?.attributes ?? {}
  return typeof status === 'string' && status !== '' ? phase : undefined
}

function phaseIdsOf(
  resource: Resource
): Pick<
  Run,
  | 'planId'
  | 'applyId'
  | 'costEstimateId'
  | 'policyCheckIds'
  | 'taskStageIds'
  | 'tfPolicyEvaluationIds'
  | 'commentIds'
> {
  return {
    planId: relatedId(resource, 'plan'),
    applyId: relatedId(resource, 'apply'),
    costEstimateId: relatedId(resource, 'cost-estimate'),
    policyCheckIds: toldIds(resource, 'policy-checks'),
    taskStageIds: toldIds(resource, 'task-stages'),
    tfPolicyEvaluationIds: relatedIds(resource, 'tf-policy-evaluations'),
    commentIds: toldIds(resource, 'comments')
  }
}

function parsePermissions(
  permissions: v.InferOutput<typeof permissionsSchema>
): RunPermissions {
  return {
    canApply: permissions['can-apply'],
    canCancel: permissions['can-cancel'],
    canComment: permissions['can-comment'],
    canDiscard: permissions['can-discard'],
    canForceCancel: permissions['can-force-cancel'],
    canForceExecute: permissions['can-force-execute'],
    canOverridePolicyCheck: permissions['can-override-policy-check']
  }
}

function peopleOf(
  resource: Resource
): Pick<Run, 'createdById' | 'confirmedById'> {
  return {
    createdById: relatedResource(resource, 'created-by')?.id,
    confirmedById: relatedResource(resource, 'confirmed-by')?.id
  }
}
