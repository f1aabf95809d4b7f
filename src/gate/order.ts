/**
 * In which order a set is confirmed: chains such as `network → app → dns`. Each
 * name waits for the one before it in its chain, and for nothing else.
 */
export type Order = readonly (readonly string[])[]

/** Whom each name waits for, in its chains; reversed where a set is destroyed. */
export function predecessorsOf(
  order: Order,
  name: string,
  isDestroy: boolean
): readonly string[] {
  return order
    .map((chain) => (isDestroy ? chain.toReversed() : chain))
    .flatMap((chain) =>
      chain.flatMap((each, index) => {
        const before = chain[index - 1]
        return each === name && before !== undefined ? [before] : []
      })
    )
}

/** A ring of names that wait for each other; undefined where there is none. */
export function findRing(order: Order): readonly string[] | undefined {
  const done = new Set<string>()
  const walk = (
    name: string,
    trail: readonly string[]
  ): readonly string[] | undefined => {
    const start = trail.indexOf(name)
    if (start >= 0) return [...trail.slice(start), name]
    if (done.has(name)) return undefined
    for (const before of predecessorsOf(order, name, false)) {
      const ring = walk(before, [...trail, name])
      if (ring !== undefined) return ring
    }
    done.add(name)
    return undefined
  }
  for (const name of new Set(order.flat())) {
    const ring = walk(name, [])
    if (ring !== undefined) return ring.toReversed()
  }
  return undefined
}
