import { expect } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

/** A run that waits at its gate, and people who want something of it. */
export interface HeldStage {
  readonly stage: Stage
  readonly runId: string
}

/** Opens a stage with a held run of the pull request, writers and one reader. */
export async function openHeldStage(
  writers: readonly string[],
  reader: string
): Promise<HeldStage> {
  const stage = await openStage([scripts.creates])
  for (const writer of writers) stage.github.setPermission(writer, 'write')
  stage.github.setPermission(reader, 'read')
  const held = await stage.run(
    { mode: 'apply', 'configuration-directory': '.' },
    pullRequestEvent()
  )
  expect(held.outputs['outcome']).toBe('held')
  return { stage, runId: held.outputs['run-id'] ?? '' }
}
