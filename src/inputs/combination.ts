/**
 * What is right by itself and does not go together: a row, of which there are
 * tables. `Asked` is what they look at, `Name` what they may name.
 */
export interface Combination<Asked, Name extends string> {
  /** Whose problem it is. */
  readonly input: Name
  readonly when: (asked: Asked) => boolean
  /** A clause that reads after the name. */
  readonly wrong: Words<Asked>
  readonly allowed: Words<Asked>
}

type Words<Asked> = string | ((asked: Asked) => string)

/**
 * Tells of each row that holds; of one input only the first, and none of those
 * that are wrong by themselves already: these look left out.
 */
export function rejectCombinations<Asked, Name extends string>(
  rows: readonly Combination<Asked, Name>[],
  asked: Asked,
  {
    isWrong,
    reject
  }: {
    readonly isWrong: (input: Name) => boolean
    readonly reject: (input: Name, wrong: string, allowed: string) => void
  }
): void {
  const say = (words: Words<Asked>): string =>
    typeof words === 'string' ? words : words(asked)
  for (const { input, when, wrong, allowed } of rows) {
    if (!isWrong(input) && when(asked)) reject(input, say(wrong), say(allowed))
  }
}
