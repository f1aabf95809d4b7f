import type { Run, Workspace } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { gateAtSight } from '../record/next-step.ts'
import { concludeFinal } from '../endings/conclusion.ts'
import { hasPlan } from '../record/ending.ts'
import type { Ending, RunlessEnding } from '../record/ending.ts'
import { readRunToShow } from './find-commit-run.ts'
import { readPlan } from '../reading/read-plan.ts'
import { readWorkspaceOutputs } from '../reading/workspace-outputs.ts'

/** Reports a run as it is now. Changes nothing, waits for nothing. */
export async function showRun(
  dependencies: Dependencies,
  run: Run,
  options: { readonly temporaryFolder: string }
): Promise<Ending> {
  const plan = hasPlan(run)
    ? await readPlan(dependencies, run, { ...options, expected: undefined })
    : undefined
  const errored =
    run.status === 'errored'
      ? await concludeFinal(dependencies, run, plan)
      : undefined
  return {
    outcome: 'shown',
    // One look is all there is.
    gate: gateAtSight(run),
    run: errored?.run ?? run,
    plan,
    checks: undefined,
    reasons: [],
    failure: errored?.failure
  }
}

/**
 * Reports a workspace as it is now: its current run, which it may lack, and the
 * outputs of its state. Changes nothing, waits for nothing. Workspaces API:
 * Show workspace, `current-run`.
 */
export async function showWorkspace(
  dependencies: Dependencies,
  { id, name, currentRunId, tellsCurrentRun }: Workspace,
  options: { readonly temporaryFolder: string }
): Promise<
  | { readonly kind: 'run'; readonly ending: Ending }
  | { readonly kind: 'no-run'; readonly ending: RunlessEnding }
> {
  const { record, log } = dependencies
  if (currentRunId !== undefined) {
    record.tell({ kind: 'named', runId: currentRunId })
  }
  const run =
    currentRunId === undefined
      ? undefined
      : await readRunToShow(dependencies, currentRunId)
  if (run !== undefined) record.tell({ kind: 'found', run })
  // Without a run there is one sentence, which says it.
  const quiet = { ...log, warning: () => undefined }
  const { workspaceOutputs, notes = [] } = await readWorkspaceOutputs(
    { ...dependencies, log: run === undefined ? quiet : log },
    id
  )
  if (run === undefined) {
    const isTold = tellsCurrentRun !== false
    const said = isTold
      ? `Workspace ${name} has no current run.`
      : `The server does not tell which run of workspace ${name} is the current one: 'run-id' shows a run, and mode 'list' lists them.`
    const ending = {
      outcome: 'shown',
      state: isTold ? 'No current run' : 'Current run not known',
      isRunUntold: !isTold,
      note: [said, ...notes].join(' '),
      workspaceOutputs
    } as const
    return { kind: 'no-run', ending }
  }
  const ending = await showRun(dependencies, run, options)
  return { kind: 'run', ending: { ...ending, workspaceOutputs, notes } }
}
