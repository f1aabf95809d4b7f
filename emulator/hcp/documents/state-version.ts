import { parseStateFile } from '../../engines/state-file.ts'
import type { StateVersion, StateVersionOutput } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { base, document, toMany, toOne } from './document.ts'

/** Whether its upload has come, or never will be taken. */
export function decideStateStatus({
  bytes,
  discarded
}: StateVersion): 'pending' | 'finalized' | 'discarded' {
  if (bytes !== undefined) return 'finalized'
  return discarded ? 'discarded' : 'pending'
}

/** HCP Terraform API: State Versions. */
export function renderStateVersion(
  version: StateVersion,
  urls: Readonly<Record<string, string>>
): ResourceDocument {
  return document(
    'state-versions',
    version.id,
    {
      'created-at': version.createdAt,
      size: version.bytes?.length ?? 0,
      serial: version.serial,
      lineage: version.lineage,
      'state-version': 4,
      status: decideStateStatus(version),
      'resources-processed': version.workspace.outputDelays === 0,
      'terraform-version': version.workspace.terraformVersion,
      intermediate: false,
      ...urls
    },
    {
      workspace: toOne('workspaces', version.workspace.id),
      run: toOne('runs', version.run?.id),
      'created-by': toOne('users', version.createdBy?.id),
      outputs: toMany('state-version-outputs', version.outputs)
    }
  )
}

/** What the list of resources of a state version and the workspace count. */
export function countResources({ bytes }: StateVersion): number {
  return bytes === undefined ? 0 : parseStateFile(bytes).addresses.length
}

/** HCP Terraform API: State Version Outputs; sensitive values are null. */
export function renderStateVersionOutput(
  output: StateVersionOutput,
  reveals = false
): ResourceDocument {
  const sensitive = output.sensitive === true
  return document(
    'state-version-outputs',
    output.id,
    {
      name: output.name,
      sensitive,
      type: renderOutputType(output),
      'detailed-type': output.type,
      value: sensitive && !reveals ? null : output.value
    },
    { configurable: { links: { related: `${base}/state-version-outputs` } } }
  )
}

/** HCP Terraform API: Workspaces, `include=outputs`: the type is named so. */
export function renderWorkspaceOutput(
  output: StateVersionOutput
): ResourceDocument {
  const sensitive = output.sensitive === true
  return document(
    'workspace-outputs',
    output.id,
    {
      name: output.name,
      sensitive,
      'output-type': renderOutputType(output),
      'detailed-type': output.type,
      value: sensitive ? null : output.value
    },
    {}
  )
}

function renderOutputType({ type }: StateVersionOutput): string {
  const name = Array.isArray(type)
    ? String((type as unknown[])[0])
    : String(type)
  return name === 'list' || name === 'tuple' ? 'array' : name
}
