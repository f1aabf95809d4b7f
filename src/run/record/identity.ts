import type { RunIdentity } from '../../gate/evidence.ts'
import type { Run } from '../../hcp/types.ts'

/** What tells a run from every other, as it was read. */
export function identify(
  run: Pick<Run, 'id' | 'workspaceId' | 'configurationVersionId' | 'planId'>
): RunIdentity {
  return {
    runId: run.id,
    workspaceId: run.workspaceId,
    configurationVersionId: run.configurationVersionId,
    planId: run.planId
  }
}
