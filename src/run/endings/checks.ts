import { failedChecks } from '../record/run-checks.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Ending } from '../record/ending.ts'
import { readChecks } from '../reading/read-checks.ts'

/**
 * An ending with what policies, run tasks and the cost estimate said. Where a
 * policy is the reason for the ending, each one that failed is named. Never
 * throws: an ending without them is an ending, too.
 */
export async function withChecks(
  dependencies: Pick<Dependencies, 'hcp' | 'signal' | 'log'>,
  ending: Ending
): Promise<Ending> {
  const runChecks =
    ending.runChecks ??
    (await readChecks(dependencies, ending.run, ending.plan).catch(
      () => undefined
    ))
  if (runChecks === undefined) return ending
  const failed = failedChecks(runChecks)
  return {
    ...ending,
    runChecks,
    reasons: ending.reasons.flatMap((reason) =>
      reason.code === 'policy-failed' && failed.length > 0
        ? failed.map(({ message, facts }) => ({
            ...reason,
            message,
            facts: { ...reason.facts, ...facts }
          }))
        : [reason]
    )
  }
}
