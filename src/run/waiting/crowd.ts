import type { Run } from '../../hcp/types.ts'

/** Where a run of a set is: queued, at work, or at neither. */
export type Stand = 'queued' | 'working' | 'elsewhere'

/** The unfinished runs of the step's workspaces; undefined where none are listed. */
type ListRuns = () => Promise<readonly Pick<Run, 'id' | 'status'>[] | undefined>

/**
 * The runs of one step, which mostly wait for each other: HCP Terraform works
 * on a few at a time. Who waits behind others of the step is told by one list
 * for all of them, and its patience is not spent.
 */
export interface Crowd {
  /** Notes where the run of `whose` record is. */
  readonly note: (whose: object, stand: Stand) => void
  /** Is it queued while another one of the step is at work? */
  readonly isBehind: (whose: object) => boolean
  /** How often one of them has moved on: who waits behind them sees them go. */
  readonly moves: () => number
  /** Rings whenever it may be its turn; resolves to how to stop that. */
  readonly listen: (whose: object, ring: () => void) => () => void
  /**
   * Does the list tell this run as it was seen? A hint that spares a look, and
   * no look: no where the list does not have it, or there is no list.
   */
  readonly isListedAs: (run: Pick<Run, 'id' | 'status'>) => Promise<boolean>
}

/** Nobody is in it yet. */
export function createCrowd(list: ListRuns): Crowd {
  const stands = new Map<object, Stand>()
  const bells = new Map<object, () => void>()
  let moves = 0
  let isListed = true
  const those = (stand: Stand): readonly object[] =>
    [...stands].flatMap(([whose, its]) => (its === stand ? [whose] : []))
  return {
    note: (whose, stand) => {
      const before = stands.get(whose)
      if (before === stand) return
      stands.set(whose, stand)
      moves += 1
      // One that was fast was never seen at work.
      if (before === undefined || stand !== 'elsewhere' || !isListed) return
      for (const each of those('queued')) bells.get(each)?.()
    },
    moves: () => moves,
    isBehind: (whose) =>
      stands.get(whose) === 'queued' &&
      those('working').some((each) => each !== whose),
    listen: (whose, ring) => {
      bells.set(whose, ring)
      return () => {
        bells.delete(whose)
      }
    },
    isListedAs: async ({ id, status }) => {
      // A server that has no such list will not have one later.
      const runs = isListed ? await list().catch(() => undefined) : undefined
      isListed = runs !== undefined
      return (
        runs?.some((run) => run.id === id && run.status === status) ?? false
      )
    }
  }
}
