import type { Order } from '../gate/order.ts'
import type { Run, Workspace } from '../hcp/types.ts'
import { RunRefusedError } from '../run/record/errors.ts'

/** What stands for one workspace in a set, as far as it is known. */
interface Place {
  readonly workspace: Workspace | undefined
  readonly run: Run | undefined
}

/**
 * Is `order` walked backwards, since the runs destroy what the others need? An
 * error where some of those that it names do, and others do not.
 */
export function isWalkedBackwards(
  order: Order,
  places: readonly Place[]
): boolean | RunRefusedError {
  const names = new Set(order.flat())
  const runs = places.flatMap(({ workspace, run }) =>
    workspace !== undefined && names.has(workspace.name) ? (run ?? []) : []
  )
  const destroying = runs.filter(({ isDestroy }) => isDestroy === true)
  if (destroying.length === 0 || destroying.length === runs.length) {
    return destroying.length > 0
  }
  const others = runs.filter((run) => !destroying.includes(run))
  const ids = (some: readonly Run[]): string =>
    some.map(({ id }) => id).join(', ')
  return new RunRefusedError(
    `'order' is turned round for runs that destroy, and of the runs that it is about ${ids(destroying)} destroy while ${ids(others)} do not: there is no order for both. Nothing was confirmed.`
  )
}
