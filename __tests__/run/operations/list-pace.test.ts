import { describe, expect, it } from '@jest/globals'
import { listPause } from '../../../src/run/operations/list-pace.ts'
import { fc } from '../../fuzz.ts'

describe('listPause', () => {
  it('lets 30 requests go at once, and the next after a minute', () => {
    const times = Array.from({ length: 30 }, (_, index) => 1_000 + index)
    expect(listPause([], 1_000)).toBe(0)
    expect(listPause(times.slice(0, 29), 2_000)).toBe(0)
    expect(listPause(times, 2_000)).toBe(59_000)
    expect(listPause(times, 61_000)).toBe(0)
  })

  it('never lets more than 30 into any minute', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 5_000 }), { minLength: 31, maxLength: 120 }),
        (idle) => {
          const times: number[] = []
          let now = 0
          for (const pause of idle) {
            now += pause
            now += listPause(times, now)
            times.push(now)
          }
          for (const [index, time] of times.entries()) {
            const after = times[index + 30]
            if (after !== undefined) {
              expect(after - time).toBeGreaterThanOrEqual(60_000)
            }
          }
        }
      )
    )
  })
})
