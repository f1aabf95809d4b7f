import type { Workspace } from '../hcp/types.ts'
import { RunRefusedError } from '../run/record/errors.ts'

/**
 * A `ws-…` id, or a run, may be of another organization than the one that is
 * named: somebody means something else.
 *
 * @throws RunRefusedError where the two differ
 */
export function refuseOtherOrganization(
  workspace: Pick<Workspace, 'id' | 'name' | 'organization'>,
  wanted: string | undefined
): void {
  const { id, name, organization } = workspace
  if (
    wanted === undefined ||
    organization === undefined ||
    organization.toLowerCase() === wanted.toLowerCase()
  ) {
    return
  }
  throw new RunRefusedError(
    `Workspace ${id} is '${name}' of organization '${organization}', while 'organization' is '${wanted}'. Nothing was done; correct one of the two, or leave 'organization' out.`
  )
}
