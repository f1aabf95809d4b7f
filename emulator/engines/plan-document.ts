/** The parts of Terraform's plan JSON that the engines read or write. */

export interface Change {
  readonly actions: readonly string[]
  readonly before?: unknown
  readonly after?: unknown
  readonly after_unknown?: unknown
  readonly before_sensitive?: unknown
  readonly after_sensitive?: unknown
  readonly importing?: unknown
  readonly [key: string]: unknown
}

export interface ResourceChange {
  readonly address: string
  readonly previous_address?: string
  readonly mode: string
  readonly type: string
  readonly name: string
  readonly change: Change
  readonly [key: string]: unknown
}

export interface PlanDocument {
  readonly format_version: string
  readonly applyable?: boolean
  readonly resource_changes?: readonly ResourceChange[]
  readonly resource_drift?: readonly ResourceChange[]
  readonly output_changes?: Readonly<Record<string, Change>>
  readonly [key: string]: unknown
}

const placeholder = 'REDACTED_SENSITIVE'

/** Replaces every value under a `true` of the mask by a placeholder string. */
export function redactValue(value: unknown, mask: unknown): unknown {
  if (value === null || value === undefined) return value
  if (mask === true) return placeholder
  if (Array.isArray(value) && Array.isArray(mask)) {
    return value.map((element, index) =>
      redactValue(element, (mask as unknown[])[index])
    )
  }
  if (isRecord(value) && isRecord(mask)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        redactValue(member, mask[key])
      ])
    )
  }
  return value
}

/**
 * Renders the redacted plan (`json-output-redacted`) of a full one: the
 * sections that Terraform's own renderer reads, secrets replaced, masks kept.
 */
export function renderRedactedPlan(
  plan: PlanDocument,
  schemas: unknown
): Record<string, unknown> {
  const providers = isRecord(schemas) ? schemas : {}
  const redacted: Record<string, unknown> = {
    plan_format_version: plan.format_version,
    resource_changes: (plan.resource_changes ?? []).map(redactResource),
    resource_drift: (plan.resource_drift ?? []).map(redactResource),
    relevant_attributes: plan['relevant_attributes'] ?? [],
    output_changes: Object.fromEntries(
      Object.entries(plan.output_changes ?? {}).map(([name, change]) => [
        name,
        redactChange(change)
      ])
    ),
    provider_format_version: providers['format_version'] ?? '1.0',
    provider_schemas: providers['provider_schemas'] ?? {}
  }
  for (const section of ['deferred_changes', 'action_invocations']) {
    if (plan[section] !== undefined) redacted[section] = plan[section]
  }
  return redacted
}

/**
 * Whether HCP would offer this plan for confirmation: Terraform's own word
 * where it gives one, else the rule that Terraform uses for it.
 */
export function hasChanges(plan: PlanDocument, refreshOnly: boolean): boolean {
  if (plan.applyable !== undefined) return plan.applyable
  if (refreshOnly) return (plan.resource_drift ?? []).length > 0
  const resources = (plan.resource_changes ?? []).some(
    ({ mode, change, previous_address }) =>
      change.importing !== undefined ||
      previous_address !== undefined ||
      (mode === 'managed' && !isNoOp(change))
  )
  const invocations = plan['action_invocations']
  return (
    resources ||
    (Array.isArray(invocations) && invocations.length > 0) ||
    Object.values(plan.output_changes ?? {}).some((change) => !isNoOp(change))
  )
}

function isNoOp(change: Change): boolean {
  return change.actions.length === 1 && change.actions[0] === 'no-op'
}

function redactResource(resource: ResourceChange): ResourceChange {
  return { ...resource, change: redactChange(resource.change) }
}

function redactChange(change: Change): Change {
  const secret =
    hasTrue(change.before_sensitive) || hasTrue(change.after_sensitive)
  const redacted: Record<string, unknown> = {
    ...change,
    before: redactValue(change.before, change.before_sensitive),
    after: redactValue(change.after, change.after_sensitive)
  }
  // Generated configuration is text: no mask can point into it.
  if (secret) delete redacted['generated_config']
  return redacted as Change
}

function hasTrue(mask: unknown): boolean {
  if (mask === true) return true
  if (Array.isArray(mask)) return mask.some(hasTrue)
  return isRecord(mask) && Object.values(mask).some(hasTrue)
}

/** Whether a JSON value is an object (not an array, not null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
