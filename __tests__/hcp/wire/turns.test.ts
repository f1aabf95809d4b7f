import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  createTurns,
  learnTurns,
  noteSent,
  untilTurn
} from '../../../src/hcp/wire/turns.ts'

const headers = (limit: number, remaining: number) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining)
})

describe('the turn of a request', () => {
  it('M-13: comes so that no second has more than the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }),
        (limit, gaps) => {
          const turns = createTurns()
          learnTurns(turns, headers(limit, limit), 0)
          let now = 10_000
          const sent: number[] = []
          for (const gap of gaps) {
            now += gap
            now += untilTurn(turns, turns.all, now)
            noteSent(turns.all, now)
            sent.push(now)
          }
          for (const at of sent) {
            const within = sent.filter(
              (each) => each >= at && each < at + 1_000
            )
            expect(within.length).toBeLessThanOrEqual(limit)
          }
        }
      )
    )
  })

  it('leaves room for others who share the limit', () => {
    const turns = createTurns()
    noteSent(turns.all, 1_000)
    learnTurns(turns, headers(30, 9), 1_010)
    expect(turns.others.count).toBe(20)
    // A quarter of the ten that are left, at once.
    for (let sent = 1; sent < 3; sent++) noteSent(turns.all, 1_020)
    expect(untilTurn(turns, turns.all, 1_030)).toBeGreaterThan(0)
    // What they did is not held against them for ever.
    expect(untilTurn(turns, turns.all, 5_000)).toBe(0)
  })

  it('is at once where there is no limit, and for whoever is alone', () => {
    const turns = createTurns()
    expect(untilTurn(turns, turns.all, 0)).toBe(0)
    learnTurns(turns, {}, 0)
    for (let sent = 0; sent < 500; sent++) noteSent(turns.all, 0)
    expect(untilTurn(turns, turns.all, 0)).toBe(0)
  })

  it('of looks takes no more than half', () => {
    const turns = createTurns()
    learnTurns(turns, headers(4, 4), 0)
    noteSent(turns.looks, 10)
    noteSent(turns.looks, 300)
    expect(untilTurn(turns, turns.looks, 700)).toBeGreaterThan(0)
    expect(untilTurn(turns, turns.all, 700)).toBe(0)
  })
})
