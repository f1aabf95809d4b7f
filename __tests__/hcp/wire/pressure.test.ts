import { describe, expect, it } from '@jest/globals'
import {
  bookRequest,
  countRequest,
  createPressure,
  heedAnswer,
  takeOver,
  takeRoom
} from '../../../src/hcp/wire/pressure.ts'
import type { LimitHeaders, Pressure } from '../../../src/hcp/wire/pressure.ts'
import { fc } from '../../fuzz.ts'
import { simulateCrowd } from './crowd-of-steps.ts'

const half = () => 0.5

function left(remaining: number | string): LimitHeaders {
  return {
    'x-ratelimit-limit': '30',
    'x-ratelimit-remaining': String(remaining)
  }
}

/** One request that is answered at once. */
function ask(
  pressure: Pressure,
  now: number,
  headers: LimitHeaders,
  status = 200
): void {
  bookRequest(pressure, now, true, half)
  heedAnswer(pressure, now, { status, headers }, half)
}

describe('how hard a step presses on the limit', () => {
  it.each([
    ['plenty is left', left(25), 200, 0],
    ['others use less than half', left(18), 200, 0],
    ['others leave a third', left(10), 200, 3_337],
    ['others leave a sixth', left(5), 200, 10_096],
    ['others leave nothing', left(0), 200, 11_500],
    ['it is refused', left(0), 429, 6_000],
    ['it is refused without headers', {}, 429, 6_000],
    ['the server has no limit', {}, 200, 0],
    [
      'the limit is no limit',
      { 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0' },
      200,
      0
    ],
    ['the headers are not numbers', left('few'), 200, 0]
  ])('where %s', (_, headers, status, ease) => {
    const pressure = createPressure()
    ask(pressure, 0, headers, status)
    expect(pressure.ease).toBeCloseTo(ease, -1)
  })

  it('is no reason to wait where it is all its own', () => {
    const pressure = createPressure()
    for (let count = 1; count <= 24; count += 1)
      ask(pressure, 0, left(30 - count))
    expect(pressure.ease).toBe(0)
  })

  it('is none for others where its own arrive late', async () => {
    const pressure = createPressure()
    ask(pressure, 0, left(29))
    // All are sent at once, seconds after their turn, and answered in a row.
    let now = 10_000
    let remaining = 30
    await Promise.all(
      Array.from({ length: 24 }, async () => {
        bookRequest(pressure, 1, true, half)
        takeRoom(pressure, 1)
        await countRequest(
          pressure,
          () => now,
          async () => {
            await Promise.resolve()
            now += 5
            remaining -= 1
            const headers = left(remaining)
            heedAnswer(pressure, now, { status: 200, headers }, half)
          }
        )
      })
    )
    expect(pressure.ease).toBe(0)
    expect(pressure.underWay).toBe(0)
  })

  it('is shared by what waits in a step about many workspaces', () => {
    const pressure = createPressure()
    ask(pressure, 0, left(0), 429)
    pressure.waiting = 30
    const before = pressure.nextAt
    bookRequest(pressure, before, true, half)
    // Of the few requests that it has had by now, too.
    expect(pressure.nextAt - before).toBeCloseTo((pressure.ease / 10) * (3 / 8))
  })

  it('never sends more than the limit in a second by itself', () => {
    const pressure = createPressure()
    ask(pressure, 0, left(29))
    const times = Array.from({ length: 100 }, () =>
      bookRequest(pressure, 0, true, Math.random)
    )
    for (const time of times) {
      const within = times.filter((each) => each > time - 1_000 && each <= time)
      expect(within.length).toBeLessThanOrEqual(25)
    }
    expect(Math.max(...times)).toBeLessThan(5_000)
  })

  it('lets what was decided on go at once, and counts it', () => {
    const pressure = createPressure()
    ask(pressure, 0, left(0), 429)
    expect(bookRequest(pressure, 10, false, half)).toBe(10)
    expect(bookRequest(pressure, 20, true, half)).toBeGreaterThan(4_000)
  })

  it('never holds back whoever settles what was aborted', () => {
    const pressure = createPressure(true)
    ask(pressure, 0, left(0), 429)
    expect(bookRequest(pressure, 10, true, half)).toBe(10)
  })

  it('lets 50 runs be ended in time under 30 requests a second, none refused', () => {
    const before = createPressure()
    for (let request = 0; request < 24; request += 1) {
      ask(before, 0, left(29 - request))
    }
    // What it meant to send later is not sent any more.
    for (let request = 0; request < 50; request += 1) {
      bookRequest(before, 10, true, half)
    }
    const pressure = createPressure(true)
    takeOver(pressure, before, 500)
    const answer = 50
    const all: number[] = []
    // Some at a time: a look at all, a comment each, a look, a cancel each.
    let now = 500
    for (let begun = 0; begun < 50; begun += 15) {
      const runs = Math.min(15, 50 - begun)
      for (const requests of [1, runs, 1, runs]) {
        const times = Array.from({ length: requests }, () =>
          bookRequest(pressure, now, requests === 1, half)
        )
        all.push(...times)
        now = Math.max(...times) + answer
      }
    }
    // The runner's first signal leaves 7.5 s, and the end is to be told as well.
    expect(Math.max(...all) - 500).toBeLessThan(5_000)
    const sent = [...Array.from({ length: 24 }, () => 0), ...all]
    for (const time of sent) {
      const inSecond = sent.filter((at) => at >= time && at < time + 1_000)
      expect(inSecond.length).toBeLessThanOrEqual(30)
    }
    expect(all).toHaveLength(108)
  })

  it('lets 50 plans be ended in time under 10 requests a second, none refused', () => {
    const pressure = createPressure(true)
    heedAnswer(
      pressure,
      0,
      {
        status: 200,
        headers: { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '8' }
      },
      half
    )
    const answer = 50
    const now = 500
    // A look at all in two pages, one after the other, then a cancel each.
    const first = bookRequest(pressure, now, true, half)
    const second = bookRequest(pressure, first + answer, true, half)
    const cancels = Array.from({ length: 50 }, () =>
      bookRequest(pressure, second + answer, false, half)
    )
    const all = [first, second, ...cancels]
    expect(Math.max(...all) + answer - now).toBeLessThan(5_500)
    for (const time of all) {
      const inSecond = all.filter((at) => at >= time && at < time + 1_000)
      expect(inSecond.length).toBeLessThanOrEqual(10)
    }
  })

  it('stays within its bounds, and calms down after ten good answers', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(200, 404, 429, 500),
            fc.option(fc.string(), { nil: undefined })
          )
        ),
        (answers) => {
          const pressure = createPressure()
          let now = 0
          for (const [status, remaining] of answers) {
            now = bookRequest(pressure, now, true, Math.random)
            const headers = {
              'x-ratelimit-limit': '30',
              'x-ratelimit-remaining': remaining
            }
            heedAnswer(pressure, now, { status, headers }, Math.random)
            expect(pressure.ease).toBeGreaterThanOrEqual(0)
            expect(pressure.ease).toBeLessThanOrEqual(23_000)
            expect(pressure.nextAt - now).toBeLessThanOrEqual(54_400)
          }
          for (let good = 0; good < 10; good += 1) {
            now = bookRequest(pressure, now, true, Math.random)
            heedAnswer(pressure, now, { status: 200, headers: left(29) }, half)
          }
          expect(pressure.ease).toBe(0)
        }
      )
    )
  })
})

describe('many steps that share a token and do not know each other', () => {
  /** What one apply asks for alone, times all of them, at 30 a second. */
  const boundOf = (steps: number, within: number): number =>
    Math.max((steps * 22_000) / 30, within + 17_400)

  it.each([
    // As jobs of a matrix start, some seconds apart.
    { steps: 20, within: 15_000, refused: 0.01, slower: 1.15, unlike: 1.5 },
    { steps: 50, within: 15_000, refused: 0.02, slower: 1.8, unlike: 1.7 },
    { steps: 100, within: 15_000, refused: 0.02, slower: 1.19, unlike: 1.5 },
    { steps: 300, within: 45_000, refused: 0.065, slower: 1, unlike: 1.55 },
    // All in the same instant, when nobody can know of anybody.
    { steps: 10, within: 0, refused: 0.01, slower: 1.45, unlike: 1.3 },
    { steps: 100, within: 0, refused: 0.08, slower: 1.3, unlike: 1.5 },
    { steps: 300, within: 0, refused: 0.18, slower: 1, unlike: 1.4 }
  ])(
    '$steps of them within $within ms',
    async ({ steps, within, refused, slower, unlike }) => {
      for (const seed of [1, 2, 3]) {
        const crowd = await simulateCrowd(steps, within, seed)
        const median = crowd.took[crowd.took.length >> 1] ?? NaN
        expect(crowd.refused / crowd.requests).toBeLessThan(refused)
        expect(crowd.total).toBeLessThan(slower * boundOf(steps, within))
        expect((crowd.took.at(-1) ?? NaN) / median).toBeLessThan(unlike)
        // Fewer looks, not more: nobody asks again and again.
        expect(crowd.requests).toBeLessThan(1.15 * steps * 22)
      }
    }
  )
})
