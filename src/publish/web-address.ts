import type { Workspace } from '../hcp/types.ts'
import type { Inputs } from '../inputs/inputs.ts'

/** The address of a page of HCP Terraform's web interface. */
export function webAddress(baseUrl: URL, ...path: readonly string[]): string {
  return new URL(path.map(encodeURIComponent).join('/'), baseUrl).href
}

/** Where a run is seen in the web interface. */
export function runUrl(
  inputs: Pick<Inputs, 'baseUrl' | 'organization' | 'workspace'>,
  workspace: Workspace | undefined,
  runId: string
): string {
  return webAddress(
    inputs.baseUrl,
    'app',
    workspace?.organization ?? inputs.organization ?? '',
    'workspaces',
    workspace?.name ?? inputs.workspace ?? '',
    'runs',
    runId
  )
}
