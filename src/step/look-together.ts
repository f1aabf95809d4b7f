import type { Hcp } from '../hcp/client.ts'
import type { Run } from '../hcp/types.ts'
import type { Clock } from '../hcp/wire/clock.ts'
import type { WorkspaceName } from './names.ts'

/** Fewer are looked at each by itself. */
const fewest = 3
/** Lists are limited to 30 a minute, for all who share a token. Milliseconds. */
const listEvery = 400
/** Who is interrupted together does not ask in the same instant. */
const gathering = 20

/** One who wants to know how its run is now. */
interface Asking {
  readonly name: string
  readonly answer: (runs: readonly Run[]) => void
}

/** How the newest runs of workspaces of an organization are listed. */
export type ListNewest = Hcp['runs']['listNewestIn']

/**
 * Lets many runs be looked at together, each by who works on it: a list that is
 * asked for after all of them asked is a look at every run in it. What it does
 * not have, or tells less of than the run's own answer would, is read by
 * itself, and so is all of a server that has no such list.
 */
export function lookTogether(
  list: ListNewest,
  clock: Clock
): (whose: WorkspaceName, hcp: Hcp, signal: AbortSignal) => Hcp {
  const organizations = new Map<string, Asking[]>()
  let isListed = true
  let at = -Infinity
  const ask = async (
    { organization, name }: WorkspaceName,
    signal: AbortSignal
  ): Promise<readonly Run[]> => {
    const known = organizations.get(organization)
    const asking = known ?? []
    organizations.set(organization, asking)
    const answered = new Promise<readonly Run[]>((answer) => {
      asking.push({ name, answer })
    })
    if (known === undefined) {
      // All that are asked for meanwhile come along.
      at = Math.max(clock.now() + gathering, at + listEvery)
      await clock.sleep(at - clock.now(), signal).catch(() => undefined)
      organizations.delete(organization)
      const names = [...new Set(asking.map((each) => each.name))]
      const runs =
        isListed && asking.length >= fewest
          ? await list(organization, names).catch(() => undefined)
          : []
      isListed &&= runs !== undefined
      for (const { answer } of asking) answer(runs ?? [])
    }
    return await answered
  }
  return (whose, hcp, signal) => ({
    ...hcp,
    runs: {
      ...hcp.runs,
      read: async (id, options) =>
        (isListed ? await ask(whose, signal) : []).find(
          (run) => run.id === id && isWhole(run)
        ) ?? (await hcp.runs.read(id, options)),
      findByMessage: async (workspaceId, message) =>
        (isListed ? await ask(whose, signal) : []).findLast(
          (run) =>
            run.workspaceId === workspaceId &&
            run.message.trim() === message.trim()
        ) ?? (await hcp.runs.findByMessage(workspaceId, message))
    }
  })
}

/** A list that leaves out what an old answer is known by is no look. */
function isWhole({ planOnly, commentIds, workspaceId, actions }: Run): boolean {
  return (
    workspaceId !== undefined &&
    actions.isCancelable !== undefined &&
    (planOnly === true || commentIds !== undefined)
  )
}
