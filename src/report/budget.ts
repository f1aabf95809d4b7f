/** A list that may be shortened: whole items go, never parts of one. */
export interface Section {
  /** Markdown before the items; left out when no item is there. */
  readonly heading: string
  readonly items: readonly Item[]
  /**
   * Which sections get room first: 0 before 1 and so on. Does not change the
   * order on the page.
   */
  readonly rank: number
  /** The line that stands for `count` items left out. */
  readonly omitted: (count: number) => string
}

/** One thing in a section, long and short. Each ends with a line feed. */
export interface Item {
  readonly short: string
  /** Made only when there may be room for it; undefined = nothing more to say. */
  readonly long: (() => string) | undefined
}

/**
 * Puts sections together within a budget. In the order of their ranks, items
 * get their short form first, then, while there is room, their long one.
 * @returns the text, never over the budget as `measure` counts it, and how
 *   many items were left out or are in their short form for want of room
 */
export function assemble(
  sections: readonly Section[],
  budget: number,
  measure: (text: string) => number
): { readonly text: string; readonly omitted: number; readonly cut: number } {
  const chosen = sections.map(() => new Map<number, string>())
  let room = budget
  let cut = 0
  for (const rank of [...new Set(sections.map((s) => s.rank))].sort(
    (a, b) => a - b
  )) {
    const upgrades: (() => void)[] = []
    sections.forEach((section, place) => {
      if (section.rank !== rank || section.items.length === 0) return
      const frame =
        measure(section.heading) +
        measure(section.omitted(section.items.length))
      if (frame > room) return
      room -= frame
      const texts = chosen[place] ?? new Map<number, string>()
      for (const [index, item] of section.items.entries()) {
        const size = measure(item.short)
        if (size > room) break
        room -= size
        texts.set(index, item.short)
        const { long } = item
        if (long === undefined) continue
        upgrades.push(() => {
          // Longer than a line at the least; saves making what cannot fit.
          if (room < 40) {
            cut++
            return
          }
          const text = long()
          const more = measure(text) - size
          if (more > room) {
            cut++
            return
          }
          room -= more
          texts.set(index, text)
        })
      }
    })
    for (const upgrade of upgrades) upgrade()
  }
  let omitted = 0
  const parts: string[] = []
  sections.forEach((section, place) => {
    const texts = chosen[place]
    if (texts === undefined || section.items.length === 0) return
    const missing = section.items.length - texts.size
    omitted += missing
    if (texts.size === 0) return
    parts.push(section.heading, ...texts.values())
    if (missing > 0) parts.push(section.omitted(missing))
  })
  return { text: parts.join(''), omitted, cut }
}
