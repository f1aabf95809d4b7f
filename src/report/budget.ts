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
  const page: Page = { measure, room: budget, cut: 0, chosen: new Map() }
  // Headings come first: what is left out is at least named and counted.
  for (const section of ranked) {
    const frame =
      measure(section.heading) + measure(section.omitted(section.items.length))
    if (take(page, frame)) page.chosen.set(section, new Map())
  }
  for (const rank of new Set(ranked.map((section) => section.rank))) {
    fill(
      page,
      ranked.filter((section) => section.rank === rank)
    )
  }
  return join(page, full)
}

/** A page that is being filled. */
interface Page {
  readonly measure: (text: string) => number
  room: number
  cut: number
  /** What was chosen of each section that has its heading on the page. */
  readonly chosen: Map<Section, Map<number, string>>
}

function take(page: Page, size: number): boolean {
  if (size > page.room) return false
  page.room -= size
  return true
}

/** Short forms of all sections of a rank, then long ones while there is room. */
function fill(page: Page, sections: readonly Section[]): void {
  const { measure, chosen } = page
  const upgrades: (() => boolean)[] = []
  for (const section of sections) {
    const texts = chosen.get(section)
    if (texts === undefined) continue
    for (const [index, { short, long }] of section.items.entries()) {
      const size = measure(short)
      if (!take(page, size)) break
      texts.set(index, short)
      if (long === undefined) continue
      upgrades.push(() => {
        const text = long()
        const fits = take(page, measure(text) - size)
        if (fits) texts.set(index, text)
        return fits
      })
    }
  }
  let misses = 0
  for (const upgrade of upgrades) {
    const fits = misses < maxMisses && upgrade()
    misses = fits ? 0 : misses + 1
    if (!fits) page.cut++
  }
}

/** The page as text, and what is not on it. */
function join(
  page: Page,
  sections: readonly Section[]
): { readonly text: string; readonly omitted: number; readonly cut: number } {
  let omitted = 0
  let { cut } = page
  const parts: string[] = []
  for (const section of sections) {
    const texts = page.chosen.get(section)
    const missing = section.items.length - (texts?.size ?? 0)
    omitted += missing
    const line =
      missing > 0 && texts !== undefined ? section.omitted(missing) : ''
    if (line === '') cut += missing
    if (texts === undefined || (texts.size === 0 && line === '')) continue
    parts.push(section.heading, ...texts.values(), line)
  }
  return { text: parts.join(''), omitted, cut }
}
