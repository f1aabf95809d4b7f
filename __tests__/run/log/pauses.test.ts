import { describe, expect, it } from '@jest/globals'
import type { Clock } from '../../../src/hcp/wire/clock.ts'
import { createPauses } from '../../../src/run/log/pauses.ts'
import { createPlan } from '../scripted-hcp.ts'

/** Sleeps until it is woken, and notes how long it was to be. */
function createEndless(asked: number[]): Clock {
  return {
    now: () => 0,
    wallTime: () => 0,
    sleep: (milliseconds, signal) => {
      asked.push(milliseconds)
      return new Promise((_, reject) => {
        const stop = (): void => {
          reject(signal?.reason as Error)
        }
        signal?.addEventListener('abort', stop, { once: true })
      })
    }
  }
}

describe('createPauses', () => {
  it('ends the pause where the phase is over, and makes the next ones short', async () => {
    const asked: number[] = []
    const pauses = createPauses(createEndless(asked))
    const { signal } = new AbortController()
    const pause = pauses.clock.sleep(1_000, signal)
    pauses.notice(createPlan({ status: 'running' }))
    await expect(
      Promise.race([pause, Promise.resolve('paused')])
    ).resolves.toBe('paused')
    pauses.notice(createPlan({ status: 'finished' }))
    await pause
    void pauses.clock.sleep(1_000, signal)
    void pauses.clock.sleep(100, signal)
    expect(asked).toEqual([1_000, 250, 100])
  })

  it('rejects with the reason of the signal', async () => {
    const pauses = createPauses(createEndless([]))
    const step = new AbortController()
    const pause = pauses.clock.sleep(1_000, step.signal)
    step.abort(new Error('cancelled'))
    await expect(pause).rejects.toThrow('cancelled')
  })
})
