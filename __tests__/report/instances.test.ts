import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import type { DiffLine, ResourceChange } from '../../src/plan/types.ts'
import {
  groupInstances,
  instancesOf,
  shapeOf,
  sharedDiff
} from '../../src/report/instances.ts'
import { fc } from '../fuzz.ts'
import { plan, resource } from '../plan/documents.ts'

function creates(
  values: Readonly<Record<string, unknown>>
): readonly ResourceChange[] {
  return reducePlan(
    plan(
      Object.entries(values).map(([address, value]) =>
        resource(address, ['create'], { before: null, after: { value } })
      )
    )
  ).changes.resources
}

function addressOf(...keys: readonly string[]): string {
  return instancesOf(
    creates(Object.fromEntries(keys.map((key) => [`a.b[${key}]`, 1])))
  ).address
}

const quoted = (key: string) => JSON.stringify(key)

describe('the address of instances', () => {
  it.each([
    [['0'], 'a.b[0]'],
    [['0', '1'], 'a.b[0, 1]'],
    [['2', '0', '10', '1', '7'], 'a.b[0…2, 7, 10]'],
    [['"x"'], 'a.b["x"]'],
    [['"x"', '"y"'], 'a.b["x", "y"]'],
    [
      Array.from('abcdefgh', quoted),
      'a.b["a", "b", "c", "d", "e", "f" and 2 more]'
    ]
  ])('%j', (keys, address) => {
    expect(addressOf(...keys)).toBe(address)
  })

  it('has all numbers from 0 to 59 in five characters', () => {
    const keys = Array.from({ length: 60 }, (_, i) => String(i))
    expect(addressOf(...keys)).toBe('a.b[0…59]')
  })
})

describe('groups of instances', () => {
  it('are of one resource, alike, and keep every change once', () => {
    const changes = creates({
      'a.b[0]': 1,
      'a.b[1]': 2,
      'a.c[0]': 1,
      'a.b[2]': [1],
      'a.c': 1,
      'a.b["x"]': 1,
      'module.m["k"].a.b[0]': 1,
      'module.m["l"].a.b[0]': 1
    })
    const groups = groupInstances(changes, ({ diff }) => shapeOf(diff))
    expect(groups.map(({ address }) => address).sort()).toEqual([
      'a.b[0, 1, "x"]',
      'a.b[2]',
      'a.c',
      'a.c[0]',
      'module.m["k"].a.b[0]',
      'module.m["l"].a.b[0]'
    ])
    expect(groups.flatMap(({ members }) => members)).toHaveLength(
      changes.length
    )
  })

  it('ask nothing of what has no siblings', () => {
    groupInstances(creates({ 'a.b': 1, 'a.c[0]': 1 }), () => {
      throw new Error('asked')
    })
  })
})

describe('a shared diff', () => {
  const diffOf = ({ diff }: ResourceChange) => diff

  it('shows what is the same once, and the rest in its place', () => {
    const members = creates({
      'a.b["x"]': { name: 'x', size: 1, deep: { of: 1 } },
      'a.b["y"]': { name: 'x', size: 1, deep: { of: 2 } },
      'a.b["z"]': { name: 'x', size: 1, deep: { of: 1 } }
    })
    expect(
      sharedDiff(members, diffOf).map(
        ({ depth, text }) => `${'  '.repeat(depth)}${text}`
      )
    ).toEqual([
      '# a.b["x"]:',
      'value = {',
      '  deep = {',
      '    of = 1',
      '  }',
      '  name = "x"',
      '  size = 1',
      '}',
      '# the same: a.b["z"]',
      '# a.b["y"] differs in:',
      'value = {',
      '  deep = {',
      '    of = 2',
      '  }',
      '}'
    ])
  })

  it('tells the same change of objects of other ids once', () => {
    const ids = Array.from({ length: 60 }, (_, index) => index)
    const { resources } = reducePlan(
      plan(
        ids.map((id) =>
          resource(`a.b[${id}]`, ['update'], {
            before: { id: `i-${id}`, ami: 'old', nested: [{ n: 1, k: id }] },
            after: {
              id: `i-${id}`,
              ami: 'new',
              nested: [{ n: id === 7 ? 3 : 2, k: id === 9 ? 9 : id }]
            }
          })
        )
      )
    ).changes
    const diffs = sharedDiff(
      resources.map((change) => ({ ...change, diff: change.diff.slice(0, 2) })),
      ({ diff }) => diff
    )
    expect(diffs.map(({ text }) => text)).toEqual([
      '# a.b[0]:',
      'ami = "old" -> "new"',
      'id  = "i-0"',
      '# the same change: a.b[1…59]'
    ])
    const whole = sharedDiff(resources, ({ diff }) => diff)
    expect(whole.map(({ text }) => text)).toContain('n = 1 -> 3')
  })

  it('loses no line that differs, whatever the diffs', () => {
    const line: fc.Arbitrary<DiffLine> = fc.record({
      marker: fc.constantFrom('+', '-', '~', ' '),
      depth: fc.nat(4),
      text: fc.constantFrom('a = 1', 'a = 2', 'b = {', '}')
    })
    const diff = fc.array(line, { maxLength: 12 })
    fc.assert(
      fc.property(diff, diff, (one, two) => {
        const [first, second] = creates({ 'a.b[0]': 1, 'a.b[1]': 1 })
        const diffs = new Map([
          [first, one],
          [second, two]
        ])
        const shared = sharedDiff(
          [first!, second!],
          (change) => diffs.get(change) ?? []
        )
        if (one.length === 0) return
        expect(shared.slice(1, one.length + 1)).toEqual(one)
        const rest = shared.slice(one.length + 1)
        for (const [index, each] of two.entries()) {
          // An id beside the change is none of it.
          if (each.depth === 0 && each.marker === ' ') continue
          if (each.text !== one[index]?.text) expect(rest).toContain(each)
        }
        expect(rest.length).toBeLessThanOrEqual(two.length + 1)
      })
    )
  })
})
