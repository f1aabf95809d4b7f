/** A configuration and the state before it while they are put together. */
export interface Builder {
  readonly resources: Record<string, Json>
  readonly outputs: Record<string, Json>
  readonly stateOutputs: Record<string, Json>
  readonly stateResources: Json[]
  readonly moved: Json[]
  readonly removed: Json[]
  readonly imports: Json[]
  readonly data: Record<string, Json>
  readonly checks: Record<string, Json>
  readonly calls: Record<string, Json>
  /** The `main.tf.json` of child modules, by their folder. */
  readonly modules: Map<string, Json>
}

export type Json = Record<string, unknown>

/** Known after apply, since it is made new in every plan. */
export const reference = '${terraform_data.fresh.id}'

/** With one resource that is made new. */
export function createBuilder(): Builder {
  return {
    resources: { fresh: { input: 1 } },
    outputs: {},
    stateOutputs: {},
    stateResources: [],
    moved: [],
    removed: [],
    imports: [],
    data: {},
    checks: {},
    calls: {},
    modules: new Map()
  }
}

/** What is the same of every resource of a state. */
export const kind = {
  mode: 'managed',
  type: 'terraform_data',
  provider: 'provider["terraform.io/builtin/terraform"]'
}

/** A value with its type, as a state has it. */
export interface Typed {
  readonly value: unknown
  readonly type: unknown
}

/** The attributes of a resource as a state has them. */
export function attributesOf(
  id: string,
  input: Typed | null,
  triggers: Typed | null
): Json {
  return { id, input, output: input, triggers_replace: triggers }
}

/** A value of any type, as a state has it. */
export function dynamic(value: unknown): Typed | null {
  return value === null ? null : { value, type: typeOf(value) }
}

export function typeOf(value: unknown): unknown {
  if (value === null) return 'dynamic'
  if (Array.isArray(value)) return ['tuple', value.map(typeOf)]
  if (typeof value === 'object') {
    return [
      'object',
      Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, typeOf(member)])
      )
    ]
  }
  return typeof value === 'boolean' ? 'bool' : typeof value
}

/** A variable that is a secret, and one that is in no state. */
const variables = {
  secret: { sensitive: true, default: { list: [{ word: 'variable-secret' }] } },
  passing: { ephemeral: true, type: 'string', default: 'passing-by' }
}

/** The root module as JSON. */
export function configurationOf(builder: Builder): Json {
  const some = <T extends object>(members: T) =>
    Object.keys(members).length === 0 ? undefined : members
  return {
    terraform: {
      required_providers: {
        terraform: { source: 'terraform.io/builtin/terraform' }
      }
    },
    variable: variables,
    resource: { terraform_data: builder.resources },
    data: some(builder.data) && { terraform_remote_state: builder.data },
    module: some(builder.calls),
    check: some(builder.checks),
    output: some(builder.outputs),
    moved: some(builder.moved),
    removed: some(builder.removed),
    import: some(builder.imports)
  }
}

/** The state as Terraform keeps it in a file. */
export function stateOf({ stateResources, stateOutputs }: Builder): Json {
  return {
    version: 4,
    terraform_version: '1.0.0',
    serial: 1,
    lineage: 'compare',
    outputs: stateOutputs,
    resources: stateResources
  }
}
