/**
 * How many runs are ended at a time. Under a limit those who come later would
 * stand before the second look of those who came first, which would be too old.
 */
export const endedAtOnce = 15

/** Lets work begin when its turn comes. */
export type Turns = <R>(work: () => Promise<R>) => Promise<R>

/**
 * Turns for so many at a time; who comes later waits, in the order in which
 * they came. What work throws is thrown to whoever brought it.
 */
export function takeTurns(most: number): Turns {
  let free = Math.max(1, most)
  const queue: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else {
      await new Promise<void>((resolve) => {
        queue.push(resolve)
      })
    }
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/**
 * Works on all items, so many at a time, beginning in their order. Resolves to
 * the results in the items' order; `work` is not to throw.
 */
export async function sideBySide<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>
): Promise<readonly R[]> {
  const inTurn = takeTurns(most)
  return await Promise.all(
    items.map(async (item) => await inTurn(async () => await work(item)))
  )
}
