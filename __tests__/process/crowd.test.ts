import { expect, it } from '@jest/globals'
import { runCrowd } from '../../scripts/faults/crowd.ts'

it('lets ten steps share a token within 30 requests a second', async () => {
  const crowd = await runCrowd(10, { mode: 'plan', stagger: 0, phase: 500 })
  expect(crowd.steps.map(({ outputs }) => outputs['outcome'])).toEqual(
    Array.from({ length: 10 }, () => 'planned')
  )
  expect(crowd.busiestSecond).toBeLessThanOrEqual(30)
}, 60_000)
