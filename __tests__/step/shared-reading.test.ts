import { describe, expect, it } from '@jest/globals'
import { shareReading } from '../../src/step/shared-reading.ts'
import { createFakeClock } from '../hcp/fake-clock.ts'

describe('a shared reading', () => {
  it('is one for all who bear its age, each by its own word', async () => {
    const clock = createFakeClock()
    let count = 0
    const read = shareReading(async () => Promise.resolve((count += 1)), {
      clock
    })
    expect(await Promise.all([read(), read(), read(10)])).toEqual([1, 1, 1])
    await clock.sleep(5)
    expect(await read(10)).toBe(1)
    // Who wants it fresh renews it for the others.
    expect(await read()).toBe(2)
    expect(await read(10)).toBe(2)
    await clock.sleep(10)
    expect(await read(10)).toBe(3)
  })
})
