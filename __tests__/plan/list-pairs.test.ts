import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { pairItems } from '../../src/plan/list-pairs.ts'
import { reducePlan } from '../../src/plan/reduction.ts'
import {
  hiddenOf,
  isSame,
  isSameHidden,
  parseValue,
  type Value
} from '../../src/plan/value.ts'
import { plan, resource } from './documents.ts'

/** What was paired, by places; `-` where there is no partner. */
function placesOf(before: readonly Value[], after: readonly Value[]): string[] {
  return pairItems(before, after).map(({ old, fresh }) =>
    [
      old === undefined ? '-' : before.indexOf(old),
      fresh === undefined ? '-' : after.indexOf(fresh)
    ].join(' ')
  )
}

function values(...items: readonly unknown[]): Value[] {
  return items.map((item) => parseValue(item, false, false))
}

describe('pairItems', () => {
  it('finds the first item that shares an entry', () => {
    const before = values({ k: 1, v: 'a' }, { k: 2, v: 'b' }, { k: 3, v: 'c' })
    const after = values({ k: 3, v: 'x' }, { k: 9, v: 'y' }, { k: 1, v: 'z' })
    expect(placesOf(before, after)).toEqual(['0 2', '1 -', '2 0', '- 1'])
  })

  it('does as one who looks at every pair', () => {
    const leaf = fc.constantFrom('a', 'b', 1, null, [], ['a'], { k: 1 })
    const item = fc.tuple(
      fc.oneof(
        leaf,
        fc.dictionary(fc.constantFrom('k', 'v', '__proto__'), leaf, {
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
        for (const { old, fresh } of pairItems(before, after)) {
          if (old === undefined || fresh === undefined) continue
          expect(isSame(old, fresh) || isAlike(old, fresh)).toBe(true)
        }
        const pairs = pairItems(before, after)
        const alone = (side: 'old' | 'fresh') =>
          pairs.flatMap((pair) =>
            pair.old === undefined || pair.fresh === undefined
              ? (pair[side] ?? [])
              : []
          )
        // Between two equal items nothing is left that could be a pair; over
        // the whole list that holds where no items are equal.
        if (
          pairs.some(({ old, fresh }) => old && fresh && isSame(old, fresh))
        ) {
          return
        }
        for (const old of alone('old')) {
          for (const fresh of alone('fresh')) {
            expect(isAlike(old, fresh)).toBe(false)
          }
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
    expect(pairItems(items('old'), items('new'))).toHaveLength(10_000)
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

/** The rule, as it is held against one pair. */
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
    return (
      other !== undefined && entry.kind !== 'absent' && isSame(entry, other)
    )
  })
  return shared || (before.entries.size <= 1 && after.entries.size <= 1)
}
