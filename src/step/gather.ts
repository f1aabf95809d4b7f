import type { Workspace } from '../hcp/types.ts'
import type { Given } from './given.ts'

/** One workspace that the step is about. */
export interface Gathered {
  /** As if the step were about this workspace alone. */
  readonly given: Given
  /** Where it was read already. */
  readonly workspace: Workspace | undefined
}

/** The workspaces that the step is about, in their order. One, if it names one. */
export async function gather(given: Given): Promise<readonly Gathered[]> {
  return Promise.resolve([{ given, workspace: undefined }])
}
