import type { Hcp } from '../hcp/client.ts'
import type { Workspace } from '../hcp/types.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { folderOf } from '../inputs/workspace-folders.ts'
import { onlyWorkspace } from '../inputs/workspace-selectors.ts'
import { findWorkspaces } from '../run/operations/find-workspaces.ts'
import { RunRefusedError } from '../run/record/errors.ts'
import type { Given } from './given.ts'
import type { World } from './world.ts'

/** One workspace that the step is about. */
export interface Gathered {
  /** As if the step were about this workspace alone. */
  readonly given: Given
  /** Where it was read already. */
  readonly workspace: Workspace | undefined
  /** Why nothing can be done about it; spoils nothing else. */
  readonly fault: Error | undefined
}

/**
 * The workspaces that the step is about, in their order: those of the runs that
 * are given, or those that `workspace` selects. One that is named is read later.
 * Where they cannot be found, or are more than the step may have, there is one
 * that says so.
 */
export async function gather(
  given: Given,
  hcp: Hcp,
  world: Pick<World, 'log'>
): Promise<readonly Gathered[]> {
  try {
    return await findAll(given, hcp, world)
  } catch (error) {
    const fault = error instanceof Error ? error : new Error(String(error))
    return [{ ...narrow(given, {}), fault }]
  }
}

async function findAll(
  given: Given,
  hcp: Hcp,
  { log }: Pick<World, 'log'>
): Promise<readonly Gathered[]> {
  const { selection, runIds, organization, maxWorkspaces } = given.inputs
  if (runIds.length > 1) {
    return runIds.map((runId) => narrow(given, { runId, runIds: [runId] }))
  }
  if (selection === undefined || onlyWorkspace(selection) !== undefined) {
    return [narrow(given, {})]
  }
  const { workspaces, unread } = await findWorkspaces({ hcp, log }, selection, {
    organization: organization ?? '',
    max: maxWorkspaces
  })
  const named = unread.map(({ name }) => narrow(given, { workspace: name }))
  const found = workspaces.map((workspace) => ofWorkspace(given, workspace))
  const all = [...found, ...named]
  refuseStrangeOrder(given.inputs, all)
  return all
}

function ofWorkspace(given: Given, workspace: Workspace): Gathered {
  const { folders, organization } = given.inputs
  const { name } = workspace
  const folder = folders && folderOf(folders, name)
  const one = narrow(given, {
    workspace: name,
    organization: workspace.organization ?? organization,
    configurationDirectory: folder
  })
  const fault =
    folders !== undefined && folder === undefined
      ? new RunRefusedError(
          `No line of 'configuration-directory' is about workspace ${name}. No run was made for it.`
        )
      : undefined
  return { ...one, workspace, fault }
}

function narrow(given: Given, inputs: Partial<Inputs>): Gathered {
  return {
    given: { ...given, inputs: { ...given.inputs, ...inputs } },
    workspace: undefined,
    fault: undefined
  }
}

function refuseStrangeOrder(
  { order }: Inputs,
  gathered: readonly Gathered[]
): void {
  const names = gathered.map(({ given }) => given.inputs.workspace)
  const strange = order.flat().find((name) => !names.includes(name))
  if (strange === undefined) return
  throw new RunRefusedError(
    `'order' names workspace ${strange}, which is not one of this step: ${names.join(', ')}. No run was made.`
  )
}
