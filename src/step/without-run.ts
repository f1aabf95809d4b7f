import { RunRefusedError } from '../run/record/errors.ts'
import { showWorkspace } from '../run/operations/show.ts'
import { uploadConfiguration } from '../run/operations/upload.ts'
import { temporaryFolderOf } from './given.ts'
import type { Member } from './member.ts'
import type { Arrived, Runless } from './modes.ts'

/** `mode: show` without `run-id`: the workspace, with its current run. */
export async function show({
  given,
  house,
  workspace
}: Member): Promise<Arrived | Runless> {
  const temporaryFolder = temporaryFolderOf(given)
  const shown = await showWorkspace(house, workspace, { temporaryFolder })
  if (shown.kind === 'run') return { kind: 'ended', ending: shown.ending }
  house.record.tell({ kind: 'ended-runless', ending: shown.ending })
  return { kind: 'runless', isOk: true }
}

/**
 * `mode: upload`: a configuration version for runs of later steps, plan-only
 * ones and others. It is provisional, so the workspace's current configuration
 * stays what it is until such a run is applied; no run is made.
 */
export async function upload({
  given: { inputs },
  house,
  workspace,
  shared
}: Member): Promise<Runless> {
  const { configurationDirectory: directory } = inputs
  if (directory === undefined) {
    throw new RunRefusedError("'configuration-directory' is empty.")
  }
  const { id, digest } = await uploadConfiguration(house, {
    directory,
    workspace,
    planOnly: false,
    pack: shared.pack
  })
  house.record.tell({ kind: 'uploaded', configurationVersionId: id, digest })
  house.record.tell({
    kind: 'ended-runless',
    ending: {
      outcome: 'uploaded',
      note: `Uploaded '${directory}' to workspace ${workspace.name} as configuration version ${id}: no run was made. Pass it as 'configuration-version-id' to the steps that make runs of it.`,
      configurationVersionId: id
    }
  })
  return { kind: 'runless', isOk: true }
}
