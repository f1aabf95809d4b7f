interface Page<Item> {
  readonly items: readonly Item[]
  readonly links: Record<string, string | null>
  readonly pagination: Record<string, number | null>
}

/**
 * Cuts a list into pages: 20 a page unless told, 100 at most.
 * @param totals whether the list tells how long it is
 */
export function cutPage<Item>(
  all: readonly Item[],
  url: URL,
  totals = true
): Page<Item> {
  const read = (name: string, standard: number) => {
    const number = Number(url.searchParams.get(name) ?? standard)
    return Number.isInteger(number) && number > 0 ? number : standard
  }
  const size = Math.min(read('page[size]', 20), 100)
  const current = read('page[number]', 1)
  const last = Math.max(Math.ceil(all.length / size), 1)
  const link = (page: number | null): string | null => {
    if (page === null) return null
    const target = new URL(url)
    target.searchParams.set('page[number]', String(page))
    target.searchParams.set('page[size]', String(size))
    return target.toString()
  }
  const previous = current > 1 ? current - 1 : null
  const next = current < last ? current + 1 : null
  return {
    items: all.slice((current - 1) * size, current * size),
    links: {
      self: link(current),
      ...(totals ? { first: link(1) } : {}),
      prev: link(previous),
      next: link(next),
      ...(totals ? { last: link(last) } : {})
    },
    pagination: {
      'current-page': current,
      'page-size': size,
      'prev-page': previous,
      'next-page': next,
      ...(totals ? { 'total-pages': last, 'total-count': all.length } : {})
    }
  }
}
