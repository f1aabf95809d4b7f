import type { StateVersion, StateVersionOutput } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { base, document, toMany, toOne } from './document.ts'

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
      status: version.bytes === undefined ? 'pending' : 'finalized',
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

/** HCP Terraform API: State Version Outputs; sensitive values are null. */
export function renderStateVersionOutput(
  output: StateVersionOutput,
  reveals = false
): ResourceDocument {
  const sensitive = output.sensitive === true
  const type = Array.isArray(output.type)
    ? String((output.type as unknown[])[0])
    : String(output.type)
  return document(
    'state-version-outputs',
    output.id,
    {
      name: output.name,
      sensitive,
      type: type === 'list' || type === 'tuple' ? 'array' : type,
      'detailed-type': output.type,
      value: sensitive && !reveals ? null : output.value
    },
    { configurable: { links: { related: `${base}/state-version-outputs` } } }
  )
}
