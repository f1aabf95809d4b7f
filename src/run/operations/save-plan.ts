import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { SavedPlanError } from '../record/errors.ts'
import { settleForError } from '../door/settle.ts'

/**
 * Gets a run out of the way that was asked to save its plan and would not: an
 * older Terraform Enterprise leaves the wish out of its answer. It would stand
 * at an ordinary gate and keep the workspace's queue waiting. (Runs API:
 * `save-plan`.)
 *
 * @throws SavedPlanError for such a run
 */
export async function insistOnSavedPlan(
  dependencies: Dependencies,
  run: Run
): Promise<void> {
  if (run.savePlan) return
  throw new SavedPlanError(
    run.id,
    await settleForError(
      dependencies,
      run.id,
      'The server did not take the run as a saved plan.'
    )
  )
}
