import type { PolicyEvidence } from '../../gate/evidence.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { failedChecks } from '../record/run-checks.ts'
import type { RunChecks } from '../record/run-checks.ts'
import { phaseOf, renderStatus } from '../record/status.ts'
import { readChecks } from './read-checks.ts'

/**
 * What the policies and the mandatory checks of a run have come to, by its own
 * state and, where it has any, by each of them. Throws only the reason of an
 * aborted signal.
 */
export async function readPolicyEvidence(
  dependencies: Pick<Dependencies, 'hcp' | 'signal' | 'log'>,
  run: Run
): Promise<PolicyEvidence> {
  if (isStopped(run)) return { state: 'failed', saw: renderStatus(run.status) }
  const { policyCheckIds, taskStageIds, tfPolicyEvaluationIds } = run
  const hasNone = [policyCheckIds, taskStageIds, tfPolicyEvaluationIds].every(
    (ids) => ids?.length === 0
  )
  if (hasNone) return { state: 'passed', saw: '' }
  const { log } = dependencies
  const checks = await readChecks(
    // What could not be read is said in the checklist, and once in the report.
    { ...dependencies, log: { ...log, warning: () => undefined } },
    run,
    undefined
  )
  return policiesOf(checks)
}

function isStopped({ status }: Pick<Run, 'status'>): boolean {
  return phaseOf(status) === 'decision' || status === 'policy_soft_failed'
}

/** Stages that begin only once the run was confirmed. */
const later: ReadonlySet<string> = new Set(['pre_apply', 'post_apply'])

/** All of them in one word, for a run whose own state stops nowhere. */
export function policiesOf(checks: RunChecks): PolicyEvidence {
  const tasks = checks.tasks.filter(({ stage }) => !later.has(stage))
  const mandatory = [...checks.policies, ...tasks].filter(
    ({ level }) => level !== 'advisory'
  )
  if (mandatory.some(({ status }) => status === 'running')) {
    return { state: 'unknown', saw: 'still running' }
  }
  const { length: unread } = mandatory.filter(
    ({ status }) => status === 'unknown'
  )
  if (unread > 0) {
    return { state: 'unknown', saw: `${unread} could not be read` }
  }
  if (checks.untold !== undefined) {
    return { state: 'unknown', saw: checks.untold }
  }
  // HCP Terraform lets the run go on, so somebody let these pass.
  const failed = failedChecks({ ...checks, tasks })
  const overridden = mandatory.filter(({ status }) => status === 'overridden')
  const passedOver = failed.length + overridden.length
  return passedOver > 0
    ? {
        state: 'unknown',
        saw: `${passedOver} did not pass and do not stop the run`
      }
    : { state: 'passed', saw: '' }
}
