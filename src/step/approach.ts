import type { PlanEvidence } from '../gate/plan-rules.ts'
import type { Run, Workspace } from '../hcp/types.ts'
import { readRunToShow } from '../run/operations/find-commit-run.ts'
import { isOwn, workspaceOf } from '../run/record/claims.ts'
import { admit } from './admission.ts'
import type { Given } from './given.ts'
import type { House } from './member.ts'
import { playCommit } from './commit-run.ts'
import { modes } from './modes.ts'
import type { Arrived, Runless } from './modes.ts'
import type { WorkspaceName } from './names.ts'
import { makeRun, makeRunAgain } from './new-run.ts'
import { discardOwnRuns } from './own-runs.ts'
import type { Shared } from './shared.ts'
import { show, upload } from './without-run.ts'
import { enter } from './workspace.ts'

/** One workspace of a step, before anything is known of it but its name. */
export interface Candidate {
  /** As if the step were about this workspace alone. */
  readonly given: Given
  readonly house: House
  readonly shared: Shared
  /** Where it was read already. */
  readonly workspace: Workspace | undefined
  /** Why nothing can be done about it. */
  readonly fault: Error | undefined
}

/** Whose it is, as far as that is known. */
export function nameOf({ given, house, workspace }: Candidate): WorkspaceName {
  const { inputs } = given
  const known = workspaceOf(house.record.facts()) ?? workspace
  return {
    organization: known?.organization ?? inputs.organization ?? '',
    name: known?.name ?? inputs.workspace ?? inputs.runId ?? ''
  }
}

/**
 * The story of one workspace, as far as it goes alone: enter, admit, make or
 * find its run, follow it to its end or to the gate that waits for a decision.
 */
export async function approach(
  { given, house, workspace: known, fault, shared }: Candidate,
  together?: (own: PlanEvidence) => PlanEvidence
): Promise<Arrived | Runless> {
  if (fault !== undefined) throw fault
  const { inputs } = given
  const { record } = house
  const { runId } = inputs
  // The job before saw it made a moment ago, and not every replica has it yet.
  if (runId !== undefined) record.tell({ kind: 'named', runId })
  const existing =
    runId === undefined ? undefined : await readRunToShow(house, runId)
  const workspace = await enter(house, inputs, { existing, known })
  const { evidence } = shared
  const member = { given, house, workspace, shared, evidence, together }
  if (given.subject !== undefined)
    return await playCommit(member, given.subject)
  await admit(member, existing)
  const { mode } = inputs
  if (mode === 'list') throw new Error('A list acts on no run.')
  if (mode === 'upload') return await upload(member)
  if (existing !== undefined) return await modes[mode](member, existing)
  if (mode === 'show') return await show(member)
  if (mode === 'discard') {
    return await discardOwnRuns(member)
  }
  return await modes[mode](member, await makeRun(member))
}

/**
 * The same once more for a run of this step that was planned too early: it makes
 * way for a new one of the same configuration, which goes to its own gate.
 * Undefined where the run was not made here: a yes names its run.
 */
export async function approachAgain(
  { given, house, shared }: Candidate,
  {
    together,
    before,
    why
  }: {
    readonly together: (own: PlanEvidence) => PlanEvidence
    readonly before: Run
    readonly why: string
  }
): Promise<Arrived | undefined> {
  const facts = house.record.facts()
  const workspace = workspaceOf(facts)
  if (workspace === undefined || !isOwn(facts)) return undefined
  if (given.inputs.mode !== 'apply') return undefined
  const { evidence } = shared
  const member = { given, house, workspace, shared, evidence, together }
  return await modes.apply(member, await makeRunAgain(member, before, why))
}
