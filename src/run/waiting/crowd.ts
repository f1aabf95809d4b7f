/** Where a run of a set is: queued, at work, or at neither. */
export type Stand = 'queued' | 'working' | 'elsewhere'

/**
 * The runs of one step, which mostly wait for each other: HCP Terraform works
 * on a few at a time. Who waits behind others of the step need not look often,
 * and its patience is not spent.
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
}

/** Nobody is in it yet. */
export function createCrowd(): Crowd {
  const stands = new Map<object, Stand>()
  const bells = new Map<object, () => void>()
  let moves = 0
  /** Told, and they have not looked since. */
  const told = new Set<object>()
  const those = (stand: Stand): readonly object[] =>
    [...stands].flatMap(([whose, its]) => (its === stand ? [whose] : []))
  return {
    note: (whose, stand) => {
      const before = stands.get(whose)
      told.delete(whose)
      if (before === stand) return
      // In the order in which they came to the queue.
      stands.delete(whose)
      stands.set(whose, stand)
      moves += 1
      // One that was fast was never seen at work.
      if (before === undefined || stand !== 'elsewhere') return
      const next = those('queued').find((each) => !told.has(each))
      if (next === undefined) return
      told.add(next)
      bells.get(next)?.()
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
    }
  }
}
