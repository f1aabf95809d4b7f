import * as v from 'valibot'
import { parseApply } from './applies.ts'
import { parseOrigin } from './ingress-attributes.ts'
import { parsePlan } from './plans.ts'
import type { Run } from './types.ts'
import {
  camelCased,
  flag,
  includedResource,
  optionalFlag,
  optionalMembers,
  optionalText,
  parseAttributes,
  relatedId,
  relatedIds,
  requiredText,
  statusTimestamps,
  texts,
  toldFlag,
  toldIds
} from './wire/json-api.ts'
import type { Document, List, Resource } from './wire/json-api.ts'

const actions = optionalMembers({
  'is-cancelable': optionalFlag,
  'is-confirmable': optionalFlag,
  'is-discardable': optionalFlag,
  'is-force-cancelable': optionalFlag
})

const permissions = optionalMembers({
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

const runSchema = camelCased({
  status: requiredText,
  'status-timestamps': statusTimestamps,
  actions,
  permissions,
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

/**
 * Reads a run document. Throws `MalformedResponseError` where it has no
 * status. Runs API: Get run details.
 */
export function parseRun(document: Document): Run {
  const { resource } = document
  const what = `run ${resource.id}`
  const { variables, ...attributes } = parseAttributes(
    runSchema,
    resource,
    what
  )
  const plan = phaseIn(document, 'plan')
  const apply = phaseIn(document, 'apply')
  const planned = plan && parsePlan(plan)
  return {
    ...attributes,
    id: resource.id,
    document: resource,
    hasChanges: attributes.hasChanges ?? planned?.hasChanges,
    variableNames: variables,
    workspaceId: relatedId(resource, 'workspace'),
    configurationVersionId: relatedId(resource, 'configuration-version'),
    configurationVersion: parseOrigin(document),
    planId: relatedId(resource, 'plan'),
    applyId: relatedId(resource, 'apply'),
    costEstimateId: relatedId(resource, 'cost-estimate'),
    policyCheckIds: toldIds(resource, 'policy-checks'),
    taskStageIds: toldIds(resource, 'task-stages'),
    tfPolicyEvaluationIds: relatedIds(resource, 'tf-policy-evaluations'),
    commentIds: toldIds(resource, 'comments'),
    createdById: relatedId(resource, 'created-by'),
    confirmedById: relatedId(resource, 'confirmed-by'),
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

/** Reads the runs of a page, or of several. Runs API: List runs. */
export function parseRuns({
  resources,
  included
}: Pick<List, 'resources' | 'included'>): Run[] {
  return resources.map((resource) => parseRun({ resource, included }))
}
