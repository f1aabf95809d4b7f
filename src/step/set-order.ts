import type { Order } from '../gate/order.ts'
import type { Run } from '../hcp/types.ts'
import { RunRefusedError } from '../run/record/errors.ts'

/** A workspace of the set, with the run that stands for it. */
export interface Place {
  readonly name: string
  readonly run: Run | undefined
}

/**
 * Is `order` walked backwards, since the runs destroy what the others need?
 *
 * @throws RunRefusedError where some of those that it names do, and others do not
 */
export function isWalkedBackwards(
  order: Order,
  places: readonly Place[]
): boolean {
  const names = new Set(order.flat())
  const runs = places.flatMap(({ name, run }) =>
    names.has(name) ? (run ?? []) : []
  )
  const destroying = runs.filter(({ isDestroy }) => isDestroy === true)
  if (destroying.length === 0 || destroying.length === runs.length) {
    return destroying.length > 0
  }
  const others = runs.filter((run) => !destroying.includes(run))
  const ids = (some: readonly Run[]): string =>
    some.map(({ id }) => id).join(', ')
  throw new RunRefusedError(
    `'order' is turned round for runs that destroy, and of the runs that it is about ${ids(destroying)} destroy while ${ids(others)} do not: there is no order for both. Nothing was confirmed.`
  )
}
