import { expect, it } from '@jest/globals'
import { runCrowd } from '../../scripts/faults/crowd.ts'

it('lets ten steps share a token within 30 requests a second', async () => {
  const crowd = await runCrowd(10, { mode: 'plan', stagger: 0, phase: 500 })
  expect(crowd.steps.map(({ outputs }) => outputs['outcome'])).toEqual(
    Array.from({ length: 10 }, () => 'planned')
  )
  // Counted by when a request came in, a little before the limiter counts.
  expect(crowd.busiestSecond).toBeLessThanOrEqual(35)
}, 60_000)
