import fc from 'fast-check'
import { pairs } from '../../__tests__/plan/drawing-pairs.ts'
import { attributesOf, dynamic, kind, reference } from './builder.ts'
import type { Builder, Json } from './builder.ts'
import { literal, quoted } from './expressions.ts'

/** Keys of `for_each` that have to be written with care. */
export const keys = fc.constantFrom(
  'a',
  'b',
  'c"d',
  'ü',
  'x.y',
  'a[0]',
  ' ',
  '${x}',
  '`|<b>@me',
  '::warning::x',
  '日本語'
)

const several = fc.uniqueArray(keys, { minLength: 1, maxLength: 3 })

/** A module that is called, was called, or both. */
export const modules = fc.record({
  fate: fc.constantFrom(
    'stay',
    'stay',
    'gone',
    'new',
    'moved',
    'repeated',
    'forgotten',
    'dropped',
    'taken-in',
    'imported'
  ),
  repeat: fc.constantFrom('once', 'count', 'keys'),
  keys: several,
  oldKeys: several,
  isNested: fc.boolean(),
  isUnknown: fc.constantFrom(false, false, true),
  values: pairs,
  triggers: pairs
})

type Module = typeof modules extends fc.Arbitrary<infer T> ? T : never

/** Adds a module: its call, its folder, and what the state has of it. */
export function addModule(builder: Builder, one: Module, name: string): void {
  const [before, after] = one.values
  const { fate } = one
  const folder = `./${name}`
  builder.modules.set(name, bodyOf(one))
  if (one.isNested) builder.modules.set(`${name}/deep`, bodyOf())
  if (fate !== 'gone' && fate !== 'forgotten' && fate !== 'dropped') {
    builder.calls[name] = {
      source: folder,
      input: one.isUnknown
        ? reference
        : literal(fate === 'stay' ? after : before),
      ...repetitionOf(one)
    }
  }
  const was = fate === 'moved' ? `${name}_was` : name
  if (fate !== 'new' && fate !== 'taken-in' && fate !== 'imported') {
    const old = fate === 'repeated' ? [''] : instancesOf(one, 'oldKeys')
    for (const key of old) addToState(builder, one, `module.${was}${key}`)
  }
  const [key = ''] = instancesOf(one, 'keys')
  const inner = `module.${name}${key}.terraform_data.inner`
  if (fate === 'moved') {
    builder.moved.push({ from: `module.${was}`, to: `module.${name}` })
  }
  if (fate === 'forgotten' || fate === 'dropped') {
    const lifecycle = { destroy: fate === 'dropped' }
    builder.removed.push({ from: `module.${name}`, lifecycle })
  }
  if (fate === 'taken-in') {
    builder.moved.push({ from: `terraform_data.${name}_was`, to: inner })
    builder.stateResources.push({
      ...kind,
      name: `${name}_was`,
      instances: [instanceOf(one)]
    })
  }
  if (fate === 'imported') {
    builder.imports.push({ to: inner, id: `id of ${name}` })
  }
}

/** The resources of a module; of the one that is in it where none is given. */
function bodyOf(one?: Module): Json {
  return {
    variable: { input: {} },
    resource: {
      terraform_data: {
        inner: {
          input: '${var.input}',
          ...(one !== undefined && {
            triggers_replace: literal(
              one.fate === 'stay' ? one.triggers[1] : one.triggers[0]
            )
          })
        }
      }
    },
    ...(one?.isNested === true && {
      module: { deep: { source: './deep', input: '${var.input}' } }
    }),
    output: {
      made: { value: '${terraform_data.inner.output}' },
      secret: { value: '${sensitive("module-secret")}', sensitive: true }
    }
  }
}

function repetitionOf(one: Module): Json {
  switch (one.repeat) {
    case 'once':
      return {}
    case 'count':
      return { count: one.keys.length }
    case 'keys':
      return { for_each: `\${toset([${one.keys.map(quoted).join(', ')}])}` }
  }
}

/** The keys of its instances as an address has them. */
function instancesOf(
  one: Module,
  which: 'keys' | 'oldKeys'
): readonly string[] {
  switch (one.repeat) {
    case 'once':
      return ['']
    case 'count':
      return one[which].map((_, index) => `[${index}]`)
    case 'keys':
      return one[which].map((key) => `[${quoted(key)}]`)
  }
}

function addToState(builder: Builder, one: Module, module: string): void {
  const inner = { ...kind, name: 'inner', instances: [instanceOf(one)] }
  builder.stateResources.push({ module, ...inner })
  if (one.isNested) {
    builder.stateResources.push({ module: `${module}.module.deep`, ...inner })
  }
}

function instanceOf({ values, triggers }: Module): Json {
  return {
    schema_version: 0,
    attributes: attributesOf('inner', dynamic(values[0]), dynamic(triggers[0]))
  }
}
