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
  /** The line that stands for `count` items left out; '' where there is none. */
  readonly omitted: (count: number) => string
}

/** One thing in a section, long and short. Each ends with a line feed. */
export interface Item {
  readonly short: string
  /** Made only when there may be room for it; undefined = nothing more to say. */
  readonly long: (() => string) | undefined
}

/** An item with nothing more to say. */
export function item(short: string): Item {
  return { short, long: undefined }
}

/** Long forms in a row that do not fit before no more of a rank are made. */
const maxMisses = 50

/**
 * Puts sections together within a budget. In the order of their ranks, items
 * get their short form first, then, while there is room, their long one.
 * @returns the text, never over the budget as `measure` counts it; how many
 *   items were left out (`omitted`); and of how many the text does not say that
 *   they were, or are in their short form, for want of room (`cut`)
 */
export function assemble(
  sections: readonly Section[],
  budget: number,
  measure: (text: string) => number
): { readonly text: string; readonly omitted: number; readonly cut: number } {
  const full = sections.filter((section) => section.items.length > 0)
  const ranked = [...full].sort((a, b) => a.rank - b.rank)
  const chosen = new Map<Section, Map<number, string>>()
  let room = budget
  let cut = 0
  // Headings come first: what is left out is at least named and counted.
  for (const section of ranked) {
    const frame =
      measure(section.heading) + measure(section.omitted(section.items.length))
    if (frame > room) continue
    room -= frame
    chosen.set(section, new Map())
  }
  for (const rank of new Set(ranked.map((section) => section.rank))) {
    const upgrades: (() => boolean)[] = []
    for (const section of ranked) {
      const texts = chosen.get(section)
      if (section.rank !== rank || texts === undefined) continue
      for (const [index, item] of section.items.entries()) {
        const size = measure(item.short)
        if (size > room) break
        room -= size
        texts.set(index, item.short)
        const { long } = item
        if (long === undefined) continue
        upgrades.push(() => {
          const text = long()
          const more = measure(text) - size
          if (more > room) {
            cut++
            return false
          }
          room -= more
          texts.set(index, text)
          return true
        })
      }
    }
    let misses = 0
    for (const upgrade of upgrades) {
      if (misses >= maxMisses) cut++
      else if (upgrade()) misses = 0
      else misses++
    }
  }
  let omitted = 0
  const parts: string[] = []
  for (const section of full) {
    const texts = chosen.get(section)
    const missing = section.items.length - (texts?.size ?? 0)
    omitted += missing
    const line =
      missing > 0 && texts !== undefined ? section.omitted(missing) : ''
    if (line === '') cut += missing
    if (texts === undefined || (texts.size === 0 && line === '')) continue
    parts.push(section.heading)
    for (const text of texts.values()) parts.push(text)
    parts.push(line)
  }
  return { text: parts.join(''), omitted, cut }
}
