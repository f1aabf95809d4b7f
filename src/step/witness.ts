import type { Hcp } from '../hcp/client.ts'
import { isAmbiguous } from '../hcp/wire/errors.ts'
import type { Run } from '../hcp/types.ts'
import { isConfirmedOrLater } from '../run/record/status.ts'
import type { Step } from './step.ts'

/**
 * The client of a step, which keeps in the step what it sees of the step's run,
 * whether a confirm went out and whether anything was done to any run. Whatever
 * ends the step before its ending, the report rests on that, and never on the
 * run as it was first read.
 */
export function witness(hcp: Hcp, step: Step): Hcp {
  const { adminRuns, policyChecks, runs, taskStages, tfPolicyEvaluations } = hcp
  /** A write counts from when it is sent: an answer may never come. */
  const counted =
    <Given extends readonly unknown[]>(
      write: (...given: Given) => Promise<void>,
      isConfirm = false
    ) =>
    async (...given: Given): Promise<void> => {
      const { hasActed, wasConfirmed } = step
      step.hasActed = true
      if (isConfirm) step.wasConfirmed = true
      try {
        await write(...given)
      } catch (error) {
        if (!isAmbiguous(error)) {
          step.hasActed = hasActed
          if (isConfirm) step.wasConfirmed = wasConfirmed
        }
        throw error
      }
    }
  return {
    ...hcp,
    adminRuns: {
      ...adminRuns,
      forceCancel: counted(async (id: string, comment: string) => {
        await adminRuns.forceCancel(id, comment)
      })
    },
    policyChecks: {
      ...policyChecks,
      override: counted(async (id: string, comment: string) => {
        await policyChecks.override(id, comment)
      })
    },
    taskStages: {
      ...taskStages,
      override: counted(async (id: string, comment: string) => {
        await taskStages.override(id, comment)
      })
    },
    tfPolicyEvaluations: {
      ...tfPolicyEvaluations,
      override: counted(async (id: string, comment: string) => {
        await tfPolicyEvaluations.override(id, comment)
      })
    },
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
      apply: counted(async (id: string, comment?: string) => {
        await runs.apply(id, comment)
      }, true),
      discard: counted(async (id: string, comment?: string) => {
        await runs.discard(id, comment)
      }),
      cancel: counted(async (id: string, comment?: string) => {
        await runs.cancel(id, comment)
      }),
      forceCancel: counted(async (id: string, comment?: string) => {
        await runs.forceCancel(id, comment)
      }),
      forceExecute: counted(async (id: string) => {
        await runs.forceExecute(id)
      })
    }
  }
}
