/** One step from an old to a new sequence; indices into each. */
export type Step =
  | { readonly kind: 'keep'; readonly old: number; readonly new: number }
  | { readonly kind: 'remove'; readonly old: number }
  | { readonly kind: 'add'; readonly new: number }

/** Cells of the table beyond which keeping order is given up for speed. */
const maxCells = 1_000_000

/**
 * The shortest way from one sequence to another, by their longest common
 * subsequence; removals come before additions. Very long sequences are
 * compared as bags, which is still true but may say more than needed.
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
  const steps: Step[] = []
  const kept = new Set<number>()
  for (let row = 0; row < rows; row++) {
    const place = waiting.get(before[start + row] ?? '')?.pop()
    if (place === undefined) {
      steps.push({ kind: 'remove', old: start + row })
    } else {
      kept.add(place)
      steps.push({ kind: 'keep', old: start + row, new: place })
    }
  }
  for (let column = 0; column < columns; column++) {
    if (!kept.has(start + column)) {
      steps.push({ kind: 'add', new: start + column })
    }
  }
  return steps
}
