import fc from 'fast-check'
import { pairs } from '../../__tests__/plan/drawing-pairs.ts'
import {
  attributesOf,
  configurationOf,
  createBuilder,
  dynamic,
  kind,
  reference,
  stateOf,
  type Builder,
  type Json,
  type Typed
} from './builder.ts'
import { expressionOf, literal } from './expressions.ts'
import { addGuards, conditionsOf, guards, otherState } from './random-guards.ts'
import { addModule, keys, modules } from './random-modules.ts'
import { typedPairs } from './random-typed-values.ts'

/** A configuration and the state before it. */
export interface RandomCase {
  /** What is to be in the folder, by path, as JSON. */
  readonly files: Readonly<Record<string, unknown>>
  readonly planArguments: readonly string[]
}

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
  'moved-nowhere',
  'forget',
  'dropped',
  'import',
  'triggered',
  'instances',
  'keys',
  'key-gone',
  'repeated',
  'unrepeated',
  'ignored',
  'guarded'
] as const

const texts = fc.constantFrom(
  'line\nof\ntext\n',
  'line\nand\ntext\n',
  'line\r\nof\r\ntext\r\n',
  '{"a":1,"b":[1,2]}',
  '{"a":1,"b":[2,1],"c":null}',
  '{ "a": 1, "b": [1, 2] }',
  '[1,{"name":"x"}]',
  '{"a":"{\\"b\\":[1,null]}"}',
  'a: 1\nb:\n  - x\n',
  'a: 1\nb:\n  - y\n',
  'a\u00a0b',
  'e\u0301',
  '\u00e9',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
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
    'nested',
    'typed',
    'typed'
  ),
  typed: typedPairs,
  keys: fc.uniqueArray(keys, { minLength: 2, maxLength: 3 }),
  wasSensitive: fc.boolean()
})

const output = fc.record({
  // Terraform's renderer takes an empty sensitive output for none.
  values: pairs.filter((both) => !both.includes('')),
  typed: typedPairs,
  fate: fc.constantFrom(
    'update',
    'update',
    'create',
    'destroy',
    'same',
    'unknown',
    'typed',
    'module'
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
  modules: fc.array(modules, { maxLength: 2 }),
  guards,
  outputs: fc.array(output, { maxLength: 4 }),
  mode: fc.constantFrom(
    'plan',
    'plan',
    'plan',
    'plan',
    'plan',
    'destroy',
    'refresh-only',
    'replace',
    'target'
  )
})

type Whole = typeof whole extends fc.Arbitrary<infer T> ? T : never
type One = typeof one extends fc.Arbitrary<infer T> ? T : never
type Output = typeof output extends fc.Arbitrary<infer T> ? T : never

/** The same for the same number. */
export function randomCase(seed: number): RandomCase {
  const [drawn] = fc.sample(whole, { seed, numRuns: 1 })
  if (drawn === undefined) throw new Error('Nothing was drawn')
  const builder = createBuilder()
  drawn.resources.forEach((each, index) => {
    // Letters of any script are letters of a name.
    addResource(builder, each, `${index % 4 === 3 ? 'ré-' : 'r'}${index}`)
  })
  drawn.modules.forEach((each, index) => {
    addModule(builder, each, `m${index}`)
  })
  addGuards(builder, drawn.guards)
  drawn.outputs.forEach((each, index) => {
    addOutput(builder, each, `o${index}`)
  })
  return {
    files: filesOf(builder),
    planArguments: argumentsOf(drawn, builder)
  }
}

function argumentsOf({ mode }: Whole, builder: Builder): readonly string[] {
  const first = Object.keys(builder.resources)[1] ?? 'fresh'
  switch (mode) {
    case 'plan':
      return []
    case 'destroy':
    case 'refresh-only':
      return [`-${mode}`]
    case 'target':
      // Whoever moves has to target both places.
      return builder.moved.length > 0 ? [] : [`-target=terraform_data.${first}`]
    case 'replace':
      return [`-replace=terraform_data.${first}`]
  }
}

function filesOf(builder: Builder): Record<string, unknown> {
  const files: Record<string, unknown> = {
    'main.tf.json': configurationOf(builder),
    'terraform.tfstate': stateOf(builder),
    'other.tfstate': otherState
  }
  const installed = [{ Key: '', Source: '', Dir: '.' }]
  for (const [folder, module] of builder.modules) {
    files[`${folder}/main.tf.json`] = module
    const source = `./${folder.replace(/^.*\//, '')}`
    const key = folder.replaceAll('/', '.')
    installed.push({ Key: key, Source: source, Dir: folder })
  }
  // Instead of an `init`: there is nothing to fetch.
  files['.terraform/modules/modules.json'] = { Modules: installed }
  return files
}

function addOutput(builder: Builder, each: Output, name: string): void {
  const { fate } = each
  const isTyped = fate === 'typed'
  const [first, second] = each.values
  const [wasSensitive = false, isSensitive = false] = each.sensitive
  const before = isTyped ? each.typed.before : dynamic(first)
  if (fate !== 'create' && before !== null) {
    const sensitive = wasSensitive && { sensitive: true }
    builder.stateOutputs[name] = { ...before, ...sensitive }
  }
  if (fate === 'destroy') return
  const [call] = Object.keys(builder.calls)
  const value =
    fate === 'unknown'
      ? reference
      : isTyped
        ? `\${${each.typed.after}}`
        : fate === 'module' && call !== undefined
          ? `\${module.${call}}`
          : literal(fate === 'same' ? first : second)
  // Without it, Terraform refuses what has a secret in it.
  const needed = isTyped || fate === 'module'
  builder.outputs[name] = {
    value,
    ...((isSensitive ||
      (needed && /secret|sensitive|module/.test(String(value)))) && {
      sensitive: true
    })
  }
}

function addResource(builder: Builder, each: One, name: string): void {
  const { fate } = each
  const isOld = fate.startsWith('moved')
  if (fate !== 'create' && fate !== 'import') {
    builder.stateResources.push({
      ...kind,
      name: isOld ? `${name}_was` : name,
      instances: instancesOf(each, name)
    })
  }
  const isGone =
    fate === 'destroy' ||
    fate === 'forget' ||
    fate === 'dropped' ||
    fate === 'moved-nowhere'
  if (!isGone) builder.resources[name] = bodyOf(each)
  const address = `terraform_data.${name}`
  if (isOld) builder.moved.push({ from: `${address}_was`, to: address })
  if (fate === 'forget' || fate === 'dropped') {
    const lifecycle = { destroy: fate === 'dropped' }
    builder.removed.push({ from: address, lifecycle })
  }
  if (fate === 'import') {
    builder.imports.push({ to: address, id: `id-${name}` })
  }
}

function isKept({ fate }: One): boolean {
  return fate === 'same' || fate === 'moved'
}

function bodyOf(each: One): Json {
  const { fate, how, typed } = each
  const [before, after] = each.values
  const [oldTriggers, newTriggers] = each.triggers
  const isReplaced = fate === 'replace' || fate === 'create-first'
  const input = isKept(each)
    ? literal(before)
    : how === 'typed'
      ? `\${${typed.after}}`
      : inputOf(after, how)
  const isKeyed = fate === 'keys' || fate === 'key-gone' || fate === 'repeated'
  const wanted = fate === 'key-gone' ? each.keys.slice(1) : each.keys
  return {
    input,
    triggers_replace: literal(isReplaced ? newTriggers : oldTriggers),
    lifecycle: lifecycles[fate],
    ...(fate === 'instances' && { count: 2 }),
    ...(isKeyed && { for_each: `\${toset(${expressionOf(wanted)})}` })
  }
}

const lifecycles: Readonly<Partial<Record<One['fate'], Json>>> = {
  'create-first': { create_before_destroy: true },
  triggered: { replace_triggered_by: ['terraform_data.fresh'] },
  ignored: { ignore_changes: ['input'] },
  guarded: conditionsOf('unknown')
}

/** Which instances the state has, by how they were repeated. */
function instancesOf(each: One, name: string): readonly Json[] {
  const { fate } = each
  const instance = instanceOf(each, name)
  if (fate === 'tainted') return [{ status: 'tainted', ...instance }]
  if (fate === 'deposed') {
    return [instance, { deposed: '0000000a', ...instance }]
  }
  const old: readonly unknown[] =
    fate === 'instances'
      ? [0, 1, 2]
      : fate === 'unrepeated'
        ? [0, 1]
        : fate === 'keys' || fate === 'key-gone'
          ? each.keys
          : []
  return old.length === 0
    ? [instance]
    : old.map((key) => ({ index_key: key, ...instance }))
}

function instanceOf(each: One, name: string): Json {
  const isTyped = each.how === 'typed' && !isKept(each)
  const before = isTyped ? each.typed.before : dynamic(each.values[0])
  return {
    schema_version: 0,
    attributes: attributesOf(`id-${name}`, before, dynamic(each.triggers[0])),
    sensitive_attributes:
      each.wasSensitive && !isKept(each) ? marksOf(before) : []
  }
}

/** Both sides hidden, or one member of an object. */
function marksOf(before: Typed | null): readonly unknown[] {
  const at = (value: string) => ({ type: 'get_attr', value })
  const [first] = Object.keys(before?.value ?? {})
  const isObject = Array.isArray(before?.type) && before.type[0] === 'object'
  return ['input', 'output'].map((name) =>
    isObject && first !== undefined ? [at(name), at(first)] : [at(name)]
  )
}

function inputOf(value: unknown, how: One['how']): unknown {
  switch (how) {
    case 'plain':
    case 'typed':
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
