import * as v from 'valibot'
import { parseApply } from './applies.ts'
import { isInvalidInclude } from './wire/errors.ts'
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
  requiredText,
  statusTimestamps,
  texts
} from './wire/json-api.ts'
import type { Document } from './wire/json-api.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import { parsePlan } from './plans.ts'
import type { Transport } from './wire/transport.ts'
import type { Run, RunEvent } from './types.ts'

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

const runSchema = v.object({
  status: requiredText,
  'status-timestamps': statusTimestamps,
  actions: v.fallback(actionsSchema, () => v.parse(actionsSchema, {})),
  permissions: v.fallback(permissionsSchema, () =>
    v.parse(permissionsSchema, {})
  ),
  'has-changes': flag(false),
  'auto-apply': flag(false),
  'plan-only': flag(false),
  'save-plan': flag(false),
  'is-destroy': flag(false),
  refresh: flag(true),
  'refresh-only': flag(false),
  'allow-empty-apply': flag(false),
  'target-addrs': texts,
  'replace-addrs': texts,
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
  'plan_only,plan_and_apply,save_plan,refresh_only,destroy,empty_apply'

/** Runs, as they are read. HCP Terraform API: Runs. */
export function runs(transport: Transport) {
  // A server that does not know an include will not learn it while we poll.
  const refusedIncludes = new Set<string>()

  return {
    /**
     * Reads a run, with its plan and apply side-loaded where the server can.
     * Runs API: Get run details.
     */
    async read(
      id: string,
      {
        include = ['plan', 'apply'],
        signal,
        isPatient = false
      }: {
        readonly include?: readonly string[]
        readonly signal?: AbortSignal
        /** Can it wait while requests are scarce? A poll can. */
        readonly isPatient?: boolean
      } = {}
    ): Promise<Run> {
      const names = include.join(',')
      const where = path`/runs/${id}`
      const call = signal === undefined ? { isPatient } : { isPatient, signal }
      const read = async (wanted: string): Promise<unknown> =>
        await transport.readDocument(
          where,
          wanted === '' ? call : { ...call, query: { include: wanted } }
        )
      let value: unknown
      if (refusedIncludes.has(names)) {
        value = await read('')
      } else {
        try {
          value = await read(names)
        } catch (error) {
          if (names === '' || !isInvalidInclude(error)) throw error
          refusedIncludes.add(names)
          value = await read('')
        }
      }
      return parseRun(parseDocument(value, `run ${id}`))
    },

    /**
     * The newest run of a workspace with exactly this message, of any kind;
     * undefined where there is none. One request, and lists are limited to 30
     * a minute: never poll with it. Runs API: List runs in a workspace.
     */
    async findByMessage(
      workspaceId: string,
      message: string
    ): Promise<Run | undefined> {
      const value = await transport.readDocument(
        path`/workspaces/${workspaceId}/runs`,
        {
          query: { 'filter[operation]': everyOperation, 'page[size]': 50 }
        }
      )
      const what = `the runs of workspace ${workspaceId}`
      const { resources, included } = parseList(value, what)
      return resources
        .map((resource) => parseRun({ resource, included }))
        .find((run) => run.message.trim() === message.trim())
    },

    /**
     * The runs of a workspace that have not ended, newest first. The same
     * limit holds, a page a request. Runs API: List runs in a workspace.
     */
    async listUnfinished(workspaceId: string): Promise<Run[]> {
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
    },

    /** Who did what to a run, oldest first as served. Runs API: run events. */
    async events(id: string): Promise<RunEvent[]> {
      const what = `the events of run ${id}`
      const where = path`/runs/${id}/run-events`
      const { resources, included } = await readPages(transport, where, what, {
        include: 'actor,comment'
      }).catch(async (error: unknown) => {
        if (!isInvalidInclude(error)) throw error
        return await readPages(transport, where, what)
      })
      return resources.map((resource) => {
        const attributes = parseAttributes(eventSchema, resource, what)
        const actor = includedResource({ resource, included }, 'actor')
        return {
          action: attributes.action,
          createdAt: attributes['created-at'],
          description: attributes.description,
          actor:
            (actor && parseAttributes(actorSchema, actor, what).username) ??
            relatedId(resource, 'actor')
        }
      })
    }
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
  const { actions, permissions } = attributes
  const plan = includedResource(document, 'plan')
  const apply = includedResource(document, 'apply')
  return {
    id: resource.id,
    status: attributes.status,
    statusTimestamps: attributes['status-timestamps'],
    actions: {
      isCancelable: actions['is-cancelable'],
      isConfirmable: actions['is-confirmable'],
      isDiscardable: actions['is-discardable'],
      isForceCancelable: actions['is-force-cancelable']
    },
    permissions: {
      canApply: permissions['can-apply'],
      canCancel: permissions['can-cancel'],
      canComment: permissions['can-comment'],
      canDiscard: permissions['can-discard'],
      canForceCancel: permissions['can-force-cancel'],
      canForceExecute: permissions['can-force-execute'],
      canOverridePolicyCheck: permissions['can-override-policy-check']
    },
    hasChanges: attributes['has-changes'],
    autoApply: attributes['auto-apply'],
    planOnly: attributes['plan-only'],
    savePlan: attributes['save-plan'],
    isDestroy: attributes['is-destroy'],
    refresh: attributes.refresh,
    refreshOnly: attributes['refresh-only'],
    allowEmptyApply: attributes['allow-empty-apply'],
    targetAddrs: attributes['target-addrs'],
    replaceAddrs: attributes['replace-addrs'],
    message: attributes.message,
    source: attributes.source,
    terraformVersion: attributes['terraform-version'],
    createdAt: attributes['created-at'],
    canceledAt: attributes['canceled-at'],
    forceCancelAvailableAt: attributes['force-cancel-available-at'],
    workspaceId: relatedId(resource, 'workspace'),
    configurationVersionId: relatedId(resource, 'configuration-version'),
    planId: relatedId(resource, 'plan'),
    applyId: relatedId(resource, 'apply'),
    costEstimateId: relatedId(resource, 'cost-estimate'),
    policyCheckIds: relatedIds(resource, 'policy-checks'),
    taskStageIds: relatedIds(resource, 'task-stages'),
    tfPolicyEvaluationIds: relatedIds(resource, 'tf-policy-evaluations'),
    createdById: relatedResource(resource, 'created-by')?.id,
    confirmedById: relatedResource(resource, 'confirmed-by')?.id,
    plan: plan && parsePlan(plan),
    apply: apply && parseApply(apply)
  }
}
