import type { Run } from '../../src/hcp/types.ts'
import type { Dependencies } from '../../src/run/dependencies.ts'
import {
  beginCourse,
  carryOut,
  decideAtGate,
  reachGate
} from '../../src/run/operations/apply.ts'
import type { ApplyOptions } from '../../src/run/operations/apply.ts'
import type { Ending } from '../../src/run/record/ending.ts'

/** The three stages of an apply, one after the other, for one run alone. */
export async function applyRun(
  dependencies: Dependencies,
  run: Run,
  options: ApplyOptions
): Promise<Ending> {
  const course = beginCourse(dependencies, run, options)
  const reached = await reachGate(course)
  if (reached.kind === 'ended') return reached.ending
  const decided = await decideAtGate(course, reached)
  return decided.kind === 'ended'
    ? decided.ending
    : await carryOut(course, reached, decided)
}
