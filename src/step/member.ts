import type { PlanEvidence } from '../gate/plan-rules.ts'
import type { Workspace } from '../hcp/types.ts'
import type { Dependencies } from '../run/dependencies.ts'
import type { Log } from '../runner/log.ts'
import type { Given } from './given.ts'
import type { Evidence, Shared } from './shared.ts'

/** What every act of a step about one workspace is given. */
export interface House extends Dependencies {
  readonly log: Log
}

/** One workspace of a step. */
export interface Member {
  readonly given: Given
  readonly house: House
  readonly workspace: Workspace
  /** What it has in common with the others of the step. */
  readonly shared: Pick<Shared, 'crowd' | 'pack'>
  /** Where the gate reads GitHub. */
  readonly evidence: Evidence
  /**
   * What is confirmed together with this workspace's run, as one plan;
   * undefined where it is the only one.
   */
  readonly together?: ((own: PlanEvidence) => PlanEvidence) | undefined
}
