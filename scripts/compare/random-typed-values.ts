import fc from 'fast-check'
import { pairs } from '../../__tests__/plan/drawing-pairs.ts'
import { parseExactNumber } from '../../src/plan/exact-number.ts'
import { dynamic, type Typed } from './builder.ts'
import { expressionOf } from './expressions.ts'

/** One value before a plan, and the expression of one after it. */
export interface TypedPair {
  readonly before: Typed | null
  readonly after: string
}

const words = fc.constantFrom('a', 'b', 'c', 'é', 'x y', '', '->', 'ß\u0301')
const numbers = fc.constantFrom(
  '0',
  '1',
  '-2.5',
  '9007199254740992',
  '9007199254740993',
  '12345678901234567890123',
  '12345678901234567890124',
  '1e30',
  '0.00000000000000000000000000000123'
)
const exact = numbers.map(parseExactNumber)

const wordList = fc.array(words, { minLength: 1, maxLength: 4 })
const port = fc.record({
  name: words,
  port: fc.nat({ max: 3 }),
  tags: fc.dictionary(words, words, { maxKeys: 2, noNullPrototype: true })
})
const ports = fc.array(port, { minLength: 1, maxLength: 4 })
const map = fc.dictionary(words, words, { maxKeys: 4, noNullPrototype: true })

const portType = [
  'object',
  { name: 'string', port: 'number', tags: ['map', 'string'] }
]
/** Without a type, an object of no members and one of some are no list. */
const portExpression = ({ name, port: number, tags }: Port): string =>
  `{name = ${expressionOf(name)}, port = ${number}, tags = tomap(${expressionOf(tags)})}`
type Port = typeof port extends fc.Arbitrary<infer T> ? T : never

/** Collections of one type, which plans have as arrays and objects, too. */
const collections: readonly fc.Arbitrary<TypedPair>[] = [
  fc.tuple(wordList, wordList).map(([before, after]) => ({
    before: { value: [...new Set(before)], type: ['set', 'string'] },
    after: `toset(${expressionOf(after)})`
  })),
  // Of another type: where only that differs, plans show the same twice.
  fc.tuple(wordList, wordList).map(([before, after]) => ({
    before: dynamic(before),
    after: `tolist(${expressionOf(after)})`
  })),
  fc.tuple(ports, ports, fc.constantFrom('set', 'list')).map(both),
  fc.tuple(map, map).map(([before, after]) => ({
    before: { value: before, type: ['map', 'string'] },
    after: `tomap(${expressionOf(after)})`
  }))
]

function both([before, after, type]: [Port[], Port[], string]): TypedPair {
  return {
    before: { value: before, type: [type, portType] },
    after: `to${type}([${after.map(portExpression).join(', ')}])`
  }
}

const yaml = fc.tuple(
  fc.constantFrom('"a": 1\n', '"a": 1\n"b":\n- "x"\n', 'a: 1\n', '- 1\n'),
  pairs
)

/** Texts that hold a value, and numbers that no double holds. */
const others: readonly fc.Arbitrary<TypedPair>[] = [
  pairs.map(([before, after]) => ({
    before: dynamic(JSON.stringify(before)),
    after: `jsonencode(${expressionOf(after)})`
  })),
  yaml.map(([before, [, after]]) => ({
    before: dynamic(before),
    after: `yamlencode(${expressionOf(after)})`
  })),
  map.map((value) => ({
    before: dynamic('a = 1\n'),
    after: `provider::terraform::encode_tfvars({a = ${expressionOf(value)}})`
  })),
  fc.tuple(exact, exact).map(([before, after]) => ({
    before: { value: before, type: 'number' },
    after: JSON.stringify(after)
  })),
  fc.tuple(exact, exact, words).map(([before, after, word]) => ({
    before: {
      value: { n: before, list: [before, word] },
      type: ['object', { n: 'number', list: ['tuple', ['number', 'string']] }]
    },
    after: `{n = ${JSON.stringify(after)}, list = [${JSON.stringify(before)}, ${expressionOf(word)}]}`
  }))
]

/** What is hidden, or not known yet, inside of what is shown. */
const partly: readonly fc.Arbitrary<TypedPair>[] = [
  pairs.map(([before, after]) => ({
    before: dynamic({ list: [before, 'k', 'k'], map: { a: before } }),
    after: `{list = [${expressionOf(after)}, sensitive("nested-secret"), terraform_data.fresh.id], map = {a = ${expressionOf(before)}, b = sensitive(${expressionOf(after)})}}`
  })),
  ports.map((all) => ({
    before: { value: all, type: ['list', portType] },
    after: `tolist([${all.map(portExpression).join(', ')}, {name = terraform_data.fresh.id, port = sensitive(9), tags = tomap({})}])`
  })),
  wordList.map((all) => ({
    before: { value: [...new Set(all)], type: ['set', 'string'] },
    after: `toset([${all.map(expressionOf).join(', ')}, terraform_data.fresh.id])`
  })),
  fc.constantFrom(
    { before: dynamic('known'), after: 'var.secret' },
    { before: dynamic({ list: ['known'] }), after: 'var.secret.list[0]' },
    { before: dynamic('known'), after: 'ephemeralasnull(var.passing)' },
    { before: null, after: 'jsonencode({a = terraform_data.fresh.id})' },
    {
      before: dynamic('{"a":"known"}'),
      after: 'jsonencode({a = sensitive("nested-secret")})'
    }
  )
]

export const typedPairs: fc.Arbitrary<TypedPair> = fc.oneof(
  ...collections,
  ...others,
  ...partly
)
