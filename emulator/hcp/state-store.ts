import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseStateFile } from '../engines/state-file.ts'
import { createIdentifier } from './identifier.ts'
import type {
  HcpState,
  Principal,
  Run,
  StateVersion,
  Workspace
} from './model.ts'
import { renderTime } from './model.ts'

interface StateAnnouncement {
  readonly workspace: Workspace
  readonly serial: number
  readonly lineage: string
  readonly md5: string | undefined
  readonly run: Run | undefined
  readonly createdBy: Principal | undefined
}

/** The state versions of all workspaces; the current ones also as files. */
export interface StateStore {
  /** Announces a state version whose bytes are yet to come. */
  open(announcement: StateAnnouncement): StateVersion
  /** Makes it the workspace's current state. */
  finalize(version: StateVersion, bytes: Uint8Array): void
  /** Both at once. */
  save(
    workspace: Workspace,
    bytes: Uint8Array,
    run: Run | undefined,
    by: Principal | undefined
  ): StateVersion
  /** Where the current state's file is; undefined before the first one. */
  file(workspace: Workspace): string | undefined
}

/**
 * Creates the store; files go below `directory`.
 * @param changed told of every workspace that has another state
 */
export function createStateStore(
  state: HcpState,
  directory: string,
  changed: (workspace: Workspace) => void
): StateStore {
  const pathOf = (workspace: Workspace) =>
    join(directory, 'workspaces', workspace.name, 'terraform.tfstate')

  const open: StateStore['open'] = (announcement) => {
    const version: StateVersion = {
      ...announcement,
      id: createIdentifier('sv'),
      createdAt: renderTime(),
      bytes: undefined,
      json: undefined,
      discarded: false,
      outputs: []
    }
    state.stateVersions.set(version.id, version)
    return version
  }

  const finalize: StateStore['finalize'] = (version, bytes) => {
    const { workspace } = version
    const { outputs, lineage } = parseStateFile(bytes)
    version.bytes = bytes
    if (version.lineage === '') version.lineage = lineage
    for (const [name, output] of Object.entries(outputs)) {
      version.outputs.push({ ...output, id: createIdentifier('wsout'), name })
    }
    for (const other of state.stateVersions.values()) {
      if (other.workspace === workspace && other.bytes === undefined) {
        other.discarded = true
      }
    }
    workspace.stateVersions.push(version)
    workspace.updatedAt = renderTime()
    // At once: who sees `applied` may open the file.
    const path = pathOf(workspace)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    changed(workspace)
  }

  return {
    open,
    finalize,
    save: (workspace, bytes, run, createdBy) => {
      const { serial, lineage } = parseStateFile(bytes)
      const version = open({
        workspace,
        serial,
        lineage,
        md5: undefined,
        run,
        createdBy
      })
      finalize(version, bytes)
      return version
    },
    file: (workspace) =>
      workspace.stateVersions.length === 0 ? undefined : pathOf(workspace)
  }
}
