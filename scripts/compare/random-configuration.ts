import fc from 'fast-check'
import { pairs } from '../../__tests__/plan/drawing-pairs.ts'

/** A configuration and the state before it, both as JSON. */
export interface RandomCase {
  readonly configuration: unknown
  readonly state: unknown
  readonly planArguments: readonly string[]
}

type Json = Record<string, unknown>

/** What becomes of one resource. */
const fates = [
  'update',
  'update',
  'update',
  'update',
  'create',
  'destroy',
  'same',
  'replace',
  'create-first',
  'tainted',
  'deposed',
  'moved',
  'moved-update',
  'forget',
  'import',
  'triggered',
  'instances'
] as const

const texts = fc.constantFrom(
  'line\nof\ntext\n',
  'line\nand\ntext\n',
  'line\r\nof\r\ntext\r\n',
  '{"a":1,"b":[1,2]}',
  '{"a":1,"b":[2,1],"c":null}',
  '{ "a": 1, "b": [1, 2] }',
  '[1,{"name":"x"}]',
  'a\u00a0b',
  '${not.a.reference}',
  'x'.repeat(700),
  `${'x'.repeat(700)}y`
)

const one = fc.record({
  fate: fc.constantFrom(...fates),
  values: fc.oneof(pairs, fc.tuple(texts, texts)),
  triggers: pairs,
  how: fc.constantFrom(
    'plain',
    'plain',
    'plain',
    'sensitive',
    'unknown',
    'nested'
  ),
  wasSensitive: fc.boolean()
})

const output = fc.record({
  // Terraform's renderer takes an empty sensitive output for none.
  values: pairs.filter((both) => !both.includes('')),
  fate: fc.constantFrom(
    'update',
    'update',
    'create',
    'destroy',
    'same',
    'unknown'
  ),
  sensitive: fc.constantFrom(
    [false, false],
    [false, true],
    [true, true],
    [true, false]
  )
})

const whole = fc.record({
  resources: fc.array(one, { minLength: 2, maxLength: 8 }),
  outputs: fc.array(output, { maxLength: 4 }),
  mode: fc.constantFrom(
    'plan',
    'plan',
    'plan',
    'plan',
    'destroy',
    'refresh-only',
    'replace'
  )
})

type One = typeof one extends fc.Arbitrary<infer T> ? T : never

/** The same for the same number. */
export function randomCase(seed: number): RandomCase {
  const [drawn] = fc.sample(whole, { seed, numRuns: 1 })
  if (drawn === undefined) throw new Error('Nothing was drawn')
  const builder = createBuilder()
  drawn.resources.forEach((each, index) => {
    addResource(builder, each, `r${index}`)
  })
  drawn.outputs.forEach((each, index) => {
    const name = `o${index}`
    const [before, after] =
      each.fate === 'same' ? [each.values[0], each.values[0]] : each.values
    const [wasSensitive = false, isSensitive = false] = each.sensitive
    if (each.fate !== 'create' && before !== null) {
      builder.stateOutputs[name] = {
        value: before,
        type: typeOf(before),
        ...(wasSensitive && { sensitive: true })
      }
    }
    if (each.fate !== 'destroy') {
      builder.outputs[name] = {
        value: each.fate === 'unknown' ? reference : literal(after),
        ...(isSensitive && { sensitive: true })
      }
    }
  })
  const first = Object.keys(builder.resources)[0]
  return {
    configuration: configurationOf(builder),
    state: stateOf(builder),
    planArguments:
      drawn.mode === 'destroy'
        ? ['-destroy']
        : drawn.mode === 'refresh-only'
          ? ['-refresh-only']
          : drawn.mode === 'replace' && first !== undefined
            ? [`-replace=terraform_data.${first}`]
            : []
  }
}

interface Builder {
  readonly resources: Record<string, Json>
  readonly outputs: Record<string, Json>
  readonly stateOutputs: Record<string, Json>
  readonly stateResources: Json[]
  readonly moved: Json[]
  readonly removed: Json[]
  readonly imports: Json[]
}

/** Known after apply, since it is made new in every plan. */
const reference = '${terraform_data.fresh.id}'

function createBuilder(): Builder {
  return {
    resources: { fresh: { input: 1 } },
    outputs: {},
    stateOutputs: {},
    stateResources: [],
    moved: [],
    removed: [],
    imports: []
  }
}

function addResource(builder: Builder, each: One, name: string): void {
  const { fate, how } = each
  const [before, changed] = each.values
  const after = fate === 'same' || fate === 'moved' ? before : changed
  const [oldTriggers, newTriggers] = each.triggers
  const isReplaced = fate === 'replace' || fate === 'create-first'
  const body: Json = {
    input:
      fate === 'same' || fate === 'moved'
        ? literal(before)
        : expressionOf(after, how),
    triggers_replace: literal(isReplaced ? newTriggers : oldTriggers),
    ...(fate === 'create-first' && {
      lifecycle: { create_before_destroy: true }
    }),
    ...(fate === 'triggered' && {
      lifecycle: { replace_triggered_by: ['terraform_data.fresh'] }
    }),
    ...(fate === 'instances' && { count: 2 })
  }
  const isOld = fate === 'moved' || fate === 'moved-update'
  const known = attributesOf(`id-${name}`, before, oldTriggers)
  const marks =
    each.wasSensitive && fate !== 'same' && fate !== 'moved' ? sensitive : []
  const instance = {
    schema_version: 0,
    attributes: known,
    sensitive_attributes: marks
  }
  if (fate !== 'create' && fate !== 'import') {
    builder.stateResources.push({
      ...kind,
      name: isOld ? `${name}_was` : name,
      instances:
        fate === 'instances'
          ? [0, 1, 2].map((key) => ({ index_key: key, ...instance }))
          : fate === 'tainted'
            ? [{ status: 'tainted', ...instance }]
            : fate === 'deposed'
              ? [instance, { deposed: '0000000a', ...instance }]
              : [instance]
    })
  }
  if (fate !== 'destroy' && fate !== 'forget') builder.resources[name] = body
  if (isOld) {
    builder.moved.push({
      from: `terraform_data.${name}_was`,
      to: `terraform_data.${name}`
    })
  }
  if (fate === 'forget') {
    builder.removed.push({
      from: `terraform_data.${name}`,
      lifecycle: { destroy: false }
    })
  }
  if (fate === 'import') {
    builder.imports.push({ to: `terraform_data.${name}`, id: `id-${name}` })
  }
}

const kind = {
  mode: 'managed',
  type: 'terraform_data',
  provider: 'provider["terraform.io/builtin/terraform"]'
}

const sensitive = ['input', 'output'].map((value) => [
  { type: 'get_attr', value }
])

function attributesOf(id: string, input: unknown, triggers: unknown): Json {
  return {
    id,
    input: dynamic(input),
    output: dynamic(input),
    triggers_replace: dynamic(triggers)
  }
}

/** A value of any type, as a state has it. */
function dynamic(value: unknown): unknown {
  return value === null ? null : { value, type: typeOf(value) }
}

function typeOf(value: unknown): unknown {
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

function expressionOf(value: unknown, how: One['how']): unknown {
  switch (how) {
    case 'plain':
      return literal(value)
    case 'unknown':
      return reference
    case 'sensitive':
      return '${sensitive("secret-of-mine")}'
    case 'nested':
      return {
        known: literal(value),
        unknown: reference,
        secret: '${sensitive("secret-of-mine")}'
      }
  }
}

/** JSON syntax takes strings and keys for templates. */
function literal(value: unknown): unknown {
  if (typeof value === 'string') return escaped(value)
  if (Array.isArray(value)) return value.map(literal)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      escaped(key),
      literal(member)
    ])
  )
}

function escaped(text: string): string {
  return text.replace(/([$%])(?=\{)/g, '$1$1')
}

function configurationOf(builder: Builder): Json {
  const some = <T>(list: readonly T[]) => (list.length === 0 ? undefined : list)
  return {
    resource: { terraform_data: builder.resources },
    ...(Object.keys(builder.outputs).length > 0 && { output: builder.outputs }),
    moved: some(builder.moved),
    removed: some(builder.removed),
    import: some(builder.imports)
  }
}

function stateOf({ stateResources, stateOutputs }: Builder): Json {
  return {
    version: 4,
    terraform_version: '1.0.0',
    serial: 1,
    lineage: 'compare',
    outputs: stateOutputs,
    resources: stateResources
  }
}
