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

describe('what nobody sees', () => {
  const nbsp = 'a\u00a0b'
  it.each<readonly [string, unknown, unknown, readonly string[]]>([
    [
      'CRLF to LF',
      'a\r\nb\n',
      'a\nb\n',
      ['~ input = <<-EOT', '- "a\\r"', '+ "a"']
    ],
    [
      'a line feed at the end',
      'a\nb\n',
      'a\nb',
      ['~ input = <<-EOT', '~ # (the line feed at the end is removed)']
    ],
    [
      'a blank at the end of a line',
      'a\nb \n',
      'a\nb\n',
      ['~ input = <<-EOT', '- "b "', '+ "b"']
    ],
    [
      'a tab for blanks',
      'a\n\tb\n',
      'a\n    b\n',
      ['~ input = <<-EOT', '- "\\tb"', '+ "    b"']
    ],
    [
      'an escape for what it stands for',
      'a\nb\r\n',
      'a\n"b\\r"\n',
      ['~ input = <<-EOT', '- "b\\r"', '+ "\\"b\\\\r\\""']
    ],
    ['another blank', nbsp, 'a b', ['~ input = "a\\u00a0b" -> "a b"']],
    ['no width', 'ab\u200b', 'ab', ['~ input = "ab\\u200b" -> "ab"']],
    ['another direction', 'a\u202eb', 'ab', ['~ input = "a\\u202eb" -> "ab"']],
    ['a tag', 'a\u{e0041}', 'a', ['~ input = "a\\udb40\\udc41" -> "a"']],
    [
      'another composition',
      'caf\u00e9',
      'cafe\u0301',
      ['~ input = "caf\\u00e9" -> "cafe\\u0301"']
    ],
    [
      'a letter of another script in a word',
      'admin',
      '\u0430dmin',
      [String.raw`~ input = "admin" -> "\u0430dmin"`]
    ],
    [
      'nothing but letters that look like others',
      '\u0441\u043e\u0441\u043e',
      'coco',
      [String.raw`~ input = "\u0441\u043e\u0441\u043e" -> "coco"`]
    ],
    [
      'a language of other letters, which is left as it is',
      'он и сосо',
      'она и сосо, größe',
      ['~ input = "он и сосо" -> "она и сосо, größe"']
    ],
    [
      'elements of a list',
      ['root', 'caf\u00e9'],
      ['r\u043eot', 'cafe\u0301'],
      [
        '~ input = [',
        '- "root",',
        '- "café",',
        String.raw`+ "r\u043eot",`,
        String.raw`+ "cafe\u0301",`
      ]
    ],
    [
      'names of a map',
      { root: 1 },
      { 'r\u043eot': 1 },
      [
        '~ input = {',
        '- root        = 1 -> null',
        String.raw`+ "r\u043eot" = 1`
      ]
    ],
    [
      'lines of a new text',
      null,
      'a\nr\u043eot\n',
      ['+ input = <<-EOT', '+ a', String.raw`+ "r\u043eot"`, '+ EOT']
    ],
    [
      'CRLF in a new text',
      null,
      'a\r\nb\r\n',
      ['+ input = <<-EOT # each line ends with CRLF', '+ a', '+ b', '+ EOT']
    ],
    [
      'one CRLF in a new text',
      null,
      'a\r\nb\n',
      ['+ input = <<-EOT', String.raw`+ "a\r"`, '+ b', '+ EOT']
    ],
    [
      'no line feed at the end of a new text',
      null,
      'a\nb',
      [
        '+ input = <<-EOT',
        '+ a',
        '+ b',
        '+ # (no line feed at the end)',
        '+ EOT'
      ]
    ],
    [
      'a line that moves, which is left as it is',
      'a: 1\nb: 2\n',
      'b: 2\na: 1\n',
      ['~ input = <<-EOT', '- a: 1', '+ a: 1']
    ],
    [
      'an indentation, which is left as it is',
      'a:\n  b: "x"\n',
      'a:\nb: "x"\n',
      ['~ input = <<-EOT', '-   b: "x"', '+ b: "x"']
    ],
    [
      'a name that is twice in JSON',
      '{"a":1,"a":2,"b":1}',
      '{"a":3,"a":2,"b":2}',
      [
        String.raw`~ input = "{\"a\":1,\"a\":2,\"b\":1}" -> "{\"a\":3,\"a\":2,\"b\":2}"`
      ]
    ],
    [
      'another order of keys in JSON',
      '{"a":1,"b":2}',
      '{"b":2,"a":1}',
      [String.raw`~ input = "{\"a\":1,\"b\":2}" -> "{\"b\":2,\"a\":1}"`]
    ]
  ])('%s', (_, before, after, lines) => {
    expect(marked(before, after)).toEqual(lines)
  })
})

describe('long things', () => {
  it('are cut around their difference in a text of many lines', () => {
    const text = (end: string) => `#!/bin/sh\n${'x'.repeat(3_000)}${end}\n`
    const lines = marked(text('old'), text('new'))
    expect(lines[1]).toMatch(/^- …x{40}old$/)
    expect(lines[2]).toMatch(/^\+ …x{40}new$/)
  })

  it('look different where they differ after the cut', () => {
    const object = (end: string, n: number) => [
      { name: end, policy: 'x'.repeat(600) + end, n, m: n },
      { name: 'z', policy: '', n: 9, m: 9 }
    ]
    const cuts = marked(object('A', 1), object('B', 2)).filter((line) =>
      line.includes('101 more characters')
    )
    expect(cuts).toHaveLength(2)
    expect(cuts[0]?.slice(1)).not.toBe(cuts[1]?.slice(1))
  })

  it('hide the name of no attribute that changes after them', () => {
    const list = Array.from({ length: 1_021 }, (_, index) => `rule-${index}`)
    const { resources } = reducePlan(
      plan([
        resource('terraform_data.a', ['update'], {
          before: { first: list, last: [1, 2], tail: 1 },
          after: { first: list.toReversed(), last: [2, 3], tail: 2 }
        })
      ])
    ).changes
    expect(
      resources[0]?.diff.slice(-3).map(({ marker, text }) => marker + text)
    ).toEqual([
      '~last  = [',
      '~tail  = 1 -> 2',
      ' # (1048 more lines not shown)'
    ])
  })

  it('tell when a thousand elements are turned round', () => {
    const list = Array.from({ length: 1_021 }, (_, index) => `rule-${index}`)
    const lines = marked(list, list.toReversed())
    expect(lines.length).toBeGreaterThan(900)
    expect(lines[1]).toBe('~ # (the same 1021 elements in another order)')
    expect(lines[2]).toBe('- "rule-0",')
  })
})

describe('a secret that changes beside something else', () => {
  const [old, fresh] = ['Hunter22!x', 'Hunter33!y']
  const key = (letter: string) => `--BEGIN--\nab${letter}\nde${letter}\n--END--`

  /** The marked lines of a value that repeats a secret. */
  function beside(
    valueOf: (secret: string, n: number) => unknown,
    secrets: readonly [string, string] = [old, fresh]
  ): readonly string[] {
    const [before, after] = secrets.map((password, index) => ({
      password,
      input: valueOf(password, index)
    }))
    const document = plan([
      resource(
        'terraform_data.a',
        ['update'],
        {
          before,
          after,
          before_sensitive: { password: true },
          after_sensitive: { password: true }
        },
        builtIn
      )
    ])
    const diff = reducePlan(document).changes.resources[0]?.diff ?? []
    const lines = diff
      .filter(({ marker }) => marker !== ' ')
      .map(({ marker, text }) => `${marker} ${text}`)
    for (const line of lines) {
      expect(line).not.toMatch(/Hunter|ab[cd]|de[cd]/)
    }
    return lines.filter((line) => !line.startsWith('~ password'))
  }

  it('is marked in a document', () => {
    const document = (secret: string, n: number): string =>
      JSON.stringify({
        n,
        p: secret,
        in: JSON.stringify({ u: `@${secret}`, o: 1 })
      })
    expect(beside(document)).toEqual([
      '~ input    = jsonencode(',
      '~ {',
      '~ in = jsonencode(',
      '~ {',
      '~ u = "@***" # only sensitive parts change',
      '~ n  = 0 -> 1',
      '~ p  = "***" # only sensitive parts change'
    ])
  })

  it('is marked in a text of many lines', () => {
    expect(
      beside((secret, n) => `a\npw=${secret}\n${'-\n'.repeat(9)}${n}\n`)
    ).toEqual([
      '~ input    = <<-EOT',
      '~ pw=*** # only sensitive parts change',
      '- 0',
      '+ 1'
    ])
  })

  it('may have changed where it has many lines itself', () => {
    expect(
      beside((secret, n) => `a\n${secret}\n${n}\n`, [key('c'), key('d')])
    ).toEqual([
      '~ input    = <<-EOT',
      '- 0',
      '+ 1',
      '~ # (sensitive parts may have changed, too)'
    ])
  })

  it('is marked in a list', () => {
    expect(beside((secret, n) => [`u:${secret}`, 'k', n])).toEqual([
      '~ input    = [',
      '~ "u:***", # only sensitive parts change',
      '- 0,',
      '+ 1,'
    ])
  })
})

describe('parts that this version does not know', () => {
  it.each<readonly [string, Record<string, unknown>, boolean]>([
    ['none', plan([resource('a.b', ['create'])]), false],
    ['of the plan', plan([], { brand_new: [{ x: 1 }] }), true],
    [
      'of a change',
      plan([resource('a.b', ['create'], {}, { brand_new: { x: 1 } })]),
      true
    ]
  ])('%s', (_, document, isThere) => {
    expect(reducePlan(document).changes.hasUnknownParts).toBe(isThere)
  })
})

describe('an empty list on both sides', () => {
  const hidden = (more: Record<string, unknown>, extra = {}) =>
    reducePlan(
      plan(
        [
          resource(
            'any_thing.a',
            ['update'],
            { before: { l: [], k: 1 }, after: { l: [], k: 2 } },
            more
          )
        ],
        extra
      )
    ).changes.resources[0]?.diff.filter(({ text }) => text.includes('hidden'))
  const schemas = (block: Record<string, unknown>) => ({
    provider_schemas: {
      'p/any': { resource_schemas: { any_thing: { block } } }
    }
  })

  it('is an attribute that does not change', () => {
    const attributes = { l: { type: ['list', 'string'] } }
    expect(hidden(builtIn)).toHaveLength(1)
    expect(
      hidden({ provider_name: 'p/any' }, schemas({ attributes }))
    ).toHaveLength(1)
  })

  it('is a block that is not written', () => {
    const block_types = { l: { nesting_mode: 'list', block: {} } }
    expect(hidden({ provider_name: 'p/any' })).toEqual([])
    expect(
      hidden({ provider_name: 'p/any' }, schemas({ block_types }))
    ).toEqual([])
  })
})

describe('members that are null in what is drawn whole', () => {
  it('are in one line where there are many', () => {
    const object = { a: 1, b: null, 'c, d': null, e: null }
    expect(marked([], [object])).toEqual([
      '~ input = [',
      '+ {',
      '+ a = 1',
      '+ # (3 null: b, "c, d", e)',
      '+ },'
    ])
    expect(marked([{ ...object, a: 2 }], [])).toContain(
      '- # (3 null: b, "c, d", e)'
    )
  })

  it.each<readonly [string, Record<string, unknown>]>([
    ['few', { a: 1, b: null, c: null }],
    ['all there is', { a: null, b: null, c: null }]
  ])('are drawn where they are %s', (_, object) => {
    const lines = marked([], [object])
    expect(lines).toContain('+ b = null')
    expect(lines.join()).not.toContain('null:')
  })
})
