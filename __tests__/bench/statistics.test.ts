import { describe, expect, it } from '@jest/globals'
import { largest, median } from '../../bench/statistics.ts'

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[10, 9], 9.5],
    [[], NaN]
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected)
  })
})

describe('largest', () => {
  it('is not a number where there is none', () => {
    expect(largest([1, 3, 2])).toBe(3)
    expect(largest([])).toBeNaN()
  })
})
