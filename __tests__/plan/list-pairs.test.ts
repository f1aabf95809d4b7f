import { describe, expect, it } from '@jest/globals'
import { pairItems } from '../../src/plan/list-pairs.ts'
import { reducePlan } from '../../src/plan/reduction.ts'
import {
  hiddenOf,
  isSame,
  isSameHidden,
  parseValue,
  type Value
} from '../../src/plan/value.ts'
import { fc } from '../fuzz.ts'
import { plan, resource } from './documents.ts'

/** What was paired, by places; `-` where there is no partner. */
function placesOf(before: readonly Value[], after: readonly Value[]): string[] {
  return pairItems(before, after, asItIs).map(({ old, fresh }) =>
    [
      old === undefined ? '-' : before.indexOf(old),
      fresh === undefined ? '-' : after.indexOf(fresh)
    ].join(' ')
  )
}

function values(...items: readonly unknown[]): Value[] {
  return items.map((item) => parseValue(item, false, false))
}

const asItIs = (text: string) => text

describe('pairItems', () => {
  it.each<readonly [string, unknown[], unknown[], string[]]>([
    [
      'what changed its place goes and comes',
      [
        { name: 'deny', priority: 1 },
        { name: 'allow', priority: 1 }
      ],
      [
        { name: 'allow', priority: 2 },
        { name: 'deny', priority: 2 }
      ],
      ['0 -', '1 0', '- 1']
    ],
    [
      'the most alike, not the first that share an entry',
      [
        { a: 1, b: 1, c: 1, d: 0 },
        { a: 1, b: 2, c: 2, d: 0 }
      ],
      [
        { a: 1, b: 2, c: 2, d: 9 },
        { a: 7, b: 8, c: 9, d: 9 }
      ],
      ['0 -', '1 0', '- 1']
    ],
    [
      'nothing that shares only what is empty',
      [
        { name: 'a', x: [], y: null, z: '' },
        { name: 'b', x: [], y: null, z: '' }
      ],
      [
        { name: 'c', x: [], y: null, z: '' },
        { name: 'd', x: [], y: null, z: '' }
      ],
      ['0 -', '1 -', '- 0', '- 1']
    ]
  ])('pairs %s', (_, before, after, places) => {
    expect(placesOf(values(...before), values(...after))).toEqual(places)
  })

  it('leaves nothing out and both lists in their order', () => {
    const leaf = fc.constantFrom('a', 'b', 1, null, [], ['a'], { k: 1 })
    const item = fc.tuple(
      fc.oneof(
        leaf,
        fc.dictionary(fc.constantFrom('k', 'name', '__proto__'), leaf, {
          maxKeys: 3
        })
      ),
      fc.constantFrom(false, false, true, { k: true })
    )
    const items = fc
      .array(item, { maxLength: 6 })
      .map((all) => all.map(([value, mask]) => parseValue(value, mask, false)))
    fc.assert(
      fc.property(items, items, (before, after) => {
        const pairs = pairItems(before, after, asItIs)
        const side = (name: 'old' | 'fresh') =>
          pairs.map((pair) => pair[name]).filter((value) => value !== undefined)
        expect(side('old')).toEqual(before)
        expect(side('fresh')).toEqual(after)
        for (const { old, fresh } of pairs) {
          if (old === undefined || fresh === undefined) continue
          // What is alone is the same that changed, if it is of a kind.
          const isAlone = before.length === 1 && after.length === 1
          expect(
            isSame(old, fresh) ||
              isAlike(old, fresh) ||
              (isAlone && hasKeyOf(old, fresh))
          ).toBe(true)
        }
      }),
      { numRuns: 500 }
    )
  })

  it('looks at each of 10,000 changed items a few times only', () => {
    let looks = 0
    class Counted extends Map<string, Value> {
      override [Symbol.iterator]() {
        looks++
        return super[Symbol.iterator]()
      }
      override get(key: string) {
        looks++
        return super.get(key)
      }
    }
    const items = (prefix: string): Value[] =>
      Array.from({ length: 10_000 }, (_, index) => ({
        kind: 'map' as const,
        entries: new Counted([
          ['a', { kind: 'scalar', value: `${prefix}-${index}` }],
          // All are alike in this, so that each finds a partner.
          ['b', { kind: 'scalar', value: index % 2 }]
        ])
      }))
    expect(pairItems(items('old'), items('new'), asItIs)).toHaveLength(10_000)
    expect(looks).toBeLessThan(20_000 * 5)
  })

  it('leaves a resource with 10,000 changed items quick to draw', () => {
    const list = (prefix: string) =>
      Array.from({ length: 10_000 }, (_, index) => ({
        a: `${prefix}-a-${index}`,
        b: `${prefix}-b-${index}`,
        c: `${prefix}-c-${index}`
      }))
    const { changes } = reducePlan(
      plan([
        resource('a.b', ['update'], {
          before: { list: list('old') },
          after: { list: list('new') }
        })
      ])
    )
    // Of the processor's time: the machine may have other things to do. Pair
    // by pair it took 7 s.
    const started = process.cpuUsage()
    expect(changes.resources[0]?.diff).toHaveLength(1_001)
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 1_000).toBeLessThan(4_000)
  })
})

function hasKeyOf(before: Value, after: Value): boolean {
  return (
    before.kind === 'map' &&
    after.kind === 'map' &&
    [...before.entries.keys()].some((key) => after.entries.has(key))
  )
}

/** What every pair has in common at least. */
function isAlike(before: Value, after: Value): boolean {
  if (before.kind === 'sensitive' || after.kind === 'sensitive') {
    return (
      before.kind === after.kind ||
      isSameHidden(hiddenOf(before), hiddenOf(after))
    )
  }
  if (before.kind === 'list') return after.kind === 'list'
  if (before.kind !== 'map' || after.kind !== 'map') return false
  const shared = [...before.entries].some(([key, entry]) => {
    const other = after.entries.get(key)
    return other !== undefined && isSame(entry, other)
  })
  return shared || (before.entries.size <= 1 && after.entries.size <= 1)
}
