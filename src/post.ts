import { cleanUp } from './step/clean-up.ts'
import { closeChecks } from './step/close-checks.ts'
import { runPhase } from './step/process.ts'

/**
 * `runs.post` of `action.yml`: a program of its own. The runner starts it
 * whatever ended the main phase, before its first line or after its last, so
 * nothing in it can make a run or confirm one; its imports are held to that by
 * a test.
 */
await runPhase(async (world) => {
  await cleanUp(world)
  await closeChecks(world)
  return true
})
