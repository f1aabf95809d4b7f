/** A list that may be shortened: whole items go, never parts of one. */
export interface Section {
  /** Markdown before the items; left out when no item is there. */
  readonly heading: string
  /** Markdown after the items, such as the end of a fold; by default nothing. */
  readonly closing?: string
  /** What is said to be cut; by default what the heading says. */
  readonly name?: string
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
  /** Undefined where it is counted elsewhere, if there is no room for `long`. */
  readonly short: string | undefined
  /** Made only when there may be room for it; undefined = nothing more to say. */
  readonly long: (() => string) | undefined
  /**
   * What `long` left out, too, in at most so much room; made where there is room
   * left when everything has its long form. Undefined = nothing was left out.
   */
  readonly whole?: (room: number) => string | undefined
  /** How many things it stands for where it is left out; by default one. */
  readonly count?: number
}

/** How many things of a section are not on the page, or not in full. */
export interface Cut {
  readonly name: string
  readonly count: number
}

/** An item with nothing more to say. */
export function item(short: string): Item {
  return { short, long: undefined }
}

/** Long forms in a row that do not fit before no more of a rank are made. */
const maxMisses = 50

/**
 * Puts sections together within a budget. In the order of their ranks, items
 * get their short form first, then, while there is room, their long one; what
 * room is left then goes to those whose long form is not the whole.
 * @returns the text, never over the budget as `measure` counts it; how many
 *   items were left out (`omitted`); and of which sections the text does not say
 *   that items were, or are in their short form, for want of room (`cuts`)
 */
export function assemble(
  sections: readonly Section[],
  budget: number,
  measure: (text: string) => number
): Assembled {
  const full = sections.filter((section) => section.items.length > 0)
  const ranked = [...full].sort((a, b) => a.rank - b.rank)
  const page: Page = {
    measure,
    room: budget,
    cut: new Map(),
    chosen: new Map()
  }
  // Headings come first: what is left out is at least named and counted.
  for (const section of ranked) {
    const frame =
      measure(section.heading) +
      measure(section.closing ?? '') +
      measure(section.omitted(countOf(section.items)))
    if (take(page, frame)) page.chosen.set(section, new Map())
  }
  for (const rank of new Set(ranked.map((section) => section.rank))) {
    fill(
      page,
      ranked.filter((section) => section.rank === rank)
    )
  }
  for (const section of ranked) widen(page, section)
  return join(page, full)
}

interface Assembled {
  readonly text: string
  readonly omitted: number
  readonly cuts: readonly Cut[]
}

/** A page that is being filled. */
interface Page {
  readonly measure: (text: string) => number
  room: number
  /** Items in their short form that have a long one. */
  readonly cut: Map<Section, number>
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
  const { measure, chosen, cut } = page
  const upgrades: {
    readonly section: Section
    readonly isNamed: boolean
    readonly to: () => boolean
  }[] = []
  for (const section of sections) {
    const texts = chosen.get(section)
    if (texts === undefined) continue
    for (const [index, { short, long }] of section.items.entries()) {
      const size = measure(short ?? '')
      if (!take(page, size)) break
      if (short !== undefined) texts.set(index, short)
      if (long === undefined) continue
      const to = (): boolean => {
        const text = long()
        const fits = take(page, measure(text) - size)
        if (fits) texts.set(index, text)
        else if (short !== undefined) count(cut, section, 1)
        return fits
      }
      upgrades.push({ section, isNamed: short !== undefined, to })
    }
  }
  let misses = 0
  for (const { section, isNamed, to } of upgrades) {
    if (misses < maxMisses) misses = to() ? 0 : misses + 1
    // What is not on the page at all is counted as missing.
    else if (isNamed) count(cut, section, 1)
  }
}

function count(
  counts: Map<Section, number>,
  section: Section,
  more: number
): void {
  counts.set(section, (counts.get(section) ?? 0) + more)
}

/** Gives what room is left to long forms that are not the whole. */
function widen(page: Page, section: Section): void {
  const texts = page.chosen.get(section)
  for (const [index, { whole }] of section.items.entries()) {
    const told = texts?.get(index)
    if (whole === undefined || told === undefined || page.room <= 0) continue
    const size = page.measure(told)
    const text = whole(page.room + size)
    if (text !== undefined && take(page, page.measure(text) - size)) {
      texts?.set(index, text)
    }
  }
}

/** The page as text, and what is not on it. */
function join(page: Page, sections: readonly Section[]): Assembled {
  let omitted = 0
  const cuts: Cut[] = []
  const parts: string[] = []
  for (const section of sections) {
    const texts = page.chosen.get(section)
    const missing = countOf(
      section.items.filter((_, index) => texts?.has(index) !== true)
    )
    omitted += missing
    const line =
      missing > 0 && texts !== undefined ? section.omitted(missing) : ''
    const cut = (page.cut.get(section) ?? 0) + (line === '' ? missing : 0)
    if (cut > 0) cuts.push({ name: nameOf(section), count: cut })
    if (texts === undefined || (texts.size === 0 && line === '')) continue
    const inOrder = [...texts].sort(([a], [b]) => a - b)
    parts.push(
      section.heading,
      ...inOrder.map(([, text]) => text),
      line,
      section.closing ?? ''
    )
  }
  return { text: parts.join(''), omitted, cuts }
}

function countOf(items: readonly Item[]): number {
  return items.reduce((sum, { count = 1 }) => sum + count, 0)
}

function nameOf({ name, heading }: Section): string {
  return name ?? heading.replace(/[#\n]/g, '').replace(/ \(.*/, '').trim()
}
