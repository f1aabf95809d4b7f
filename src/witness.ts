import type { Hcp } from './hcp/client.ts'
import { isAmbiguous } from './hcp/errors.ts'
import type { Run } from './hcp/types.ts'
import { isConfirmedOrLater } from './run/status.ts'
import type { Step } from './step.ts'

/**
 * The client of a step, which keeps in the step what it sees of the step's run
 * and whether a confirm went out. Whatever ends the step before its ending, the
 * report rests on that, and never on the run as it was first read.
 */
export function witness(hcp: Hcp, step: Step): Hcp {
  const { runs } = hcp
  return {
    ...hcp,
    runs: {
      ...runs,
      async read(...given: Parameters<typeof runs.read>): Promise<Run> {
        const run = await runs.read(...given)
        if (run.id === step.run?.id) {
          step.run = run
          if (isConfirmedOrLater(run.status)) step.wasConfirmed = true
        }
        return run
      },
      async apply(...given: Parameters<typeof runs.apply>): Promise<void> {
        const before = step.wasConfirmed
        // An answer may never come.
        step.wasConfirmed = true
        try {
          await runs.apply(...given)
        } catch (error) {
          if (!isAmbiguous(error)) step.wasConfirmed = before
          throw error
        }
      }
    }
  }
}
