import { closest, distance } from 'fastest-levenshtein'

/**
 * Which of these words somebody meant who wrote another one: the same in other
 * case or with `_` for `-`, or a slip of the pen away. Undefined where none is
 * near.
 */
export function findNearest<T extends string>(
  written: string,
  words: readonly T[]
): T | undefined {
  const plain = (word: string): string =>
    word.trim().toLowerCase().replaceAll('_', '-')
  const wanted = plain(written)
  if (wanted === '' || wanted.length > 100) return undefined
  const nearest = closest(wanted, words.map(plain))
  return distance(wanted, nearest) <= Math.max(2, wanted.length / 3)
    ? words.find((word) => plain(word) === nearest)
    : undefined
}
