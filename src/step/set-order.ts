import { unread } from '../gate/known.ts'
import type { Order } from '../gate/order.ts'
import type { Run, Workspace } from '../hcp/types.ts'
import { RunRefusedError } from '../run/record/errors.ts'

/** What stands for one workspace in a set, as far as it is known. */
export interface Place {
  readonly workspace: Workspace | undefined
  readonly run: Run | undefined
  /** Is the run to be confirmed? */
  readonly waits: boolean
}

/**
 * Refuses runs that were named, or found by their commit, where they are no
 * set: two of one workspace, since one apply makes the other's plan old.
 *
 * @throws RunRefusedError
 */
export function refuseTwins(places: readonly Place[]): void {
  const waiting = places.filter(({ waits }) => waits)
  for (const { workspace, run } of waiting) {
    const own = waiting.filter((one) => one.workspace?.id === workspace?.id)
    if (workspace === undefined || own.length < 2) continue
    throw new RunRefusedError(
      `Runs ${own.map((one) => one.run?.id).join(' and ')} are of one workspace, ${workspace.name}, and run ${run?.id ?? ''} is not the only one that is to be applied there: name one of them. Nothing was confirmed.`
    )
  }
}

/**
 * Refuses an `order` that could not be in force over runs that were named, or
 * found by their commit. What it names beside their workspaces need not be among
 * them, since not every commit touches all; but it has to be there.
 *
 * @throws RunRefusedError where a name is nobody's, or may be one of the set
 */
export async function refuseStrangeNames(
  order: Order,
  places: readonly Place[],
  read: (place: {
    readonly organization: string
    readonly name: string
  }) => Promise<Workspace>
): Promise<void> {
  const known = places.flatMap(({ workspace }) => workspace ?? [])
  const names = new Set(known.map(({ name }) => name))
  const strange = [...new Set(order.flat())].filter((name) => !names.has(name))
  const refuse = (name: string, why: string): never => {
    throw new RunRefusedError(
      `'order' names workspace ${name}, which is not one of this step: ${[...names].join(', ')}. ${why} Nothing was confirmed.`
    )
  }
  for (const name of strange) {
    if (known.length < places.length) {
      refuse(name, 'The workspace of one of its runs is not known.')
    }
    const organization = known[0]?.organization ?? ''
    const found = await read({ organization, name }).catch((error: unknown) =>
      refuse(name, unread(error).why)
    )
    if (found.name !== name) refuse(name, `There is ${found.name}.`)
  }
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
  throw new RunRefusedError(
    `'order' is turned round for runs that destroy, and of the runs that it is about ${ids(destroying)} destroy while ${ids(others)} do not: there is no order for both. Nothing was confirmed.`
  )
}
