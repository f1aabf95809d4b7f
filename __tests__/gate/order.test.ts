import { describe, expect, it } from '@jest/globals'
import { findRing, predecessorsOf } from '../../src/gate/order.ts'
import type { Order } from '../../src/gate/order.ts'
import { unread } from '../../src/gate/known.ts'
import { fc } from '../fuzz.ts'

const chains: Order = [
  ['network', 'app', 'dns'],
  ['network', 'database', 'app']
]

describe('whom a workspace waits for', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['network', [], ['app', 'database']],
    ['database', ['network'], ['app']],
    ['app', ['network', 'database'], ['dns']],
    ['dns', ['app'], []],
    ['somebody else', [], []]
  ])('%s: %j, and %j where all is destroyed', (name, before, reversed) => {
    expect(predecessorsOf(chains, name, false)).toEqual(before)
    expect(predecessorsOf(chains, name, true)).toEqual(reversed)
  })
})

describe('a ring of workspaces that wait for each other', () => {
  it.each<[string, Order, readonly string[] | undefined]>([
    ['no chain', [], undefined],
    ['one chain', [['a', 'b', 'c']], undefined],
    ['a diamond', chains, undefined],
    ['one that waits for itself', [['a', 'a']], ['a', 'a']],
    ['two', [['a', 'b', 'a']], ['a', 'b', 'a']],
    [
      'two, in two chains',
      [
        ['a', 'b'],
        ['b', 'a']
      ],
      ['a', 'b', 'a']
    ],
    [
      'three, and one before them',
      [
        ['x', 'a', 'b', 'c'],
        ['c', 'a']
      ],
      ['a', 'b', 'c', 'a']
    ],
    [
      'three, and one behind them',
      [
        ['a', 'b', 'c', 'a'],
        ['c', 'y']
      ],
      ['a', 'b', 'c', 'a']
    ],
    [
      'behind what was found to be in order',
      [
        ['x', 'y'],
        ['y', 'z', 'y']
      ],
      ['y', 'z', 'y']
    ]
  ])('is found in %s', (_, order, ring) => {
    expect(findRing(order)).toEqual(ring)
  })

  it('is found in time where many chains meet', () => {
    const rungs = Array.from({ length: 40 }, (_, at) => [
      [`${at}`, `left ${at}`, `${at + 1}`],
      [`${at}`, `right ${at}`, `${at + 1}`]
    ]).flat()
    expect(findRing(rungs.toReversed())).toBeUndefined()
  })

  it('is one where each waits for the one before it', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    fc.assert(
      fc.property(
        fc.array(fc.array(names, { minLength: 1, maxLength: 4 })),
        (order) => {
          const ring = findRing(order)
          if (ring === undefined) return
          expect(ring.length).toBeGreaterThan(1)
          expect(ring.at(-1)).toBe(ring[0])
          for (const [index, name] of ring.slice(1).entries()) {
            expect(predecessorsOf(order, name, false)).toContain(ring[index])
          }
        }
      )
    )
  })
})

describe('a fact that could not be read', () => {
  it.each([
    ['an error', new Error('It is used up.'), 'It is used up.'],
    ['a text', 'no answer', 'no answer'],
    ['nothing', undefined, 'undefined']
  ])('is unknown, in the words of %s', (_, error, why) => {
    expect(unread(error)).toEqual({ known: false, why })
  })
})
