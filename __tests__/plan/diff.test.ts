import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { plan, resource } from './documents.ts'

/** The diff of one update, drawn with indentation. */
function diff(
  before: unknown,
  after: unknown,
  change: Record<string, unknown> = {},
  more: Record<string, unknown> = {}
): readonly string[] {
  const actions =
    before === null ? ['create'] : after === null ? ['delete'] : ['update']
  const document = plan([
    resource('a.b', actions, { before, after, ...change }, more)
  ])
  return (reducePlan(document).changes.resources[0]?.diff ?? []).map(
    ({ marker, depth, text }) => `${marker} ${'  '.repeat(depth)}${text}`
  )
}

describe('attributes', () => {
  it('are compared by name, what did not change only counted', () => {
    expect(
      diff(
        { id: 'i', name: 'n', a: 1, b: true, c: 'x', gone: 'y', none: null },
        { id: 'i', name: 'n', a: 2, b: true, c: 'x', fresh: 'z', none: null }
      )
    ).toEqual([
      '~ a     = 1 -> 2',
      '+ fresh = "z"',
      '- gone  = "y" -> null',
      '  id    = "i"',
      '  name  = "n"',
      '  # (2 unchanged attributes hidden)'
    ])
  })

  it('are told when they will be known', () => {
    expect(
      diff(
        { a: 'x', b: ['y'], c: { k: 1 } },
        { c: {} },
        { after_unknown: { a: true, b: true, c: { k: true }, d: true } }
      )
    ).toEqual([
      '~ a = "x" -> (known after apply)',
      '~ b = [',
      '-   "y",',
      '  ] -> (known after apply)',
      '~ c = {',
      '~   k = 1 -> (known after apply)',
      '  }',
      '+ d = (known after apply)'
    ])
  })

  it('say what forces a replacement, at any depth', () => {
    expect(
      diff(
        { a: 'x', m: { 'odd key': '1', s: '2' }, l: [{ p: 1, q: 1 }] },
        { a: 'y', m: { 'odd key': '3', s: '2' }, l: [{ p: 2, q: 1 }] },
        { replace_paths: [['a'], ['m', 'odd key'], ['l', 0, 'p']] },
        { provider_name: 'terraform.io/builtin/terraform' }
      )
    ).toEqual([
      '~ a = "x" -> "y" # forces replacement',
      '~ l = [',
      '~   {',
      '~     p = 1 -> 2 # forces replacement',
      '      # (1 unchanged attribute hidden)',
      '    },',
      '  ]',
      '~ m = {',
      '~   "odd key" = "1" -> "3" # forces replacement',
      '    # (1 unchanged element hidden)',
      '  }'
    ])
  })

  it('do not tell `null -> null` of write-only ones', () => {
    expect(diff({ a: 1, wo: null }, { a: 2, wo: null })).toEqual([
      '~ a = 1 -> 2'
    ])
    expect(
      diff(null, { a: 1, wo: null }, { after_sensitive: { wo: true } })
    ).toEqual(['+ a = 1'])
  })
})

describe('sensitive values', () => {
  it('are hidden, their change is not', () => {
    expect(
      diff(
        { p: 'one', same: 's', m: { k: 'one', open: 1 } },
        { p: 'two', same: 's', m: { k: 'two', open: 2 } },
        {
          before_sensitive: { p: true, same: true, m: { k: true } },
          after_sensitive: { p: true, same: true, m: { k: true } }
        }
      )
    ).toEqual([
      '~ m = {',
      '~   k    = (sensitive value)',
      '~   open = 1 -> 2',
      '  }',
      '~ p = (sensitive value)',
      '  # (1 unchanged attribute hidden)'
    ])
  })

  it('of a redacted plan may have changed beside any other change', () => {
    const { resources, outputs } = reducePlan({
      plan_format_version: '1.2',
      resource_changes: [
        resource('a.b', ['update'], {
          before: { n: 1, p: 'REDACTED', u: [{ k: 'REDACTED', o: 1 }] },
          after: { n: 2, p: 'REDACTED', u: [{ k: 'REDACTED', o: 1 }] },
          before_sensitive: { p: true, u: [{ k: true }] },
          after_sensitive: { p: true, u: [{ k: true }] }
        })
      ],
      output_changes: {
        o: {
          actions: ['update'],
          before: { n: 1, p: 'REDACTED' },
          after: { n: 2, p: 'REDACTED' },
          before_sensitive: { p: true },
          after_sensitive: { p: true }
        }
      }
    }).changes
    const marked = [resources[0], outputs[0]].map((change) =>
      change?.diff
        .filter(({ marker }) => marker !== ' ')
        .map(({ text }) => text)
    )
    expect(marked).toEqual([
      [
        'n = 1 -> 2',
        'p = (sensitive value) # may have changed',
        'u {',
        'k = (sensitive value) # may have changed'
      ],
      ['o = {', 'n = 1 -> 2', 'p = (sensitive value) # may have changed']
    ])
  })

  it('are sensitive first, unknown second', () => {
    expect(
      diff(
        null,
        {},
        { after_unknown: { p: true }, after_sensitive: { p: true } }
      )
    ).toEqual(['+ p = (sensitive value)'])
  })
})

describe('lists', () => {
  it('are compared by their longest common part', () => {
    expect(
      diff({ l: ['a', 'b', 'c', 'd'] }, { l: ['b', 'x', 'c', 'd'] })
    ).toEqual([
      '~ l = [',
      '-   "a",',
      '    "b",',
      '+   "x",',
      '    # (2 unchanged elements hidden)',
      '  ]'
    ])
  })

  it('of unknown elements keep their place', () => {
    expect(
      diff(
        { l: ['a'] },
        { l: ['a', null] },
        { after_unknown: { l: [false, true] } }
      )
    ).toEqual(['~ l = [', '    "a",', '+   (known after apply),', '  ]'])
  })

  it('of objects are blocks, but for providers whose are not', () => {
    const before = {
      rule: [
        { port: 1, from: 'a' },
        { port: 2, from: 'b' }
      ]
    }
    const after = {
      rule: [
        { port: 1, from: 'a' },
        { port: 3, from: 'b' }
      ]
    }
    expect(diff(before, after)).toEqual([
      '~ rule {',
      '~   port = 2 -> 3',
      '    # (1 unchanged attribute hidden)',
      '  }',
      '  # (1 unchanged rule block hidden)'
    ])
    expect(
      diff(
        before,
        after,
        {},
        { provider_name: 'terraform.io/builtin/terraform' }
      )[0]
    ).toBe('~ rule = [')
  })
})

describe('strings', () => {
  it('of many lines are compared by line', () => {
    const text = (middle: string) =>
      ['1', '2', '3', '4', '5', middle, '7', ''].join('\n')
    expect(diff({ t: text('old') }, { t: text('new') })).toEqual([
      '~ t = <<-EOT',
      '    # (2 unchanged lines hidden)',
      '    3',
      '    4',
      '    5',
      '-   old',
      '+   new',
      '    7',
      '  EOT'
    ])
  })

  it('with JSON in them are compared by value', () => {
    expect(
      diff(
        { j: '{"a":[1,2],"b":{"c":1}}' },
        { j: '{"b": {"c": 2}, "a": [1, 2]}' }
      )
    ).toEqual([
      '~ j = jsonencode(',
      '~   {',
      '~     b = {',
      '~       c = 1 -> 2',
      '      }',
      '      # (1 unchanged attribute hidden)',
      '    }',
      '  )'
    ])
    expect(diff({ j: '{"a":1}' }, { j: '{ "a": 1 }' })[0]).toBe(
      '~ j = jsonencode( # whitespace changes'
    )
  })

  it('that are long show where they differ', () => {
    const [line = ''] = diff(
      { s: `${'a'.repeat(5_000)}old${'z'.repeat(5_000)}` },
      { s: `${'a'.repeat(5_000)}new${'z'.repeat(5_000)}` }
    )
    expect(line).toContain('aold')
    expect(line).toContain('anew')
    expect(line.length).toBeLessThan(300)
    const [whole = ''] = diff(null, { s: '👩‍💻'.repeat(2_000) })
    expect(whole.length).toBeLessThan(600)
    expect(whole).toContain('more characters')
    expect(whole.isWellFormed()).toBe(true)
  })
})

describe('very long diffs', () => {
  it('end with the number of lines left out', () => {
    const many = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, i) => [`k${i}`, i])
    )
    const lines = diff(null, many)
    expect(lines).toHaveLength(1_000 + 200 + 1)
    expect(lines.at(-1)).toBe('  # (1800 more lines not shown)')
  })
})
