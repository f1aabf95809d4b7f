import { afterEach, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openStage, pullRequest } from './stage.ts'
import type { Stage } from './stage.ts'

/** Nobody reads the log any more: what is done is told by everything else. */

let stage: Stage
afterEach(async () => {
  await stage.close()
})

it.each([
  ['at once', /Uploading/],
  ['once there is a run', /Run run-/]
])('a log that is closed %s ends nothing', async (_, closeOutputAfter) => {
  stage = await openStage([scripts.changes])
  const result = await stage.run(
    {
      mode: 'apply',
      approve: 'true',
      'configuration-directory': '.',
      'pull-request': String(pullRequest)
    },
    { closeOutputAfter }
  )
  // That it was closed, and early.
  expect(result.stdout).not.toContain('applied')
  expect(result.outputs['outcome']).toBe('applied')
  expect(result.exitCode).toBe(0)
  expect(stage.comments()[0]).toContain('Applied')
  expect((await stage.post(result)).exitCode).toBe(0)
  expect(stage.applies()).toBe(1)
})
