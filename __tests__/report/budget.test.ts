import { describe, expect, it } from '@jest/globals'
import { assemble, type Section } from '../../src/report/budget.ts'
import { fc } from '../fuzz.ts'

const size = (text: string) => text.length

function section(
  name: string,
  rank: number,
  items: readonly (readonly [short: string, long: string | undefined])[]
): Section {
  return {
    heading: `# ${name}\n`,
    rank,
    omitted: (count) => `${count} more\n`,
    items: items.map(([short, long]) => ({
      short: `${short}\n`,
      long: long === undefined ? undefined : () => `${long}\n`
    }))
  }
}

describe('assemble', () => {
  it('shows everything where there is room', () => {
    const { text, omitted, cuts } = assemble(
      [
        section('a', 1, [
          ['x', 'xxx'],
          ['y', undefined]
        ]),
        section('b', 0, [])
      ],
      1_000,
      size
    )
    expect(text).toBe('# a\nxxx\ny\n')
    expect([omitted, cuts]).toEqual([0, []])
  })

  it('gives room to the lower rank first, whatever comes first on the page', () => {
    const { text, omitted, cuts } = assemble(
      [
        section('late', 1, [
          ['l1', 'LLLLLLLLLL'],
          ['l2', 'LLLLLLLLLL']
        ]),
        section('first', 0, [['f', 'FFFFFFFFFF']])
      ],
      47,
      size
    )
    expect(text).toBe('# late\nl1\nl2\n# first\nFFFFFFFFFF\n')
    expect([omitted, cuts]).toEqual([0, [{ name: 'late', count: 2 }]])
  })

  it('counts what it leaves out', () => {
    const items = Array.from(
      { length: 9 },
      (_, i) => [`i${i}`, undefined] as const
    )
    expect(assemble([section('a', 0, items)], 20, size).text).toBe(
      '# a\ni0\ni1\ni2\n6 more\n'
    )
  })

  it('counts a section apart that has no room to be named', () => {
    const { text, omitted, cuts } = assemble(
      [
        section('a', 0, [['x', undefined]]),
        section('too long a name', 1, [
          ['y', undefined],
          ['z', 'zzz']
        ])
      ],
      20,
      size
    )
    expect(text).toBe('# a\nx\n')
    expect([omitted, cuts]).toEqual([
      2,
      [{ name: 'too long a name', count: 2 }]
    ])
  })

  it('counts what is not on the page once, however much that is', () => {
    const items = Array.from({ length: 200 }, () => ({
      short: undefined,
      long: () => 'too long to fit'
    }))
    const one = { ...section('a', 1, []), items }
    const { omitted, cuts } = assemble([one], 20, size)
    expect([omitted, cuts]).toEqual([200, []])
  })

  it('names no section of which there is nothing to be seen', () => {
    const table = { ...section('a', 0, [['long table', undefined]]) }
    const { text, cuts } = assemble([{ ...table, omitted: () => '' }], 10, size)
    expect([text, cuts]).toEqual(['', [{ name: 'a', count: 1 }]])
  })

  it('closes a fold, and lists what has only a long form where it fits', () => {
    const rows = section('a', 0, [])
    const items = ['xxx', 'yyyyyyyyyyyy', 'z'].map((text) => ({
      short: undefined,
      long: () => `${text}\n`
    }))
    const { text, omitted, cuts } = assemble(
      [{ ...rows, closing: 'end\n', items }],
      23,
      size
    )
    expect(text).toBe('# a\nxxx\nz\n1 more\nend\n')
    expect([omitted, cuts]).toEqual([1, []])
  })

  it('gives what room is left to what is not whole', () => {
    const item = (text: string) => ({
      short: 's\n',
      long: () => `${text.slice(0, 2)}\n`,
      whole: () => `${text}\n`
    })
    const sections = [
      { ...section('a', 1, []), items: [item('aaaaaaaa')] },
      { ...section('b', 0, []), items: [item('bbbbbbbb')] }
    ]
    const of = (budget: number) => assemble(sections, budget, size).text
    expect(of(40)).toBe('# a\naaaaaaaa\n# b\nbbbbbbbb\n')
    expect(of(35)).toBe('# a\naa\n# b\nbbbbbbbb\n')
  })

  it('keeps to any budget and loses no item from its count', () => {
    const items = fc.array(
      fc.tuple(
        fc.string({ maxLength: 9 }),
        fc.option(fc.string(), { nil: undefined })
      )
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 3 }), items), { maxLength: 5 }),
        fc.nat({ max: 300 }),
        (parts, budget) => {
          const sections = parts.map(([rank, list], i) =>
            section(String(i), rank, list)
          )
          const { text, omitted, cuts } = assemble(sections, budget, size)
          expect(text.length).toBeLessThanOrEqual(budget)
          const told = [...text.matchAll(/^(\d+) more$/gm)].reduce(
            (sum, [, count]) => sum + Number(count),
            0
          )
          const cut = cuts.reduce((sum, { count }) => sum + count, 0)
          expect(told + cut).toBeGreaterThanOrEqual(omitted)
          const all = sections.reduce((sum, one) => sum + one.items.length, 0)
          expect(omitted).toBeLessThanOrEqual(all)
          if (text === '') expect(omitted).toBe(all)
        }
      )
    )
  })
})
