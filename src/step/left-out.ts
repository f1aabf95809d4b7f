import type { Hcp } from '../hcp/client.ts'
import type { Connection } from '../run/connection.ts'
import type { Door } from '../run/door/door.ts'
import { saidBy } from '../run/record/errors.ts'
import { createRecord } from '../run/record/record.ts'
import type { Gathering } from './gather.ts'
import type { Given } from './given.ts'
import { supersede } from './new-run.ts'
import type { Shared } from './shared.ts'
import type { World } from './world.ts'

/**
 * A workspace that a later push no longer touches is not held by what an
 * earlier one left at its gate; what cannot be ended is a warning. Never throws.
 */
export async function freeLeftOut(
  given: Given,
  { leftOut, shared }: Pick<Gathering, 'leftOut'> & { readonly shared: Shared },
  { access }: Connection<Hcp, Door>,
  world: World
): Promise<void> {
  for (const { workspace } of leftOut) {
    if (!workspace.locked || world.signal.aborted) continue
    const record = createRecord()
    const { hcp, door } = access(record)
    const house = { ...world, hcp: shared.overAll(hcp), door, record }
    await supersede({ given, house, workspace }).catch((error: unknown) => {
      world.log.warning(
        `Older runs in workspace ${workspace.name} may still be waiting: ${saidBy(error)}`
      )
    })
  }
}
