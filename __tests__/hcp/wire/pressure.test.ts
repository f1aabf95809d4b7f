import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { nextEase } from '../../../src/hcp/wire/pressure.ts'

const left = (remaining: number | string): Record<string, string> => ({
  'x-ratelimit-limit': '30',
  'x-ratelimit-remaining': String(remaining)
})

describe('nextEase', () => {
  it.each([
    ['plenty is left', 0, 200, left(25), 0],
    ['a third is left', 0, 200, left(10), 0],
    ['some is left', 500, 200, left(9), 500],
    ['little is left', 0, 200, left(4), 250],
    ['still little is left', 250, 200, left(3), 500],
    ['it is refused without headers', 0, 429, {}, 250],
    ['it is at its longest', 4_000, 429, left(0), 4_000],
    ['there is plenty again', 2_000, 200, left(20), 1_000],
    ['it was as short as it gets', 250, 200, left(20), 0],
    ['the server has no limit', 0, 200, {}, 0],
    [
      'the limit is no limit',
      0,
      200,
      { 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0' },
      0
    ],
    ['the headers are not numbers', 0, 200, left('few'), 0]
  ])('where %s: %d → %#', (_, ease, status, headers, next) => {
    expect(nextEase(ease, status, headers)).toBe(next)
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
          let ease = 0
          for (const [status, remaining] of answers) {
            ease = nextEase(ease, status, {
              'x-ratelimit-limit': '30',
              'x-ratelimit-remaining': remaining
            })
            expect(ease).toBeGreaterThanOrEqual(0)
            expect(ease).toBeLessThanOrEqual(4_000)
          }
          for (let good = 0; good < 10; good += 1) {
            ease = nextEase(ease, 200, left(29))
          }
          expect(ease).toBe(0)
        }
      )
    )
  })
})
