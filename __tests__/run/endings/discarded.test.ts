import { expect, it } from '@jest/globals'
import { explainDiscarded } from '../../../src/run/endings/discarded.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'

const saved = createRun({
  id: 'run-1',
  status: 'discarded',
  savePlan: true,
  statusTimestamps: { 'planned-and-saved-at': '2026-05-04T10:00:00Z' }
})

it.each([
  ['applied after it was saved', '2026-05-04T11:00:00Z', true],
  ['applied before it was saved', '2026-05-04T09:00:00Z', false],
  ['not applied', undefined, false]
])('names a run that was %s as the cause: %s, %s', async (_, at, isNamed) => {
  const later = { 'applied-at': at } as Record<string, string>
  const world = createScripted(
    [{ statusTimestamps: at === undefined ? {} : later }],
    {
      'runs.events': () => [{ action: 'discarded', actor: undefined }],
      'workspaces.read': () => ({ currentRunId: 'run-2' })
    }
  )
  const said = await explainDiscarded(world, saved)
  expect(said.includes('run run-2 was applied in between')).toBe(isNamed)
  expect(said.includes('another run was applied, the state has changed')).toBe(
    !isNamed
  )
})
