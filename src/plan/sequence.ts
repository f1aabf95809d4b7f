/** One step from an old to a new sequence; indices into each. */
export type Step =
  | { readonly kind: 'keep'; readonly old: number; readonly new: number }
  | { readonly kind: 'remove'; readonly old: number }
  | { readonly kind: 'add'; readonly new: number }

/** Cells of the table beyond which keeping order is given up for speed. */
const maxCells = 1_000_000

/**
 * The shortest way from one sequence to another, by their longest common
 * subsequence; removals come before additions. Of very long sequences fewer
 * may be kept than could be, which is still true but says more than needed.
 */
export function diffSequences(
  before: readonly string[],
  after: readonly string[]
): readonly Step[] {
  const { start, end } = sharedEnds(before, after)
  const steps: Step[] = []
  for (let i = 0; i < start; i++) steps.push({ kind: 'keep', old: i, new: i })
  const rows = before.length - start - end
  const columns = after.length - start - end
  const middle =
    rows * columns > maxCells
      ? compareBags(before, after, start, rows, columns)
      : compareInOrder(before, after, start, rows, columns)
  for (const step of middle) steps.push(step)
  for (let i = end; i > 0; i--) {
    steps.push({ kind: 'keep', old: before.length - i, new: after.length - i })
  }
  return steps
}

/** How much is the same at the start of both, and then at the end. */
export function sharedEnds(
  before: ArrayLike<string>,
  after: ArrayLike<string>
): { readonly start: number; readonly end: number } {
  let start = 0
  while (
    start < before.length &&
    start < after.length &&
    before[start] === after[start]
  ) {
    start++
  }
  let end = 0
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end++
  }
  return { start, end }
}

function compareInOrder(
  before: readonly string[],
  after: readonly string[],
  start: number,
  rows: number,
  columns: number
): readonly Step[] {
  const width = columns + 1
  const lengths = new Uint32Array((rows + 1) * width)
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      lengths[row * width + column] =
        before[start + row] === after[start + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const steps: Step[] = []
  let row = 0
  let column = 0
  while (row < rows || column < columns) {
    if (
      row < rows &&
      column < columns &&
      before[start + row] === after[start + column]
    ) {
      steps.push({ kind: 'keep', old: start + row++, new: start + column++ })
    } else if (
      row < rows &&
      (column === columns || at(row + 1, column) >= at(row, column + 1))
    ) {
      steps.push({ kind: 'remove', old: start + row++ })
    } else {
      steps.push({ kind: 'add', new: start + column++ })
    }
  }
  return steps
}

/** What is in both, as far as it kept its order; the rest goes and comes. */
function compareBags(
  before: readonly string[],
  after: readonly string[],
  start: number,
  rows: number,
  columns: number
): readonly Step[] {
  const waiting = new Map<string, number[]>()
  for (let column = columns - 1; column >= 0; column--) {
    const text = after[start + column] ?? ''
    const places = waiting.get(text)
    if (places === undefined) waiting.set(text, [start + column])
    else places.push(start + column)
  }
  const found: { readonly old: number; readonly new: number }[] = []
  for (let row = 0; row < rows; row++) {
    const place = waiting.get(before[start + row] ?? '')?.pop()
    if (place !== undefined) found.push({ old: start + row, new: place })
  }
  const steps: Step[] = []
  let row = start
  let column = start
  const gap = (toRow: number, toColumn: number) => {
    while (row < toRow) steps.push({ kind: 'remove', old: row++ })
    while (column < toColumn) steps.push({ kind: 'add', new: column++ })
  }
  for (const pair of longestRise(found)) {
    gap(pair.old, pair.new)
    steps.push({ kind: 'keep', old: row++, new: column++ })
  }
  gap(start + rows, start + columns)
  return steps
}

/** The most of these pairs, ordered by `old`, that are ordered by `new` too. */
function longestRise<T extends { readonly new: number }>(
  pairs: readonly T[]
): readonly T[] {
  /** For each length, the pair that ends the lowest rise of it. */
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  pairs.forEach((pair, index) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      const end = pairs[ends[middle] ?? 0]?.new ?? 0
      if (end < pair.new) low = middle + 1
      else high = middle
    }
    previous.push(ends[low - 1])
    ends[low] = index
  })
  const rise: T[] = []
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) {
    const pair = pairs[at]
    if (pair !== undefined) rise.push(pair)
  }
  return rise.reverse()
}
