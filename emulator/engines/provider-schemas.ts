import type { PlanDocument, ResourceChange } from './plan-document.ts'
import { isRecord } from './plan-document.ts'

/**
 * Schemas for plans that no provider made: Terraform's CLI draws a resource
 * only by the schema of its type, and ends badly where there is none.
 */

/** A type as Terraform's JSON writes it: `"string"`, `["list", "string"]`, … */
type Type =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | readonly ['list', Type]
  | readonly ['object', Readonly<Record<string, Type>>]

interface Attribute {
  readonly type: Type
  readonly description_kind: 'plain'
  readonly optional?: true
  readonly computed?: true
}

interface Schema {
  readonly version: 0
  readonly block: {
    readonly attributes: Readonly<Record<string, Attribute>>
    readonly description_kind: 'plain'
  }
}

interface ProviderSchema {
  readonly provider: Schema
  readonly resource_schemas: Record<string, Schema>
  readonly data_source_schemas: Record<string, Schema>
}

/** The source address of the provider that a resource type belongs to. */
export function nameProvider(resourceType: string): string {
  const [name = ''] = resourceType.split('_')
  return name === 'terraform'
    ? 'terraform.io/builtin/terraform'
    : `registry.terraform.io/hashicorp/${name}`
}

/**
 * Renders the schemas of all resource types of a plan as `terraform providers
 * schema -json` has them. Types are guessed from the plan's own values; where
 * these disagree, any type will do.
 */
export function renderProviderSchemas(
  plan: PlanDocument
): Record<string, unknown> {
  const providers: Record<string, ProviderSchema> = {}
  for (const { provider, mode, type, changes } of groupByType(plan)) {
    const kinds = (providers[provider] ??= {
      provider: schemaOf({}),
      resource_schemas: {},
      data_source_schemas: {}
    })
    const kind = mode === 'data' ? 'data_source_schemas' : 'resource_schemas'
    kinds[kind][type] =
      type === 'terraform_data' ? terraformData : guessSchema(changes)
  }
  return { format_version: '1.0', provider_schemas: providers }
}

interface TypeOfPlan {
  readonly provider: string
  readonly mode: string
  readonly type: string
  readonly changes: ResourceChange[]
}

function groupByType(plan: PlanDocument): Iterable<TypeOfPlan> {
  const deferred = Array.isArray(plan['deferred_changes'])
    ? (plan['deferred_changes'] as { resource_change: ResourceChange }[])
    : []
  const types = new Map<string, TypeOfPlan>()
  for (const change of [
    ...(plan.resource_changes ?? []),
    ...(plan.resource_drift ?? []),
    ...deferred.map(({ resource_change }) => resource_change)
  ]) {
    const { mode, type } = change
    const provider = String(change['provider_name'])
    const key = `${provider} ${mode} ${type}`
    const known = types.get(key)
    if (known !== undefined) known.changes.push(change)
    else types.set(key, { provider, mode, type, changes: [change] })
  }
  return types.values()
}

const plain = { description_kind: 'plain' } as const

function schemaOf(attributes: Readonly<Record<string, Attribute>>): Schema {
  return { version: 0, block: { attributes, ...plain } }
}

/** Built into Terraform, the same since it exists. */
const terraformData = schemaOf({
  id: { type: 'string', ...plain, computed: true },
  input: { type: 'dynamic', ...plain, optional: true },
  output: { type: 'dynamic', ...plain, computed: true },
  triggers_replace: { type: 'dynamic', ...plain, optional: true }
})

function guessSchema(changes: readonly ResourceChange[]): Schema {
  const samples = changes.flatMap(({ change }) => [
    change.before,
    fillUnknown(change.after, change.after_unknown)
  ])
  const type = guessType(samples.filter(isRecord))
  const types = typeof type === 'object' && type[0] === 'object' ? type[1] : {}
  const unknown = new Set(
    changes.flatMap(({ change }) =>
      isRecord(change.after_unknown) ? Object.keys(change.after_unknown) : []
    )
  )
  return schemaOf(
    Object.fromEntries(
      Object.entries(types).map(([name, each]) => [
        name,
        {
          type: each,
          ...plain,
          optional: true,
          ...(unknown.has(name) ? { computed: true } : {})
        }
      ])
    )
  )
}

/** What is unknown is left out of a plan's values: puts nulls in its place. */
function fillUnknown(value: unknown, mask: unknown): unknown {
  if (mask === true) return value ?? null
  if (Array.isArray(mask)) {
    const known = Array.isArray(value) ? (value as unknown[]) : []
    return mask.map((each, index) => fillUnknown(known[index], each))
  }
  if (isRecord(mask)) {
    const known = isRecord(value) ? value : {}
    return {
      ...known,
      ...Object.fromEntries(
        Object.entries(mask).map(([key, each]) => [
          key,
          fillUnknown(known[key], each)
        ])
      )
    }
  }
  return value
}

/** The type of all these values; nulls fit into any. */
function guessType(values: readonly unknown[]): Type {
  const samples = values.filter((value) => value != null)
  if (samples.every((value) => typeof value === 'string')) return 'string'
  if (samples.every((value) => typeof value === 'number')) return 'number'
  if (samples.every((value) => typeof value === 'boolean')) return 'bool'
  if (samples.every((value): value is unknown[] => Array.isArray(value))) {
    const element = guessType(samples.flat(1))
    return element === 'dynamic' ? 'dynamic' : ['list', element]
  }
  if (!samples.every(isRecord)) return 'dynamic'
  const names = new Set(samples.flatMap((sample) => Object.keys(sample)))
  return [
    'object',
    Object.fromEntries(
      [...names].map((name) => [
        name,
        guessType(samples.map((sample) => sample[name]))
      ])
    )
  ]
}
