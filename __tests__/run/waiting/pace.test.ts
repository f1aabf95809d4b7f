import { describe, expect, it } from '@jest/globals'
import { pollInterval } from '../../../src/run/waiting/pace.ts'

const idle = {
  sinceChange: 0,
  isStreaming: false,
  sinceLogEnd: undefined,
  usual: undefined
}

describe('pollInterval', () => {
  it.each([
    [0, 500],
    [2_000, 1_000],
    [9_999, 1_000],
    [10_000, 2_500],
    [60_000, 5_000],
    [300_000, 10_000],
    [86_400_000, 10_000]
  ])('grows: %d ms after a change it is %d ms', (sinceChange, interval) => {
    expect(pollInterval({ ...idle, sinceChange })).toBe(interval)
  })

  it('leaves the server alone while a log will wake us', () => {
    expect(
      pollInterval({ ...idle, isStreaming: true, sinceChange: 5_000 })
    ).toBe(15_000)
  })

  it('is quick right after the log has ended, then slows down', () => {
    const after = [0, 1_500, 2_500, 4_000, 9_999].map((sinceLogEnd) =>
      pollInterval({ ...idle, sinceLogEnd })
    )
    expect(after).toEqual([250, 400, 800, 1_000, 1_000])
  })

  it('looks closely near the usual end', () => {
    expect(
      pollInterval({ ...idle, sinceChange: 119_000, usual: 120_000 })
    ).toBe(1_000)
  })
})
