import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { plan, resource } from './documents.ts'

const builtIn = { provider_name: 'terraform.io/builtin/terraform' }

/** The marked lines of a value that changes, in a resource of any values. */
function marked(
  before: unknown,
  after: unknown,
  more: Record<string, unknown> = builtIn
): readonly string[] {
  const document = plan([
    resource(
      'terraform_data.a',
      ['update'],
      { before: { input: before }, after: { input: after } },
      more
    )
  ])
  return (reducePlan(document).changes.resources[0]?.diff ?? [])
    .filter(({ marker }) => marker !== ' ')
    .map(({ marker, text }) => `${marker} ${text}`)
}

describe('null, missing and empty', () => {
  it.each<readonly [string, unknown, unknown, readonly string[]]>([
    ['null to an empty list', null, [], ['+ input = []']],
    ['null to an empty map', null, {}, ['+ input = {}']],
    ['an empty list to null', [], null, ['- input = [] -> null']],
    ['a list to a map', [], {}, ['- input = []', '+ input = {}']],
    [
      'a null member goes',
      { a: 1, b: null },
      { a: 1 },
      ['~ input = {', '- b = null']
    ],
    [
      'a null member comes',
      { a: 1 },
      { a: 1, b: null },
      ['~ input = {', '+ b = null']
    ],
    [
      'in a list of objects',
      [{ a: 1, b: null }],
      [{ a: 1 }],
      ['~ input = [', '~ {', '- b = null']
    ],
    ['a null element comes', [], [null], ['~ input = [', '+ null,']],
    [
      'in a JSON string',
      '{"a":1,"b":null}',
      '{"a":1}',
      ['~ input = jsonencode(', '~ {', '- b = null']
    ],
    [
      'a member of a new value',
      null,
      { a: null },
      ['+ input = {', '+ a = null', '+ }']
    ]
  ])('%s', (_, before, after, lines) => {
    expect(marked(before, after)).toEqual(lines)
  })

  it('are told apart without a schema, and of attributes with one', () => {
    expect(marked(null, [], {})).toEqual(['+ input = []'])
    expect(marked([], null, {})).toEqual(['- input = [] -> null'])
  })
})

describe('a change that shows nothing', () => {
  it('of a resource says so', () => {
    expect(marked('x', 'x')).toEqual([
      '~ # (changes something that cannot be shown here)'
    ])
  })

  it('of an output says so, by its name', () => {
    const { outputs } = reducePlan(
      plan([], {
        output_changes: { o: { actions: ['update'], before: 1, after: 1 } }
      })
    ).changes
    expect(outputs[0]?.diff.map(({ text }) => text)).toEqual([
      'o # (changes something that cannot be shown here)'
    ])
  })
})
