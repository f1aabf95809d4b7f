import type { Hcp } from '../hcp/client.ts'
import type { Run, Workspace } from '../hcp/types.ts'
import { askedOf } from '../inputs/combinations.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { checkWorkspace } from '../run/operations/preflight.ts'
import { RunRefusedError } from '../run/record/errors.ts'
import type { House } from './member.ts'
import { refuseOtherOrganization } from './organization.ts'

/**
 * The workspace of the inputs, or of the run that is given, which the record
 * hears of. What speaks against the step's purpose is said or refused.
 *
 * @throws RunRefusedError where run and workspace do not match, or the
 * workspace cannot be used as asked
 */
export async function enter(
  { hcp, log, record }: Pick<House, 'hcp' | 'log' | 'record'>,
  inputs: Inputs,
  {
    existing,
    known
  }: {
    readonly existing: Run | undefined
    /** The workspace, where it was read already. */
    readonly known: Workspace | undefined
  }
): Promise<Workspace> {
  const workspace = known ?? (await readWorkspace(hcp, inputs, existing))
  record.tell({ kind: 'entered', workspace })
  if (existing !== undefined) record.tell({ kind: 'found', run: existing })
  refuseOtherOrganization(workspace, inputs.organization)
  const notes = checkWorkspace(workspace, {
    createsRun: askedOf(inputs).makesRun || inputs.mode === 'upload',
    applies: inputs.mode === 'apply' && inputs.approve === true,
    destroys: inputs.destroy,
    isSpeculative: inputs.mode === 'plan' || inputs.mode === 'upload',
    uploads: inputs.configurationDirectory !== undefined
  })
  if (inputs.mode !== 'upload') for (const note of notes) log.info(note)
  return workspace
}

async function readWorkspace(
  hcp: Hcp,
  inputs: Inputs,
  run: Run | undefined
): Promise<Workspace> {
  const { workspace: wanted, organization } = inputs
  if (wanted === undefined) {
    if (run?.workspaceId === undefined) {
      throw new RunRefusedError(
        `The server does not say which workspace run ${inputs.runId ?? ''} is of. 'mode: show' shows it with 'workspace' and 'organization'; nothing else is done with it.`
      )
    }
    return await hcp.workspaces.read({ id: run.workspaceId })
  }
  const workspace = await hcp.workspaces.read(
    wanted.startsWith('ws-')
      ? { id: wanted }
      : { organization: organization ?? '', name: wanted }
  )
  if (run === undefined || run.workspaceId === workspace.id) return workspace
  if (run.workspaceId === undefined) {
    // Whoever only looks is told what is there.
    if (inputs.mode === 'show') return workspace
    throw new RunRefusedError(
      `The server does not say which workspace run ${run.id} is of, so it is not known whether it is of ${wanted}. Nothing was done with it.`
    )
  }
  throw new RunRefusedError(
    `Run ${run.id} does not belong to workspace ${wanted}. Nothing was done with it; check 'run-id' and 'workspace'.`
  )
}
