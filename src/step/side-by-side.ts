/**
 * Works on all items, so many at a time, beginning in their order. Resolves to
 * the results in the items' order; `work` is not to throw.
 */
export async function sideBySide<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>
): Promise<readonly R[]> {
  const results: R[] = []
  const rest = [...items.entries()]
  const lane = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [index, item] = next
      results[index] = await work(item)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, most) }, lane))
  return results
}
